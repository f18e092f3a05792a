import { Digest, type Dismissal, type Finding } from '@silhouette/core/model';
import { expect, test } from 'vitest';
import type { RequestMade } from '../../client/index.ts';
import { boxBetween, moveBox, sizeBox } from './box.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { groupRequests, sayLeft } from './ledger-lines.ts';
import { recordOf, studiesOf, type Ready } from './record.ts';
import { firstMissing, isDismissed, movedWith, NO_FIELD, standing, type Awaited } from './words-state.ts';

const pixels: Finding = { kind: 'gap', check: 'pixels', because: 'not-built' };
const heads: Finding = { kind: 'gap', check: 'heads', because: 'not-built' };
const series = (key: string, study: string, modality: string): Ready['series'] => ({
  key,
  person: 'P',
  study,
  modality,
  plane: null,
  kind: null,
  items: [],
  frames: 1,
  columns: 8,
  rows: 8,
  thicknessMm: null,
  words: 'as it came',
  refusal: null,
  off: null,
  asksHead: true,
});
const ready = (n: number, of: Ready['series'], boxes = 0): Ready => ({
  series: of,
  boxes,
  object: {
    object: Digest.parse(n.toString(16).padStart(64, '0')),
    blob: new Blob([]),
    frames: 3,
    findings: 4,
    fixes: 5,
    blackouts: 2,
    answered: [pixels, heads],
    uids: { study: '', series: '', instance: '', frameOfReference: null },
  },
});
const stamp = { name: 'teaching', version: 1, digest: Digest.parse('f'.repeat(64)) };

test('[F10] the record holds a look with its answers for every object, and no word of the originals', () => {
  const [a, b] = [series('a', 'S', 'CT'), series('b', 'S', 'CT')];
  const record = recordOf([ready(1, a), ready(2, b, 1)], stamp, 7);
  expect(record.counts).toEqual({ instances: 2, findings: 8, fixes: 10, blackouts: 4, leftOut: 7 });
  expect(record.looks.map(({ answers, frames }) => [frames, answers.map(({ because }) => because)])).toEqual([
    [3, ['looked-at-every-frame', 'no-face-can-be-seen']],
    [3, ['blacked-out', 'no-face-can-be-seen']],
  ]);
  expect(JSON.stringify(record)).not.toContain('as it came');
});

test('[F10] objects stand by study and series, in order, each once', () => {
  const [a, b, c] = [series('a', 'S', 'CT'), series('b', 'T', 'MR'), series('c', 'S', 'CT')];
  const studies = studiesOf([ready(1, a), ready(2, a), ready(3, b), ready(4, c), ready(4, c)], (study) => ({
    findings: `findings of ${study}`,
    dismissed: [],
  }));
  expect(studies.map(({ findings, modality, series: all }) => [modality, findings, all.map((one) => one.length)])).toEqual([
    ['CT', 'findings of S', [2, 1]],
    ['MR', 'findings of T', [1]],
  ]);
});

const asked: Awaited = {
  ready: 1,
  needs: 0,
  cleaning: false,
  fields: [['the title', { ...NO_FIELD, text: 'A', confirmed: 'A' }]],
  consent: 'not-declared',
  terms: true,
  statements: true,
};

test.each<[string, Partial<Awaited>, string | null]>([
  ['all is there', {}, null],
  ['a question is left', { needs: 2 }, 'questions are left'],
  ['there is no title', { fields: [['the title', NO_FIELD]] }, 'needs a title'],
  ['a field is not confirmed', { fields: [['the title', { ...NO_FIELD, text: 'A' }]] }, 'Confirm the title'],
  ['consent is unsure', { consent: 'unsure' }, 'consent first'],
  ['terms are not accepted', { terms: false }, 'terms'],
  ['a statement is missing', { statements: false }, 'statements'],
])('[F11] a case can be signed only when nothing is missing: %s', (_, part, words) => {
  const missing = firstMissing({ ...asked, ...part });
  if (words === null) expect(missing).toBeNull();
  else expect(missing).toContain(words);
});

