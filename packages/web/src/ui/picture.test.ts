import { expect, test } from 'vitest';
import { paint, spreadOf, windowFor } from './picture.ts';
import type { Picture } from './picture.ts';

const ct = (values: readonly number[], more: Partial<Picture> = {}): Picture => ({
  columns: values.length,
  rows: 1,
  samples: 1,
  values: Int16Array.from(values),
  slope: 1,
  intercept: -1_024,
  invert: false,
  window: { centre: 40, width: 400 },
  aspect: 1,
  ...more,
});
const grey = (picture: Picture, tone: 'shown' | 'full' | 'dark' | 'bright'): readonly number[] => {
  const light = paint(picture, windowFor(picture, tone));
  return Array.from({ length: picture.columns }, (_, i) => light[i * 4] ?? -1);
};

test('[V1] a window maps the modality’s unit to light: lower edge black, upper edge white, centre between', () => {
  const [black, middle, white] = grey(ct([1_024 - 160, 1_024 + 40, 1_024 + 240]), 'shown');
  expect([black, white]).toEqual([0, 255]);
  expect(Math.abs((middle ?? 0) - 127.5)).toBeLessThanOrEqual(0.5);
});

test('[V1] MONOCHROME1 is the other way round', () => {
  expect(grey(ct([1_024 - 160, 1_024 + 240], { invert: true }), 'shown')).toEqual([255, 0]);
});

test('[V2] what one window hides, another tone of the contact sheet shows', () => {
  const hidden = ct([0, 10, 2_000, 4_000, 4_090]);
  const shown = grey(hidden, 'shown');
  expect(shown[0]).toBe(shown[1]);
  expect(shown[3]).toBe(shown[4]);
  const dark = grey(hidden, 'dark');
  expect(dark[1]).toBeGreaterThan((dark[0] ?? 0) + 16);
  const bright = grey(hidden, 'bright');
  expect(bright[4]).toBeGreaterThan((bright[3] ?? 0) + 16);
  const full = grey(hidden, 'full');
  expect(full[0]).toBe(0);
  expect(full[4]).toBe(255);
});

test('[V2] a negative slope keeps the ends apart', () => {
  const picture = ct([0, 100], { slope: -1, intercept: 0, window: { centre: -50, width: 100 } });
  expect(grey(picture, 'shown')).toEqual([255, 0]);
});

test('[V2] an empty or even picture has a window too', () => {
  expect(spreadOf(new Uint8Array(0))).toEqual({ low: 0, high: 0, lowPart: 0, highPart: 0 });
  expect(windowFor(ct([7, 7, 7], { window: null }), 'shown').width).toBe(1);
});
