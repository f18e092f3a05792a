import type { Picture, Seen } from './types.ts';

type Rectangle = Seen['box'];

/** Samples that differ by so much are another picture; by less, noise of coding. */
const CHANGED = 6;

/** The smallest rectangle that holds every pixel in which two pictures of one size differ; null where they do not. */
export function changedPart(a: Picture, b: Picture): Rectangle | null {
  const { channels, height, width } = a;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1)
    for (let n = y * width * channels, x = 0; x < width * channels; x += 1, n += 1) {
      if (Math.abs((a.samples[n] ?? 0) - (b.samples[n] ?? 0)) <= CHANGED) continue;
      const column = channels === 1 ? x : Math.floor(x / channels);
      if (column < left) left = column;
      if (column >= right) right = column + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  return right > left ? [left, top, right, bottom] : null;
}

/** A rectangle of a picture, copied. */
export function cropped({ channels, samples, width }: Picture, [left, top, right, bottom]: Rectangle): Picture {
  const row = (right - left) * channels;
  const out = new Uint8Array(row * (bottom - top));
  for (let y = top; y < bottom; y += 1) {
    const from = (y * width + left) * channels;
    out.set(samples.subarray(from, from + row), (y - top) * row);
  }
  return { width: right - left, height: bottom - top, channels, samples: out };
}

/** Ink differs from the middle of its box by more than half of the most that anything there does, and by so much at least. */
const LEAST_INK = 16;
/** Ink that changes by more than half of what makes it ink is gone; a box stands still while no more than this share of its ink goes. */
const MOST_GONE = 0.3;

/** Whether the ink in a box of one picture is still there in another of the same size, whatever moves behind it. */
export function standsStill(box: Rectangle, a: Picture, b: Picture): boolean {
  const [before, after] = [greyIn(a, box), greyIn(b, box)];
  const middle = before.toSorted()[before.length >> 1] ?? 0;
  let most = 0;
  for (const value of before) most = Math.max(most, Math.abs(value - middle));
  if (most < LEAST_INK) return false;
  let [ink, gone] = [0, 0];
  for (let n = 0; n < before.length; n += 1) {
    if (Math.abs((before[n] ?? 0) - middle) <= most / 2) continue;
    ink += 1;
    if (Math.abs((before[n] ?? 0) - (after[n] ?? 0)) > most / 4) gone += 1;
  }
  return gone <= MOST_GONE * ink;
}

function greyIn(picture: Picture, box: Rectangle): Uint8Array {
  const { channels, samples } = cropped(picture, box);
  if (channels === 1) return samples;
  const out = new Uint8Array(samples.length / 3);
  for (let n = 0; n < out.length; n += 1) out[n] = Math.floor(((samples[n * 3] ?? 0) + (samples[n * 3 + 1] ?? 0) + (samples[n * 3 + 2] ?? 0)) / 3);
  return out;
}
