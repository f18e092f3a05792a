import { expect, test } from 'vitest';
import { cleanInstance, newKnown } from '@silhouette/core/deid';
import { bytesSource, joinChunks } from '@silhouette/core/dicom';
import { RESEARCH, resolve, type ResolvedPolicy } from '@silhouette/core/policy';
import { keywordOf, profileRows } from '@silhouette/core/standard';
import { contributionKey } from '@silhouette/core/uid';
import { isTopOnly, makeCanaryFiles, plantEverywhere, survivors, type CanaryFile } from './index.ts';

const key = contributionKey(Uint8Array.from({ length: 32 }, (_, i) => 200 - i));
const understood = (document: unknown): ResolvedPolicy => {
  const resolved = resolve(document);
  if (!resolved.ok) throw new Error('the policy is not understood');
  return resolved.value;
};
const bare = understood({ ...RESEARCH, name: 'bare', options: [], dates: 'remove', private: 'remove' });
const research = understood(RESEARCH);
const decode = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);

/** The places whose words survive; null when the file is not written. */
function placesLeft({ bytes, canaries }: CanaryFile, policy: ResolvedPolicy): readonly string[] | null {
  const answer = cleanInstance(bytesSource(bytes), {
    policy,
    key,
    channels: ['header'],
    known: newKnown(),
    decode,
    boxes: [],
    decisions: [],
    fileName: null,
  });
  if (!answer.ok || answer.value.chunks === null) return null;
  return survivors(joinChunks(answer.value.chunks, answer.value.source), canaries).map(({ canary, form }) => `${canary.place} ${form}`);
}

test('[R1] no word planted at a row of Table E.1-1, at the top or three sequences deep, survives the basic profile', () => {
  const left = profileRows().flatMap((row) =>
    [0, 3]
      .filter((depth) => depth === 0 || (row.tag !== null && !isTopOnly(row.tag)))
      .flatMap((depth) => placesLeft(plantEverywhere(row.tag, depth), bare) ?? [`${row.tag === null ? 'private' : keywordOf(row.tag)} not written`]),
  );
  expect(left).toEqual([]);
});

test('[R13] no word of any hiding place survives the research policy, but times of day, which it keeps; what cannot be cleaned is refused', () => {
  const files = makeCanaryFiles();
  const refused = files.filter((file) => placesLeft(file, research) === null).map(({ name }) => name);
  const left = files.flatMap((file) => placesLeft(file, research) ?? []);
  expect(left.filter((place) => !/Time(OfLastCalibration)? ascii$|^TimeOf/.test(place))).toEqual([]);
  expect(refused.toSorted()).toEqual(
    [
      'DICOMDIR',
      'bytes in an item delimiter',
      'electrocardiogram',
      'elements twice and out of order',
      'encapsulated CDA',
      'encapsulated PDF',
      'encapsulated STL',
    ].toSorted(),
  );
});
