import { expect, test } from 'vitest';
import { ElementPath, type Finding, type GapReason } from '../model/index.ts';
import { allElements, sopClassOf } from '../standard/index.ts';
import { KINDS } from './kinds.ts';
import { explain, openQuestions, plan, policyStamp, publishedCode, readLabel, resolve, TEACHING, type ResolvedPolicy } from './index.ts';

const teaching: ResolvedPolicy = (() => {
  const resolved = resolve(TEACHING);
  if (!resolved.ok) throw new Error('the teaching policy is not understood');
  return resolved.value;
})();
const CT = { sopClass: sopClassOf('CTImageStorage') };
const at = (path: string): ElementPath => ElementPath.parse(path);
const header = (path: string): Finding => ({ kind: 'header', identifier: 'other', score: 1, at: at(path) });
const fixFor = (path: string, context = CT): unknown => plan([header(path)], teaching, context).fixes[0];

test.each([
  ['a field that it does not know', { ...TEACHING, extra: 1 }, 'not-understood'],
  ['a value that nothing carries out', { ...TEACHING, dates: 'shift' }, 'not-a-policy'],
  ['a missing field', { name: 'teaching', version: 1 }, 'not-a-policy'],
  ['no document', undefined, 'not-a-policy'],
  ['another attribute kept', { ...TEACHING, keep: [{ keyword: 'PatientName', because: 'x' }] }, 'not-a-policy'],
])('[H20] a policy with %s is refused', (_what, document, code) => {
  const resolved = resolve(document);
  expect(resolved.ok ? null : resolved.refusal.code).toBe(code);
});

test('[H20] the digest of a policy does not depend on the order of its fields', () => {
  const turned = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(TEACHING).toReversed())));
  const again = resolve(turned);
  expect(again.ok && again.value.stamp).toEqual(policyStamp(TEACHING));
  expect(policyStamp({ ...TEACHING, version: 2 }).digest).not.toBe(policyStamp(TEACHING).digest);
});

test.each([
  ['a UID that stays', '0020000D', { kind: 'remap', code: 'U' }],
  ['an attribute of type 2', '00100010', { kind: 'empty', code: 'Z' }],
  ['an attribute of type 3', '00081030', { kind: 'remove', code: 'X' }],
  ['an age', '00101010', { kind: 'round-age', code: 'C' }],
  ['a list of terms', '00080008', { kind: 'redact', code: 'C' }],
  ['a private element', '00091001', { kind: 'remove', code: 'X' }],
  ['an element that nobody knows', '0010F0F0', { kind: 'remove', code: 'X' }],
  ['an overlay', '60003000', { kind: 'remove', code: 'X' }],
  ['a group length', '00080000', { kind: 'strip', part: 'group-length' }],
  ['trailing padding', 'FFFCFFFC', { kind: 'strip', part: 'padding' }],
  ['the AE title of the meta header', '00020016', { kind: 'remove', code: 'X' }],
])('[H21] %s gets the fix that its type in the object demands', (_what, path, fix) => {
  expect(fixFor(path)).toMatchObject(fix);
});

test('[H21] what a multi-frame object must have becomes a constant', () => {
  expect(fixFor('00080023', { sopClass: sopClassOf('EnhancedCTImageStorage') })).toMatchObject({ kind: 'dummy', code: 'D' });
});

test('[H22] a look that no code takes yet is a question, every other gap a refusal', () => {
  const because: GapReason[] = ['not-built', 'text-likely', 'head-shown', 'no-decoder', 'too-large', 'out-of-time', 'crashed', 'unreadable'];
  const planned = plan(
    because.map((reason): Finding => ({ kind: 'gap', check: 'pixels', because: reason })),
    teaching,
    CT,
  );
  expect([planned.questions.length, planned.refusals.length]).toEqual([1, because.length - 1]);
});

test('[H22] a decision answers exactly the question that it names', () => {
  const pixels: Finding = { kind: 'gap', check: 'pixels', because: 'not-built' };
  const heads: Finding = { kind: 'gap', check: 'heads', because: 'not-built' };
  const planned = plan([pixels, heads], teaching, CT);
  const clear = { answer: 'clear', because: 'looked-at-every-frame' } as const;
  expect(openQuestions(planned, [{ finding: pixels, ...clear }])).toEqual([heads]);
  expect(openQuestions(planned, [{ finding: pixels, answer: 'refuse', because: 'looked-at-every-frame' }])).toEqual([pixels, heads]);
});

test('[H23] an object of another kind is not taken: every finding in it refuses', () => {
  const planned = plan([header('00100010')], teaching, { sopClass: sopClassOf('BasicTextSRStorage') });
  expect([planned.fixes, planned.refusals.length]).toEqual([[], 1]);
});

test('[H24] every kind of object has forms, and none keeps a date, a time, a name, free text or a private element', () => {
  const vrs = new Map(allElements().map((fact) => [fact.tag, fact.vr]));
  for (const kind of KINDS) {
    for (const name of kind.classes) {
      const forms = teaching.formsOf(sopClassOf(name));
      const kept = [...(forms?.keys() ?? [])].map((tag) => vrs.get(tag));
      expect(
        kept.filter((vr) => vr === undefined || ['DA', 'DT', 'TM', 'PN', 'ST', 'LT', 'UT', 'UC', 'UR', 'AE', 'UN'].includes(vr ?? 'UN')),
      ).toEqual([]);
    }
  }
});

test.each([
  ['DCM', '113076', 'Segmentation'],
  ['SCT', '10200004', 'Liver'],
  ['SCT', '10200005', null],
  ['SCT', '4711', null],
  ['99LOCAL', '1', null],
  ['UCUM', 'mm2/s', 'mm2/s'],
  ['UCUM', 'ml/100ml/s', 'REMOVED'],
  ['UCUM', 'Mustermann', null],
  ['LN', '18748-4', 'REMOVED'],
  ['LN', '18748-5', null],
])('[H25] a code stays only with a published scheme, a value of its form and the published meaning: %s %s', (scheme, value, meaning) => {
  expect(publishedCode(scheme, value)).toBe(meaning);
});

test('[H26] the label tells product, policy and contribution, and nothing else is taken for one', () => {
  const id = '0123456789abcdef0123';
  expect(readLabel(['Silhouette 0.1.0', 'teaching 1', `id ${id}`])).toEqual({ publicId: id, name: 'teaching', version: 1 });
  expect([readLabel(['Silhouette 0.1.0', 'teaching 1']), readLabel(['Other 0.1.0', 'teaching 1', `id ${id}`]), readLabel([])]).toEqual([
    null,
    null,
    null,
  ]);
});

test.each([
  ['PatientName', 'Z'],
  ['StudyInstanceUID', 'U'],
  ['PatientAge', 'C/K'],
  ['SliceThickness', 'K/X/Z'],
  ['00100020', 'Z'],
])('[H27] the policy explains what becomes of %s', (keyword, action) => {
  expect(explain(keyword, teaching)?.action).toBe(action);
});

test('[H27] there is nothing to explain of a word that PS3.6 does not have', () => {
  expect(explain('NoSuchAttribute', teaching)).toBeNull();
});
