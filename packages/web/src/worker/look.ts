import { factsOf, findObjectKind } from '@silhouette/core/check';
import type { DecodeBytes } from '@silhouette/core/deid';
import { charsetsOf, find, readStrings, readText, sopOf, stringOf, type Instance } from '@silhouette/core/dicom';
import { findGaps } from '@silhouette/core/find';
import { depthOf, normalOf, readPlane, type Plane } from '@silhouette/core/image';
import type { Finding } from '@silhouette/core/model';
import { ALL_CHANNELS, plan, type ResolvedPolicy } from '@silhouette/core/policy';
import { sopClassOf, tagOf } from '@silhouette/core/standard';
import { pseudonym, type ContributionKey } from '@silhouette/core/uid';
import type { PlaneName, Seen } from './wire.ts';

/** What a first look needs besides the instance. */
export interface LookJob {
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  readonly decode: DecodeBytes;
}

/** What can be said of an original from its header: what it is, where it belongs, and whether it can be taken at all. Pixels are not read. */
export function lookAt(instance: Instance, { decode, key, policy }: LookJob): Seen {
  const { data } = instance;
  const { classUid, instanceUid } = sopOf(data);
  const plane = readPlane(instance);
  const kind = policy.kindOf(classUid);
  const unwanted = findObjectKind(instance, policy);
  const gaps = findGaps(instance, { channels: UNREAD, sopClass: classUid, textLikely: new Set(policy.policy.pixels.ask) });
  const planned = unwanted === null ? plan(gaps, policy, { sopClass: classUid }) : null;
  const [first] = planned?.refusals ?? [];
  const group = (keyword: 'PatientID' | 'StudyInstanceUID' | 'SeriesInstanceUID'): string =>
    pseudonym(key, keyword, stringOf(data, tagOf(keyword)) ?? '');
  const [words = ''] = readText(find(data, tagOf('SeriesDescription')), charsetsOf(data), decode);
  return {
    facts: factsOf(instance),
    person: group('PatientID'),
    study: group('StudyInstanceUID'),
    series: group('SeriesInstanceUID'),
    instance: pseudonym(key, 'instance', `${classUid} ${instanceUid}`),
    kind,
    plane: nameOf(plane),
    depth: depthOf(plane),
    isLocaliser: readStrings(find(data, tagOf('ImageType'))).includes('LOCALIZER'),
    isDirectory: classUid === sopClassOf('MediaStorageDirectoryStorage'),
    words: words.slice(0, 64),
    refusal: unwanted ?? first ?? null,
    questions: planned?.questions ?? [],
  };
}

// Pixels are looked at when the original is cleaned.
const UNREAD = ALL_CHANNELS.filter((channel) => channel !== 'pixels');

const STRAIGHT = 0.8;

/** The name of a plane by the axis that its normal is nearest to (PS3.3 section C.7.6.2.1.1). */
function nameOf({ orientation }: Plane): PlaneName | null {
  if (orientation === null) return null;
  const [x, y, z] = normalOf(orientation).map(Math.abs);
  if (x === undefined || y === undefined || z === undefined) return null;
  if (z >= STRAIGHT) return 'axial';
  if (y >= STRAIGHT) return 'coronal';
  return x >= STRAIGHT ? 'sagittal' : 'oblique';
}

/** Whether a question is one that only a person's eyes can answer as long as no code looks there. */
export function isNotBuilt(finding: Finding): boolean {
  return finding.kind === 'gap' && finding.because === 'not-built';
}
