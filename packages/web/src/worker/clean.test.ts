import { checkInstanceWith, isClean } from '@silhouette/core/check';
import { collectKnown, newKnown, type DecodeBytes } from '@silhouette/core/deid';
import { bytesSource, encodingOf, joinChunks, readInstance, writeInstance, type Element } from '@silhouette/core/dicom';
import { withElements } from '@silhouette/core/fix';
import { openFrames, readPixelDescription, storedValues } from '@silhouette/core/image';
import type { Box } from '@silhouette/core/model';
import { ALL_CHANNELS, resolve, TEACHING } from '@silhouette/core/policy';
import { tagOf, type Keyword } from '@silhouette/core/standard';
import { contributionKey } from '@silhouette/core/uid';
import { decodeFrame, encodeFrame } from '@silhouette/engines/codecs';
import { findText, findTextAgain } from '@silhouette/engines/text';
import { makeSeries, rleFrame, SYNTAX } from '@silhouette/testkit';
import { expect, test } from 'vitest';
import { changesOf } from './changes.ts';
import { answeredOf, cleanOriginal, PROVISIONAL, type CleanNeeds } from './clean.ts';
import { lookAt } from './look.ts';

const decode: DecodeBytes = (label, bytes) => new TextDecoder(label).decode(bytes);
const policy = (() => {
  const resolved = resolve(TEACHING);
  if (!resolved.ok) throw new Error('policy');
  return resolved.value;
})();
const key = contributionKey(new Uint8Array(32).fill(7));
const needs = (known = newKnown()): CleanNeeds => ({ policy, key, known, decode, engines });
const text = { first: findText, second: findTextAgain };
const engines = { decode: decodeFrame, encode: encodeFrame, text };

function fileOf(spec: Parameters<typeof makeSeries>[0]): Uint8Array {
  const [file] = makeSeries(spec);
  if (file === undefined) throw new Error('no file');
  return file.bytes;
}

function instanceOf(bytes: Uint8Array) {
  const read = readInstance(bytesSource(bytes));
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

async function cleanBytes(bytes: Uint8Array, boxes: readonly { readonly frames: 'all'; readonly box: Box }[]) {
  const cleaned = await cleanOriginal(bytesSource(bytes), boxes, 'IM0001', needs());
  if (!cleaned.ok) throw new Error(cleaned.refusal.code);
  return { cleaned: cleaned.value, out: cleaned.value.chunks === null ? null : joinChunks(cleaned.value.chunks, cleaned.value.source) };
}

test.each([
  ['an abdomen', { seed: 1 }, null],
  ['an ultrasound', { seed: 2, modality: 'US' }, null],
  ['a head', { seed: 3, bodyPart: 'HEAD' }, 'head-shown'],
  ['a radiograph', { seed: 4, modality: 'CR' }, null],
] as const)('[F2] the first look says from the header alone whether %s can be taken', (_, spec, because) => {
  const seen = lookAt(instanceOf(fileOf(spec)), { policy, key, decode });
  expect(seen.refusal === null ? null : 'because' in seen.refusal && seen.refusal.because).toBe(because);
  expect(seen.study).toMatch(/^[0-9A-F]{16}$/);
});

test('[F3] a cleaned original passes the second look, holds nothing of its person, and names the questions that a person answers', async () => {
  const bytes = fileOf({ seed: 5 });
  const known = newKnown();
  collectKnown(instanceOf(bytes), decode, known, null);
  const { cleaned, out } = await cleanBytes(bytes, []);
  if (out === null) throw new Error('not written');
  const look = { policy, channels: ALL_CHANNELS, publicId: key.publicId, decisions: PROVISIONAL, known };
  const looked = await checkInstanceWith(bytesSource(out), look, { ...text, decode: decodeFrame });
  expect(looked.ok && isClean(looked.value)).toBe(true);
  expect(answeredOf(cleaned)).toEqual([]);
});

const box: Box = [4, 4, 20, 12];

test.each([
  ['native', SYNTAX.explicit],
  ['implicit', SYNTAX.implicit],
])('[F3] a box is black in what will be sent: %s', async (_, syntax) => {
  const { out } = await cleanBytes(fileOf({ seed: 6, syntax }), [{ frames: 'all', box }]);
  expect(out === null ? null : valuesIn(out, box).size).toBe(1);
});

test('[F3] every change of the header is a pair, and nothing of an original stands on its right side', async () => {
  const bytes = fileOf({ seed: 8 });
  const { cleaned } = await cleanBytes(bytes, []);
  const changes = changesOf(instanceOf(bytes), cleaned, decode);
  const name = changes.find((change) => change.name === 'Patient Name');
  expect(name?.before.length).toBeGreaterThan(3);
  expect(name?.after).toBe('');
  expect(changes.length).toBeGreaterThan(20);
});

function valuesIn(bytes: Uint8Array, [left, top, right, bottom]: Box): ReadonlySet<number> {
  const instance = instanceOf(bytes);
  const description = readPixelDescription(instance);
  if (!description.ok) throw new Error('no description');
  const frames = openFrames(instance, description.value);
  const frame = frames.ok ? frames.value.read(0) : null;
  const values = frame === null ? null : storedValues(frame.bytes, description.value, frame.bit);
  if (values?.ok !== true) throw new Error('no values');
  const seen = new Set<number>();
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) seen.add(values.value.values[row * values.value.columns + column] ?? Number.NaN);
  return seen;
}

test('[F3] a box on compressed frames: they stay compressed, black in the box, and as they were beside it', async () => {
  const pixels = Uint8Array.from({ length: 16 * 16 }, (_, n) => (n * 7) % 251);
  const base = instanceOf(fileOf({ seed: 9, rows: 16, columns: 16 }));
  const number = (keyword: Keyword, value: number): Element => ({ tag: tagOf(keyword), vr: 'US', bytes: Uint8Array.of(value, 0) });
  const encoding = encodingOf(SYNTAX.rle);
  if (encoding === undefined) throw new Error('no encoding');
  const data = withElements(base.data, [
    number('BitsAllocated', 8),
    number('BitsStored', 8),
    number('HighBit', 7),
    { tag: tagOf('PixelData'), vr: 'OB', fragments: [new Uint8Array(0), rleFrame(pixels)] },
  ]);
  const compressed = joinChunks(writeInstance({ ...base, meta: [], encoding, data }), base.source);
  const { out } = await cleanBytes(compressed, [{ frames: 'all', box: [0, 0, 8, 4] }]);
  if (out === null) throw new Error('not written');
  const [black, beside] = [await decodedIn(out, [0, 0, 8, 4]), await decodedIn(out, [8, 0, 16, 1])];
  expect(new Set(black).size).toBe(1);
  expect(beside).toEqual([...pixels.subarray(8, 16)]);
  expect(instanceOf(out).encoding.uid).toBe(SYNTAX.rle);
});

async function decodedIn(bytes: Uint8Array, [left, top, right, bottom]: Box): Promise<readonly number[]> {
  const instance = instanceOf(bytes);
  const description = readPixelDescription(instance);
  if (!description.ok) throw new Error('no description');
  const frames = openFrames(instance, description.value);
  const frame = frames.ok ? frames.value.read(0) : null;
  const decoded = frame === null ? null : await decodeFrame({ syntax: instance.encoding.uid, bytes: frame.bytes, description: description.value });
  if (decoded?.ok !== true) throw new Error('not decoded');
  const { columns, values } = decoded.value;
  return Array.from({ length: bottom - top }, (_, n) => [...values.subarray((top + n) * columns + left, (top + n) * columns + right)]).flat();
}
