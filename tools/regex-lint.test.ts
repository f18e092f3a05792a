import { expect, test } from 'vitest';
import { faultsOf, patternsIn } from './regex-lint.ts';

test.each([
  ['(a+)+', 'nested'],
  ['(?:[a-z]+\\s?)*x', 'nested'],
  ['\\s*\\s*$', 'adjacent'],
  ['[a-z]+\\w*!', 'adjacent'],
  ['[a-z]+-?[a-z]+', 'adjacent'],
])('[T1] a pattern whose work could grow faster than the text is reported: %s', (source, why) => {
  expect(faultsOf(source).map((fault) => fault.why)).toContain(why);
});

test.each(['\\d+(?:\\.\\d+)+', '[a-z]{1,20}\\s[a-z]{1,20}', '(?:ab|cd)+', '^[0-9A-F]{8}(\\[\\d+\\]\\/[0-9A-F]{8})*$'])(
  '[T1] a pattern that is linear is not: %s',
  (source) => {
    expect(faultsOf(source)).toEqual([]);
  },
);

test('[T1] patterns are found in literals and in raw templates', () => {
  expect(patternsIn('const a = /x+y/g;\nconst b = String.raw`p${q}r+`;')).toEqual(['x+y', 'p(?:x)r+']);
});
