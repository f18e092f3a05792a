import type { FindText, Picture, Seen } from '@silhouette/core/image';
import { detector, type RunModel } from '../runtime/index.ts';
import { boxesOf, type InkMap } from './boxes.ts';
import { half, planes, RIM, tilesOf, type Part } from './resample.ts';

export { findTextAgain } from './second.ts';

/** The net gives a cell for so many pixels. */
const CELL = 4;
/** What the net halves three times must be a multiple of this. */
const STEP = 8;
/** From this short side on the picture is looked at in half its size too, where large letters have the size that the net knows. */
const LARGE = 900;

/**
 * Our own detector of burnt-in text: boxes that cover the ink of lines, of any script and size from 6 pixels on. Loaded when it is first
 * asked; `no-decoder` where its files cannot be had. See MODEL.md beside this file for what it was trained on and what it reaches.
 */
export const findText: FindText = detector(
  { name: './text-detector.onnx', from: import.meta.url, url: new URL('./text-detector.onnx', import.meta.url) },
  async (run, picture) => {
    const { height, width } = picture;
    const found = await lookOnce(run, picture);
    if (Math.min(width, height) < LARGE) return found;
    const small = await lookOnce(run, half(picture));
    const doubled = small.map(({ box: [l, t, r, b], score }): Seen => ({
      box: [l * 2, t * 2, Math.min(width, r * 2), Math.min(height, b * 2)],
      score,
    }));
    return [...found, ...doubled];
  },
);

async function lookOnce(run: RunModel, picture: Picture): Promise<readonly Seen[]> {
  const { height, width } = picture;
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const map: InkMap = { columns, rows, cell: CELL, logits: new Float32Array(columns * rows).fill(-9) };
  for (const part of tilesOf(picture)) {
    const x = planes(picture, part, STEP);
    const { y } = await run({ x: { data: x.data, dims: [1, 3, x.height, x.width] } });
    if (y === undefined) throw new Error('the net gives no map');
    put(map, y.data, part, x.width / CELL);
  }
  return boxesOf(map, width, height);
}

// Half of a rim that two tiles share comes from either.
function put(map: InkMap, logits: Float32Array, { height, left, top, width }: Part, wide: number): void {
  const from = { x: left === 0 ? 0 : RIM / 2 / CELL, y: top === 0 ? 0 : RIM / 2 / CELL };
  for (let v = from.y; v < Math.ceil(height / CELL); v += 1)
    for (let u = from.x; u < Math.ceil(width / CELL); u += 1)
      map.logits[(top / CELL + v) * map.columns + left / CELL + u] = logits[v * wide + u] ?? 0;
}
