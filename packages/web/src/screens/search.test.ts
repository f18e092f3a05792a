import { expect, test } from 'vitest';
import { fits } from './search.ts';

test.each([
  ['Acute appendicitis', '', true],
  ['Acute appendicitis', 'app', true],
  ['Acute appendicitis', 'APP acu', true],
  ['Acute appendicitis', 'pendic', false],
  ['Ménétrier disease', 'menetrier', true],
  ['Pulmonary embolism', 'appendicitis', false],
])('[W4] the library is filtered on the device by the beginnings of words: %s, %s', (title, typed, expected) => {
  expect(fits(title, typed)).toBe(expected);
});