test('[F11] a text that changed after its confirmation waits for another one', () => {
  expect(standing({ ...NO_FIELD, text: 'A' })).toBe('open');
  expect(standing({ ...NO_FIELD, text: 'A', confirmed: 'A' })).toBe('confirmed');
  expect(standing({ ...NO_FIELD, text: 'A', confirmed: 'A', sent: 'A' })).toBe('sent');
  expect(standing({ ...NO_FIELD, text: 'AB', confirmed: 'A', sent: 'A' })).toBe('open');
  expect(standing({ ...NO_FIELD, text: '', confirmed: 'A', sent: 'A' })).toBe('open');
});

test('[F12] a key file gives the secret back, and anything else is refused', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, n) => n * 7);
  expect(readKeyFile(writeKeyFile(secret))).toEqual({ ok: true, value: secret });
  for (const text of [
    '',
    '{}',
    '[]',
    'null',
    '{"kind":"silhouette-key","version":1,"secret":"00"}',
    writeKeyFile(secret).replace('"version": 1', '"version": 2'),
  ])
    expect(readKeyFile(text).ok).toBe(false);
});

const request = (route: RequestMade['route'], state: RequestMade['state'] = 'taken', bytes = 10): RequestMade => ({
  route,
  method: 'PUT',
  bytes,
  state,
});

test('[F14] the ledger says what the requests that were made say', () => {
  expect(sayLeft([])).toBe('Nothing has left this device');
  expect(sayLeft([request('policy'), request('draft'), request('missing')])).toBe('Nothing has left this device');
  expect(sayLeft([request('patch')])).toBe('Confirmed words sent; images: none');
  expect(sayLeft([request('patch'), request('putObject', 'under-way')])).toBe('Clean instances are being sent; originals: none');
  expect(sayLeft([request('putObject'), request('putObject'), request('putObject', 'refused')])).toBe('2 clean instances sent; originals: none');
  expect(
    groupRequests([request('putObject'), request('putObject'), request('putObject', 'refused')]).map(({ bytes, times }) => [times, bytes]),
  ).toEqual([
    [2, 20],
    [1, 10],
  ]);
});

test('[F6] a box is drawn, moved and sized in whole pixels and never leaves its frame', () => {
  const size = { columns: 100, rows: 50 };
  expect(boxBetween({ x: 90.2, y: 60 }, { x: -5, y: 10.9 }, size)).toEqual([0, 10, 91, 50]);
  expect(boxBetween({ x: 5, y: 5 }, { x: 5, y: 5 }, size)).toEqual([5, 5, 6, 6]);
  expect(moveBox([0, 0, 10, 10], -5, 45, size)).toEqual([0, 40, 10, 50]);
  expect(sizeBox([90, 40, 95, 45], 20, -20, size)).toEqual([90, 40, 100, 41]);
});

test('[F23] answers to places in a text move with it; those that a change touches are gone', () => {
  const at = (from: number, to: number): Dismissal => ({ rule: 'place.city', span: [from, to], because: 'names-nobody' });
  const before = 'Seen in Basel and in Bern.';
  expect(movedWith([at(8, 13), at(21, 25)], before, `First ${before}`)).toEqual([at(14, 19), at(27, 31)]);
  expect(movedWith([at(8, 13), at(21, 25)], before, 'Seen in Basel and then in Bern.')).toEqual([at(8, 13), at(26, 30)]);
  expect(movedWith([at(8, 13), at(21, 25)], before, 'Seen in Bxsel and in Bern.')).toEqual([at(21, 25)]);
  expect(isDismissed([at(8, 13)], { rule: 'place.city', span: [8, 13] })).toBe(true);
  expect(isDismissed([at(8, 13)], { rule: 'place.town', span: [8, 13] })).toBe(false);
});
