import {
  appliedIn,
  checkInstance,
  collectFor,
  factsOf,
  findInFrames,
  findInPixels,
  findObjectKind,
  headerLookOf,
  isClean,
  lookBesidePixels,
  sourceOf,
  uidsOf,
  type DecodeBytes,
  type InstanceFacts,
  type InstanceUids,
  type KnownValues,
  type Looked,
} from '../check/index.ts';
import {
  readInstance,
  sopOf,
  stringOf,
  writeInstance,
  type ByteRange,
  type ByteSource,
  type Chunk,
  type DataSet,
  type Instance,
} from '../dicom/index.ts';
import { findHeader, rleEnd, type TextEngines } from '../find/index.ts';
import { applyFixes, editPixels, editsPixels, withElements, type BoxEdit, type PixelEdits } from '../fix/index.ts';
import { strippedCodestream, type DecodeFrame, type EncodeFrame, type FrameCodecs, type PixelDescription } from '../image/index.ts';
import { no, pathTo, yes, type Box, type FileRefusal, type Finding, type Fix, type Forms, type Result } from '../model/index.ts';
import { burnedInUnseen, labelOf, notCleared, openQuestions, plan, type Channel, type Decision, type ResolvedPolicy } from '../policy/index.ts';
import { tagOf } from '../standard/index.ts';
import type { ContributionKey } from '../uid/index.ts';
import { allowJob } from './allow-job.ts';
import { withLabel } from './label.ts';
import { profileJob } from './profile-job.ts';
import { redactEncapsulated } from './redact.ts';

/** One file's order. */
export interface CleanJob {
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  /** What is looked at; the header always is. What is not looked at is not claimed in the label. */
  readonly channels: readonly Channel[];
  /** Identifying values of the case's originals; those of this file are added to it. */
  readonly known: KnownValues;
  readonly decode: DecodeBytes;
  /** Boxes to black out, besides those that are found. */
  readonly boxes: readonly BoxEdit[];
  /** Answers to the questions of this file. */
  readonly decisions: readonly Decision[];
  /** The file's own name: searched for, never written. */
  readonly fileName: string | null;
}

/** What became of one file. */
export interface Cleaned {
  readonly findings: readonly Finding[];
  readonly fixes: readonly Fix[];
  readonly questions: readonly Finding[];
  readonly refusals: readonly Finding[];
  /** The clean file, in order; null while a question or a refusal is left. */
  readonly chunks: readonly (Uint8Array | ByteRange)[] | null;
  /** What the ranges among the chunks point into. */
  readonly source: ByteSource;
  readonly bytesOut: number;
  /** The issued UIDs of the clean object; those that would be issued while it is not written. */
  readonly uids: InstanceUids;
  readonly facts: InstanceFacts;
}

/**
 * The whole story of one file: read, find, plan, fix, write, look again, sweep. What comes out has been read again from the
 * bytes to be written and found clean. Total: a bug inside is the refusal `crashed`.
 */
export function cleanInstance(source: ByteSource, job: CleanJob): Result<Cleaned, FileRefusal> {
  try {
    return cleanBytes(source, job);
  } catch {
    return no({ code: 'crashed', at: null });
  }
}

/** What cleaning with pixels needs: codecs, and detectors of burnt-in text; without detectors pixels are a question to a person. */
export interface CleanEngines {
  readonly decode: DecodeFrame;
  /** Null: only JPEG stays compressed where boxes are blacked out. */
  readonly encode: EncodeFrame | null;
  readonly text: Omit<TextEngines, 'decode'> | null;
}

const MOST_ROUNDS = 8;

/**
 * The same, with engines at hand: text burnt into frames is found and blacked out, and the result is looked at again, by the finder
 * and by a reader that is not the finder, until nothing is found; what still shows after eight rounds is a question to a person. Boxes in encapsulated
 * frames stay compressed: JPEG stays as it is outside the blocks that a box touches; other objects are encoded again without loss by
 * `encode`, or become native where that is null or cannot. Everything else is done as `cleanInstance` does it.
 */
export async function cleanInstanceWith(source: ByteSource, job: CleanJob, engines: CleanEngines): Promise<Result<Cleaned, FileRefusal>> {
  try {
    return await cleanPixels(source, job, engines);
  } catch {
    return no({ code: 'crashed', at: null });
  }
}

