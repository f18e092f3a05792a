import { bytesSource } from '@silhouette/core/dicom';
import type { Instance } from '@silhouette/core/dicom';
import { makeSeries } from '@silhouette/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodedFrame } from './encapsulated.ts';
import { openObject, readFrame } from './open.ts';

const noDecoder = async () => ({ ok: false, refusal: 'no-decoder' }) as const;

test('[V7] a frame comes with its stored values, its window and its place in the body', async () => {
  const [file] = makeSeries({ seed: 3, rows: 32, columns: 48 });
  const opened = openObject(file?.bytes ?? new Uint8Array(0));
  if (!opened.ok) throw new Error('not read');
  const frame = await readFrame(opened.value, 0, noDecoder);
  if (!frame.ok) throw new Error('no frame');
  const { columns, rows, samples, values, windows, plane, aspect } = frame.value;
  expect({ columns, rows, samples, length: values.length, aspect }).toEqual({ columns: 48, rows: 32, samples: 1, length: 32 * 48, aspect: 1 });
  expect(windows[0]).toMatchObject({ center: 50, width: 400 });
  expect(plane.orientation).not.toBeNull();
  expect(await readFrame(opened.value, 1, noDecoder)).toEqual({ ok: false, refusal: 'unreadable' });
});

test('[V7] any bytes give an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(openObject(bytes).ok).toBe(false);
    }),
    { seed: 7 },
  );
});

const word = (value: number): readonly number[] => [value & 255, value >> 8, 0, 0];
const encapsulated = (fragments: readonly Uint8Array[]): Instance => ({
  preamble: null,
  meta: [],
  encoding: { uid: '1.2.840.10008.1.2.5', explicitVr: true, bigEndian: false, deflated: false, encapsulated: true },
  data: [{ tag: 0x7fe00010, vr: 'OB', fragments }],
  trailing: null,
  source: bytesSource(new Uint8Array(0)),
});
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

test('[V7] fragments are joined to frames: one each, all of one frame, or by the offset table', () => {
  const empty = bytes();
  const pieces = [bytes(1, 1), bytes(2, 2), bytes(3, 3)];
  expect(encodedFrame(encapsulated([empty, ...pieces]), 1, 3)).toEqual(bytes(2, 2));
  expect(encodedFrame(encapsulated([empty, ...pieces]), 0, 1)).toEqual(bytes(1, 1, 2, 2, 3, 3));
  const table = bytes(...word(0), ...word(20));
  expect(encodedFrame(encapsulated([table, ...pieces]), 0, 2)).toEqual(bytes(1, 1, 2, 2));
  expect(encodedFrame(encapsulated([table, ...pieces]), 1, 2)).toEqual(bytes(3, 3));
});

test('[V7] fragments that cannot be told apart are not guessed at', () => {
  expect(encodedFrame(encapsulated([bytes(), bytes(1), bytes(2), bytes(3)]), 0, 2)).toBeNull();
  expect(encodedFrame(encapsulated([bytes()]), 0, 1)).toBeNull();
});
