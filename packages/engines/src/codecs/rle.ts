import type { FrameValues } from '@silhouette/core/image';

/** How many segments a frame has at most (PS3.5 section G.5). */
const mostSegments = 15;

/** How many pixels, samples of a pixel and bytes of a sample a frame has. */
export interface RleShape {
  readonly pixels: number;
  readonly samples: number;
  readonly width: number;
}

/**
 * Decodes an RLE frame into cells, the samples of a pixel side by side. Null where the frame has other segments than its
 * description needs, or a segment ends early.
 *
 * @see PS3.5 annex G
 */
export function decodeRle(bytes: Uint8Array, { pixels, samples, width }: RleShape): Uint32Array | null {
  if (bytes.length < 64) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count !== samples * width || count > mostSegments) return null;
  const cells = new Uint32Array(pixels * samples);
  const plane = new Uint8Array(pixels);
  for (let n = 0; n < count; n++) {
    const start = view.getUint32(4 + n * 4, true);
    const end = n + 1 < count ? view.getUint32(8 + n * 4, true) : bytes.length;
    if (start < 64 || end < start || end > bytes.length || !unpack(bytes.subarray(start, end), plane)) return null;
    const sample = Math.floor(n / width);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = pixel * samples + sample;
      cells[at] = (cells[at] ?? 0) * 256 + (plane[pixel] ?? 0);
    }
  }
  return cells;
}

function unpack(bytes: Uint8Array, plane: Uint8Array): boolean {
  let out = 0;
  for (let at = 0; at < bytes.length && out < plane.length;) {
    const head = bytes[at++] ?? 0;
    if (head < 128) {
      const literal = bytes.subarray(at, at + head + 1);
      if (literal.length < head + 1) return false;
      plane.set(literal.subarray(0, plane.length - out), out);
      at += head + 1;
      out += head + 1;
    } else if (head > 128) {
      const byte = bytes[at++];
      if (byte === undefined) return false;
      plane.fill(byte, out, out + 257 - head);
      out += 257 - head;
    }
  }
  return out >= plane.length;
}

/** Encodes a frame of 8, 16 or 32 bit cells, each row packed by itself (PS3.5 section G.3.1). */
export function encodeRle({ columns, rows, samples, values }: FrameValues): Uint8Array | null {
  const width = values.BYTES_PER_ELEMENT;
  if (samples * width > mostSegments || values instanceof Float32Array || values instanceof Float64Array) return null;
  const segments: number[][] = [];
  for (let n = 0; n < samples * width; n++) {
    const sample = Math.floor(n / width);
    const divisor = 256 ** (width - 1 - (n % width));
    const segment: number[] = [];
    for (let row = 0; row < rows; row++) {
      const line = Uint8Array.from(
        { length: columns },
        (_, column) => Math.floor((values[(row * columns + column) * samples + sample] ?? 0) / divisor) & 255,
      );
      pack(line, segment);
    }
    if (segment.length % 2 === 1) segment.push(0);
    segments.push(segment);
  }
  const out = new Uint8Array(64 + segments.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(out.buffer);
  view.setUint32(0, segments.length, true);
  let at = 64;
  for (const [n, segment] of segments.entries()) {
    view.setUint32(4 + n * 4, at, true);
    out.set(segment, at);
    at += segment.length;
  }
  return out;
}

function pack(line: Uint8Array, out: number[]): void {
  const runAt = (at: number): number => {
    let length = 1;
    while (length < 128 && at + length < line.length && line[at + length] === line[at]) length++;
    return length;
  };
  for (let at = 0; at < line.length;) {
    const run = runAt(at);
    if (run >= 2) {
      out.push(257 - run, line[at] ?? 0);
      at += run;
      continue;
    }
    let end = at + 1;
    while (end < line.length && end - at < 128 && runAt(end) < 3) end++;
    out.push(end - at - 1, ...line.subarray(at, end));
    at = end;
  }
}
