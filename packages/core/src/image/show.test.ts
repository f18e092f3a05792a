import { expect, test } from 'vitest';
import { expandSegments } from './luts.ts';
import {
  distanceMm,
  fullWindow,
  type FrameValues,
  type Plane,
  type PixelDescription,
  partialYbrToRgb,
  sortStack,
  stacksOf,
  toGray,
  toRgb,
  toRgba,
  type Vector,
  windowed,
  ybrToRgb,
} from './index.ts';

const description: PixelDescription = {
  element: 'integer',
  rows: 1,
  columns: 4,
  frames: 1,
  samples: 1,
  photometric: 'MONOCHROME2',
  planar: false,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  order: 'little',
  palette: null,
  modalityLut: null,
  rescale: null,
  windows: [],
  voiLut: null,
  padding: null,
  aspect: null,
};

function frameOf(values: readonly number[], changes: Partial<FrameValues> = {}): FrameValues {
  return {
    rows: 1,
    columns: values.length,
    samples: 1,
    photometric: 'MONOCHROME2',
    bitsStored: 12,
    signed: false,
    values: Int32Array.from(values),
    ...changes,
  };
}

test('[P46] windows give what PS3.3 section C.11.2 says', () => {
  // The example of PS3.3 section C.11.2.1.2.1: centre 2048, width 4096.
  expect([0, 4095].map((value) => windowed({ center: 2048, width: 4096, shape: 'linear' }, value))).toEqual([0, 255]);
  expect([-1, 0, 0.5, 1].map((value) => windowed({ center: 0, width: 1, shape: 'linear' }, value))).toEqual([0, 255, 255, 255]);
  expect([-5, 0, 5].map((value) => windowed({ center: 0, width: 10, shape: 'linear-exact' }, value))).toEqual([0, 127.5, 255]);
  const sigmoid = [-1000, -10, 0, 10, 1000].map((value) => windowed({ center: 0, width: 20, shape: 'sigmoid' }, value));
  expect(sigmoid.map((value) => Math.round(value))).toEqual([0, 30, 128, 225, 255]);
});

test('[P46] grey values go through rescale, window and MONOCHROME1', () => {
  const shown = { ...description, rescale: { slope: 2, intercept: -100 }, windows: [{ center: 0, width: 200, shape: 'linear-exact' as const }] };
  expect(Array.from(toGray(frameOf([0, 50, 100, 4000]), shown))).toEqual([0, 128, 255, 255]);
  expect(Array.from(toGray(frameOf([0, 50, 100, 4000], { photometric: 'MONOCHROME1' }), shown))).toEqual([255, 127, 0, 0]);
});

test('[P46] without a window the whole range is shown, padding left out', () => {
  const padded = { ...description, padding: { from: 4000, to: 4095 } };
  const frame = frameOf([10, 20, 30, 4095]);
  expect(fullWindow(frame, padded)).toEqual({ center: 20, width: 20, shape: 'linear-exact' });
  expect(Array.from(toGray(frame, padded))).toEqual([0, 128, 255, 255]);
});

test('[P46] palettes, RGB and YBR become red, green and blue', () => {
  const ramp = { first: 1, bits: 16, entries: Uint16Array.of(0, 0x8000, 0xffff) };
  const flat = { first: 1, bits: 8, entries: Uint8Array.of(7, 8, 9) };
  const colours: PixelDescription = { ...description, photometric: 'PALETTE COLOR', palette: { red: ramp, green: flat, blue: flat } };
  const indices = frameOf([0, 1, 2, 9], { photometric: 'PALETTE COLOR' });
  expect(Array.from(toRgb(indices, colours))).toEqual([0, 7, 7, 0, 7, 7, 128, 8, 8, 255, 9, 9]);
  expect([ybrToRgb(255, 128, 128), ybrToRgb(76, 85, 255), ybrToRgb(0, 128, 128)]).toEqual([
    [255, 255, 255],
    [254, 0, 0],
    [0, 0, 0],
  ]);
  expect([partialYbrToRgb(16, 128, 128), partialYbrToRgb(235, 128, 128)]).toEqual([
    [0, 0, 0],
    [255, 255, 255],
  ]);
  const wide = frameOf([65_535, 0, 32_768], { samples: 3, columns: 1, photometric: 'RGB', bitsStored: 16 });
  expect(Array.from(toRgba(wide, description))).toEqual([255, 0, 127, 255]);
});

