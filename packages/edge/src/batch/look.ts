import { createHash } from 'node:crypto';
import { checkInstance, checkInstanceWith, type Look, type Looked } from '@silhouette/core/check';
import {
  cleanInstance,
  cleanInstanceWith,
  cleanPicture,
  lookAtPicture,
  type PictureEngines,
  type PictureLooked,
  collectFor,
  mergeKnown,
  newKnown,
  type Cleaned,
  type CleanEngines,
  type CleanJob,
  type DecodeBytes,
  type KnownValues,
} from '@silhouette/core/deid';
import { readInstance, type ByteRange, type Instance } from '@silhouette/core/dicom';
import { no, yes, type FileRefusal, type FileReport, type Fix, type Result } from '@silhouette/core/model';
import { resolve, type Decision, type ResolvedPolicy } from '@silhouette/core/policy';
import { contributionKey, pseudonym, type ContributionKey } from '@silhouette/core/uid';
import { sniffPicture } from '@silhouette/engines/sniff';
import { isSystemError, type Input } from './inputs.ts';
import type { Collected, KnownByStudy, Orders, Seen } from './orders.ts';
import { writeInstanceFile, writePictureFile } from './output.ts';
import { heldSource, openSource, type CopyableSource, type FileSource } from './source.ts';
import { readEntry, zipEntries } from './zip.ts';

/** Looks at files one by one; lives in a thread of its own. */
export interface Looker {
  collect(input: Input): Collected | null;
  know(known: KnownByStudy): void;
  look(input: Input): Promise<Seen>;
}

const decoders = new Map<string, TextDecoder>();
const decode: DecodeBytes = (label, bytes) => {
  const decoder = decoders.get(label) ?? new TextDecoder(label);
  decoders.set(label, decoder);
  return decoder.decode(bytes);
};

const studyInstanceUid = 0x0020000d;

/** Makes the one who looks. Throws when the policy is not understood: the commands refuse it before. */
export function makeLooker(orders: Orders): Looker {
  const resolved = resolve(orders.policy);
  if (!resolved.ok) throw new Error(`policy: ${resolved.refusal.code}`);
  const key = contributionKey(orders.secret);
  const work: Work = { orders, policy: resolved.value, key, known: new Map() };
  return {
    collect: (input) => (orders.mode === 'verify' ? null : withSource(input, (source) => collectFrom(work, source), null)),
    know: (known) => {
      work.known = known;
    },
    look: (input) => lookAt(work, input),
  };
}

interface Work {
  readonly orders: Orders;
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  known: KnownByStudy;
}

function withSource<T>(input: Input, use: (source: CopyableSource) => T, otherwise: T): T {
  const opened = open(input);
  if (!opened.ok) return otherwise;
  try {
    return use(opened.value.source);
  } finally {
    opened.value.file.close();
  }
}

interface Opened {
  readonly source: CopyableSource;
  readonly file: FileSource;
}

function open(input: Input): Result<Opened, FileRefusal> {
  let file: FileSource;
  try {
    file = openSource(input.file, input.size);
  } catch (error) {
    if (isSystemError(error)) return no({ code: 'read-failed', at: null });
    throw error;
  }
  if (input.entry === null) return yes({ source: file, file });
  const entries = zipEntries(file);
  const entry = entries.ok ? entries.value.find(({ name }) => name === input.entry) : undefined;
  const bytes = entry === undefined ? no({ code: 'bad-item' as const, at: null }) : readEntry(file, entry);
  if (bytes.ok) return yes({ source: heldSource(bytes.value), file });
  file.close();
  return bytes;
}

function studyOf(instance: Instance, key: ContributionKey): string {
  const element = instance.data.find(({ tag }) => tag === studyInstanceUid);
  const value = element !== undefined && 'bytes' in element ? Buffer.from(element.bytes).toString('latin1') : '';
  return pseudonym(key, 'study', value);
}

