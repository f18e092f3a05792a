import { closeSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@silhouette/core/dicom';

/** A source whose bytes can also be borrowed: the array is good until the next call. */
export interface CopyableSource extends ByteSource {
  borrow(start: number, end: number): Uint8Array;
}

/** A file that is read by ranges; it must be closed. */
export interface FileSource extends CopyableSource {
  close(): void;
}

let lent = new Uint8Array(0);

/**
 * Opens a file for reading by ranges. Throws what the operating system says. Every stretch that is read has memory of its own: whoever
 * keeps one past the close never sees the next file, which may be another subject's.
 */
export function openSource(path: string, size: number): FileSource {
  const descriptor = openSync(path, 'r');
  let first: { readonly start: number; readonly end: number; readonly bytes: Uint8Array } | null = null;
  const fill = (bytes: Uint8Array, from: number): Uint8Array => {
    let filled = 0;
    while (filled < bytes.length) {
      const got = readSync(descriptor, bytes, filled, bytes.length - filled, from + filled);
      if (got === 0) break;
      filled += got;
    }
    return bytes.subarray(0, filled);
  };
  const span = (start: number, end: number): number => Math.max(0, Math.min(end, size) - Math.max(0, start));
  return {
    size,
    read(start, end) {
      // Every look begins with the same header.
      if (first !== null && first.start === start && first.end === end) return first.bytes;
      // Not a Buffer: its slice is no copy, and core counts on copies. Zeros, not what was freed before: a file may be shorter than it was.
      const bytes = fill(new Uint8Array(span(start, end)), Math.max(0, start));
      first ??= { start, end, bytes };
      return bytes;
    },
    borrow(start, end) {
      const length = span(start, end);
      if (lent.length < length) lent = new Uint8Array(length);
      return fill(lent.subarray(0, length), Math.max(0, start));
    },
    close() {
      closeSync(descriptor);
    },
  };
}

/** Bytes that are held, as a source. */
export function heldSource(bytes: Uint8Array): CopyableSource {
  const read = (start: number, end: number): Uint8Array => bytes.subarray(Math.max(0, start), Math.max(0, Math.min(end, bytes.length)));
  return { size: bytes.length, read, borrow: read };
}
