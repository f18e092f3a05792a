import type { Seen } from '@silhouette/core/image';

/** Logits of a face on a grid; each cell stands for `cell` x `cell` pixels. */
export interface FaceMap {
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly logits: Float32Array;
}

/** From here on a cell shows a face: chosen on held-out training pictures, see MODEL.md. */
const SURE = 2.75;
/** The net marks the middle of a face; what it covers reaches further by so much of the marked part on each side. */
const RIM = 0.3;

/** A logit as a number from 0 to 1: not the sigmoid, which differs between machines, but as monotone, and 0.5 at the same place. */
export function scoreOf(logit: number): number {
  return Math.floor((0.5 + (0.5 * logit) / (1 + Math.abs(logit))) * 100) / 100;
}

/** Boxes around connected cells that show a face, in pixels, within `width` x `height`. */
export function placesOf(map: FaceMap, width: number, height: number): readonly Seen[] {
  const { columns, logits } = map;
  const seen = new Uint8Array(logits.length);
  const places: Seen[] = [];
  for (let first = 0; first < logits.length; first += 1) {
    if (seen[first] === 1 || !isSure(map, first)) continue;
    const cells = [first];
    let top = SURE;
    let [left, upper, right, lower] = [columns, map.rows, 0, 0];
    seen[first] = 1;
    for (let next = 0; next < cells.length; next += 1) {
      const cell = cells[next] ?? 0;
      const x = cell % columns;
      const y = (cell - x) / columns;
      top = Math.max(top, logits[cell] ?? SURE);
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      upper = Math.min(upper, y);
      lower = Math.max(lower, y + 1);
      for (const other of [x > 0 ? cell - 1 : -1, x + 1 < columns ? cell + 1 : -1, cell - columns, cell + columns]) {
        if (seen[other] !== 0 || !isSure(map, other)) continue;
        seen[other] = 1;
        cells.push(other);
      }
    }
    places.push({ box: boxOf(map.cell, [left, upper, right, lower], width, height), score: scoreOf(top) });
  }
  return places;
}

const isSure = ({ logits }: FaceMap, cell: number): boolean => (logits[cell] ?? -Infinity) >= SURE;

function boxOf(cell: number, [left, top, right, bottom]: Seen['box'], width: number, height: number): Seen['box'] {
  const across = (right - left) * RIM;
  const down = (bottom - top) * RIM;
  const within = (at: number, most: number): number => Math.max(0, Math.min(most, Math.floor(at * cell + 0.5)));
  const l = Math.min(width - 1, within(left - across, width));
  const t = Math.min(height - 1, within(top - down, height));
  return [l, t, Math.max(l + 1, within(right + across, width)), Math.max(t + 1, within(bottom + down, height))];
}
