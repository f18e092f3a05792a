import { expect, test } from 'vitest';
import { edgesFor, lettersFor } from './compass.ts';

test('[V4] an axial picture has the patient’s right at the left and the front at the top', () => {
  expect(edgesFor([0, -1, 0], [0, 0, -1])).toEqual({ left: 'R', top: 'A' });
});

test('[V4] turned, the letters turn with it', () => {
  expect(edgesFor([1, 0, 0], [0, 0, -1])).toEqual({ left: 'A', top: 'L' });
});

test('[V4] an oblique direction has two letters, the stronger first', () => {
  expect(lettersFor([0.5, -0.8, 0.1])).toBe('AL');
});
