import { no, yes } from '../model/index.ts';
import type { FileRefusal, Result } from '../model/index.ts';
import { readElements } from './elements.ts';
import { readHead, startRun } from './head.ts';
import type { Head } from './head.ts';
import { inflate } from './inflate.ts';
import { defaultLimits, pixelDataTag } from './run.ts';
import type { PartKind, ReadLimits, Trace } from './run.ts';
import { bigEndianUid, encodingOf, explicitUid, guessManner, implicitUid, showsPlain } from './syntax.ts';
import type { Manner } from './syntax.ts';
import { belongsInDataSet } from './traverse.ts';
import type { ByteRange, ByteSource, DataSet, Encoding, Instance } from './types.ts';
import { bytesSource, openWindow } from './window.ts';
import type { Window } from './window.ts';

const transferSyntaxTag = 0x00020010;

/**
 * Reads a file of any transfer syntax (PS3.10, PS3.5), with or without preamble and meta header. It asks for the bytes of the header
 * only: values over 64 KB and fragments stay in the source. Bytes never make it throw: a file that cannot be taken apart is refused
 * with a code and a place. Where the meta header is missing or contradicts the bytes, the bytes decide, and `encoding` says what they are.
 */
export function readInstance(source: ByteSource, limits: Partial<ReadLimits> = {}): Result<Instance, FileRefusal> {
  return readParts(source, { ...defaultLimits, ...limits }, undefined);
}

/** A stretch of the input and what it is. */
export interface Part {
  readonly kind: PartKind;
  readonly at: ByteRange;
}

/** The parts of a file in order, and of which source: of the file, or of what came out of a deflated data set. */
export interface Account {
  readonly file: readonly Part[];
  /** Null when the data set is not deflated. Its bytes stand for the part of the file that `file` does not name. */
  readonly inflated: { readonly size: number; readonly parts: readonly Part[] } | null;
}

/** Reads a file and says of every byte which part it belongs to: the proof that none is skipped. */
export function accountFor(source: ByteSource, limits: Partial<ReadLimits> = {}): Result<Account, FileRefusal> {
  const lists: Part[][] = [[]];
  const trace: Trace = (kind, start, end) => lists.at(-1)?.push({ kind, at: { start, end } });
  const read = readParts(source, { ...defaultLimits, ...limits }, trace, () => lists.push([]));
  if (!read.ok) return read;
  const { trailing } = read.value;
  if (trailing !== null) {
    // What was tried behind the data set and could not be read is no part of it.
    const list = lists.at(-1) ?? [];
    while ((list.at(-1)?.at.end ?? 0) > trailing.start) list.pop();
    trace('trailing', trailing.start, trailing.end);
  }
  const [file = [], parts] = lists;
  return yes({ file, inflated: parts === undefined ? null : { size: read.value.source.size, parts } });
}

function readParts(source: ByteSource, limits: ReadLimits, trace: Trace | undefined, onInflated?: () => void): Result<Instance, FileRefusal> {
  const window = openWindow(source);
  const head = readHead(window, limits, trace);
  if (!head.ok) return head;
  if (head.value.end === source.size) return no({ code: 'empty', at: null });
  const coding = findCoding(window, head.value);
  if (!coding.ok) return coding;
  const opened = { window, head: head.value, at: head.value.end, end: source.size, ...coding.value };
  if (!opened.encoding.deflated) return readData(opened, limits, trace);
  const inflated = inflateData(source, opened.at, limits);
  if (!inflated.ok) return inflated;
  onInflated?.();
  const inside = openWindow(inflated.value.source);
  const manner = guessManner(inside, 0, opened.encoding);
  if (manner === null) return no({ code: 'deflate-broken', at: `@${opened.at}` });
  return readData({ ...opened, window: inside, at: 0, end: inflated.value.end, manner }, limits, trace);
}

interface Coding {
  /** How the instance is to be written. */
  readonly encoding: Encoding;
  /** How the bytes are written. */
  readonly manner: Manner;
}

interface Opened extends Coding {
  readonly window: Window;
  readonly head: Head;
  readonly at: number;
  readonly end: number;
}

