import { expect, test } from 'vitest';
import { applySuggestion, judgeText, roundedYears, type JudgedText } from '../../policy/index.ts';
import { editsBetween } from './known.ts';
import { findText, RULE_PACK, type KnownHeader, type TextLook } from './index.ts';

const nowhere: TextLook = { field: 'presentation', locale: null, known: null };
const judged = (text: string, look: TextLook = nowhere, firstStudy: string | null = null): readonly JudgedText[] =>
  judgeText(text, findText(text, look), { firstStudy, locale: look.locale });
const marked = (text: string, look: TextLook = nowhere): string[] =>
  judged(text, look)
    .filter(({ tier }) => tier !== 'note')
    .map(({ span, identifier }) => `${identifier}: ${text.slice(...span)}`);

test.each([
  ['Seen with Mr Okonkwo-Bright last week.', 'name', 'Okonkwo'],
  ['Her husband Tobias drove her in.', 'relative-name', 'Tobias'],
  ['Discussed with Dr Amelie Fontaine.', 'clinician', 'Fontaine'],
  ['Date of birth 3/11/1957.', 'date-of-birth', '3/11/1957'],
  ['Admitted on 14 March 2021 with pain.', 'date', '14 March 2021'],
  ['MRN 88120034 reviewed.', 'id-number', '88120034'],
  ['Call 0412 555 019 for results.', 'phone', '0412 555 019'],
  ['Write to r.quill@example.org please.', 'email', 'r.quill@example.org'],
  ['Pacemaker serial number XK-2290417B.', 'device-serial', 'XK-2290417B'],
  ['Lives at 14 Wattle Street, Ballarat VIC 3350.', 'address', '14 Wattle Street'],
  ['Transferred from Ballarat Base Hospital.', 'institution', 'Ballarat Base Hospital'],
])('[T2] an identifier is found with its kind: case %#', (text, identifier, words) => {
  const hit = judged(text).find(({ span }) => text.slice(...span).includes(words) || words.includes(text.slice(...span)));
  expect(hit?.identifier).toBe(identifier);
  expect(hit?.tier).not.toBe('note');
});

test.each([
  'Colles fracture of the left distal radius with dorsal angulation.',
  'Balthazar E, modified CTSI 8. Child-Pugh B, MELD 14. LI-RADS 5 lesion in segment VIII.',
  'T2 hyperintense lesion at L5/S1, 12 x 8 mm, power 4/5, GCS 13, BP 95/60.',
  'The ligament of Treitz and the pouch of Douglas are normal. Kirschner wires are in place.',
  'Case courtesy of a colleague. Described by Smith et al in 1998.',
])('[T3] the language of radiology is not taken for identity: passage %#', (text) => {
  expect(marked(text, { ...nowhere, field: 'discussion' })).toEqual([]);
});

const known: KnownHeader = {
  PatientName: 'WEISSBACH^THEODOR^KARL',
  PatientID: '00731902',
  PatientBirthDate: '19490217',
  InstitutionName: 'Larchmont Imaging',
  ReferringPhysicianName: 'OYELARAN^FOLA',
};
test.each([
  ['Theodore was well.', 'Theodore'],
  ['Mr Weisbach was well.', 'Weisbach'],
  ['Weissbahc, T presented.', 'Weissbahc'],
  ['TKW had a scan.', 'TKW'],
  ['Record 731902.', '731902'],
  ['Record 0073 1902.', '0073 1902'],
  ['Seen at Larchmont.', 'Larchmont'],
  ['Referred by F Oyelaran.', 'Oyelaran'],
  ['Born 170249.', '170249'],
  ['Record OO7319O2.', 'OO7319O2'],
  ['Record 0073l90Z or 0073I902.', '0073I902'],
  ['Chart 7 3I9 O2.', '3I9 O2'],
  ['Born 17O249.', '17O249'],
  ['Ref 0yelaran.', '0yelaran'],
  ['We1s5bach was well.', 'We1s5bach'],
  ['WE155BACH was well.', 'WE155BACH'],
  ['Seen at 1archmont.', '1archmont'],
])('[T4] the case’s own header values are found in near forms: case %#', (text, words) => {
  const hits = findText(text, { ...nowhere, known }).filter(({ rule }) => !rule.startsWith('unknown.'));
  expect(hits.some(({ span }) => text.slice(...span).includes(words) || words.includes(text.slice(...span)))).toBe(true);
});

