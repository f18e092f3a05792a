import type { Picture } from '@silhouette/core/image';
import { lettersAt } from '@silhouette/testkit';
import { expect, test } from 'vitest';
import { findFaces } from './index.ts';
import { placesOf } from './places.ts';
import { CELL, resized } from './resize.ts';

const flat = (width: number, height: number, channels: 1 | 3, value: number): Picture => ({
  width,
  height,
  channels,
  samples: new Uint8Array(width * height * channels).fill(value),
});

/** Lines of dark letters on a pale page. */
function page(): Picture {
  const picture = flat(300, 200, 1, 235);
  for (const top of [10, 50, 90, 130])
    for (const [x, y] of lettersAt({ words: 'SCALE 12 CM 0 5 10', left: 10, top, scale: 2 }).dots) picture.samples[y * 300 + x] = 20;
  return picture;
}

test.each([
  ['black', flat(320, 240, 1, 0)],
  ['grey', flat(90, 90, 3, 128)],
  ['white and very long', flat(900, 3, 1, 255)],
  ['a page of text', page()],
])('[P72] Node and browsers find no face where there is none: %s', async (_name, picture) => {
  expect(await findFaces(picture)).toMatchObject({ ok: true, value: { faces: [] } });
});

test('[P72] the same picture in grey and in colour gives the same numbers', async () => {
  const grey = page();
  const colour = {
    ...grey,
    channels: 3 as const,
    samples: Uint8Array.from({ length: grey.samples.length * 3 }, (_, n) => grey.samples[Math.floor(n / 3)] ?? 0),
  };
  expect(await findFaces(colour)).toEqual(await findFaces(grey));
});

test('[P72] cells that are sure and touch are one face, in pixels of the picture and never outside of it', () => {
  const logits = new Float32Array(8 * 6).fill(-6);
  for (const cell of [9, 10, 17, 18]) logits[cell] = 4;
  logits[47] = 3;
  logits[31] = 2.7;
  expect(placesOf({ columns: 8, rows: 6, cell: 32, logits }, 250, 190)).toEqual([
    { box: [13, 13, 115, 115], score: 0.9 },
    { box: [214, 150, 250, 190], score: 0.87 },
  ]);
});

test('[P72] a picture in another size has the same means, and its rim is repeated up to whole cells', () => {
  const picture = { ...flat(64, 48, 1, 0), samples: Uint8Array.from({ length: 64 * 48 }, (_, n) => (n % 64) * 4) };
  const { data, height, width } = resized(picture, 0.625);
  expect([width, height]).toEqual([3 * CELL, 2 * CELL]);
  const row = [...data.subarray(0, width)];
  expect(row[20]).toBeCloseTo((20.5 * 1.6 * 4 - 2) / 255, 2);
  expect(row.slice(40)).toEqual(row.slice(40).fill(row[39] ?? NaN));
  expect(resized(picture, 1).data.subarray(0, 64)).toEqual(Float32Array.from({ length: 64 }, (_, x) => Math.fround((x * 4) / 255)));
});
