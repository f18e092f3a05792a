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

/** Opens a file for reading by ranges. Throws what the operating system says. */
export function openSource(path: string, size: number): FileSource {
  const descriptor = openSync(path, 'r');
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
    read: (start, end) => fill(Buffer.allocUnsafeSlow(span(start, end)), Math.max(0, start)),
    borrow(start, end) {
      const length = span(start, end);
      if (lent.length < length) lent = Buffer.allocUnsafeSlow(length);
      return fill(lent.subarray(0, length), Math.max(0, start));
    },
    close: () => closeSync(descriptor),
  };
}

/** Bytes that are held, as a source. */
export function heldSource(bytes: Uint8Array): CopyableSource {
  const read = (start: number, end: number): Uint8Array => bytes.subarray(Math.max(0, start), Math.max(0, Math.min(end, bytes.length)));
  return { size: bytes.length, read, borrow: read };
}
