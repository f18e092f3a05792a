import type { Picture } from '@silhouette/core/image';
import { no, yes } from '@silhouette/core/model';
import type { DecodeFormat } from './index.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const MOST_CODES = 4096;
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

/** Reads bytes one behind the other; past the end it throws, and the picture is unreadable. */
class Reader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new Error('cut off');
    this.at += 1;
    return byte;
  }

  short(): number {
    return this.byte() + this.byte() * 256;
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.#bytes.length) throw new Error('cut off');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  /** Sub-blocks up to the empty one, joined. */
  blocks(): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let length = this.byte(); length > 0; length = this.byte()) parts.push(this.take(length));
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

/** GIF, all frames, each over those before it: what a frame leaves out shows what was there. @see GIF89a specification */
export const decodeGif: DecodeFormat = (bytes, most) => {
  const reader = new Reader(bytes);
  reader.take(6);
  const [width, height] = [reader.short(), reader.short()];
  const packed = reader.byte();
  reader.take(2);
  const common = (packed & 0x80) === 0 ? null : reader.take(3 * 2 ** ((packed & 7) + 1));
  const canvas = new Uint8Array(Math.min(most, width * height) * 3);
  const frames: Picture[] = [];
  let transparent: number | null = null;
  for (let block = reader.byte(); block !== TRAILER; block = reader.byte()) {
    if (block === EXTENSION) {
      const isControl = reader.byte() === GRAPHIC_CONTROL;
      const data = reader.blocks();
      if (isControl) transparent = ((data[0] ?? 0) & 1) === 0 ? null : (data[3] ?? null);
      continue;
    }
    if (block !== IMAGE) throw new Error('no block of a GIF');
    if ((frames.length + 1) * width * height > most) return Promise.resolve(no('too-large'));
    draw(reader, { canvas, width, height, common, transparent });
    frames.push({ width, height, channels: 3, samples: canvas.slice() });
    transparent = null;
  }
  return Promise.resolve(yes(frames));
};

interface Sheet {
  readonly canvas: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly common: Uint8Array | null;
  readonly transparent: number | null;
}

function draw(reader: Reader, { canvas, common, height, transparent, width }: Sheet): void {
  const [left, top, wide, high] = [reader.short(), reader.short(), reader.short(), reader.short()];
  const packed = reader.byte();
  const palette = (packed & 0x80) === 0 ? common : reader.take(3 * 2 ** ((packed & 7) + 1));
  const bits = reader.byte();
  if (palette === null || bits < 1 || bits > 11 || left + wide > width || top + high > height) throw new Error('a frame that does not fit');
  const indices = unpack(reader.blocks(), bits, wide * high);
  const rows = (packed & 0x40) === 0 ? Array.from({ length: high }, (_, y) => y) : interlaced(high);
  for (const [n, y] of rows.entries())
    for (let x = 0; x < wide; x += 1) {
      const index = indices[n * wide + x] ?? 0;
      if (index === transparent) continue;
      for (let c = 0; c < 3; c += 1) canvas[((top + y) * width + left + x) * 3 + c] = palette[index * 3 + c] ?? 0;
    }
}

function interlaced(high: number): readonly number[] {
  const rows: number[] = [];
  for (const [first, step] of PASSES) for (let y = first; y < high; y += step) rows.push(y);
  return rows;
}

/** LZW of variable width; throws where codes do not give as many indices as there are pixels. */
function unpack(data: Uint8Array, bits: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const [clear, end] = [2 ** bits, 2 ** bits + 1];
  const prefix = new Uint16Array(MOST_CODES);
  const last = new Uint8Array(MOST_CODES);
  const stack = new Uint8Array(MOST_CODES);
  let [next, width, before, first] = [end + 1, bits + 1, -1, 0];
  let [held, holds, at, written] = [0, 0, 0, 0];
  while (written < length) {
    while (holds < width) {
      const byte = data[at];
      if (byte === undefined) throw new Error('cut off');
      held |= byte << holds;
      holds += 8;
      at += 1;
    }
    const code = held & (2 ** width - 1);
    held >>= width;
    holds -= width;
    if (code === clear) {
      [next, width, before] = [end + 1, bits + 1, -1];
      continue;
    }
    if (code === end || code > next || (before < 0 && code > end)) throw new Error('a code that is not known');
    let depth = 0;
    let walk = code;
    if (code === next) {
      if (before < 0) throw new Error('a code that is not known');
      stack[depth++] = first;
      walk = before;
    }
    for (; walk > end; walk = prefix[walk] ?? 0) stack[depth++] = last[walk] ?? 0;
    first = walk;
    stack[depth++] = first;
    while (depth > 0 && written < length) out[written++] = stack[--depth] ?? 0;
    if (before >= 0 && next < MOST_CODES) {
      prefix[next] = before;
      last[next] = first;
      next += 1;
      if (next === 2 ** width && width < 12) width += 1;
    }
    before = code;
  }
  return out;
}
