import type { Seen } from '@silhouette/core/image';

/** Logits of text ink on a grid; each cell stands for `cell` x `cell` pixels. */
export interface InkMap {
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly logits: Float32Array;
}

/** A part is text where one of its cells is at least this sure (logit of 0.5) ... */
const SURE = 0;
/** ... and it reaches as far as cells are this sure (logit of 0.25). */
const EDGE = -1.0986;
const PAD = 2;
const PAD_SHARE = 0.12;
/** A long part that fills less of its box than this is cut in halves: text that runs aslant. */
const LEAST_FILL = 0.3;
const LEAST_CUT = 6;

interface Part {
  readonly cells: readonly number[];
  readonly top: number;
}

/** Boxes around connected parts of ink, in pixels, within `width` x `height`. */
export function boxesOf(map: InkMap, width: number, height: number): readonly Seen[] {
  return partsOf(map).flatMap(({ cells, top }) =>
    cut(map, cells).map((box) => ({ box: padded(box, map.cell, { width, height }), score: scoreOf(top) })),
  );
}

/** A logit as a number from 0 to 1: not the sigmoid, which differs between machines, but as monotone, and 0.5 at the same place. */
function scoreOf(logit: number): number {
  return Math.floor((0.5 + (0.5 * logit) / (1 + Math.abs(logit))) * 100) / 100;
}

function partsOf({ columns, logits, rows }: InkMap): readonly Part[] {
  const seen = new Uint8Array(columns * rows);
  const parts: Part[] = [];
  for (let first = 0; first < logits.length; first += 1) {
    if (seen[first] === 1 || (logits[first] ?? EDGE) < SURE) continue;
    const cells = [first];
    let top = SURE;
    seen[first] = 1;
    for (let next = 0; next < cells.length; next += 1) {
      const cell = cells[next] ?? 0;
      top = Math.max(top, logits[cell] ?? SURE);
      const x = cell % columns;
      const y = (cell - x) / columns;
      for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v += 1)
        for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u += 1) {
          const other = v * columns + u;
          if (seen[other] === 1 || (logits[other] ?? EDGE) < EDGE) continue;
          seen[other] = 1;
          cells.push(other);
        }
    }
    parts.push({ cells, top });
  }
  return parts;
}

type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

function cut(map: InkMap, cells: readonly number[]): readonly Rectangle[] {
  const [left, top, right, bottom] = bounds(map, cells);
  const [wide, high] = [right - left, bottom - top];
  if (cells.length >= LEAST_FILL * wide * high || Math.max(wide, high) < LEAST_CUT) return [[left, top, right, bottom]];
  const across = wide >= high;
  const middle = across ? left + (wide >> 1) : top + (high >> 1);
  const isFirst = (cell: number): boolean => (across ? cell % map.columns : Math.floor(cell / map.columns)) < middle;
  return [cells.filter(isFirst), cells.filter((cell) => !isFirst(cell))].flatMap((half) => (half.length === 0 ? [] : cut(map, half)));
}

function bounds({ columns }: InkMap, cells: readonly number[]): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const cell of cells) {
    const x = cell % columns;
    const y = Math.floor(cell / columns);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return [left, top, right, bottom];
}

function padded([l, t, r, b]: Rectangle, cell: number, { height, width }: { width: number; height: number }): Rectangle {
  const pad = PAD + Math.floor(PAD_SHARE * Math.min(r - l, b - t) * cell + 0.5);
  return [Math.max(0, l * cell - pad), Math.max(0, t * cell - pad), Math.min(width, r * cell + pad), Math.min(height, b * cell + pad)];
}
