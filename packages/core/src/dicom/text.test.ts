import { expect, test } from 'vitest';
import { ascii } from './fixtures.ts';
import { charsetsOf, isMislabelled, isUtf8, readNumbers, readStrings, readText } from './index.ts';
import type { HeldElement } from './index.ts';

const decode = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);
const esc = 0x1b;
const kanji = [esc, 0x24, 0x42];
const plain = [esc, 0x28, 0x42];

function held(vr: HeldElement['vr'], bytes: readonly number[]): HeldElement {
  return { tag: 0x00100010, vr, bytes: Uint8Array.from(bytes) };
}

/** Names as PS3.5 annexes H, I and K write them, and what they say. */
const names: readonly (readonly [string, readonly string[], readonly number[], string])[] = [
  ['Latin 1', ['ISO_IR 100'], [...ascii('Buc^J'), 0xe9, ...ascii('r'), 0xf4, ...ascii('me')], 'Buc^Jérôme'],
  ['Greek', ['ISO_IR 126'], [0xc4, 0xe9, 0xef, 0xed], 'Διον'],
  ['Cyrillic', ['ISO_IR 144'], [0xbb, 0xee, 0xda], 'Люк'],
  ['Thai', ['ISO_IR 166'], [0xa1, 0xd2], 'กา'],
  ['UTF-8', ['ISO_IR 192'], [0xe7, 0x8e, 0x8b, 0x5e, 0xe5, 0xb0, 0x8f], '王^小'],
  ['GB 18030', ['GB18030'], [0xcd, 0xf5, 0x5e, 0xd0, 0xa1], '王^小'],
  ['GBK whose second byte is a backslash', ['GBK'], [0x81, 0x5c, 0x5e, 0x41], '乗^A'.replace('乗', decode('gbk', Uint8Array.of(0x81, 0x5c)))],
  ['half-width katakana', ['ISO_IR 13'], [0xd4, 0xcf, 0xc0, 0xde, 0x5e, 0xc0, 0xdb, 0xb3], 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
  [
    'kanji',
    ['', 'ISO 2022 IR 87'],
    [...ascii('Yamada^Tarou='), ...kanji, 0x3b, 0x33, 0x45, 0x44, ...plain, 0x5e, ...kanji, 0x42, 0x40, 0x4f, 0x3a, ...plain],
    'Yamada^Tarou=山田^太郎',
  ],
  ['katakana and kanji', ['ISO 2022 IR 13', 'ISO 2022 IR 87'], [0xd4, 0xcf, 0x3d, ...kanji, 0x3b, 0x33, esc, 0x28, 0x4a, 0x3d, 0xc0], 'ﾔﾏ=山=ﾀ'],
  ['supplementary kanji', ['', 'ISO 2022 IR 159'], [esc, 0x24, 0x28, 0x44, 0x30, 0x21, ...plain], decode('euc-jp', Uint8Array.of(0x8f, 0xb0, 0xa1))],
  [
    'Korean',
    ['', 'ISO 2022 IR 149'],
    [...ascii('Hong^Gildong='), esc, 0x24, 0x29, 0x43, 0xfb, 0xf3, 0x5e, esc, 0x24, 0x29, 0x43, 0xd1, 0xce],
    'Hong^Gildong=洪^吉',
  ],
  ['simplified Chinese', ['', 'ISO 2022 IR 58'], [...ascii('Zhang='), esc, 0x24, 0x29, 0x41, 0xd5, 0xc5], 'Zhang=张'],
  ['Greek beside Latin', ['ISO 2022 IR 100', 'ISO 2022 IR 126'], [0xe9, 0x5e, esc, 0x2d, 0x46, 0xc4, 0x5e, 0xe9], 'é^Δ^é'],
  ['a term spelt loosely', ['iso-ir_100'], [0xe9], 'é'],
];

test.each(names)('[D32] reads a name in %s', (_name, charsets, bytes, expected) => {
  expect(readText(held('PN', bytes), charsets, decode)).toEqual([expected]);
});

test('[D32] a backslash splits values, but not within a character of two bytes', () => {
  // The second byte of these kanji is 5C.
  const inside = [...kanji, 0x30, 0x5c, ...plain, 0x5c, ...ascii('b ')];
  expect(readText(held('LO', inside), ['', 'ISO 2022 IR 87'], decode)).toEqual([decode('euc-jp', Uint8Array.of(0xb0, 0xdc)), 'b']);
  expect(readText(held('LO', [0x81, 0x5c, 0x5c, 0x62]), ['GB18030'], decode).length).toBe(2);
  expect(readText(held('LO', ascii('a\\\\b ')), [], decode)).toEqual(['a', '', 'b']);
  expect(readText(held('LT', ascii(' a\\b ')), [], decode)).toEqual([' a\\b']);
});

test('[D32] an escape sequence holds up to the next delimiter only', () => {
  const korean = [esc, 0x24, 0x29, 0x43, 0xfb, 0xf3];
  expect(readText(held('LO', [esc, 0x2d, 0x46, 0xc4, 0x5c, 0xe9]), ['ISO 2022 IR 100', 'ISO 2022 IR 126'], decode)).toEqual(['Δ', 'é']);
  expect(readText(held('LT', [esc, 0x2d, 0x46, 0xc4, 0x0d, 0x0a, 0xe9]), ['ISO 2022 IR 100', 'ISO 2022 IR 126'], decode)).toEqual(['Δ\r\né']);
  expect(readText(held('LO', [...korean, 0x5e, ...korean.slice(4)]), ['', 'ISO 2022 IR 149'], decode)).toEqual(['洪^洪']);
});

test('[D32] an item takes the character set of the data set around it', () => {
  const own = { tag: 0x00080005, vr: 'CS', bytes: Uint8Array.from(ascii('\\ISO 2022 IR 87 ')) } as const;
  expect(charsetsOf([own])).toEqual(['', 'ISO 2022 IR 87']);
  expect(charsetsOf([], ['ISO_IR 100'])).toEqual(['ISO_IR 100']);
});

const labels: readonly (readonly [string, readonly string[], readonly number[], boolean])[] = [
  ['plain text', [], ascii('abc'), false],
  ['high bytes where none are allowed', [], [0xe9], true],
  ['an unknown term', ['WINDOWS 1252'], ascii('abc'), true],
  ['UTF-8 as it should be', ['ISO_IR 192'], [0xc3, 0xa9], false],
  ['UTF-8 that is broken', ['ISO_IR 192'], [0xe9, 0x20], true],
  ['Latin 1 as it should be', ['ISO_IR 100'], [0xe9, 0x74], false],
  ['UTF-8 named Latin 1', ['ISO_IR 100'], [0xc3, 0xa9], true],
  ['escapes without code extensions', ['ISO_IR 100'], [...kanji, 0x3b, 0x33], true],
  ['escapes with code extensions', ['', 'ISO 2022 IR 87'], [...kanji, 0x3b, 0x33, ...plain], false],
  ['an escape that is none of ours', ['', 'ISO 2022 IR 87'], [esc, 0x21, 0x40], true],
];

test.each(labels)('[D33] tells whether text is mislabelled: %s', (_name, charsets, bytes, expected) => {
  expect(isMislabelled(Uint8Array.from(bytes), charsets)).toBe(expected);
});

test('[D33] mislabelled text is still read, as UTF-8 where it is that', () => {
  expect(readText(held('PN', [0xc3, 0xa9]), [], decode)).toEqual(['é']);
  expect(readText(held('PN', [0xe9, 0x20, 0x41]), ['ISO_IR 192'], decode)).toEqual(['é A']);
  expect(readText(held('PN', [...kanji, 0x3b, 0x33]), [], decode)).toEqual(['山']);
});

test('[D33] knows UTF-8 by its shortest forms, without surrogates', () => {
  const cases: readonly (readonly [readonly number[], boolean])[] = [
    [[0xf0, 0x9f, 0x98, 0x80], true],
    [[0xc0, 0x80], false],
    [[0xe0, 0x80, 0x80], false],
    [[0xed, 0xa0, 0x80], false],
    [[0xf4, 0x90, 0x80, 0x80], false],
    [[0xe2, 0x82], false],
  ];
  for (const [bytes, expected] of cases) expect(isUtf8(Uint8Array.from(bytes))).toBe(expected);
});

test('[D38] reads numbers of every VR in both byte orders, and text that is no number as none', () => {
  const cases: readonly (readonly [HeldElement['vr'], readonly number[], boolean, readonly number[]])[] = [
    ['US', [1, 2, 3, 4], false, [513, 1027]],
    ['US', [1, 2], true, [258]],
    ['SS', [0xff, 0xff], false, [-1]],
    ['UL', [0, 0, 0, 1], true, [1]],
    ['SL', [0xfe, 0xff, 0xff, 0xff], false, [-2]],
    ['FL', [0, 0, 0x80, 0x3f], false, [1]],
    ['FD', [0x3f, 0xf0, 0, 0, 0, 0, 0, 0], true, [1]],
    ['UV', [5, 0, 0, 0, 0, 0, 0, 0], false, [5]],
    ['AT', [0x10, 0, 0x20, 0], false, [0x00100020]],
    ['DS', ascii(' 1.5\\-2e1'), false, [1.5, -20]],
    ['IS', ascii('0x10\\ 7 '), false, [Number.NaN, 7]],
    ['US', [1, 2, 3], false, [513]],
  ];
  for (const [vr, bytes, big, expected] of cases) expect(readNumbers(held(vr, bytes), big)).toEqual(expected);
  expect(readStrings(held('CS', ascii('A \\ B')))).toEqual(['A', 'B']);
  expect(readStrings(held('CS', []))).toEqual([]);
});
