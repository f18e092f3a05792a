import { colourRgb, paletteColours } from './colour.ts';
import type { FrameValues, Picture, PixelDescription, Seen, StoredArray } from './types.ts';

/**
 * Pictures of a frame in which text can be looked for. They show stored values, not one display of them: the first holds the whole
 * range that is used, the others what the first can hide. Windows, shutters and padding of the header play no part (THREATS.md).
 *
 * - colour: the colours; each plane by itself where it differs from the grey of all three;
 * - grey of 8 bits: the values as they are; spread so that each grey level in use stands apart, where that shows more;
 * - grey of more bits: values ranked by how many distinct ones lie below; the same by how many pixels lie below;
 * - palette: the colours, and the indices as grey, spread.
 */
export function viewsOf(frame: FrameValues, { palette }: Pick<PixelDescription, 'palette'>): readonly Picture[] {
  const { columns: width, rows: height } = frame;
  const picture = (samples: Uint8Array): Picture => ({ width, height, channels: 1, samples });
  if (frame.samples === 3) {
    const samples = colourRgb(frame);
    const grey = greyOfRgb(samples);
    const { byPixel } = ranksOf(grey);
    const hidden = [...hiddenPlanes(samples, grey, width), ...(showsMore(byPixel, grey, width) ? [byPixel] : [])];
    return [{ width, height, channels: 3, samples }, ...hidden.map(picture)];
  }
  if (frame.photometric === 'PALETTE COLOR' && palette !== null) {
    const samples = paletteColours(frame, palette);
    const ranked = ranksOf(frame.values);
    return [{ width, height, channels: 3, samples }, ...(showsMore(ranked.byValue, greyOfRgb(samples), width) ? [picture(ranked.byValue)] : [])];
  }
  const { byPixel, byValue } = ranksOf(frame.values);
  const first = frame.bitsStored <= 8 && frame.values instanceof Uint8Array ? asStored(frame) : byValue;
  return [picture(first), ...(showsMore(byPixel, first, width) ? [picture(byPixel)] : [])];
}

function asStored({ bitsStored, values }: FrameValues): Uint8Array {
  const most = 2 ** bitsStored - 1;
  return Uint8Array.from(values, (value) => Math.floor((value * 255) / most));
}

interface Ranks {
  /** 0 to 255 by the share of distinct values that lie below. */
  readonly byValue: Uint8Array;
  /** 0 to 255 by the share of pixels that lie below. */
  readonly byPixel: Uint8Array;
}

const LEVELS = 65_536;

function ranksOf(values: StoredArray): Ranks {
  const level = levelsOf(values);
  const counts = new Uint32Array(LEVELS);
  for (let n = 0; n < values.length; n += 1) {
    const at = level(values[n] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  let [distinct, below] = [0, 0];
  for (const count of counts) if (count > 0) distinct += 1;
  const valueRank = new Uint8Array(LEVELS);
  const pixelRank = new Uint8Array(LEVELS);
  let nth = 0;
  for (let at = 0; at < LEVELS; at += 1) {
    const count = counts[at] ?? 0;
    if (count === 0) continue;
    valueRank[at] = distinct < 2 ? 0 : Math.floor((nth * 255) / (distinct - 1));
    // The middle of its share: a background that is half of the picture does not swallow half of the range.
    pixelRank[at] = Math.floor(((below + count / 2) * 255) / values.length);
    nth += 1;
    below += count;
  }
  const byValue = new Uint8Array(values.length);
  const byPixel = new Uint8Array(values.length);
  for (let n = 0; n < values.length; n += 1) {
    const at = level(values[n] ?? 0);
    byValue[n] = valueRank[at] ?? 0;
    byPixel[n] = pixelRank[at] ?? 0;
  }
  return { byValue, byPixel };
}

/** A level from 0 to 65,535 for each value: whole numbers of up to 16 bits one each, others by their place in the range. */
function levelsOf(values: StoredArray): (value: number) => number {
  if (values instanceof Uint8Array || values instanceof Uint16Array) return (value) => value;
  if (values instanceof Int8Array || values instanceof Int16Array) return (value) => value + 32_768;
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale = most > least ? (LEVELS - 1) / (most - least) : 0;
  return (value) => (Number.isFinite(value) ? Math.floor((value - least) * scale) : 0);
}

const BLOCK = 16;
/** A block hides something where so many levels of contrast in one view are less than so many in another. */
const SHOWN = 28;
const HIDDEN = 10;

/** Whether some block has clear contrast in `other` and hardly any in `first`. */
function showsMore(other: Uint8Array, first: Uint8Array, width: number): boolean {
  const height = first.length / width;
  for (let top = 0; top < height; top += BLOCK)
    for (let left = 0; left < width; left += BLOCK) {
      const block = { left, top, right: Math.min(width, left + BLOCK), bottom: Math.min(height, top + BLOCK), width };
      if (spreadIn(first, block) < HIDDEN && spreadIn(other, block) >= SHOWN) return true;
    }
  return false;
}

/** Whether hardly anything can be seen in a box of a picture: what another view shows there was hidden. */
export function isFlat({ channels, samples, width }: Picture, [left, top, right, bottom]: Seen['box']): boolean {
  const grey = channels === 3 ? greyOfRgb(samples) : samples;
  return spreadIn(grey, { left, top, right, bottom, width }) < HIDDEN;
}

interface Block {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
}

function spreadIn(samples: Uint8Array, { bottom, left, right, top, width }: Block): number {
  let [least, most] = [255, 0];
  for (let y = top; y < bottom; y += 1)
    for (let n = y * width + left; n < y * width + right; n += 1) {
      const value = samples[n] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  return most - least;
}

function greyOfRgb(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let n = 0; n < out.length; n += 1) out[n] = Math.floor(((rgb[n * 3] ?? 0) + (rgb[n * 3 + 1] ?? 0) + (rgb[n * 3 + 2] ?? 0)) / 3);
  return out;
}

// Planes that say more than the grey of all three: pictures that are grey have none.
function hiddenPlanes(rgb: Uint8Array, grey: Uint8Array, width: number): readonly Uint8Array[] {
  return [0, 1, 2].map((plane) => planeOf(rgb, plane)).filter((samples) => showsMore(samples, grey, width));
}

function planeOf(rgb: Uint8Array, plane: number): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let n = 0; n < out.length; n += 1) out[n] = rgb[n * 3 + plane] ?? 0;
  return out;
}