async function cleanPixels(source: ByteSource, job: CleanJob, { decode, encode, text }: CleanEngines): Promise<Result<Cleaned, FileRefusal>> {
  const read = text === null || !job.channels.includes('pixels') ? null : readInstance(source);
  const finders = text === null ? null : { ...text, decode };
  const seen = read?.ok === true && finders !== null ? await findInFrames(read.value, job, finders) : null;
  const judged = judge(source, { ...job, pixelsSeen: seen });
  if (!judged.ok) return judged;
  if (!('writing' in judged.value)) return yes(judged.value);
  const { opened, writing } = judged.value;
  let { boxes } = writing;
  let found: readonly Finding[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const lists = { ...writing.lists, findings: [...writing.lists.findings, ...found] };
    const written = await writeWith(opened, { ...writing, boxes, lists }, { decode, encode });
    if (!written.ok || written.value.chunks === null || seen === null || finders === null) return written;
    const left = await leftIn(sourceOf(written.value.chunks, written.value.source), job, finders, boxes.length > 0);
    if (left.length === 0) return written;
    found = [...found, ...left];
    if (left.some(({ kind }) => kind !== 'pixel'))
      return yes(unwritten(opened, { ...lists, findings: [...lists.findings, ...left], refusals: left }));
    boxes = [...boxes, ...boxesIn(left)];
  }
  return yes(unwritten(opened, { ...writing.lists, findings: [...writing.lists.findings, ...found], questions: found }));
}

// What still shows in a written object: first as everybody will look who looks again, then with the other reader everywhere.
async function leftIn(source: ByteSource, job: CleanJob, finders: TextEngines, isEdited: boolean): Promise<readonly Finding[]> {
  const read = readInstance(source);
  if (!read.ok) return [UNREADABLE];
  for (const again of isEdited ? [false, true] : [true]) {
    const seen = await findInFrames(read.value, job, finders, again);
    const left = seen === null ? [UNREADABLE] : notCleared(seen, job.decisions);
    if (left.length > 0) return left;
  }
  return [];
}

const UNREADABLE: Finding = { kind: 'gap', check: 'pixels', because: 'unreadable' };

async function writeWith(opened: Opened, writing: Writing, codecs: FrameCodecs): Promise<Result<Cleaned, FileRefusal>> {
  const { boxes, lists } = writing;
  if (boxes.length === 0 || !opened.instance.encoding.encapsulated) return writeClean(opened, { ...writing, made: blackouts(boxes) });
  const redacted = await redactEncapsulated(opened.instance, boxes, codecs);
  if (!redacted.ok) return redacted;
  const { description, instance, reEncoded, syntax } = redacted.value;
  const fixes = lists.fixes.filter((fix) => !reEncoded || fix.kind !== 'strip' || fix.part !== 'codestream-segment');
  const made: Fix[] = [...blackouts(boxes), ...(reEncoded ? [{ kind: 're-encode', to: syntax } as const] : [])];
  return writeClean({ ...opened, instance }, { ...writing, description, made, boxes: [], lists: { ...lists, fixes } });
}

/** The boxes of findings and fixes, those of one place in several frames joined. */
function boxesIn(all: readonly (Finding | Fix)[]): readonly BoxEdit[] {
  const frames = new Map<string, { readonly box: Box; readonly frames: number[] }>();
  for (const one of all) {
    if (one.kind !== 'pixel' && one.kind !== 'blackout') continue;
    const known = frames.get(one.box.join()) ?? { box: one.box, frames: [] };
    known.frames.push(...(one.kind === 'pixel' ? [one.frame] : one.frames === 'all' ? [] : one.frames));
    frames.set(one.box.join(), known);
  }
  return [...frames.values()];
}

interface SeenJob extends CleanJob {
  readonly pixelsSeen: readonly Finding[] | null;
}

interface Opened {
  readonly instance: Instance;
  readonly facts: InstanceFacts;
  readonly sopClass: string;
}

/** A file that may be written: nothing is open. */
interface Ready {
  readonly opened: Opened;
  readonly writing: Writing;
}

function cleanBytes(source: ByteSource, job: CleanJob): Result<Cleaned, FileRefusal> {
  const judged = judge(source, { ...job, pixelsSeen: null });
  if (!judged.ok) return judged;
  return 'writing' in judged.value ? writeClean(judged.value.opened, judged.value.writing) : yes(judged.value);
}

