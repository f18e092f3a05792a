import { inflateRawSync } from 'node:zlib';
import { no, yes, type FileRefusal, type Result } from '@silhouette/core/model';
import type { ByteSource } from '@silhouette/core/dicom';

/** An entry of a zip archive's central directory (PKWARE APPNOTE 6.3.10, section 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly encrypted: boolean;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 100_000;
const MAX_ENTRY_BYTES = 1024 ** 3;
const STORED = 0;
const DEFLATED = 8;

/** Whether a file begins as a zip archive does. */
export function isZip(source: ByteSource): boolean {
  const head = source.read(0, 4);
  return head.length === 4 && view(head).getUint32(0, true) === LOCAL_SIGNATURE;
}

/** The entries of an archive, folders left out. An archive over 4 GB (zip64) is `too-large`; a broken one `bad-item` at its place. */
export function zipEntries(source: ByteSource): Result<readonly ZipEntry[], FileRefusal> {
  const tailStart = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = source.read(tailStart, source.size);
  const data = view(tail);
  let end = tail.length - END_BYTES;
  while (end >= 0 && data.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < 0) return no({ code: 'truncated', at: `@${source.size}` });
  const count = data.getUint16(end + 10, true);
  const length = data.getUint32(end + 12, true);
  const start = data.getUint32(end + 16, true);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) return no({ code: 'too-large', at: null });
  if (count > MAX_ENTRIES) return no({ code: 'too-many', at: null });
  return entriesOf(source.read(start, start + length), count, start);
}

function entriesOf(directory: Uint8Array, count: number, start: number): Result<readonly ZipEntry[], FileRefusal> {
  const data = view(directory);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > directory.length || data.getUint32(at, true) !== ENTRY_SIGNATURE) return no({ code: 'bad-item', at: `@${start + at}` });
    const nameLength = data.getUint16(at + 28, true);
    const next = at + 46 + nameLength + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
    if (next > directory.length) return no({ code: 'bad-item', at: `@${start + at}` });
    const name = Buffer.from(directory.buffer, directory.byteOffset + at + 46, nameLength).toString('utf8');
    const entry: ZipEntry = {
      name,
      encrypted: (data.getUint16(at + 8, true) & 1) === 1,
      method: data.getUint16(at + 10, true),
      packed: data.getUint32(at + 20, true),
      size: data.getUint32(at + 24, true),
      offset: data.getUint32(at + 42, true),
    };
    if (!name.endsWith('/')) entries.push(entry);
    at = next;
  }
  return yes(entries);
}

/** The bytes of one entry. Inflating stops at the size that the directory names, so a bomb is a refusal and not memory. */
export function readEntry(source: ByteSource, entry: ZipEntry): Result<Uint8Array, FileRefusal> {
  if (entry.size > MAX_ENTRY_BYTES) return no({ code: 'too-large', at: null });
  if (entry.encrypted) return no({ code: 'needs-decoder', at: null });
  const head = source.read(entry.offset, entry.offset + 30);
  if (head.length < 30 || view(head).getUint32(0, true) !== LOCAL_SIGNATURE) return no({ code: 'bad-item', at: `@${entry.offset}` });
  const start = entry.offset + 30 + view(head).getUint16(26, true) + view(head).getUint16(28, true);
  const packed = source.read(start, start + entry.packed);
  if (packed.length !== entry.packed) return no({ code: 'truncated', at: `@${start}` });
  if (entry.method === STORED) return entry.size === entry.packed ? yes(packed) : no({ code: 'bad-length', at: `@${entry.offset}` });
  if (entry.method !== DEFLATED) return no({ code: 'needs-decoder', at: `@${entry.offset}` });
  return inflate(packed, entry);
}

function inflate(packed: Uint8Array, entry: ZipEntry): Result<Uint8Array, FileRefusal> {
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    return bytes.length === entry.size ? yes(bytes) : no({ code: 'bad-length', at: `@${entry.offset}` });
  } catch (error) {
    if (error instanceof Error) return no({ code: 'deflate-broken', at: `@${entry.offset}` });
    throw error;
  }
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
