import { expect, test } from 'vitest';
import type { ReadFrame } from './open.ts';
import { levelOf, ownRange, presetsFor, rangeOf } from './presets.ts';

const frame = (more: Partial<ReadFrame> = {}): ReadFrame => ({
  columns: 4,
  rows: 1,
  samples: 1,
  values: Int16Array.from([0, 100, 2_000, 4_000]),
  slope: 1,
  intercept: -1_024,
  invert: false,
  windows: [],
  aspect: 1,
  plane: { position: null, orientation: null, spacingMm: null, spacingOf: 'patient', instanceNumber: null },
  ...more,
});

test('[V3] width and level become edges as the function LINEAR has them, and come back', () => {
  expect(rangeOf({ width: 400, level: 40 })).toEqual({ lower: -160, upper: 239 });
  expect(levelOf({ lower: -160, upper: 239 })).toEqual({ width: 400, level: 40 });
});

test('[V3] CT has its windows on the keys 1 to 9, other modalities only what their values say', () => {
  expect(presetsFor('CT').map(({ name }) => name)).toEqual([
    'As recorded',
    'Soft tissue',
    'Lung',
    'Bone',
    'Brain',
    'Liver',
    'Full range',
    'Dark end',
    'Bright end',
  ]);
  expect(presetsFor('MR').map(({ name }) => name)).toEqual(['As recorded', 'Full range', 'Dark end', 'Bright end']);
  const lung = presetsFor('CT').find(({ name }) => name === 'Lung');
  expect(levelOf(lung?.range(frame()) ?? { lower: 0, upper: 0 })).toEqual({ width: 1_500, level: -600 });
});

test('[V3] the window of the header is the default, and without one the values decide', () => {
  expect(ownRange(frame({ windows: [{ center: 40, width: 400, shape: 'linear' }] }))).toEqual({ lower: -160, upper: 239 });
  expect(ownRange(frame({ windows: [{ center: 40, width: 400, shape: 'linear-exact' }] }))).toEqual({ lower: -160, upper: 240 });
  const { lower, upper } = ownRange(frame());
  expect(lower).toBeLessThan(upper);
});

test('[V2] full range, dark end and bright end leave no stored value out of sight', () => {
  const [full, dark, bright] = presetsFor('MR')
    .slice(1)
    .map((preset) => preset.range(frame()));
  expect(full).toEqual({ lower: -1_024, upper: 2_976 });
  expect(dark?.lower).toBe(-1_024);
  expect(dark?.upper).toBeLessThan(-900);
  expect(bright?.upper).toBe(2_976);
  expect(bright?.lower).toBeGreaterThan(2_900);
});

test('[V2] a frame of one value has a window too', () => {
  const even = frame({ values: Uint8Array.from([7, 7, 7, 7]), intercept: 0 });
  for (const preset of presetsFor('MR')) {
    const { lower, upper } = preset.range(even);
    expect(upper).toBeGreaterThan(lower);
  }
});
