import { expect, test } from 'vitest';
import { codeFrom } from './code.ts';

test.each([
  ['abcde fghjk mnpqr stuvw 23456', 'ABCDE-FGHJK-MNPQR-STUVW-23456'],
  ['ABCDE-FGHJK-MNPQR-STUVW-23456', 'ABCDE-FGHJK-MNPQR-STUVW-23456'],
  ['abcdef', 'ABCDE-F'],
  ['abcde', 'ABCDE'],
  ['', ''],
  ['ABCDE-FGHJK-MNPQR-STUVW-23456-more', 'ABCDE-FGHJK-MNPQR-STUVW-23456'],
])('[W3] a one-time code is read however it was copied', (typed, code) => {
  expect(codeFrom(typed)).toBe(code);
});
