import { find, itemsOf, readInstance, readStrings, sopOf, stringOf, type ByteSource, type DataSet, type Instance } from '../dicom/index.ts';
import { findGaps, findHeader } from '../find/index.ts';
import { no, yes, type FileRefusal, type Finding, type Plan, type Result } from '../model/index.ts';
import {
  burnedInUnseen,
  claimed,
  notCleared,
  openQuestions,
  plan,
  readLabel,
  TEMPORAL,
  type Channel,
  type Decision,
  type ResolvedPolicy,
  type Signed,
} from '../policy/index.ts';
import { findTransferSyntax, tagOf } from '../standard/index.ts';
import { channelsIn, headerLookOf, lookBesidePixels, sweepLookOf } from './profile.ts';
import { factsOf, type InstanceFacts } from './facts.ts';
import type { KnownValues } from './known.ts';
import { sweepInstance } from './sweep.ts';

/** What a second look is asked for. */
export interface Look {
  readonly policy: ResolvedPolicy;
  readonly channels: readonly Channel[];
  /** The public id that UIDs must have been issued under; null: the one that the file's own label says. */
  readonly publicId: string | null;
  /** What people answered; without them a decided place shows as a question again. */
  readonly decisions: readonly Decision[];
  /** Known identifiers of the case, for the sweep; null on the archive's side, which never has them. */
  readonly known: KnownValues | null;
  /** What engines saw in the pixels; null or absent where nobody looked, which is a gap. */
  readonly pixelsSeen?: readonly Finding[] | null;
}

/** What a second look saw. The file is clean when the plan is empty. */
export interface Looked {
  readonly findings: readonly Finding[];
  readonly plan: Plan;
  readonly facts: InstanceFacts;
  readonly uids: InstanceUids;
  /** The contribution's public id as the label says; null when there is no label of ours. */
  readonly publicId: string | null;
  /** What the label claims was looked at. */
  readonly claims: readonly Channel[];
}

/** The UIDs by which an object is filed; empty text where one is missing. */
export interface InstanceUids {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly frameOfReference: string | null;
}

/**
 * Looks at written bytes with nothing of the writer's but the reader: findings, and what the policy would still demand. Total: a
 * bug inside is the refusal `crashed`, never an empty plan.
 */
export function checkInstance(source: ByteSource, look: Look): Result<Looked, FileRefusal> {
  try {
    return checkBytes(source, look);
  } catch {
    return no({ code: 'crashed', at: null });
  }
}

/** Whether nothing is left to do. */
export function isClean(looked: Looked): boolean {
  return looked.plan.fixes.length + looked.plan.questions.length + looked.plan.refusals.length === 0;
}

/** The UIDs of an object. */
export function uidsOf(data: DataSet): InstanceUids {
  const uid = (tag: number): string => stringOf(data, tag) ?? '';
  const frame = uid(tagOf('FrameOfReferenceUID'));
  return {
    study: uid(tagOf('StudyInstanceUID')),
    series: uid(tagOf('SeriesInstanceUID')),
    instance: uid(tagOf('SOPInstanceUID')),
    frameOfReference: frame === '' ? null : frame,
  };
}

/** Why an object as a whole is not taken: its kind, or moving pictures with sound and titles in them. */
export function findObjectKind(instance: Instance, policy: ResolvedPolicy): Finding | null {
  const { classUid } = sopOf(instance.data);
  if (policy.formsOf(classUid) === null || isSlideLabel(instance.data)) return { kind: 'file', identifier: 'other', because: 'object-kind' };
  return findTransferSyntax(instance.encoding.uid)?.video === true ? { kind: 'file', identifier: 'audio', because: 'video' } : null;
}

// Label and overview pictures of a slide show the label that names the patient (PS3.3 section C.8.12.4.1.1).
function isSlideLabel(data: DataSet): boolean {
  const kinds = readStrings(find(data, tagOf('ImageType')));
  return (
    kinds[2] === 'LABEL' ||
    kinds[2] === 'OVERVIEW' ||
    (kinds[2] === 'LOCALIZER' && stringOf(data, tagOf('SpecimenLabelInImage')) === 'YES') ||
    stringOf(data, tagOf('SpecimenLabelInImage')) === 'YES'
  );
}

