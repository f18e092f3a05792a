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

let lent = Buffer.alloc(0);

// Headers are read into one stretch that every next file uses again: a thousand files cost no more memory than one. It starts anew
// only when no file is open, so that what was read stays good until its file is closed and another one opened.
const ROOM_BYTES = 512 * 1024;
let room: Buffer | null = null;
let used = 0;
let openFiles = 0;

function roomFor(length: number): Buffer {
  room ??= Buffer.allocUnsafeSlow(ROOM_BYTES);
  if (used + length > ROOM_BYTES) return Buffer.allocUnsafeSlow(length);
  const from = used;
  // The next one begins at a multiple of 8, as arrays of numbers need it.
  used += (length + 7) & ~7;
  return room.subarray(from, from + length);
}

/**
 * Opens a file for reading by ranges. Throws what the operating system says. What it reads is good until it is closed and another
 * file is opened in this thread: whoever keeps bytes for longer copies them.
 */
export function openSource(path: string, size: number): FileSource {
  const descriptor = openSync(path, 'r');
  if (openFiles === 0) used = 0;
  openFiles += 1;
  let first: { readonly start: number; readonly end: number; readonly bytes: Uint8Array } | null = null;
  const fill = (bytes: Buffer, from: number): Uint8Array => {
    let filled = 0;
    while (filled < bytes.length) {
      const got = readSync(descriptor, bytes, filled, bytes.length - filled, from + filled);
      if (got === 0) break;
      filled += got;
    }
    // A plain array: the slice of a Buffer is no copy, and core counts on copies.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, filled);
  };
  const span = (start: number, end: number): number => Math.max(0, Math.min(end, size) - Math.max(0, start));
  return {
    size,
    read(start, end) {
      // Every look begins with the same header.
      if (first !== null && first.start === start && first.end === end) return first.bytes;
      const bytes = fill(roomFor(span(start, end)), Math.max(0, start));
      first ??= { start, end, bytes };
      return bytes;
    },
    borrow(start, end) {
      const length = span(start, end);
      if (lent.length < length) lent = Buffer.allocUnsafeSlow(length);
      return fill(lent.subarray(0, length), Math.max(0, start));
    },
    close() {
      openFiles -= 1;
      closeSync(descriptor);
    },
  };
}

/** Bytes that are held, as a source. */
export function heldSource(bytes: Uint8Array): CopyableSource {
  const read = (start: number, end: number): Uint8Array => bytes.subarray(Math.max(0, start), Math.max(0, Math.min(end, bytes.length)));
  return { size: bytes.length, read, borrow: read };
}
