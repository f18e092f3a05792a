import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeAscii } from '../dicom/index.ts';
import type { Form } from '../model/index.ts';
import { tagOf, type Vr } from '../standard/index.ts';
import { hasForm, isDummy, isStandardUid, plainText } from './values.ts';

const context = { bigEndian: false, isIssued: (uid: string): boolean => uid === '2.25.7' };
const fits = (form: Form, vr: Vr, text: string): boolean => hasForm(form, { tag: 0x00180050, vr, bytes: encodeAscii(text) }, context);
const numbers: Form = { kind: 'number', max: 4 };

test.each([
  ['DS', '1', true],
  ['DS', '-1.5E-05 ', true],
  ['DS', ' +.5\\2. \\ 3', true],
  ['DS', '', true],
  ['DS', '\\1', true],
  ['DS', '1\0', true],
  ['DS', '1\0x', false],
  ['DS', '1.2.3', false],
  ['DS', '1e', false],
  ['DS', 'e5', false],
  ['DS', '.', false],
  ['DS', 'NaN', false],
  ['DS', '1 2', false],
  ['DS', '1\\2\\3\\4\\5', false],
  ['DS', '1'.repeat(40), false],
  ['IS', '12', true],
  ['IS', '1.5', false],
  ['LO', '12', false],
] as const)('[H30] a number of VR %s is told from other text: %j', (vr, text, expected) => {
  expect(fits(numbers, vr, text)).toBe(expected);
});

test('[H30] every decimal is a number, and what a number form takes parses as numbers', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => fits(numbers, 'DS', String(value))));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789+-.eE\\ xA')), maxLength: 20 }), (text) => {
      return (
        !fits(numbers, 'DS', text) || text.split('\\').every((part) => part.trim() === '' || !Number.isNaN(Number(part.trim().replace(/^\+/, ''))))
      );
    }),
  );
});

test.each<[string, readonly [Form, Vr, string], boolean]>([
  ['a term', [{ kind: 'terms', lists: [new Set(['A', 'B'])], tail: null }, 'CS', 'A\\B '], true],
  ['a strange term', [{ kind: 'terms', lists: [new Set(['A', 'B'])], tail: null }, 'CS', 'A\\C'], false],
  ['terms by position', [{ kind: 'terms', lists: [new Set(['A']), new Set(['B'])], tail: 1 }, 'CS', 'B\\A'], false],
  ['an issued UID', [{ kind: 'issued-uid' }, 'UI', '2.25.7\0'], true],
  ['a foreign UID', [{ kind: 'issued-uid' }, 'UI', '2.25.8'], false],
  ['two UIDs, one foreign', [{ kind: 'issued-uid' }, 'UI', '2.25.7\\1.2.3'], false],
  ['a SOP class', [{ kind: 'standard-uid' }, 'UI', '1.2.840.10008.5.1.4.1.1.2'], true],
  ['a number below the root of DICOM', [{ kind: 'standard-uid' }, 'UI', '1.2.840.10008.4711'], false],
  ['a rounded age', [{ kind: 'age' }, 'AS', '045Y'], true],
  ['an exact age', [{ kind: 'age' }, 'AS', '046Y'], false],
  ['an age over ninety', [{ kind: 'age' }, 'AS', '095Y'], false],
  ['plain declared text', [{ kind: 'declared', max: 8 }, 'LO', 'ACME'], true],
  ['long declared text', [{ kind: 'declared', max: 8 }, 'LO', 'ACME and more'], false],
  ['declared text of another repertoire', [{ kind: 'declared', max: 8 }, 'LO', 'M\u00e9\u00e9'], true],
])('[H31] %s is compared with its form', (_what, [form, vr, text], expected) => {
  expect(fits(form, vr, text)).toBe(expected);
});

test('[H31] bytes outside the default repertoire are no plain text', () => {
  expect(plainText(Uint8Array.of(0x4d, 0xe9))).toBeNull();
  expect(plainText(Uint8Array.of(0x41, 0x1b, 0x28))).toBeNull();
});

test('[H31] a pointer names only tags of the standard', () => {
  const pointer: Form = { kind: 'pointer' };
  const point = (bytes: readonly number[]): boolean =>
    hasForm(pointer, { tag: tagOf('FrameIncrementPointer'), vr: 'AT', bytes: Uint8Array.from(bytes) }, context);
  expect([point([0x18, 0x00, 0x63, 0x10]), point([0x5a, 0x51, 0x30, 0x30]), point([1, 2])]).toEqual([true, false, false]);
});

test('[H32] the constant of a D fix is known for what it is, and nothing else is', () => {
  expect([
    isDummy(0x00100010, 'PN', encodeAscii('REMOVED')),
    isDummy(0x00100010, 'PN', encodeAscii('REMOVED X')),
    isDummy(0x00080020, 'DA', encodeAscii('19000101')),
  ]).toEqual([true, false, true]);
  expect([isDummy(0x00080060, 'CS', encodeAscii('OT')), isDummy(0x00080060, 'CS', encodeAscii('REMOVED'))]).toEqual([true, false]);
});

test('[H31] any bytes are compared without a throw', () => {
  const forms: readonly Form[] = [
    numbers,
    { kind: 'pointer' },
    { kind: 'age' },
    { kind: 'issued-uid' },
    { kind: 'standard-uid' },
    { kind: 'declared', max: 64 },
    { kind: 'pattern', pattern: /^a$/ },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.constantFrom<Vr>('DS', 'IS', 'US', 'FD', 'LO', 'UI', 'AT', 'UN'),
      fc.uint8Array({ maxLength: 64 }),
      (form, vr, bytes) => {
        return typeof hasForm(form, { tag: 0x00180050, vr, bytes }, context) === 'boolean';
      },
    ),
  );
  expect(isStandardUid('')).toBe(false);
});