test('[P46] segmented tables are expanded as PS3.3 section C.7.9.2 says, malformed ones are not', () => {
  expect(expandSegments(Uint16Array.of(0, 2, 5, 6, 1, 4, 10), 6)).toEqual(Uint16Array.of(5, 6, 7, 8, 9, 10));
  expect(expandSegments(Uint16Array.of(0, 1, 9, 1, 2, 3, 2, 1, 0, 0), 4)).toEqual(Uint16Array.of(9, 6, 3, 9));
  expect(expandSegments(Uint16Array.of(1, 2, 3), 2)).toBeUndefined();
  expect(expandSegments(Uint16Array.of(0, 60_000, 3), 2)).toBeUndefined();
  expect(expandSegments(Uint16Array.of(2, 1, 0, 0), 2)).toBeUndefined();
});

const axial: readonly [Vector, Vector] = [
  [1, 0, 0],
  [0, 1, 0],
];
const coronal: readonly [Vector, Vector] = [
  [1, 0, 0],
  [0, 0, -1],
];

function plane(orientation: Plane['orientation'], position: Vector | null, instanceNumber: number): Plane {
  return { position, orientation, spacingMm: [0.5, 0.25], spacingOf: 'patient', instanceNumber };
}

test('[P47] slices sort along their normal, whatever their numbers, and stacks part by orientation', () => {
  const slices = [
    plane(axial, [0, 0, 30], 1),
    plane(coronal, [0, -5, 0], 7),
    plane(axial, [0, 0, 10], 3),
    plane(axial, [0, 0, 20], 2),
    plane(coronal, [0, -9, 0], 4),
  ];
  const stacks = stacksOf(slices, (slice) => slice);
  expect(stacks.map((stack) => stack.slices.map(({ instanceNumber }) => instanceNumber))).toEqual([
    [3, 2, 1],
    [4, 7],
  ]);
  expect(stacks.map(({ isEven, spacingMm }) => [spacingMm, isEven])).toEqual([
    [10, true],
    [4, true],
  ]);
});

test('[P47] slices without a place sort by number, a gap is told, equal places keep time order', () => {
  expect(sortStack([plane(null, null, 3), plane(null, null, 1)], (slice) => slice)).toMatchObject({
    slices: [{ instanceNumber: 1 }, { instanceNumber: 3 }],
    spacingMm: null,
  });
  const gap = sortStack(
    [plane(axial, [0, 0, 0], 1), plane(axial, [0, 0, 2], 2), plane(axial, [0, 0, 9], 3), plane(axial, [0, 0, 4], 4)],
    (slice) => slice,
  );
  expect([gap.spacingMm, gap.isEven]).toEqual([2, false]);
  const times = sortStack(
    [plane(axial, [0, 0, 2], 4), plane(axial, [0, 0, 0], 2), plane(axial, [0, 0, 0], 1), plane(axial, [0, 0, 2], 3)],
    (slice) => slice,
  );
  expect(times.slices.map(({ instanceNumber }) => instanceNumber)).toEqual([1, 2, 3, 4]);
});

test('[P47] a distance is measured with the spacing of rows and of columns', () => {
  expect(distanceMm({ column: 0, row: 0 }, { column: 12, row: 8 }, { spacingMm: [0.5, 0.25] })).toBe(5);
  expect(distanceMm({ column: 0, row: 0 }, { column: 1, row: 1 }, { spacingMm: null })).toBeNull();
});