const nameOf = (input: Input): string => input.entry ?? input.file;

function collectFrom(work: Work, source: CopyableSource): Collected | null {
  const instance = readInstance(source);
  if (!instance.ok) return null;
  const known = newKnown();
  collectFor(instance.value, { policy: work.policy, decode, fileName: null }, known);
  // What grows with the number of files is not carried from file to file: each knows its own name and UIDs, and every UID that is written
  // certifies itself.
  known.uids.clear();
  return { study: studyOf(instance.value, work.key), known };
}

function knownFor(work: Work, source: CopyableSource): KnownValues {
  const known = newKnown();
  const instance = readInstance(source);
  const ofStudy = instance.ok ? work.known.get(studyOf(instance.value, work.key)) : undefined;
  if (ofStudy !== undefined) mergeKnown(known, ofStudy);
  return known;
}

const failed = (error: FileRefusal, bytesIn: number): Seen => ({
  report: { out: null, findings: [], fixes: [], questions: [], refusals: [], error },
  bytesIn,
  bytesOut: 0,
  digest: null,
  decisions: [],
});

async function lookAt(work: Work, input: Input): Promise<Seen> {
  const opened = open(input);
  if (!opened.ok) return failed(opened.refusal, 0);
  try {
    const { source } = opened.value;
    if (isPicture(source)) return await lookAtPictureFile(work, source);
    return await (work.orders.mode === 'verify' ? verify(work, opened.value.source) : clean(work, opened.value.source, input));
  } catch (error) {
    if (isSystemError(error)) return failed({ code: 'write-failed', at: null }, input.size);
    throw error;
  } finally {
    opened.value.file.close();
  }
}

// No file that begins like a picture is read as DICOM: its preamble would be one.
function isPicture(source: CopyableSource): boolean {
  const head = new Uint8Array(source.borrow(0, Math.min(source.size, 132)));
  const isDicom = String.fromCharCode(...head.subarray(128, 132)) === 'DICM';
  return !isDicom && sniffPicture(head) !== null;
}

async function lookAtPictureFile({ orders, policy }: Work, source: CopyableSource): Promise<Seen> {
  const { channels, decisions, mode, out } = orders;
  const bytes = new Uint8Array(source.read(0, source.size));
  const job = { policy, channels, boxes: [], decisions };
  const [{ decodePicture, encodePng }, { findFaces }, { text }] = await Promise.all([
    import('@silhouette/engines/pictures'),
    import('@silhouette/engines/faces'),
    openEngines(),
  ]);
  const pictures: PictureEngines = { decodePicture, encodePng, text, faces: findFaces };
  const report = ({ findings, fixes, plan }: PictureLooked & { readonly fixes: readonly Fix[] }): Omit<FileReport, 'path'> => ({
    out: null,
    findings: [...findings],
    fixes: [...fixes],
    questions: [...plan.questions],
    refusals: [...plan.refusals],
    error: null,
  });
  if (mode === 'verify') {
    const looked = await lookAtPicture(bytes, job, pictures);
    return { report: report({ ...looked, fixes: looked.plan.fixes }), bytesIn: source.size, bytesOut: 0, digest: null, decisions: [] };
  }
  const cleaned = await cleanPicture(bytes, job, pictures);
  if (!cleaned.ok) return failed(cleaned.refusal, source.size);
  const { file } = cleaned.value;
  const base = { report: report(cleaned.value), bytesIn: source.size, bytesOut: 0, digest: null, decisions: [] };
  if (file === null || out === null) return base;
  const written = writePictureFile(out, file.bytes, file.extension);
  const digest = orders.digests ? createHash('sha256').update(file.bytes).digest('hex') : null;
  return { ...base, report: { ...base.report, out: written.out }, bytesOut: written.bytes, digest, decisions };
}

// Codecs and models are loaded when pixels are looked at, and not before.
type Engines = CleanEngines & { readonly text: NonNullable<CleanEngines['text']> };
let engines: Promise<Engines> | null = null;

