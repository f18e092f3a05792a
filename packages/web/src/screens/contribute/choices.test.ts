import { expect, test } from 'vitest';
import { beginHistory, boxesOn, decide, takeBack, uncovered, type DrawnBox } from './choices.ts';
import { needAfter, needsOf, needToShow } from './queue.ts';
import type { Series } from './series.ts';

const similar = (key: string): readonly string[] => (key === 'a' || key === 'b' ? ['a', 'b'] : [key]);
const drawn: Omit<DrawnBox, 'id'> = { series: 'a', item: 1, frame: 2, box: [2, 2, 6, 6], keep: false, reach: 'series' };
const on = { id: 1, series: 'a', columns: 10, rows: 8 };

test.each([
  ['frame', [{ frames: [2], box: [2, 2, 6, 6] }], 0, 0],
  ['series', [{ frames: 'all', box: [2, 2, 6, 6] }], 1, 0],
  ['similar', [{ frames: 'all', box: [2, 2, 6, 6] }], 1, 1],
] as const)('[F6] a box reaches as far as a person said: %s', (reach, here, beside, other) => {
  const { now } = decide(beginHistory([]), { kind: 'draw', box: { ...drawn, reach } }, similar);
  expect(boxesOn(now, on, similar)).toEqual(here);
  expect(boxesOn(now, { ...on, id: 9 }, similar)).toHaveLength(beside);
  expect(boxesOn(now, { ...on, id: 9, series: 'b' }, similar)).toHaveLength(other);
});

test('[F6] a crop blacks out everything around what is kept, and a box is cut at the edge of a picture', () => {
  const { now } = decide(beginHistory([]), { kind: 'draw', box: { ...drawn, keep: true } }, similar);
  expect(boxesOn(now, on, similar).map(({ box }) => box)).toEqual([
    [0, 0, 10, 2],
    [0, 6, 10, 8],
    [0, 2, 2, 6],
    [6, 2, 10, 6],
  ]);
  expect(boxesOn(decide(beginHistory([]), { kind: 'draw', box: drawn }, similar).now, { ...on, columns: 4, rows: 4 }, similar)[0]?.box).toEqual([
    2, 2, 4, 4,
  ]);
});

test('[F6] each decision can be taken back, and a new box asks for a new confirmation', () => {
  const first = decide(beginHistory(['loc']), { kind: 'confirm', series: 'a' }, similar);
  const second = decide(first, { kind: 'draw', box: drawn }, similar);
  expect(second.now.confirmed.has('a')).toBe(false);
  expect(takeBack(second).now).toEqual(first.now);
  expect([...uncovered(second.now, takeBack(second).now, similar)]).toEqual(['a']);
  expect(takeBack(takeBack(takeBack(second))).now.off).toEqual(new Set(['loc']));
});

const series = (key: string, part: Partial<Series> = {}): Series => ({
  key,
  person: 'P',
  study: 'S',
  modality: 'CT',
  plane: 'axial',
  kind: 'CT',
  items: [1],
  frames: 1,
  columns: 8,
  rows: 8,
  thicknessMm: 1,
  words: '',
  refusal: null,
  off: null,
  asksHead: false,
  ...part,
});

test('[F7] the queue asks for heads only where no body part is named, for frames once a series, and is empty when all is answered', () => {
  const all = [series('a'), series('h', { asksHead: true }), series('r', { refusal: { kind: 'file', identifier: 'other', because: 'object-kind' } })];
  let history = beginHistory([]);
  expect(needsOf(all, history.now).map(({ kind, series: key }) => `${kind} ${key}`)).toEqual(['frames a', 'head h', 'frames h']);
  history = decide(history, { kind: 'confirm', series: 'a' }, similar);
  history = decide(history, { kind: 'no-head', series: 'h' }, similar);
  history = decide(history, { kind: 'leave-out', series: 'h' }, similar);
  expect(needsOf(all, history.now)).toEqual([]);
});

test('[F7] next goes round, and what is settled makes room for the next question of its series', () => {
  const needs = [
    { kind: 'frames', series: 'a' },
    { kind: 'head', series: 'h' },
    { kind: 'frames', series: 'h' },
  ] as const;
  expect(needAfter(needs, needs[2], 1)).toBe(needs[0]);
  expect(needAfter(needs, needs[0], -1)).toBe(needs[2]);
  expect(needAfter([], null, 1)).toBeNull();
  expect(needToShow([needs[0], needs[2]], needs[1])).toBe(needs[2]);
});