test.each(['Series B15, 5 mm, slices 73 to 90.', 'Is 10 of 19 O2 by mask.', 'T1 and T2, S1 to L5, B0 and B1000.'])(
  '[T4] what only resembles a header value as a scanner misreads it is not one: case %#',
  (text) => {
    expect(findText(text, { ...nowhere, known }).filter(({ rule }) => rule.startsWith('known.'))).toEqual([]);
  },
);

test.each([
  ['A 47F with pain.', 'A 45F with pain.'],
  ['A 63yo man.', 'A 65yo man.'],
  ['Sixty-three-year-old woman.', '65-year-old woman.'],
  ['A 52-year-old man with fever.', 'A 50-year-old man with fever.'],
  ['A 57 year old man with fever.', 'A 55 year old man with fever.'],
  ['A 62.5-year-old man with fever.', 'A 65-year-old man with fever.'],
  ['Admitted as 043Y male.', 'Admitted as 045Y male.'],
  ['A 91F with pain.', 'A 90 or over F with pain.'],
  ['A 94yo M with pain.', 'A 90 or over M with pain.'],
  ['A 91-year-old woman.', 'A 90 or over woman.'],
  ['A 7yo with pain.', 'A 5-9yo with pain.'],
  ['A twelve-year-old girl.', 'A 10-14-year-old girl.'],
  ['A 16-year-old boy with pain.', 'A 15-17-year-old boy with pain.'],
  ['A 4yo M with pain.', 'A toddler M with pain.'],
  ['A 9-month-old girl.', 'An infant girl.'],
  ['A 7-week-old girl.', 'An infant girl.'],
  ['A 3-week-old girl.', 'A newborn girl.'],
  ['A 20-month-old girl.', 'A toddler girl.'],
  ['A 79-year-old man.', 'An 80-year-old man.'],
  ['An 18-year-old man.', 'A 20-year-old man.'],
])('[T5] an exact age is rounded in the author’s own form, leaves no finding, and twice equals once: case %#', (before, after) => {
  const [age] = judged(before).filter(({ identifier }) => identifier === 'age');
  const mended = age === undefined ? before : applySuggestion(before, age.span, age.suggestion ?? '');
  expect(mended).toBe(after);
  expect(judged(mended).filter(({ identifier, tier }) => identifier === 'age' && tier !== 'note')).toEqual([]);
});

test.each([
  ['Repeat scan on 12/03/2021.', 'Repeat scan on day 7.'],
  ['Repeat scan on 3 May 2021.', 'Repeat scan on 8 weeks later.'],
])('[T5] a date turns relative to the first study while its date is known: case %#', (before, after) => {
  const [date] = judged(before, { ...nowhere, locale: 'AU' }, '20210305').filter(({ identifier }) => identifier === 'date');
  expect(date === undefined ? before : before.slice(0, date.span[0]) + (date.suggestion ?? '?') + before.slice(date.span[1])).toBe(
    after.replace('on 8', date?.span[0] === 12 ? '8' : 'on 8'),
  );
});

test.each([
  ['Repeat scan on 31/02/2021.', 'AU'],
  ['Repeat scan on 29 February 2021.', 'AU'],
  ['Repeat scan on 31 April 2021.', 'AU'],
  ['Repeat scan on 06/03/2021.', null],
])('[T5] a day that does not exist, or of two readings, is no day of the case: case %#', (text, locale) => {
  const suggestions = judged(text, { ...nowhere, locale }, '20210301').map(({ suggestion }) => suggestion);
  expect(suggestions.length).toBe(1);
  expect(suggestions[0]).toMatch(/^(?:previously|an earlier date)$/);
});

test.each([
  ['Repeat scan on 13/03/2021.', 'day 12'],
  ['Repeat scan on 03/03/2021.', 'day 2'],
  ['Repeat scan on 2021-03-04.', 'day 3'],
])('[T5] a numeric date that has one reading is placed without a locale: case %#', (text, words) => {
  expect(judged(text, nowhere, '20210301').map(({ suggestion }) => suggestion)).toEqual([words]);
});

test.each([
  ['Presented via his GP Dr Lalwani with weight loss.', 'Presented via his GP with weight loss.'],
  ['Reported by consultant radiologist Dr Amelie Fontaine.', 'Reported by consultant radiologist.'],
  ['Referred by the surgeon Dr Amelie Fontaine.', 'Referred by the surgeon.'],
  ['Discussed with Dr Amelie Fontaine.', 'Discussed with a colleague.'],
])('[T5] a clinician becomes the role that the text names: case %#', (before, after) => {
  const [who] = judged(before).filter(({ identifier }) => identifier === 'clinician');
  expect(who === undefined ? before : applySuggestion(before, who.span, who.suggestion ?? '?')).toBe(after);
});