// Reads and looks: what comes back is either ready to be written, or an answer that says why not.
function judge(source: ByteSource, job: SeenJob): Result<Ready | Cleaned, FileRefusal> {
  const read = readInstance(source);
  if (!read.ok) return read;
  const instance = read.value;
  const { instanceUid } = sopOf(instance.data);
  const sopClass = sopClassOf(instance);
  if (sopClass === '') return no({ code: 'no-sop-class', at: null });
  collectFor(instance, job, job.known);
  const opened: Opened = { instance, facts: factsOf(instance), sopClass };
  const kind = findObjectKind(instance, job.policy);
  const forms = job.policy.formsOf(sopClass);
  if (kind !== null || forms === null)
    return yes(unwritten(opened, { findings: kind === null ? [] : [kind], fixes: [], questions: [], refusals: kind === null ? [] : [kind] }));
  if (instanceUid === '') return no({ code: 'no-sop-instance', at: pathTo([{ tag: tagOf('SOPInstanceUID') }]) });
  const repeated = repeatedTag(instance.data, forms);
  if (repeated !== null) return no({ code: 'duplicate', at: pathTo([{ tag: repeated }]) });
  const pixels = lookBesidePixels(instance, job.policy);
  if (!pixels.ok) return pixels;
  const findings = [
    ...findHeader(instance, headerLookOf(instance, job.policy, forms, job.key.publicId)),
    ...pixels.value.findings,
    ...findInPixels(instance, job, sopClass),
  ];
  const planned = plan(notCleared(findings, job.decisions), job.policy, { sopClass });
  // What is blacked out is named once more when it is done.
  const fixes = planned.fixes.filter(({ kind }) => kind !== 'blackout');
  const boxes = [...job.boxes, ...boxesIn(planned.fixes)];
  const lists: Lists = {
    findings,
    fixes: job.pixelsSeen === null ? planned.fixes : fixes,
    questions: openQuestions(planned, job.decisions),
    refusals: planned.refusals,
  };
  if (lists.refusals.length + lists.questions.length > 0) return yes(unwritten(opened, { ...lists, fixes: planned.fixes }));
  return yes({ opened, writing: { job, forms, lists, description: pixels.value.description, boxes, made: blackouts(boxes) } });
}

function blackouts(boxes: readonly BoxEdit[]): readonly Fix[] {
  return boxes.map(({ box, frames }): Fix => ({ kind: 'blackout', frames: frames === 'all' ? 'all' : [...frames], box }));
}

// A media directory has its SOP class in the meta header only.
function sopClassOf({ data, meta }: Instance): string {
  const { classUid } = sopOf(data);
  return classUid === '' ? (stringOf(meta, tagOf('MediaStorageSOPClassUID')) ?? '') : classUid;
}

interface Lists {
  readonly findings: readonly Finding[];
  readonly fixes: readonly Fix[];
  readonly questions: readonly Finding[];
  readonly refusals: readonly Finding[];
}

function unwritten({ facts, instance }: Opened, lists: Lists): Cleaned {
  return { ...lists, chunks: null, source: instance.source, bytesOut: 0, uids: NO_UIDS, facts };
}

const NO_UIDS: InstanceUids = { study: '', series: '', instance: '', frameOfReference: null };

interface Writing {
  readonly job: SeenJob;
  readonly forms: Forms;
  readonly lists: Lists;
  /** Null for an object without pixels. */
  readonly description: PixelDescription | null;
  /** Boxes that are still to be blacked out. */
  readonly boxes: readonly BoxEdit[];
  /** Fixes of pixels, as the report names them. */
  readonly made: readonly Fix[];
}

// Twice at most: a known identifier that the sweep finds in a value that may go (the maker's name) makes that value go.
function writeClean(opened: Opened, writing: Writing): Result<Cleaned, FileRefusal> {
  const first = writeOnce(opened, writing, []);
  if (!first.ok || isClean(first.value.looked)) return first.ok ? yes(cleaned(opened, writing, first.value)) : first;
  const hits = first.value.looked.findings.filter((finding) => finding.kind === 'header');
  if (hits.length === 0) return notClean(opened, writing.lists, first.value.looked);
  const more = plan(hits, writing.job.policy, { sopClass: opened.sopClass }).fixes.filter(
    ({ kind }) => kind === 'remove' || kind === 'empty' || kind === 'dummy' || (kind === 'redact' && writing.job.policy.profile !== null),
  );
  const widened = { ...writing, lists: { ...writing.lists, findings: [...writing.lists.findings, ...hits] } };
  const second = writeOnce(opened, widened, more);
  if (!second.ok) return second;
  return isClean(second.value.looked) ? yes(cleaned(opened, widened, second.value)) : notClean(opened, writing.lists, second.value.looked);
}

