import type { ByteRange, ByteSource } from '../dicom/index.ts';

/** Reads chunks in a row as one source; a chunk that is a range is read from `base`. */
export function sourceOf(chunks: readonly (Uint8Array | ByteRange)[], base: ByteSource): ByteSource {
  const starts: number[] = [];
  let size = 0;
  for (const chunk of chunks) {
    starts.push(size);
    size += lengthOf(chunk);
  }
  const lend = (start: number, end: number): Uint8Array => base.borrow?.(start, end) ?? base.read(start, end);
  const row = { chunks, starts, size };
  return {
    size,
    read: (start, end) => readAcross({ ...row, take: (from, to) => base.read(from, to) }, Math.max(0, start), Math.min(size, end)),
    borrow: (start, end) => readAcross({ ...row, take: lend }, Math.max(0, start), Math.min(size, end)),
  };
}

interface Row {
  readonly chunks: readonly (Uint8Array | ByteRange)[];
  readonly starts: readonly number[];
  readonly size: number;
  readonly take: (start: number, end: number) => Uint8Array;
}

function readAcross(row: Row, start: number, end: number): Uint8Array {
  if (start >= end) return new Uint8Array(0);
  let index = indexAt(row.starts, start);
  const first = part(row, index, start, end);
  if (first.length === end - start) return first;
  const out = new Uint8Array(end - start);
  out.set(first, 0);
  let filled = first.length;
  while (filled < out.length && index + 1 < row.chunks.length) {
    index += 1;
    const next = part(row, index, start + filled, end);
    out.set(next, filled);
    filled += next.length;
  }
  return filled === out.length ? out : out.subarray(0, filled);
}

function part(row: Row, index: number, start: number, end: number): Uint8Array {
  const chunk = row.chunks[index];
  const at = row.starts[index];
  if (chunk === undefined || at === undefined) return new Uint8Array(0);
  const from = start - at;
  const to = Math.min(end - at, lengthOf(chunk));
  return chunk instanceof Uint8Array ? chunk.subarray(from, to) : row.take(chunk.start + from, chunk.start + to);
}

function indexAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lengthOf(chunk: Uint8Array | ByteRange): number {
  return chunk instanceof Uint8Array ? chunk.length : chunk.end - chunk.start;
}
