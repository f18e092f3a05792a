import { Digest } from '@silhouette/core/model';
import { expect, test } from 'vitest';
import { framesOfCase } from './frames-of.ts';

const facts = (letter: string, frames: number) => ({ object: Digest.parse(letter.repeat(64)), bytes: 1, frames });

test('[W5] the reviewer’s sheet has every frame of every object, those of no series too', () => {
  const content = {
    title: '',
    presentation: '',
    age: null,
    sex: null,
    discussion: '',
    consent: null,
    studies: [{ modality: 'CT', findings: '', series: [{ objects: [facts('a', 1), facts('b', 2)] }] }],
  };
  const team = {
    own: false,
    version: Digest.parse('0'.repeat(64)),
    confirmed: [],
    objects: [facts('a', 1), facts('b', 2), facts('c', 1)],
    returned: null,
    record: null,
    approvals: 0,
    approvalsNeeded: 1,
    clears: 0,
    mayApprove: true,
    mayClear: false,
  };
  const places = framesOfCase({ content, team });
  expect(places.map(({ object, frame }) => `${object.slice(0, 1)}${frame}`)).toEqual(['a0', 'b0', 'b1', 'c0']);
  expect(places[2]?.label).toBe('Series 1, frame 3 of 3');
  expect(places[3]?.label).toBe('In no series, frame 1 of 1');
});