interface Written {
  readonly chunks: readonly Chunk[];
  readonly fixes: readonly Fix[];
  readonly looked: Looked;
  readonly data: DataSet;
  readonly bytesOut: number;
}

function writeOnce(
  { instance, facts, sopClass }: Opened,
  { boxes, description, forms, job, lists, made: pixelFixes }: Writing,
  more: readonly Fix[],
): Result<Written, FileRefusal> {
  const edits = editsOf(instance, description, { fixes: lists.fixes, boxes });
  const { key, known, policy } = job;
  const fixer = policy.profile === null ? allowJob(key, forms) : profileJob(policy.profile, { instance, sopClass, key, known });
  const fixed = applyFixes(instance.data, [...lists.fixes, ...more], fixer);
  if (description === null && boxes.length > 0) return no({ code: 'pixels-missing', at: null });
  const edited = description !== null && editsPixels(edits) ? editPixels(instance, description, edits) : null;
  if (edited !== null && !edited.ok) return edited;
  const data = edited === null ? fixed.data : withElements(fixed.data, [edited.value]);
  const made: Fix[] = [...fixed.fixes, ...pixelFixes];
  const label = labelOf(job.policy.stamp, {
    channels: job.channels,
    fixes: made,
    publicId: job.key.publicId,
    keepsCharacteristics: facts.sex !== null || facts.age?.kind === 'adult',
    burnedInUnseen: burnedInUnseen(facts.sopClass, stringOf(instance.data, tagOf('BurnedInAnnotation'))),
    profile: policy.profile === null ? null : { dates: policy.profile.dates, applied: appliedIn(data, policy.profile) },
  });
  const labelled = withLabel(data, label);
  const chunks = writeInstance({ ...instance, preamble: null, meta: [], data: labelled.data, trailing: null });
  const written = sourceOf(chunks, instance.source);
  const { channels, decisions, pixelsSeen } = job;
  const looked = checkInstance(written, { policy, channels, decisions, known, publicId: key.publicId, pixelsSeen: pixelsSeen === null ? null : [] });
  if (!looked.ok) return looked;
  return yes({ chunks, fixes: [...made, ...labelled.fixes], looked: looked.value, data: labelled.data, bytesOut: written.size });
}

const RLE = '1.2.840.10008.1.2.5';

function editsOf(
  { encoding }: Instance,
  description: PixelDescription | null,
  { boxes, fixes }: { fixes: readonly Fix[]; boxes: readonly BoxEdit[] },
): PixelEdits {
  const tidyFrame = (frame: Uint8Array): Uint8Array | null => {
    if (encoding.uid !== RLE) return strippedCodestream(frame);
    const end = description === null ? null : rleEnd(frame, description);
    return end === null ? null : frame.subarray(0, end);
  };
  const strips = (part: string): boolean => fixes.some((fix) => fix.kind === 'strip' && fix.part === part);
  return { unusedBits: strips('unused-bits'), excess: strips('excess-pixels'), boxes, tidyFrame: strips('codestream-segment') ? tidyFrame : null };
}

function cleaned({ facts, instance }: Opened, { lists }: Writing, { bytesOut, chunks, data, fixes }: Written): Cleaned {
  return { findings: lists.findings, fixes, questions: [], refusals: [], chunks, source: instance.source, bytesOut, uids: uidsOf(data), facts };
}

// The file is not given out. A known identifier that is left is a refusal that a person reads; anything else is a fault of ours.
function notClean(opened: Opened, lists: Lists, looked: Looked): Result<Cleaned, FileRefusal> {
  const { fixes, questions, refusals } = looked.plan;
  const [first] = fixes;
  if (first !== undefined) return no({ code: 'not-clean', at: 'at' in first ? first.at : null });
  return yes(unwritten(opened, { findings: [...lists.findings, ...looked.findings], fixes: lists.fixes, questions, refusals }));
}

// Only what would stay matters: of two Rows nobody can say which one counts.
function repeatedTag(data: DataSet, forms: Forms): number | null {
  let last = -1;
  let sorted = true;
  for (const { tag } of data) {
    if (tag <= last) sorted = false;
    last = tag;
  }
  if (sorted) return null;
  const seen = new Set<number>();
  for (const { tag } of data) {
    if (seen.has(tag) && forms.has(tag)) return tag;
    seen.add(tag);
  }
  return null;
}
