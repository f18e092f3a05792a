import { expect, test } from 'vitest';
import { sayLeft } from './clock.ts';

test.each([
  [0, '24 hours until it is erased by itself'],
  [20, '4 hours until it is erased by itself'],
  [23, 'Less than an hour until it is erased by itself'],
  [24, 'Due: it is erased by itself'],
  [30, 'Due: it is erased by itself'],
])('[W6] the board says how long is left after %i hours', (hours, words) => {
  expect(sayLeft(hours)).toBe(words);
});
