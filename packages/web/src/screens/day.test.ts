import { expect, test } from 'vitest';
import { sayDay } from './day.ts';

test('[W7] the day of an erasure is written out, and nothing else of the case is', () => {
  expect(sayDay('2026-11-05')).toBe('5 November 2026');
  expect(sayDay('2026-13-05')).toBe('2026-13-05');
});
