import { hash3 } from './random.ts';

/** A picture in millimetres: pixel (x, y) has its centre at (left + x * mm, top + y * mm). */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly mm: number;
  readonly left: number;
  readonly top: number;
  readonly values: Float32Array;
}

/** Something with an edge: `distance` is in mm, below zero inside. */
export interface Shape {
  readonly bounds: readonly [left: number, top: number, right: number, bottom: number];
  distance(u: number, v: number): number;
}

/** How a shape is filled. */
export interface Fill {
  readonly value: number;
  /** The width of the edge, mm. */
  readonly soft?: number;
  /** How much the edge wanders, mm, and over what length. */
  readonly wobble?: readonly [amplitude: number, scale: number];
  /** How much the value varies inside, and over what length. */
  readonly texture?: readonly [amplitude: number, scale: number];
  /** 1 covers, less lets what is below shine through. */
  readonly opacity?: number;
}

export type Point = readonly [u: number, v: number];

/** Points written as `u,v u,v`; `side` -1 puts them on the other side of the midline. */
export function line(points: string, side = 1): readonly Point[] {
  return points.split(' ').map((point): Point => {
    const [u = 0, v = 0] = point.split(',').map(Number);
    return [u * side, v];
  });
}

/** An empty picture, centred on (0, 0). */
export function makeCanvas(columns: number, rows: number, mm: number, value: number): Canvas {
  const values = new Float32Array(columns * rows).fill(value);
  return { width: columns, height: rows, mm, left: -((columns - 1) / 2) * mm, top: -((rows - 1) / 2) * mm, values };
}

const ease = (t: number): number => t * t * (3 - 2 * t);

/** Smooth noise from -1 to 1. */
export function noise(x: number, y: number, z: number, seed: number): number {
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [a, b, c] = [ease(x - i), ease(y - j), ease(z - k)];
  const row = (dj: number, dk: number): number => {
    const left = hash3(i, j + dj, k + dk, seed);
    return left + (hash3(i + 1, j + dj, k + dk, seed) - left) * a;
  };
  const near = row(0, 0) + (row(1, 0) - row(0, 0)) * b;
  if (c === 0) return near * 2 - 1;
  const far = row(0, 1) + (row(1, 1) - row(0, 1)) * b;
  return (near + (far - near) * c) * 2 - 1;
}

/** How many pixels a block has on a side: blocks that lie wholly inside or outside a shape need no distances. */
const BLOCK = 8;

/** Paints a shape over what is there. `z` and `seed` make its noise differ. */
export function paint(canvas: Canvas, shape: Shape, fill: Fill, [z, seed]: readonly [number, number]): void {
  const { width, height, mm, left, top } = canvas;
  const soft = Math.max(fill.soft ?? 1, mm);
  const reach = soft + (fill.wobble?.[0] ?? 0);
  const [l, t, r, b] = shape.bounds;
  const x1 = Math.min(width - 1, Math.ceil((r + reach - left) / mm));
  const y1 = Math.min(height - 1, Math.ceil((b + reach - top) / mm));
  const far = BLOCK * mm * 0.71 + reach;
  for (let y = Math.max(0, Math.floor((t - reach - top) / mm)); y <= y1; y += BLOCK) {
    for (let x = Math.max(0, Math.floor((l - reach - left) / mm)); x <= x1; x += BLOCK) {
      const middle = shape.distance(left + (x + BLOCK / 2) * mm, top + (y + BLOCK / 2) * mm);
      if (middle > far) continue;
      const area: Area = [x, y, Math.min(x1, x + BLOCK - 1), Math.min(y1, y + BLOCK - 1)];
      paintBlock(canvas, area, { shape: middle < -far ? null : shape, fill, soft, z, seed });
    }
  }
}

type Area = readonly [x0: number, y0: number, x1: number, y1: number];

interface Stroke {
  /** Null where the whole block lies inside. */
  readonly shape: Shape | null;
  readonly fill: Fill;
  readonly soft: number;
  readonly z: number;
  readonly seed: number;
}

function paintBlock({ width, mm, left, top, values }: Canvas, [x0, y0, x1, y1]: Area, { shape, fill, soft, z, seed }: Stroke): void {
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const u = left + x * mm;
      const v = top + y * mm;
      const d = shape === null ? -soft : shape.distance(u, v) + wander(fill.wobble, [u, v, z], seed);
      if (d > soft / 2) continue;
      const cover = Math.min(1, 0.5 - d / soft) * (fill.opacity ?? 1);
      const value = fill.value + grainy(fill.texture, [u, v, z], seed + 77);
      const at = y * width + x;
      const below = values[at] ?? 0;
      values[at] = below + (value - below) * cover;
    }
  }
}

function wander(how: readonly [number, number] | undefined, [u, v, z]: readonly [number, number, number], seed: number): number {
  return how === undefined ? 0 : noise(u / how[1], v / how[1], z / how[1], seed) * how[0];
}

/** Texture: two lattices at an angle to each other, so that neither shows. */
function grainy(how: readonly [number, number] | undefined, [u, v, z]: readonly [number, number, number], seed: number): number {
  if (how === undefined) return 0;
  const [amount, scale] = how;
  const coarse = noise((0.8 * u + 0.6 * v) / scale, (0.8 * v - 0.6 * u) / scale, z / scale, seed);
  const fine = noise((0.38 * u - 0.92 * v) / (scale * 0.57), (0.38 * v + 0.92 * u) / (scale * 0.57), z / scale, seed + 5);
  return (coarse * 0.7 + fine * 0.6) * amount;
}

