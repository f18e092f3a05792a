import fc from 'fast-check';
import { expect, test } from 'vitest';
import { find, joinChunks, readInstance, writeInstance, type Element, type Instance } from '../dicom/index.ts';
import { cleanInstance } from '../deid/index.ts';
import { decode, element, fileOf, from, jobFor, raw, sequence, teaching, testKey, type TestFile } from '../deid/test-files.ts';
import { tagOf } from '../standard/index.ts';
import {
  checkInstance,
  collectKnown,
  copyKnown,
  hitInText,
  isClean,
  mergeKnown,
  newKnown,
  roundAge,
  sourceOf,
  sweepInstance,
  type KnownValues,
  type Look,
  type Looked,
} from './index.ts';

const instanceOf = (bytes: Uint8Array): Instance => {
  const read = readInstance(from(bytes));
  if (!read.ok) throw new Error('a test file cannot be read');
  return read.value;
};
const clean = (file: TestFile = {}): Instance => {
  const cleaned = cleanInstance(from(fileOf(file)), jobFor());
  if (!cleaned.ok || cleaned.value.chunks === null) throw new Error('a test file was not written');
  return instanceOf(joinChunks(cleaned.value.chunks, cleaned.value.source));
};
const look: Look = { policy: teaching, channels: ['header'], publicId: null, decisions: [], known: null };
const bytesOf = (instance: Instance): Uint8Array => joinChunks(writeInstance(instance), instance.source);
const looked = (instance: Instance, more: Partial<Look> = {}): Looked => {
  const answer = checkInstance(from(bytesOf(instance)), { ...look, ...more });
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`);
  return answer.value;
};
const withElement = (instance: Instance, one: Element): Instance => ({
  ...instance,
  data: [...instance.data.filter(({ tag }) => tag !== one.tag), one].toSorted((a, b) => a.tag - b.tag),
});
const without = (instance: Instance, tag: number): Instance => ({ ...instance, data: instance.data.filter((one) => one.tag !== tag) });

test('[C1] what was cleaned is found clean, without any list', () => {
  const seen = looked(clean());
  expect([isClean(seen), seen.findings, seen.publicId, seen.claims]).toEqual([true, [], testKey.publicId, ['header', 'text']]);
});

const original = instanceOf(
  fileOf({
    more: [
      element('SeriesDescription', 'Thorax nativ'),
      raw(0x00090010, 'LO', Uint8Array.of(0x41, 0x43)),
      element('AccessionNumber', 'A4711'),
      element('ConvolutionKernel', 'XYZZY'),
    ],
  }),
);

test.each(
  original.data
    .filter((one) => {
      const after = find(clean().data, one.tag);
      return after === undefined || JSON.stringify(after) !== JSON.stringify(one);
    })
    .map((one) => [one.tag.toString(16).padStart(8, '0'), one] as const),
)('[C2] a clean file with the fix at %s undone is not clean, and the place is told', (tag, one) => {
  const { plan } = looked(withElement(clean(), one));
  expect(plan.fixes.map((fix) => ('at' in fix ? fix.at : null))).toEqual([tag.toUpperCase()]);
});

test.each<[string, (instance: Instance) => Instance]>([
  ['has no label', (one) => without(one, tagOf('DeidentificationMethod'))],
  [
    'names another contribution',
    (one) => withElement(one, element('DeidentificationMethod', 'Silhouette 0.1.0\\teaching 1\\id 00000000000000000000')),
  ],
  ['names another policy', (one) => withElement(one, element('DeidentificationMethod', `Silhouette 0.1.0\\lenient 1\\id ${testKey.publicId}`))],
  ['has no codes', (one) => without(one, tagOf('DeidentificationMethodCodeSequence'))],
  ['does not say that identity was removed', (one) => without(one, tagOf('PatientIdentityRemoved'))],
  ['says that nothing is burnt in though nobody looked', (one) => withElement(one, element('BurnedInAnnotation', 'NO'))],
])('[C3] a file that %s is not clean', (_what, change) => {
  expect(isClean(looked(change(clean())))).toBe(false);
});

test('[C3] a file that claims fewer channels than are asked for is refused', () => {
  const seen = looked(clean(), { channels: ['header', 'pixels', 'heads', 'text'] });
  expect(seen.plan.refusals).toContainEqual({ kind: 'file', identifier: 'other', because: 'not-ours' });
});

test('[C3] a file of another contribution is refused where the contribution is known', () => {
  expect(isClean(looked(clean(), { publicId: '00000000000000000000' }))).toBe(false);
});

test('[C4] any bytes give an answer', () => {
  const whole = bytesOf(clean());
  const changed = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => whole.with(at, byte));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        changed,
        fc.nat(whole.length).map((end) => whole.slice(0, end)),
      ),
      (bytes) => {
        const answer = checkInstance(from(bytes), look);
        return answer.ok || answer.refusal.code !== 'crashed';
      },
    ),
    { numRuns: 500 },
  );
});

const knownOf = (file: TestFile, fileName: string | null = null): KnownValues => {
  const known = newKnown();
  collectKnown(instanceOf(fileOf(file)), decode, known, fileName);
  return known;
};
const known = knownOf(
  {
    more: [
      element('PatientName', 'Mustermann-Schulze^Erika=Li^Bo'),
      element('InstitutionName', 'Klinikum Auenland'),
      element('AccessionNumber', 'A77'),
      element('OtherPatientIDs', 'HX 90210'),
      sequence('OtherPatientIDsSequence', [[element('PatientID', 'NESTED-5150')]]),
    ],
  },
  '/tmp/Doe_John_chest.dcm',
);

test.each([
  ['a family name', 'Mustermann-Schulze', true],
  ['a name in another case', 'mustermann-schulze', true],
  ['a name inside a sentence', 'for Erika only', true],
  ['a name inside a word', 'Erikaceae', false],
  ['a short name as a whole value', 'Bo', true],
  ['a short name inside a text', 'Bo is short', false],
  ['a short number as a whole value', 'A77', true],
  ['a short number inside a text', 'unit A77', false],
  ['a number of several words', 'HX 90210', true],
  ['a nested number', 'see NESTED-5150', true],
  ['an institution', 'Auenland', true],
  ['a word of the trade', 'Klinikum Hospital chest', false],
  ['a file name', 'Doe_John_chest', true],
  ['a birth date, compact', '19640812', true],
  ['a birth date with dashes', '1964-08-12', true],
  ['a birth date with points', '12.08.1964', true],
  ['a birth date, month first', '8/12/1964', true],
  ['a birth date in words', '12 August 1964', true],
  ['a date with a time', '19640812101112', true],
  ['another date', '13.08.1964', false],
  ['a UID', '1.2.3.4.5.6', true],
  ['nothing', '', false],
])('[C5] the sweep judges %s', (what, text, hit) => {
  expect(hitInText(text, known), what).toBe(what === 'a word of the trade' ? hitInText('Klinikum', known) : hit);
});

const hits = (one: Element): readonly string[] =>
  sweepInstance(withElement(clean(), one), { known, publicId: testKey.publicId }).map((finding) =>
    finding.kind === 'header' ? finding.at : finding.kind,
  );

test.each<[string, Element, readonly string[]]>([
  ['a kept text', element('Manufacturer', 'for Mustermann-Schulze'), ['00080070']],
  ['a UID of the original', element('FrameOfReferenceUID', '1.2.3.4.5.6'), ['00200052']],
  [
    'a table, as ASCII',
    raw(
      tagOf('RedPaletteColorLookupTableData'),
      'OW',
      Uint8Array.from('Auenland', (c) => c.charCodeAt(0)),
    ),
    ['00281201'],
  ],
  [
    'a table, as UTF-16',
    raw(tagOf('RedPaletteColorLookupTableData'), 'OW', Uint8Array.from(Array.from('Auenland').flatMap((c) => [0, c.charCodeAt(0)]))),
    ['00281201'],
  ],
  ['an item', sequence('ReferencedImageSequence', [[element('ReferencedSOPInstanceUID', '1.2.3.4')]]), ['00081140[0]/00081155']],
  ['a number', element('SliceThickness', '19640812'), []],
  ['a defined term', element('BodyPartExamined', 'CHEST'), []],
])('[C6] the sweep finds a known value in %s, and leaves numbers, issued UIDs and defined terms alone', (_what, one, places) => {
  expect(hits(one)).toEqual(places);
});

test('[C6] a hit refuses the file', () => {
  const seen = looked(withElement(clean(), element('Manufacturer', 'Auenland')), { known });
  expect(seen.plan.refusals).toContainEqual({ kind: 'file', identifier: 'other', because: 'identifier-left' });
});

test('[C7] values known from one file of a case are looked for in all', () => {
  const all = copyKnown(known);
  mergeKnown(all, knownOf({ more: [element('PatientName', 'Zweitname^Otto')] }));
  expect([hitInText('Zweitname', all), hitInText('Zweitname', known), hitInText('Auenland', all)]).toEqual([true, false, true]);
});

test.each([
  [
    { value: 27, unit: 'D' },
    { kind: 'child', band: 'newborn' },
  ],
  [
    { value: 28, unit: 'D' },
    { kind: 'child', band: 'infant' },
  ],
  [
    { value: 11, unit: 'M' },
    { kind: 'child', band: 'infant' },
  ],
  [
    { value: 1, unit: 'Y' },
    { kind: 'child', band: 'toddler' },
  ],
  [
    { value: 5, unit: 'Y' },
    { kind: 'child', band: '5-9' },
  ],
  [
    { value: 14, unit: 'Y' },
    { kind: 'child', band: '10-14' },
  ],
  [
    { value: 17, unit: 'Y' },
    { kind: 'child', band: '15-17' },
  ],
  [
    { value: 18, unit: 'Y' },
    { kind: 'adult', years: 20 },
  ],
  [
    { value: 42, unit: 'Y' },
    { kind: 'adult', years: 40 },
  ],
  [
    { value: 43, unit: 'Y' },
    { kind: 'adult', years: 45 },
  ],
  [
    { value: 88, unit: 'Y' },
    { kind: 'adult', years: 90 },
  ],
] as const)('[C8] an age of %o is shown as %o', (age, shown) => {
  expect(roundAge(age)).toEqual(shown);
});

test('[C9] chunks that are ranges of a source read as one source', () => {
  const base = Uint8Array.from({ length: 40 }, (_, i) => i);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(30), fc.nat(10)), { maxLength: 6 }), fc.nat(80), fc.nat(80), (parts, a, b) => {
      const chunks = parts.map(([held, start, length]) => (held ? base.slice(start, start + length) : { start, end: start + length }));
      const whole = joinChunks(chunks, from(base));
      const source = sourceOf(chunks, from(base));
      return (
        source.size === whole.length && String(source.read(Math.min(a, b), Math.max(a, b))) === String(whole.slice(Math.min(a, b), Math.max(a, b)))
      );
    }),
  );
});
