import type { Seen } from '@silhouette/core/image';

/** Logits of text ink on a grid; each cell stands for `cell` x `cell` pixels. */
export interface InkMap {
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly logits: Float32Array;
}

/** A part reaches as far as cells are this sure (logit of 0.25). */
const EDGE = -1.0986;
const PAD = 2;
const PAD_SHARE = 0.12;
/** A part is cut in two where that saves so much of its box: text that runs aslant, lines of unlike length. */
const LEAST_SAVED = 0.15;
const LEAST_CELLS = 12;

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
    if (seen[first] === 1 || (logits[first] ?? EDGE) < EDGE) continue;
    const cells = [first];
    let top = EDGE;
    seen[first] = 1;
    for (let next = 0; next < cells.length; next += 1) {
      const cell = cells[next] ?? 0;
      top = Math.max(top, logits[cell] ?? EDGE);
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
  const whole = bounds(map, cells);
  const area = areaOf(whole);
  const most = area * (1 - LEAST_SAVED);
  if (cells.length > most || area - cells.length < LEAST_CELLS) return [whole];
  const at = bestCut(map, cells, whole);
  if (at === null || at.area > most || area - at.area < LEAST_CELLS) return [whole];
  const isFirst = (cell: number): boolean => (at.across ? cell % map.columns : Math.floor(cell / map.columns)) < at.place;
  return [
    ...cut(map, cells.filter(isFirst)),
    ...cut(
      map,
      cells.filter((cell) => !isFirst(cell)),
    ),
  ];
}

interface Cut {
  readonly across: boolean;
  readonly place: number;
  /** Of both boxes that it makes. */
  readonly area: number;
}

function bestCut({ columns }: InkMap, cells: readonly number[], [left, top, right, bottom]: Rectangle): Cut | null {
  let best: Cut | null = null;
  for (const across of [false, true]) {
    const [from, to] = across ? [left, right] : [top, bottom];
    const least = new Int32Array(to - from).fill(0x7fffffff);
    const most = new Int32Array(to - from).fill(-1);
    for (const cell of cells) {
      const x = cell % columns;
      const y = (cell - x) / columns;
      const [line, place] = across ? [x - from, y] : [y - from, x];
      least[line] = Math.min(least[line] ?? place, place);
      most[line] = Math.max(most[line] ?? place, place);
    }
    const before = areasUpTo(least, most);
    const after = areasUpTo(least.toReversed(), most.toReversed());
    for (let n = 1; n < to - from; n += 1) {
      const area = (before[n] ?? 0) + (after[to - from - n] ?? 0);
      if (best === null || area < best.area) best = { across, place: from + n, area };
    }
  }
  return best;
}

/** The areas of the boxes around the first n lines. */
function areasUpTo(least: Int32Array, most: Int32Array): readonly number[] {
  const areas = [0];
  let [low, high] = [0x7fffffff, -1];
  for (let n = 0; n < least.length; n += 1) {
    low = Math.min(low, least[n] ?? low);
    high = Math.max(high, most[n] ?? high);
    areas.push((n + 1) * (high - low + 1));
  }
  return areas;
}

const areaOf = ([left, top, right, bottom]: Rectangle): number => (right - left) * (bottom - top);

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
