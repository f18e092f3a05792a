import { newKnown } from '@silhouette/core/check';
import { cleanInstanceWith } from '@silhouette/core/deid';
import { type DataSet, type Instance, readInstance, writeInstance } from '@silhouette/core/dicom';
import type { Answer } from '@silhouette/core/model';
import { ALL_CHANNELS, resolve, TEACHING } from '@silhouette/core/policy';
import { contributionKey } from '@silhouette/core/uid';
import { decodeFrame, encodeFrame } from '@silhouette/engines/codecs';
import { findText, findTextAgain } from '@silhouette/engines/text';
import { makeSeries, type SeriesSpec } from '@silhouette/testkit';

const engines = { decode: decodeFrame, encode: encodeFrame, text: { first: findText, second: findTextAgain } };

/** An object as the contributor's side writes it, and its answers to the questions about it. */
export interface CleanObject {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly answers: readonly Answer[];
}

/** The clean objects of a small series that code made. */
export async function cleanSeries(spec: SeriesSpec = { seed: 5, slices: 2 }): Promise<readonly CleanObject[]> {
  const all: CleanObject[] = [];
  for (const { bytes } of makeSeries(spec)) {
    const clean = await cleanObject(bytes);
    if (clean === null) throw new Error('the series was not written');
    all.push(clean);
  }
  return all;
}

/** The clean object of a file; null when it is refused. */
export async function cleanObject(bytes: Uint8Array): Promise<CleanObject | null> {
  const policy = resolve(TEACHING);
  if (!policy.ok) throw new Error('the policy is not understood');
  const key = contributionKey(new Uint8Array(32).fill(7));
  const job = { policy: policy.value, key, channels: ALL_CHANNELS, known: newKnown(), decode, boxes: [], fileName: null };
  const source = { size: bytes.length, read: (start: number, end: number) => bytes.subarray(start, end) };
  const asked = await cleanInstanceWith(source, { ...job, decisions: [] }, engines);
  if (!asked.ok) return null;
  const answers = asked.value.questions.map((finding) => ({ finding, answer: 'clear', because: 'looked-at-every-frame' }) as const);
  const done = await cleanInstanceWith(source, { ...job, decisions: answers }, engines);
  if (!done.ok || done.value.chunks === null) return null;
  const base = done.value.source;
  const parts = done.value.chunks.map((chunk) => (chunk instanceof Uint8Array ? chunk : base.read(chunk.start, chunk.end)));
  return { bytes: new Uint8Array(Buffer.concat(parts)), answers };
}

const decode = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);

/** A clean object in which one element is as it came: the tag says which. */
export interface Undone {
  readonly tag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** For every element in which an original and its clean object differ, the clean object with that one difference undone. */
export function undone(original: Uint8Array, clean: Uint8Array): readonly Undone[] {
  const [before, after] = [read(original), read(clean)];
  const tags = [...new Set([...before.data, ...after.data].map(({ tag }) => tag))].toSorted((a, b) => a - b);
  return tags.flatMap((tag) => {
    const was = before.data.filter((one) => one.tag === tag);
    const is = after.data.filter((one) => one.tag === tag);
    if (told(was) === told(is)) return [];
    const data = [...after.data.filter((one) => one.tag !== tag), ...was].toSorted((a, b) => a.tag - b.tag);
    const chunks = writeInstance({ ...after, data });
    const bytes = Buffer.concat(chunks.map((chunk) => (chunk instanceof Uint8Array ? chunk : after.source.read(chunk.start, chunk.end))));
    return [{ tag: tag.toString(16).padStart(8, '0'), bytes: new Uint8Array(bytes) }];
  });
}

function read(bytes: Uint8Array): Instance {
  const instance = readInstance({ size: bytes.length, read: (start, end) => bytes.subarray(start, end) });
  if (!instance.ok) throw new Error(instance.refusal.code);
  return instance.value;
}

const told = (elements: DataSet): string =>
  JSON.stringify(elements, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value));
