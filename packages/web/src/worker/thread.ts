import { newKnown, type DecodeBytes, type KnownValues } from '@silhouette/core/deid';
import { collectKnown, type Cleaned, type CleanEngines } from '@silhouette/core/deid';
import { readInstance } from '@silhouette/core/dicom';
import { Digest, no, yes, type FileRefusal, type Result } from '@silhouette/core/model';
import { resolve, type ResolvedPolicy } from '@silhouette/core/policy';
import { contributionKey, digestOf, type ContributionKey } from '@silhouette/core/uid';
import { decodeFrame, encodeFrame } from '@silhouette/engines/codecs';
import { findText, findTextAgain } from '@silhouette/engines/text';
import { changesOf } from './changes.ts';
import { answeredOf, cleanOriginal } from './clean.ts';
import { headerWordsOf } from './header-words.ts';
import { lookAt } from './look.ts';
import { sampleOf } from './samples.ts';
import { openBlob, openOriginal, type Opened, type ReadBlob } from './source.ts';
import type { Answer, Ask, CleanObject, CleanOrder, Link, Looked, NotCleaned, Original, Sample, Talk, TalkKind } from './wire.ts';
import { zipEntries } from './zip.ts';

// Workers have it; the library of types for pages does not name it.
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

const reader = new FileReaderSync();
const read: ReadBlob = (blob) => reader.readAsArrayBuffer(blob);

const engines: CleanEngines = { decode: decodeFrame, encode: encodeFrame, text: { first: findText, second: findTextAgain } };

const decoders = new Map<string, TextDecoder>();
const decode: DecodeBytes = (label, bytes) => {
  const decoder = decoders.get(label) ?? new TextDecoder(label);
  decoders.set(label, decoder);
  return decoder.decode(bytes);
};

interface Bench {
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  known: KnownValues;
  /** What was told already, so that it is told once. */
  readonly told: KnownValues;
}

let bench: Bench | null = null;

function begin({ policy, secret }: Talk['begin']['ask']): Talk['begin']['answer'] {
  const resolved = resolve(policy);
  if (!resolved.ok) return no('policy');
  bench = { policy: resolved.value, key: contributionKey(secret), known: newKnown(), told: newKnown() };
  return yes(resolved.value.stamp);
}

function look(original: Original, { key, policy, told }: Bench): Looked {
  const known = newKnown();
  const opened = openOriginal(original, read, false);
  if (!opened.ok) return { seen: opened, known };
  const instance = readInstance(opened.value.source);
  if (opened.value.failed()) return { seen: no({ code: 'read-failed', at: null }), known };
  if (!instance.ok) return { seen: instance, known };
  collectKnown(instance.value, decode, known, baseName(original.name));
  texts?.postMessage(headerWordsOf(instance.value, decode));
  return { seen: yes(lookAt(instance.value, { policy, key, decode })), known: notTold(known, told) };
}

function notTold(known: KnownValues, told: KnownValues): KnownValues {
  const fresh = newKnown();
  for (const kind of ['words', 'dates', 'uids'] as const) {
    for (const value of known[kind]) {
      if (told[kind].has(value)) continue;
      told[kind].add(value);
      fresh[kind].add(value);
    }
  }
  return fresh;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function cleanOne(
  { boxes, original }: CleanOrder,
  { key, known, policy }: Bench,
): Promise<{ readonly opened: Opened | null; readonly cleaned: Result<Cleaned, FileRefusal> }> {
  const opened = openOriginal(original, read, true);
  if (!opened.ok) return { opened: null, cleaned: opened };
  const cleaned = await cleanOriginal(opened.value.source, boxes, baseName(original.name), { policy, key, known, decode, engines });
  return { opened: opened.value, cleaned: opened.value.failed() ? no({ code: 'read-failed', at: null }) : cleaned };
}

async function clean(order: CleanOrder, at: Bench): Promise<Result<CleanObject, NotCleaned>> {
  const { cleaned, opened } = await cleanOne(order, at);
  if (!cleaned.ok) return no({ kind: 'file', refusal: cleaned.refusal });
  const { chunks, facts, findings, fixes, questions, refusals, uids } = cleaned.value;
  if (chunks === null) return no({ kind: 'left', findings: [...refusals, ...questions] });
  const blob = blobOf(cleaned.value, opened);
  const object = await digestOfBlob(blob);
  if (object === null) return no({ kind: 'file', refusal: { code: 'read-failed', at: null } });
  return yes({
    object,
    blob,
    frames: Math.max(1, facts.frames),
    findings: findings.length,
    fixes: fixes.length,
    blackouts: fixes.filter(({ kind }) => kind === 'blackout').length,
    answered: answeredOf(cleaned.value),
    uids,
  });
}

/** The clean object: what was written anew, and ranges of the original that are not copied. */
function blobOf({ chunks, source }: Cleaned, opened: Opened | null): Blob {
  const original = opened?.source === source ? opened.blob : null;
  return new Blob(
    (chunks ?? []).map((chunk) => {
      if (chunk instanceof Uint8Array) return new Uint8Array(chunk);
      return original === null ? new Uint8Array(source.read(chunk.start, chunk.end)) : original.slice(chunk.start, chunk.end);
    }),
    { type: 'application/dicom' },
  );
}

// Pages that do not come over HTTPS have no `crypto.subtle`; the digest is the same.
async function digestOfBlob(blob: Blob): Promise<Digest | null> {
  let bytes: ArrayBuffer;
  try {
    bytes = read(blob);
  } catch {
    return null;
  }
  if (!isSecureContext) return digestOf(new Uint8Array(bytes));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Digest.parse(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

async function changes(order: CleanOrder, at: Bench): Promise<Talk['changes']['answer']> {
  const { cleaned, opened } = await cleanOne(order, at);
  if (!cleaned.ok || opened === null) return [];
  const original = readInstance(opened.source);
  return original.ok ? changesOf(original.value, cleaned.value, decode) : [];
}

function readWhole(original: Original): Talk['read']['answer'] {
  const opened = openOriginal(original, read, true);
  if (!opened.ok) return opened;
  const bytes = new Uint8Array(opened.value.source.read(0, opened.value.source.size));
  return opened.value.failed() ? no({ code: 'read-failed', at: null }) : yes(bytes);
}

const EMPTY: Sample = { files: [], title: '', presentation: '', findings: '', discussion: '' };

async function answerTo(ask: Ask): Promise<Talk[TalkKind]['answer'] | null> {
  switch (ask.kind) {
    case 'begin':
      return begin(ask);
    case 'know':
      if (bench !== null) bench.known = ask.known;
      return null;
    case 'list':
      return zipEntries(openBlob(ask.file, read, false).source);
    case 'look':
      return bench === null ? null : look(ask.original, bench);
    case 'clean':
      return bench === null ? null : clean(ask, bench);
    case 'changes':
      return bench === null ? null : changes(ask, bench);
    case 'read':
      return readWhole(ask.original);
    case 'sample':
      return sampleOf(ask.number) ?? EMPTY;
    default:
      return ask satisfies never;
  }
}

const say = (answer: Answer): void => postMessage(answer);

let texts: MessagePort | null = null;

addEventListener('message', (event: MessageEvent<Ask | Link>) => {
  const ask = event.data;
  if (ask.kind === 'texts') {
    texts = ask.port;
    return;
  }
  answerTo(ask).then(
    (value) => say({ turn: ask.turn, value }),
    () => say({ turn: ask.turn, value: null }),
  );
});
