import { expect, test } from 'vitest';
import type { Seen } from '../../worker/index.ts';
import { sortOut, type Item } from './series.ts';

const facts: Seen['facts'] = {
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  transferSyntax: '1.2.840.10008.1.2.1',
  modality: 'CT',
  age: null,
  sex: null,
  rows: 8,
  columns: 8,
  frames: 1,
  samples: 1,
  bitsStored: 12,
  photometric: 'MONOCHROME2',
  encapsulated: false,
  hasPixels: true,
  seriesNumber: 1,
  instanceNumber: 1,
  position: null,
  orientation: null,
  spacing: null,
  thickness: 5,
  bodyPart: null,
};
const seen = (part: Partial<Seen>): Seen => ({
  facts,
  person: 'P',
  study: 'S1',
  series: 'A',
  instance: String(Math.abs(part.depth ?? 0)),
  kind: 'CT',
  plane: 'axial',
  depth: 0,
  isLocaliser: false,
  isDirectory: false,
  words: '',
  refusal: null,
  questions: [],
  ...part,
});
const item = (id: number, part: Partial<Seen> | null, code: 'not-dicom' | 'truncated' = 'not-dicom', name = `f${id}`): Item => ({
  id,
  original: { file: new Blob([]), entry: null, name },
  seen: part === null ? { ok: false, refusal: { code, at: null } } : { ok: true, value: seen(part) },
});

test('[F5] pictures lie in anatomical order, whatever their names and numbers say', () => {
  const sorted = sortOut([item(0, { depth: 10 }), item(1, { depth: -5 }), item(2, { depth: 2 })]);
  expect(sorted.series.map(({ items }) => items)).toEqual([[1, 2, 0]]);
});

test('[F5] a picture that came twice is taken once', () => {
  const sorted = sortOut([item(0, { depth: 1 }), item(1, { depth: 1 })]);
  expect(sorted.doubles).toBe(1);
  expect(sorted.series[0]?.items).toEqual([0]);
});

test('[F5] localisers are off, refused kinds stand behind, and what is no DICOM file is not an error', () => {
  const sorted = sortOut([
    item(0, { refusal: { kind: 'gap', check: 'pixels', because: 'text-likely' }, series: 'U', instance: 'u' }),
    item(1, { isLocaliser: true, instance: 'l', plane: 'coronal' }),
    item(2, { depth: 1 }),
    item(3, null),
    item(4, { isDirectory: true, instance: 'd' }),
    item(5, null, 'truncated'),
    item(6, null, 'not-dicom', 'photo.JPG'),
  ]);
  expect(sorted.series.map(({ off, refusal }) => [off, refusal !== null])).toEqual([
    [null, false],
    ['localiser', false],
    [null, true],
  ]);
  expect(sorted.beside).toBe(2);
  expect(sorted.broken).toEqual([{ name: 'f5', code: 'truncated' }]);
  expect(sorted.pictures).toEqual(['photo.JPG']);
});
