import { expect, test } from 'vitest';
import { ascii, element, fileBytes, item, openElement, start, syntaxes, u16, u32 } from './fixtures.ts';
import { bytesSource, expectedPixelBytes, frameRanges, readInstance } from './index.ts';
import type { Instance } from './index.ts';

interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly samples?: number;
  readonly bits: number;
  readonly frames: number;
  readonly photometric?: string;
}

function image(
  { rows, columns, samples = 1, bits, frames, photometric = 'MONOCHROME2 ' }: Shape,
  pixels: readonly number[],
  syntax: string = syntaxes.explicit,
): Instance {
  const number = (tag: number, value: number): number[] => element(tag, 'US', u16(value));
  const data = [
    ...start(),
    ...number(0x00280002, samples),
    ...element(0x00280004, 'CS', ascii(photometric)),
    ...element(0x00280008, 'IS', ascii(`${frames} `)),
    ...number(0x00280010, rows),
    ...number(0x00280011, columns),
    ...number(0x00280100, bits),
  ];
  const answer = readInstance(bytesSource(fileBytes(syntax, [...data, ...pixels])));
  if (!answer.ok) throw new Error('refused');
  return answer.value;
}

/** The bytes of each frame, or the code of the refusal. */
function framesOf(instance: Instance): readonly number[][] | string {
  const answer = frameRanges(instance);
  if (!answer.ok) return answer.refusal.code;
  return answer.value.map(({ parts }) => parts.flatMap((part) => Array.from('start' in part ? instance.source.read(part.start, part.end) : part)));
}

const native = (bytes: readonly number[]): number[] => element(0x7fe00010, 'OW', bytes);
const grey: Shape = { rows: 1, columns: 2, bits: 8, frames: 3 };

test('[D34] native frames and the length Pixel Data should have', () => {
  const instance = image(grey, native([1, 2, 3, 4, 5, 6, 99, 99]));
  expect(expectedPixelBytes(instance.data)).toBe(6);
  expect(framesOf(instance)).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(framesOf(image(grey, native([1, 2, 3, 4])))).toBe('bad-pixels');
  expect(framesOf(image(grey, []))).toBe('pixels-missing');
  expect(expectedPixelBytes([])).toBeNull();
});

test('[D34] one bit a pixel is packed over frames; YBR_FULL_422 has two bytes a pixel', () => {
  const packed = image({ rows: 3, columns: 1, bits: 1, frames: 4 }, native([1, 2]));
  expect(expectedPixelBytes(packed.data)).toBe(2);
  const answer = frameRanges(packed);
  expect(answer.ok && answer.value.map(({ firstBit }) => firstBit)).toEqual([0, 3, 6, 1]);
  expect(framesOf(packed)).toEqual([[1], [1], [1, 2], [2]]);
  expect(expectedPixelBytes(image({ rows: 2, columns: 2, samples: 3, bits: 8, frames: 1, photometric: 'YBR_FULL_422' }, native([])).data)).toBe(8);
  expect(expectedPixelBytes(image({ rows: 2, columns: 2, samples: 3, bits: 8, frames: 1, photometric: 'RGB ' }, native([])).data)).toBe(12);
});

const soi = [0xff, 0xd8, 0xff, 0xe0];
const packed = (...fragments: readonly (readonly number[])[]): number[] =>
  openElement(
    0x7fe00010,
    'OB',
    fragments.flatMap((part) => item(part)),
  );

test.each([
  [
    'one fragment a frame',
    packed([], [1, 2], [3, 4], [5, 6]),
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  [
    'basic offset table',
    packed([...u32(0), ...u32(20), ...u32(30)], [1, 2], [3, 4], [5, 6], [7, 8]),
    [
      [1, 2, 3, 4],
      [5, 6],
      [7, 8],
    ],
  ],
  [
    'an offset table that lies',
    packed([...u32(0), ...u32(4), ...u32(30)], [1, 2], [3, 4], [5, 6]),
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  ['where codestreams begin', packed([], soi, [1, 2], soi, soi, [3, 4]), [[...soi, 1, 2], soi, [...soi, 3, 4]]],
  ['no telling', packed([], [1, 2], [3, 4]), 'bad-pixels'],
  [
    'extended offset table',
    [
      ...element(0x7fe00001, 'OV', [...u32(0), ...u32(0), ...u32(10), ...u32(0), ...u32(20), ...u32(0)]),
      ...packed([], [1, 2], [3, 4], [5, 6], [7, 8]),
    ],
    [
      [1, 2],
      [3, 4],
      [5, 6, 7, 8],
    ],
  ],
])('[D34] encapsulated frames: %s', (_name, pixels, expected) => {
  expect(framesOf(image(grey, pixels, syntaxes.jpegBaseline))).toEqual(expected);
});

test('[D34] all fragments are the frame where there is one', () => {
  expect(framesOf(image({ ...grey, frames: 1 }, packed([], [1, 2], [3, 4]), syntaxes.jpegBaseline))).toEqual([[1, 2, 3, 4]]);
});
