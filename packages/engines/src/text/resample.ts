import type { Picture } from '@silhouette/core/image';

/** A part of a picture. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Larger pictures are looked at in tiles of this side ... */
const TILE = 1024;
/** ... which share a rim as wide as what a net sees of the surroundings of a place. */
export const RIM = 64;

/** The parts in which a picture is looked at, row by row. */
export function tilesOf({ height, width }: Picture): readonly Part[] {
  return starts(height).flatMap((top) =>
    starts(width).map((left) => ({ left, top, width: Math.min(TILE, width - left), height: Math.min(TILE, height - top) })),
  );
}

function starts(length: number): readonly number[] {
  const at = [0];
  for (let end = TILE; end < length; end += TILE - RIM) at.push(end - RIM);
  return at;
}

/** Red, green and blue planes of 0 to 1, each `width` x `height`. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A part as planes, its last row and column repeated up to a multiple of `step`. */
export function planes({ channels, samples, width: stride }: Picture, { height, left, top, width }: Part, step: number): Planes {
  const wide = Math.ceil(width / step) * step;
  const high = Math.ceil(height / step) * step;
  const size = wide * high;
  const data = new Float32Array(3 * size);
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
  for (let y = 0; y < high; y += 1) {
    const row = (top + Math.min(y, height - 1)) * stride + left;
    for (let x = 0; x < wide; x += 1) {
      const from = (row + Math.min(x, width - 1)) * channels;
      const to = y * wide + x;
      data[to] = (samples[from] ?? 0) / 255;
      data[to + size] = (samples[from + green] ?? 0) / 255;
      data[to + 2 * size] = (samples[from + blue] ?? 0) / 255;
    }
  }
  return { width: wide, height: high, data };
}

/** A picture in half its width and height, each pixel the mean of four; an odd last row or column is left out. */
export function half({ channels, height, samples, width }: Picture): Picture {
  const wide = width >> 1;
  const high = height >> 1;
  const out = new Uint8Array(wide * high * channels);
  for (let y = 0; y < high; y += 1)
    for (let x = 0; x < wide; x += 1)
      for (let c = 0; c < channels; c += 1) {
        const at = (2 * y * width + 2 * x) * channels + c;
        const below = at + width * channels;
        const sum = (samples[at] ?? 0) + (samples[at + channels] ?? 0) + (samples[below] ?? 0) + (samples[below + channels] ?? 0);
        out[(y * wide + x) * channels + c] = (sum + 2) >> 2;
      }
  return { width: wide, height: high, channels, samples: out };
}
