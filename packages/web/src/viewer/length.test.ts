import { expect, test } from 'vitest';
import { sayLength } from './length.ts';

const plane = (spacingMm: readonly [number, number] | null, spacingOf: 'patient' | 'detector' = 'patient') => ({
  plane: { position: null, orientation: null, spacingMm, spacingOf, instanceNumber: null },
});
const from = { column: 10, row: 10 };
const to = { column: 14, row: 13 };

test('[V6] a length is in millimetres of the patient where the object has a spacing, rows and columns each with their own', () => {
  expect(sayLength(from, to, plane([1, 1]))).toBe('5.0 mm');
  expect(sayLength(from, { column: 10, row: 13 }, plane([0.5, 2]))).toBe('1.5 mm');
  expect(sayLength(from, { column: 14, row: 10 }, plane([0.5, 2]))).toBe('8.0 mm');
});

test('[V6] a spacing of the detector says so, and without one a length is in pixels', () => {
  expect(sayLength(from, to, plane([1, 1], 'detector'))).toBe('5.0 mm at the detector');
  expect(sayLength(from, to, plane(null))).toBe('5 px');
});
