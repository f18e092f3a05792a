import type { Box } from '@silhouette/core/model';

/** The size of a frame in pixels. */
export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/** A place in a frame, in pixels, fractions allowed. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A box to begin with where nobody points: the upper left corner, where labels usually stand. */
export function firstBox({ columns, rows }: FrameSize): Box {
  return [0, 0, Math.max(1, Math.round(columns / 3)), Math.max(1, Math.round(rows / 10))];
}

/** The box between two places, in whole pixels and inside of the frame; at least one pixel. */
export function boxBetween(a: Place, b: Place, { columns, rows }: FrameSize): Box {
  const [left, right] = spanOf(a.x, b.x, columns);
  const [top, bottom] = spanOf(a.y, b.y, rows);
  return [left, top, right, bottom];
}

function spanOf(a: number, b: number, most: number): readonly [from: number, to: number] {
  const from = Math.min(Math.max(0, Math.floor(Math.min(a, b))), most - 1);
  return [from, Math.min(most, Math.max(from + 1, Math.ceil(Math.max(a, b))))];
}

/** Moves a box, and keeps its size and the frame around it. */
export function moveBox([left, top, right, bottom]: Box, dx: number, dy: number, { columns, rows }: FrameSize): Box {
  const x = Math.min(Math.max(dx, -left), columns - right);
  const y = Math.min(Math.max(dy, -top), rows - bottom);
  return [left + x, top + y, right + x, bottom + y];
}

/** Moves the lower right corner of a box. */
export function sizeBox([left, top, right, bottom]: Box, dx: number, dy: number, { columns, rows }: FrameSize): Box {
  return [left, top, Math.min(columns, Math.max(left + 1, right + dx)), Math.min(rows, Math.max(top + 1, bottom + dy))];
}