/** An ellipse; `tilt` is the direction of its first axis as (cosine, sine). */
export function ellipse([cu, cv]: Point, ru: number, rv: number, tilt: Point = [1, 0]): Shape {
  const [c, s] = tilt;
  const small = Math.min(ru, rv);
  const wide = Math.max(ru, rv);
  return {
    bounds: [cu - wide, cv - wide, cu + wide, cv + wide],
    distance: (u, v) => {
      const [du, dv] = [u - cu, v - cv];
      const a = (du * c + dv * s) / ru;
      const b = (dv * c - du * s) / rv;
      return (Math.sqrt(a * a + b * b) - 1) * small;
    },
  };
}

/** The section at depth `z` of an ellipsoid, or null where it does not reach. */
export function ball(centre: readonly [number, number, number], radii: readonly [number, number, number], z: number, tilt?: Point): Shape | null {
  const off = (z - centre[2]) / radii[2];
  const left = 1 - off * off;
  if (left <= 0.0025) return null;
  const scale = Math.sqrt(left);
  return ellipse([centre[0], centre[1]], radii[0] * scale, radii[1] * scale, tilt);
}

/** A smooth closed curve through points (Catmull-Rom). */
export function curve(points: readonly Point[]): Shape {
  const fine = points.flatMap((_, i) => [0, 0.2, 0.4, 0.6, 0.8].map((t) => between(points, i, t)));
  const us = fine.map(([u]) => u);
  const vs = fine.map(([, v]) => v);
  return {
    bounds: [Math.min(...us), Math.min(...vs), Math.max(...us), Math.max(...vs)],
    distance: (u, v) => polygonDistance(fine, u, v),
  };
}

function between(points: readonly Point[], i: number, t: number): Point {
  const at = (k: number): Point => points[(i + k + points.length) % points.length] ?? [0, 0];
  const [a, b, c, d] = [at(-1), at(0), at(1), at(2)];
  const mix = (k: 0 | 1): number => {
    const [p, q, r, s] = [a[k], b[k], c[k], d[k]];
    return q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
  };
  return [mix(0), mix(1)];
}

function polygonDistance(points: readonly Point[], u: number, v: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  let inside = false;
  let [pu, pv] = points.at(-1) ?? [0, 0];
  for (const [qu, qv] of points) {
    nearest = Math.min(nearest, segmentSquared([pu, pv, qu, qv], u, v));
    if (qv > v !== pv > v && u < ((pu - qu) * (v - qv)) / (pv - qv) + qu) inside = !inside;
    [pu, pv] = [qu, qv];
  }
  return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
}

function segmentSquared([pu, pv, qu, qv]: readonly [number, number, number, number], u: number, v: number): number {
  const [du, dv] = [qu - pu, qv - pv];
  const length = du * du + dv * dv;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((u - pu) * du + (v - pv) * dv) / length));
  const [a, b] = [u - pu - t * du, v - pv - t * dv];
  return a * a + b * b;
}

/** A band along an open line, `radius` mm to each side. */
export function band(points: readonly Point[], radius: number): Shape {
  const us = points.map(([u]) => u);
  const vs = points.map(([, v]) => v);
  return {
    bounds: [Math.min(...us) - radius, Math.min(...vs) - radius, Math.max(...us) + radius, Math.max(...vs) + radius],
    distance: (u, v) => {
      let nearest = Number.POSITIVE_INFINITY;
      points.slice(1).forEach((q, i) => {
        const p = points[i] ?? q;
        nearest = Math.min(nearest, segmentSquared([p[0], p[1], q[0], q[1]], u, v));
      });
      return Math.sqrt(nearest) - radius;
    },
  };
}

/** A straight tube in space, as thick as its ends say. */
export interface Tube {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
  readonly radius: number;
}

/** The section of a tube at depth `z`, or null where it does not reach. */
export function tubeAt({ from, to, radius }: Tube, z: number): Shape | null {
  if (z < Math.min(from[2], to[2]) - radius || z > Math.max(from[2], to[2]) + radius) return null;
  const [du, dv, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = du * du + dv * dv + dz * dz || 1;
  return {
    bounds: [
      Math.min(from[0], to[0]) - radius,
      Math.min(from[1], to[1]) - radius,
      Math.max(from[0], to[0]) + radius,
      Math.max(from[1], to[1]) + radius,
    ],
    distance: (u, v) => {
      const t = Math.max(0, Math.min(1, ((u - from[0]) * du + (v - from[1]) * dv + (z - from[2]) * dz) / length));
      const [a, b, c] = [u - from[0] - t * du, v - from[1] - t * dv, z - from[2] - t * dz];
      return Math.sqrt(a * a + b * b + c * c) - radius;
    },
  };
}

/** The sine of a part of a full turn, to 0.002, by Bhaskara's fraction: the same in every engine. */
export function sine(turns: number): number {
  const t = turns - Math.floor(turns);
  const half = t < 0.5 ? t * 2 : t * 2 - 1;
  const arch = (16 * half * (1 - half)) / (5 - 4 * half * (1 - half));
  return t < 0.5 ? arch : -arch;
}

/** The cosine of a part of a full turn. */
export const cosine = (turns: number): number => sine(turns + 0.25);

/** Adds grain: noise that is a little smooth, as reconstruction makes it. */
export function grain(canvas: Canvas, amount: number, seed: number): void {
  const { width, height, values } = canvas;
  const at = (x: number, y: number): number => hash3(x, y, 0, seed) + hash3(x, y, 1, seed) - 1;
  const raw = Float32Array.from(values, (_, i) => at(i % width, Math.floor(i / width)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const smooth = (raw[i] ?? 0) * 2 + (raw[i - 1] ?? 0) + (raw[i + 1] ?? 0) + (raw[i - width] ?? 0) + (raw[i + width] ?? 0);
      values[i] = (values[i] ?? 0) + smooth * amount * 0.85;
    }
  }
}
