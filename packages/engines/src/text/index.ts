import type { FindText, Picture, Seen } from '@silhouette/core/image';
import { no, yes } from '@silhouette/core/model';
import { loadModel, type RunModel } from '../runtime/index.ts';
import { boxesOf, type InkMap } from './boxes.ts';
import { half, planes } from './resample.ts';

/** Larger pictures are looked at in tiles of this side, which share a rim as wide as what the net sees of a cell's surroundings. */
const TILE = 1024;
const RIM = 64;
/** The net gives a cell for so many pixels. */
const CELL = 4;
/** What the net halves three times must be a multiple of this. */
const STEP = 8;
/** From this short side on the picture is looked at in half its size too, where large letters have the size that the net knows. */
const LARGE = 900;

let model: Promise<RunModel> | null = null;

const open = (): Promise<RunModel> => {
  model ??= loadModel({
    name: './text-detector.onnx',
    from: import.meta.url,
    url: new URL('./text-detector.onnx', import.meta.url),
  }).catch((failure: unknown) => {
    model = null;
    throw failure;
  });
  return model;
};

/**
 * Our own detector of burnt-in text: boxes that cover the ink of lines, of any script and size from 6 pixels on. Loaded when it is first
 * asked; `no-decoder` where its files cannot be had. See MODEL.md beside this file for what it was trained on and what it reaches.
 */
export const findText: FindText = async (picture) => {
  let run: RunModel;
  try {
    run = await open();
  } catch {
    return no('no-decoder');
  }
  try {
    const found = await lookOnce(run, picture);
    if (Math.min(picture.width, picture.height) < LARGE) return yes(found);
    const small = await lookOnce(run, half(picture));
    return yes([
      ...found,
      ...small.map(({ box: [l, t, r, b], score }): Seen => ({
        box: [l * 2, t * 2, Math.min(picture.width, r * 2), Math.min(picture.height, b * 2)],
        score,
      })),
    ]);
  } catch {
    return no('crashed');
  }
};

async function lookOnce(run: RunModel, picture: Picture): Promise<readonly Seen[]> {
  const { height, width } = picture;
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const map: InkMap = { columns, rows, cell: CELL, logits: new Float32Array(columns * rows).fill(-9) };
  const across = starts(width);
  const down = starts(height);
  for (const top of down)
    for (const left of across) {
      const size = { width: Math.min(TILE, width - left), height: Math.min(TILE, height - top) };
      const x = planes(picture, { left, top, ...size }, STEP);
      const { y } = await run({ x: { data: x.data, dims: [1, 3, x.height, x.width] } });
      if (y === undefined) throw new Error('the net gives no map');
      // Half of a shared rim comes from either tile.
      const from = { x: left === 0 ? 0 : RIM / 2, y: top === 0 ? 0 : RIM / 2 };
      put(map, y.data, { left, top, wide: x.width / CELL, from, size });
    }
  return boxesOf(map, width, height);
}

function starts(length: number): readonly number[] {
  const at = [0];
  for (let end = TILE; end < length; end += TILE - RIM) at.push(end - RIM);
  return at;
}

interface TileAt {
  readonly left: number;
  readonly top: number;
  /** Cells in a row of the tile. */
  readonly wide: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly size: { readonly width: number; readonly height: number };
}

function put(map: InkMap, logits: Float32Array, { from, left, size, top, wide }: TileAt): void {
  const ends = { x: Math.ceil(size.width / CELL), y: Math.ceil(size.height / CELL) };
  for (let v = from.y / CELL; v < ends.y; v += 1)
    for (let u = from.x / CELL; u < ends.x; u += 1) map.logits[(top / CELL + v) * map.columns + left / CELL + u] = logits[v * wide + u] ?? 0;
}