function readData({ window, head, encoding, manner, ...span }: Opened, limits: ReadLimits, trace: Trace | undefined): Result<Instance, FileRefusal> {
  const run = startRun(window, limits, { end: span.end, bigEndian: manner.bigEndian, onlyMeta: false, trace });
  const read = readElements(run, span.at, manner.explicitVr);
  if (!read.ok) return read;
  const { elements: data, end } = read.value;
  if (!data.some(belongsInDataSet)) return no({ code: 'empty', at: null });
  const trailing = end === window.size ? null : { start: end, end: window.size };
  const { preamble, meta } = head;
  return yes({ preamble, meta, encoding: { ...encoding, encapsulated: isEncapsulated(data, encoding) }, data, trailing, source: window.source });
}

/** Pixel Data decides; a data set without keeps what its transfer syntax says. */
function isEncapsulated(data: DataSet, encoding: Encoding): boolean {
  // It stands last or nearly so.
  const pixels = data.findLast((element) => element.tag === pixelDataTag);
  return pixels === undefined ? encoding.encapsulated : 'fragments' in pixels;
}

/** What the transfer syntax and the bytes say together; the bytes win. A transfer syntax that the standard lacks is refused. */
function findCoding(window: Window, head: Head): Result<Coding, FileRefusal> {
  const uid = transferSyntaxOf(head.meta);
  const said = uid === null ? undefined : encodingOf(uid);
  const at = `@${head.end}`;
  if (uid !== null && said === undefined) return no({ code: 'unknown-syntax', at });
  const manner = guessManner(window, head.end, said);
  if (said?.deflated === true) {
    const isPlain = manner !== null && showsPlain(window, head.end, manner);
    return yes(isPlain ? { encoding: plainEncoding(manner), manner } : { encoding: said, manner: said });
  }
  if (manner === null) return no({ code: head.marked || head.meta.length > 0 ? 'bad-vr' : 'not-dicom', at });
  if (said !== undefined && said.explicitVr === manner.explicitVr && said.bigEndian === manner.bigEndian)
    return yes({ encoding: said, manner: said });
  // A compressed syntax with a data set without VRs: the elements have VRs once they are read, so it is written as it says.
  if (said?.encapsulated === true && !manner.bigEndian) return yes({ encoding: said, manner });
  return yes({ encoding: plainEncoding(manner), manner });
}

function plainEncoding({ explicitVr, bigEndian }: Manner): Encoding {
  const uid = bigEndian ? bigEndianUid : explicitVr ? explicitUid : implicitUid;
  return { uid, explicitVr, bigEndian, deflated: false, encapsulated: false };
}

function transferSyntaxOf(meta: DataSet): string | null {
  const element = meta.find(({ tag }) => tag === transferSyntaxTag);
  if (element === undefined || !('bytes' in element)) return null;
  let text = '';
  for (const byte of element.bytes) if (byte > 0x20) text += String.fromCharCode(byte);
  return text === '' ? null : text;
}

interface InflatedSource {
  readonly source: ByteSource;
  /** Where the data set ends and the bytes begin that stood behind the deflate stream. */
  readonly end: number;
}

/** A source of what a deflated data set holds, with the bytes of the file behind it, so that they are not lost. */
function inflateData(source: ByteSource, start: number, limits: ReadLimits): Result<InflatedSource, FileRefusal> {
  const place = `@${start}`;
  if (source.size - start > limits.inflatedBytes) return no({ code: 'too-large', at: place });
  const packed = source.read(start, source.size);
  const most = Math.min(limits.inflatedBytes, Math.max(64 * 1024 * 1024, packed.length * 100));
  const inflated = inflate(packed, most);
  if (!inflated.ok) return no({ code: inflated.refusal, at: place });
  const { bytes, used } = inflated.value;
  const rest = packed.subarray(used);
  const isPadding = rest.length === 1 && rest[0] === 0;
  if (rest.length === 0 || isPadding) return yes({ source: bytesSource(bytes), end: bytes.length });
  const all = new Uint8Array(bytes.length + rest.length);
  all.set(bytes);
  all.set(rest, bytes.length);
  return yes({ source: bytesSource(all), end: bytes.length });
}
