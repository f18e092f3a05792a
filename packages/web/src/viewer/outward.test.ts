import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outward } from './outward.ts';

test('[V5] frames are fetched from the one in view outward', () => {
  expect(outward(2, 6)).toEqual([2, 3, 1, 4, 0, 5]);
  expect(outward(0, 3)).toEqual([0, 1, 2]);
  expect(outward(0, 0)).toEqual([]);
});

test('[V5] every frame is fetched, and none twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, seed) => {
      const order = outward(seed % count, count);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
    }),
    { seed: 5 },
  );
});
