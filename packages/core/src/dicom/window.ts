import type { ByteSource } from './types.ts';

const firstBytes = 64 * 1024;
const largestBytes = 1024 * 1024;
const afterJumpBytes = 4 * 1024;

/**
 * The stretch of a source that is in memory. It moves only forward in practice: the first is 64 KB, each that follows on twice as
 * long up to 1 MB, and one behind a jump over a large value 4 KB; so a header costs its own size, whatever the file's.
 */
export interface Window {
  readonly source: ByteSource;
  readonly size: number;
  bytes: Uint8Array;
  view: DataView;
  /** Offset in the source of the first byte in memory, and of the first behind the last. */
  base: number;
  top: number;
  step: number;
}

/** A window over a source, with nothing in memory yet. */
export function openWindow(source: ByteSource): Window {
  const bytes = new Uint8Array(0);
  return { source, size: source.size, bytes, view: new DataView(bytes.buffer), base: 0, top: 0, step: firstBytes / 2 };
}

/** Brings `count` bytes from `at` into memory; false when the source does not have them. */
export function reach(window: Window, at: number, count: number): boolean {
  return (at >= window.base && at + count <= window.top) || move(window, at, count);
}

function move(window: Window, wanted: number, needed: number): boolean {
  if (wanted + needed > window.size) return false;
  const isFirst = window.top === 0;
  const at = isFirst ? 0 : wanted;
  const count = isFirst ? wanted + needed : needed;
  window.step = at <= window.top && at >= window.base ? Math.min(window.step * 2, largestBytes) : afterJumpBytes;
  const bytes = window.source.read(at, Math.min(window.size, at + Math.max(window.step, count)));
  if (bytes.length < count) return false;
  window.bytes = bytes;
  window.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  window.base = at;
  window.top = at + bytes.length;
  return true;
}

/** A view of bytes that `reach` brought into memory. */
export function viewOf(window: Window, start: number, end: number): Uint8Array {
  return window.bytes.subarray(start - window.base, end - window.base);
}

/** A source over bytes that are in memory; what it gives are views. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}
