import type { ByteSource } from '@silhouette/core/dicom';
import { no, yes, type FileRefusal, type Result } from '@silhouette/core/model';
import { Inflate } from 'fflate';

/** An entry of a zip archive's central directory (PKWARE APPNOTE 6.3.10, section 4.3.12). Its name stays on this device. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly encrypted: boolean;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const MOST_COMMENT = 0xffff;
const MOST_ENTRIES = 100_000;
const MOST_DIRECTORY = 256 * 1024 * 1024;
const MOST_ENTRY = 1024 ** 3;
const STORED = 0;
const DEFLATED = 8;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;

/** Whether bytes begin as a zip archive does. */
export function isZip(head: Uint8Array): boolean {
  return head.length >= 4 && viewOf(head).getUint32(0, true) === LOCAL;
}

/** The entries of an archive, folders left out, zip64 included. What is broken is refused at its place. Total. */
export function zipEntries(source: ByteSource): Result<readonly ZipEntry[], FileRefusal> {
  const directory = findDirectory(source);
  if (!directory.ok) return directory;
  const { count, length, start } = directory.value;
  if (count > MOST_ENTRIES) return no({ code: 'too-many', at: null });
  if (length > MOST_DIRECTORY) return no({ code: 'too-large', at: null });
  const bytes = source.read(start, start + length);
  return bytes.length === length ? readDirectory(bytes, count, start) : no({ code: 'truncated', at: `@${start}` });
}

interface Directory {
  readonly count: number;
  readonly length: number;
  readonly start: number;
}

function findDirectory(source: ByteSource): Result<Directory, FileRefusal> {
  const tailStart = Math.max(0, source.size - END_BYTES - MOST_COMMENT - LOCATOR_BYTES);
  const tail = source.read(tailStart, source.size);
  const view = viewOf(tail);
  let end = tail.length - END_BYTES;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) return no({ code: 'truncated', at: `@${source.size}` });
  const small: Directory = { count: view.getUint16(end + 10, true), length: view.getUint32(end + 12, true), start: view.getUint32(end + 16, true) };
  if (small.count !== FULL_16 && small.length !== FULL_32 && small.start !== FULL_32) return yes(small);
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return yes(small);
  return findDirectory64(source, Number(view.getBigUint64(locator + 8, true)));
}

function findDirectory64(source: ByteSource, at: number): Result<Directory, FileRefusal> {
  const record = source.read(at, at + 56);
  if (record.length < 56 || viewOf(record).getUint32(0, true) !== END_64) return no({ code: 'bad-item', at: `@${at}` });
  const view = viewOf(record);
  const [count, length, start] = [32, 40, 48].map((offset) => Number(view.getBigUint64(offset, true)));
  return yes({ count: count ?? 0, length: length ?? 0, start: start ?? 0 });
}

function readDirectory(directory: Uint8Array, count: number, start: number): Result<readonly ZipEntry[], FileRefusal> {
  const view = viewOf(directory);
  const utf8 = new TextDecoder();
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== ENTRY) return no({ code: 'bad-item', at: `@${start + at}` });
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > directory.length) return no({ code: 'bad-item', at: `@${start + at}` });
    const name = utf8.decode(directory.subarray(at + 46, at + 46 + nameLength));
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    if (!name.endsWith('/')) entries.push(entryAt(view, at, { name, extra }));
    at = next;
  }
  return yes(entries);
}

function entryAt(view: DataView, at: number, { name, extra }: { readonly name: string; readonly extra: Uint8Array }): ZipEntry {
  const size = view.getUint32(at + 24, true);
  const packed = view.getUint32(at + 20, true);
  const offset = view.getUint32(at + 42, true);
  const wide = wideNumbers(extra);
  const take = (number: number): number => (number === FULL_32 ? (wide.shift() ?? number) : number);
  // The order in which the extra field lists what does not fit (APPNOTE 4.5.3).
  const [fullSize, fullPacked, fullOffset] = [take(size), take(packed), take(offset)];
  return {
    name,
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    size: fullSize,
    packed: fullPacked,
    offset: fullOffset,
  };
}

function wideNumbers(extra: Uint8Array): number[] {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && at + 4 + length <= extra.length) {
      return Array.from({ length: Math.floor(length / 8) }, (_, n) => Number(view.getBigUint64(at + 4 + n * 8, true)));
    }
    at += 4 + length;
  }
  return [];
}

/** Where the packed bytes of an entry lie in the archive. */
export function packedRange(source: ByteSource, entry: ZipEntry): Result<readonly [start: number, end: number], FileRefusal> {
  if (entry.size > MOST_ENTRY) return no({ code: 'too-large', at: null });
  if (entry.encrypted || (entry.method !== STORED && entry.method !== DEFLATED)) return no({ code: 'needs-decoder', at: `@${entry.offset}` });
  const head = source.read(entry.offset, entry.offset + 30);
  if (head.length < 30 || viewOf(head).getUint32(0, true) !== LOCAL) return no({ code: 'bad-item', at: `@${entry.offset}` });
  const start = entry.offset + 30 + viewOf(head).getUint16(26, true) + viewOf(head).getUint16(28, true);
  if (start + entry.packed > source.size) return no({ code: 'truncated', at: `@${start}` });
  if (entry.method === STORED && entry.size !== entry.packed) return no({ code: 'bad-length', at: `@${entry.offset}` });
  return yes([start, start + entry.packed]);
}

/** Whether an entry stands in the archive as it is, so that a range of the archive serves as its file. */
export const isStored = (entry: ZipEntry): boolean => entry.method === STORED;

const PIECE = 64 * 1024;

/** The bytes of a deflated entry. The size that the directory names is all the memory that a bomb gets. */
export function inflateEntry(packed: Uint8Array, entry: ZipEntry): Result<Uint8Array, FileRefusal> {
  const bytes = new Uint8Array(entry.size);
  let filled = 0;
  const inflate = new Inflate((piece) => {
    if (filled + piece.length <= bytes.length) bytes.set(piece, filled);
    filled += piece.length;
  });
  try {
    for (let at = 0; at < packed.length && filled <= bytes.length; at += PIECE)
      inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch {
    // fflate throws for whatever is not deflate.
    return no({ code: 'deflate-broken', at: `@${entry.offset}` });
  }
  return filled === bytes.length ? yes(bytes) : no({ code: 'bad-length', at: `@${entry.offset}` });
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