async function startEngines(): Promise<Engines> {
  const [{ decodeFrame, encodeFrame }, { findText, findTextAgain }] = await Promise.all([
    import('@silhouette/engines/codecs'),
    import('@silhouette/engines/text'),
  ]);
  return { decode: decodeFrame, encode: encodeFrame, text: { first: findText, second: findTextAgain } };
}

const openEngines = (): Promise<Engines> => (engines ??= startEngines());

async function cleanWith(source: CopyableSource, job: CleanJob): Promise<Result<Cleaned, FileRefusal>> {
  return job.channels.includes('pixels') ? cleanInstanceWith(source, job, await openEngines()) : cleanInstance(source, job);
}

async function checkWith(source: CopyableSource, look: Look): Promise<Result<Looked, FileRefusal>> {
  if (!look.channels.includes('pixels')) return checkInstance(source, look);
  const { decode: decodeFrame, text } = await openEngines();
  return checkInstanceWith(source, look, { ...text, decode: decodeFrame });
}

async function clean(work: Work, source: CopyableSource, input: Input): Promise<Seen> {
  const { orders, policy, key } = work;
  const { channels, decisions } = orders;
  const cleaned = await cleanWith(source, {
    policy,
    key,
    channels,
    known: knownFor(work, source),
    decode,
    boxes: [],
    decisions,
    fileName: nameOf(input),
  });
  if (!cleaned.ok) return failed(cleaned.refusal, source.size);
  const report = reportOf(cleaned.value);
  if (cleaned.value.chunks === null || orders.out === null) return { report, bytesIn: source.size, bytesOut: 0, digest: null, decisions: [] };
  return write(orders, orders.out, cleaned.value, source);
}

function reportOf({ findings, fixes, questions, refusals }: Cleaned): Omit<FileReport, 'path'> {
  return { out: null, findings: [...findings], fixes: [...fixes], questions: [...questions], refusals: [...refusals], error: null };
}

function write(orders: Orders, out: string, cleaned: Cleaned, original: CopyableSource): Seen {
  const chunks = cleaned.chunks ?? [];
  const source =
    cleaned.source === original ? original : { ...cleaned.source, borrow: (start: number, end: number) => cleaned.source.read(start, end) };
  const written = writeInstanceFile(out, cleaned.uids, chunks, source);
  const digest = orders.digests ? digestOfChunks(chunks, source) : null;
  return { report: { ...reportOf(cleaned), out: written.out }, bytesIn: original.size, bytesOut: written.bytes, digest, decisions: orders.decisions };
}

function digestOfChunks(chunks: readonly (Uint8Array | ByteRange)[], source: CopyableSource): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) {
    if (chunk instanceof Uint8Array) hash.update(chunk);
    else for (let at = chunk.start; at < chunk.end; at += HASH_BYTES) hash.update(source.borrow(at, Math.min(chunk.end, at + HASH_BYTES)));
  }
  return hash.digest('hex');
}

const HASH_BYTES = 1024 * 1024;

async function verify(work: Work, source: CopyableSource): Promise<Seen> {
  const digest = work.orders.decided.size === 0 ? null : digestOfChunks([{ start: 0, end: source.size }], source);
  const decisions: readonly Decision[] = digest === null ? [] : (work.orders.decided.get(digest) ?? []);
  const looked = await checkWith(source, { policy: work.policy, channels: work.orders.channels, publicId: null, decisions, known: null });
  if (!looked.ok) return failed(looked.refusal, source.size);
  const { findings, plan } = looked.value;
  const report = {
    out: null,
    findings: [...findings],
    fixes: [...plan.fixes],
    questions: [...plan.questions],
    refusals: [...plan.refusals],
    error: null,
  };
  return { report, bytesIn: source.size, bytesOut: 0, digest, decisions };
}