test('[T5] a file name keeps what it shows, a number and its ending, tells nothing, and is no other file’s', () => {
  const taken: string[] = [];
  for (const name of [
    'RAMESH KUMAR 45Y CT axial.jpg',
    'Kumar Ramesh ct_axial 62.JPG',
    'mcpherson_knee_MRI_07.dcm',
    'tibbs (12).png',
    'DrKulkarni_case.png',
  ]) {
    const look: TextLook = { ...nowhere, field: 'filename' };
    const [finding] = judgeText(name, findText(name, look), { firstStudy: null, locale: null, taken });
    taken.push(finding?.suggestion ?? '?');
    expect(marked(taken.at(-1) ?? '', look)).toEqual([]);
  }
  expect(taken).toEqual(['ct-axial-01.jpg', 'ct-axial-02.jpg', 'knee-mri-07.dcm', 'image-12.png', 'image-01.png']);
});

test('[T5] ages of adults round to the nearest five, 18 to 20, and end at 87', () => {
  expect([18, 19, 22, 23, 87, 88].map(roundedYears)).toEqual([20, 20, 20, 25, 85, null]);
});

test('[T6] spans are those of the text as given, through accents, full width, invisible and look-alike characters', () => {
  for (const text of [
    'Mr Mu\u0308ller-Lindenbaum was seen.',
    'Mr M\u00adüllerov was seen.',
    'MRN ８８１２００３４ noted.',
    'Мr Hendersen was seen.',
  ]) {
    for (const { span } of findText(text, nowhere)) {
      expect(span[0]).toBeGreaterThanOrEqual(0);
      expect(span[1]).toBeLessThanOrEqual(text.length);
      expect(text.slice(...span).trim()).not.toBe('');
    }
    expect(findText(text, nowhere).length).toBeGreaterThan(0);
  }
});

test('[T6] any text gives an answer, and findings do not overlap', () => {
  const parts = ['Mr ', '\ud800', '^', '12/3', '\u200d', 'Dr. Who', '\n\n', '@', 'née ', '((((', '漢字', '9'.repeat(40), "''''", 'A.B.C.'];
  for (let seed = 0; seed < 300; seed += 1) {
    const text = Array.from({ length: 12 }, (_, i) => parts[(seed * 31 + i * i * 7 + i) % parts.length]).join('');
    let end = 0;
    for (const { span } of findText(text, { ...nowhere, known })) {
      expect(span[0]).toBeGreaterThanOrEqual(end);
      end = span[1];
    }
  }
});

test('[T7] what the default deny finds is a quiet note, never a stop', () => {
  const [note] = judged('The vexquandle was resected.');
  expect(note).toMatchObject({ rule: 'unknown.word', tier: 'note' });
});

test('[T7] a telling file name is one finding, a neutral one none', () => {
  expect(marked('RAMESH KUMAR 45Y M HRCT.jpg', { ...nowhere, field: 'filename' })).toEqual(['filename: RAMESH KUMAR 45Y M HRCT.jpg']);
  expect(marked('axial_t2.png', { ...nowhere, field: 'filename' })).toEqual([]);
});

test('[T8] a finding holds no word of the text', () => {
  const text = 'Mr Quillfeather of 9 Harrow Lane, MRN 55512093.';
  const printed = JSON.stringify(findText(text, nowhere));
  for (const word of ['Quillfeather', 'Harrow', '55512093']) expect(printed).not.toContain(word);
});

test('[T9] the rule pack has a version that changes with its lists', () => {
  expect(RULE_PACK).toMatch(/^text-\d+-[0-9a-f]{12}$/);
});

test('[T9] edits are counted with swaps of neighbours', () => {
  expect(['smith', 'smyth', 'simth', 'smithson', ''].map((word) => editsBetween(word, 'smith', 2))).toEqual([0, 1, 1, 3, 3]);
});

test.each([
  ['Transferred from Olten. Transferred back with pain.', 'Olten'],
  ['She lives in Basel. Wound of the knee.', 'Basel'],
])('[T5] a place ends where its sentence ends: %s', (text, words) => {
  const places = findText(text, { field: 'presentation', locale: null, known: null }).filter(({ identifier }) => identifier === 'place');
  expect(places.map(({ span: [start, end] }) => text.slice(start, end))).toEqual([words]);
});