function checkBytes(source: ByteSource, look: Look): Result<Looked, FileRefusal> {
  const read = readInstance(source);
  if (!read.ok) return read;
  const instance = read.value;
  const { policy } = look;
  const { classUid } = sopOf(instance.data);
  const signed = readLabel(readStrings(find(instance.data, tagOf('DeidentificationMethod'))));
  const claims = claimed(labelCodes(instance.data));
  const kind = findObjectKind(instance, policy);
  const forms = policy.formsOf(classUid);
  const base = { facts: factsOf(instance), uids: uidsOf(instance.data), publicId: signed?.publicId ?? null, claims };
  if (kind !== null || forms === null)
    return yes({ ...base, findings: kind === null ? [] : [kind], plan: { fixes: [], questions: [], refusals: kind === null ? [] : [kind] } });
  const pixels = lookBesidePixels(instance, policy);
  if (!pixels.ok) return pixels;
  const publicId = look.publicId ?? signed?.publicId ?? null;
  const findings: Finding[] = [
    ...labelFindings(instance.data, look, { signed, claims }),
    ...findHeader(instance, headerLookOf(instance, policy, forms, publicId)),
    ...pixels.value.findings,
    ...findInPixels(instance, look, classUid),
  ];
  const hits = look.known === null ? [] : sweepInstance(instance, sweepLookOf(policy, look.known, publicId));
  const planned = plan(notCleared(findings, look.decisions), policy, { sopClass: classUid });
  const refusals = hits.length === 0 ? planned.refusals : [...planned.refusals, LEFT];
  return yes({
    ...base,
    findings: [...findings, ...hits],
    plan: { fixes: planned.fixes, questions: openQuestions(planned, look.decisions), refusals },
  });
}

/** What was seen in pixels and heads, and gaps where nobody looked. */
export function findInPixels(
  instance: Instance,
  { channels, pixelsSeen = null, policy }: Pick<Look, 'channels' | 'policy' | 'pixelsSeen'>,
  sopClass: string,
): readonly Finding[] {
  const there = channelsIn(instance, policy, channels);
  const unseen = pixelsSeen === null ? there : there.filter((channel) => channel !== 'pixels');
  const gaps = findGaps(instance, { channels: unseen, sopClass, textLikely: new Set(policy.policy.pixels.ask) });
  return there.includes('pixels') && pixelsSeen !== null ? [...pixelsSeen, ...gaps] : gaps;
}

const LEFT: Finding = { kind: 'file', identifier: 'other', because: 'identifier-left' };
const NOT_OURS: Finding = { kind: 'file', identifier: 'other', because: 'not-ours' };

// NO is ours to say only when the pixels were looked at; some kinds of objects have no other value.
function burnedInIsTrue(data: DataSet, claims: readonly Channel[]): boolean {
  const said = stringOf(data, tagOf('BurnedInAnnotation'));
  if (claims.includes('pixels')) return said === 'NO';
  return said !== 'NO' || burnedInUnseen(sopOf(data).classUid, said) === 'NO';
}

function labelCodes(data: DataSet): readonly string[] {
  return itemsOf(data, tagOf('DeidentificationMethodCodeSequence')).map((item) => stringOf(item, tagOf('CodeValue')) ?? '');
}

interface LabelSeen {
  readonly signed: Signed | null;
  readonly claims: readonly Channel[];
}

// A label must be ours, name this policy and this contribution, and claim every channel that is asked for.
function labelFindings(data: DataSet, look: Look, { claims, signed }: LabelSeen): readonly Finding[] {
  const { stamp } = look.policy;
  const isOurs =
    signed !== null &&
    signed.name === stamp.name &&
    signed.version === stamp.version &&
    (look.publicId === null || look.publicId === signed.publicId) &&
    stringOf(data, tagOf('PatientIdentityRemoved')) === 'YES' &&
    stringOf(data, tagOf('LongitudinalTemporalInformationModified')) === TEMPORAL[look.policy.policy.dates] &&
    ['header', ...look.channels].every((channel) => claims.some((claim) => claim === channel)) &&
    burnedInIsTrue(data, claims) &&
    claims.includes('heads') === (stringOf(data, tagOf('RecognizableVisualFeatures')) === 'NO');
  return isOurs ? [] : [NOT_OURS];
}
