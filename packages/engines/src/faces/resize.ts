import type { Picture } from '@silhouette/core/image';

/** The net gives a cell for so many pixels, and takes multiples of it. */
export const CELL = 16;

/** Red, green and blue planes of 0 to 1, each `width` x `height`. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Which of a line's places give a place of the new line, and how much of it each. */
interface Mix {
  readonly first: number;
  readonly shares: readonly number[];
}

/** A picture in another size, its last row and column repeated up to multiples of a cell. */
export function resized({ channels, height, samples, width }: Picture, scale: number): Planes {
  const across = mixes(width, scale);
  const down = mixes(height, scale);
  const wide = across.length;
  const size = wide * down.length;
  const data = new Float32Array(3 * size);
  const lines = new Float32Array(height * wide);
  for (let plane = 0; plane < 3; plane += 1) {
    if (plane > 0 && channels === 1) {
      data.copyWithin(plane * size, 0, size);
      continue;
    }
    for (let y = 0; y < height; y += 1)
      for (const [x, { first, shares }] of across.entries()) {
        let sum = 0;
        for (let n = 0; n < shares.length; n += 1) sum += (samples[(y * width + first + n) * channels + plane] ?? 0) * (shares[n] ?? 0);
        lines[y * wide + x] = sum / 255;
      }
    for (const [y, { first, shares }] of down.entries())
      for (let x = 0; x < wide; x += 1) {
        let sum = 0;
        for (let n = 0; n < shares.length; n += 1) sum += (lines[(first + n) * wide + x] ?? 0) * (shares[n] ?? 0);
        data[plane * size + y * wide + x] = sum;
      }
  }
  return { width: wide, height: down.length, data };
}

// A triangle as wide as two places of the coarser line: linear between places where a line grows, a mean where it shrinks.
function mixes(length: number, scale: number): readonly Mix[] {
  const last = Math.max(1, Math.floor(length * scale + 0.5));
  const step = length / last;
  const reach = Math.max(1, step);
  return Array.from({ length: Math.ceil(last / CELL) * CELL }, (_, n) => {
    const middle = (Math.min(n, last - 1) + 0.5) * step;
    const first = Math.max(0, Math.floor(middle - reach + 0.5));
    const end = Math.min(length, Math.floor(middle + reach + 0.5));
    const raw = Array.from({ length: end - first }, (_unused, k) => Math.max(0, 1 - Math.abs(first + k + 0.5 - middle) / reach));
    const sum = raw.reduce((total, share) => total + share, 0);
    return { first, shares: raw.map((share) => share / sum) };
  });
}
