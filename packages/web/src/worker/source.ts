import type { ByteSource } from '@silhouette/core/dicom';
import { bytesSource } from '@silhouette/core/dicom';
import { no, yes, type FileRefusal, type Result } from '@silhouette/core/model';
import { inflateEntry, isStored, packedRange } from './zip.ts';
import type { Original } from './wire.ts';

/** Reads a blob at once: `FileReaderSync` in a worker. Throws when the file is gone or has changed. */
export type ReadBlob = (blob: Blob) => ArrayBuffer;

/** An original that can be read: its bytes, and the blob of which ranges can be sent without copying (null where it was inflated). */
export interface Opened {
  readonly source: ByteSource;
  readonly blob: Blob | null;
  /** Whether reading failed since it was opened: the file was moved, changed, or taken away. */
  readonly failed: () => boolean;
}

const WINDOW = 64 * 1024;
const WHOLE = 4 * 1024 * 1024;

/** Opens an original. `whole` reads small files at one go: all of it will be needed. */
export function openOriginal({ entry, file }: Original, read: ReadBlob, whole: boolean): Result<Opened, FileRefusal> {
  if (entry === null) return yes(openBlob(file, read, whole));
  const archive = openBlob(file, read, false);
  const range = packedRange(archive.source, entry);
  if (!range.ok) return archive.failed() ? no({ code: 'read-failed', at: null }) : range;
  const packed = file.slice(range.value[0], range.value[1]);
  if (isStored(entry)) return yes(openBlob(packed, read, whole));
  const from = openBlob(packed, read, true);
  const bytes = inflateEntry(from.source.read(0, packed.size), entry);
  if (from.failed()) return no({ code: 'read-failed', at: null });
  return bytes.ok ? yes({ source: bytesSource(bytes.value), blob: null, failed: () => false }) : bytes;
}

/** A blob as a source: ranges are read through a window that moves, so that many small questions cost few reads. */
export function openBlob(blob: Blob, read: ReadBlob, whole: boolean): Opened {
  let failed = false;
  let base = 0;
  let held = new Uint8Array(0);
  const fetch = (start: number, end: number): Uint8Array<ArrayBuffer> => {
    if (failed) return new Uint8Array(0);
    try {
      return new Uint8Array(read(blob.slice(start, end)));
    } catch {
      failed = true;
      return new Uint8Array(0);
    }
  };
  if (whole && blob.size <= WHOLE) held = fetch(0, blob.size);
  const source: ByteSource = {
    size: blob.size,
    read(from, to) {
      const start = Math.max(0, from);
      const end = Math.min(blob.size, to);
      if (start >= end) return new Uint8Array(0);
      if (start >= base && end <= base + held.length) return held.subarray(start - base, end - base);
      if (end - start >= WINDOW) return fetch(start, end);
      held = fetch(start, Math.min(blob.size, start + WINDOW));
      base = start;
      return held.subarray(0, end - start);
    },
  };
  return { source, blob, failed: () => failed };
}
