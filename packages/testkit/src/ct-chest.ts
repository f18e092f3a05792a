import { painter, spine, table, type SliceSpec } from './ct-abdomen.ts';
import { ball, band, cosine, curve, ellipse, grain, makeCanvas, sine, tubeAt, type Canvas, type Tube, line } from './paint.ts';
import { makeRandom, type Random } from './random.ts';

type Put = ReturnType<typeof painter>;
type Spot = readonly [number, number, number];

function wall(put: Put, z: number): void {
  const narrow = z > 70 ? 1 - (z - 70) * 0.0028 : 1;
  put(ellipse([0, 0], 186 * narrow, 122), { value: 20, soft: 1.5, wobble: [3, 70] });
  put(ellipse([0, 0], 183.5 * narrow, 119.5), { value: -104, soft: 1.5, wobble: [3, 70], texture: [9, 4] });
  put(ellipse([0, 5], 166 * narrow, 103), { value: 55, soft: 2, wobble: [4, 34], texture: [13, 3] });
  put(ellipse([0, 5], 160 * narrow, 97), { value: -60, soft: 2, wobble: [3, 30], texture: [40, 8] });
  for (const side of [-1, 1]) {
    put(ellipse([side * 70, -92], 52, 11, [0.97, side * 0.22]), { value: 55, soft: 2, texture: [12, 3] });
    put(ellipse([side * 98, 82], 46, 12, [0.9, side * -0.42]), { value: 55, soft: 2, texture: [12, 3] });
  }
  put(ellipse([0, 4], 150 * narrow, 91), { value: 48, soft: 2, wobble: [2, 30], texture: [10, 3] });
}

function bones(put: Put, z: number): void {
  for (const side of [-1, 1]) {
    for (let i = 0; i < 8; i++) {
      const turn = 0.3 + i * 0.062 + ((z / 27) % 1) * 0.055;
      if (turn > 0.715) continue;
      const [u, v] = [side * -150 * cosine(turn + 0.25), 4 - 91 * sine(turn - 0.25 + 0.5)];
      const along: readonly [number, number] = [side * sine(turn + 0.25), cosine(turn - 0.25)];
      put(ellipse([u, v], 10.5, 4.6, along), { value: 620, soft: 1.8, wobble: [0.8, 8] });
      put(ellipse([u, v], 8, 2.4, along), { value: 170, soft: 1.8, texture: [60, 2] });
    }
    if (z > 10) {
      put(band(line('72,92 118,78 148,44', side), 3.2), { value: 520, soft: 2, texture: [80, 3] });
      put(band(line('120,80 136,92', side), 3), { value: 460, soft: 2, texture: [80, 3] });
    }
  }
  put(ellipse([0, -92], 21, 6.5), { value: 420, soft: 2, wobble: [1, 8] });
  put(ellipse([0, -92], 18.5, 4.2), { value: 140, soft: 2, texture: [60, 2.4] });
}

function lungs(put: Put, z: number): void {
  const size = Math.sqrt(Math.max(0.05, 1 - ((z + 20) / 175) * ((z + 20) / 175)));
  for (const side of [-1, 1]) {
    const outline = (
      [
        [18, -62],
        [52, -80],
        [96, -66],
        [134, -20],
        [136, 32],
        [112, 70],
        [70, 84],
        [34, 74],
        [20, 34],
        [24, -10],
      ] as const
    ).map(([u, v]): readonly [number, number] => [side * (16 + (u - 16) * size), v * (0.55 + 0.45 * size)]);
    put(curve(outline), { value: -858, soft: 2, wobble: [1.5, 20], texture: [22, 3] });
    put(ellipse([side * 78, 56], 52, 30), { value: -820, soft: 40, opacity: 0.6, texture: [22, 3] });
  }
}

/** Vessels that branch from the hilum outwards. */
function branch(random: Random, from: Spot, direction: Spot, radius: number): readonly Tube[] {
  if (radius < 0.55) return [];
  const length = 10 + radius * 3.2;
  const to: Spot = [from[0] + direction[0] * length, from[1] + direction[1] * length, from[2] + direction[2] * length];
  const bend = (): Spot => {
    const d: Spot = [direction[0] + random.normal() * 0.42, direction[1] + random.normal() * 0.42, direction[2] + random.normal() * 0.42];
    const size = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]) || 1;
    return [d[0] / size, d[1] / size, d[2] / size];
  };
  return [{ from, to, radius }, ...branch(random, to, bend(), radius * 0.78), ...branch(random, to, bend(), radius * 0.66)];
}

function makeVessels(seed: number): readonly Tube[] {
  const random = makeRandom(seed + 4);
  const out: Tube[] = [];
  for (const side of [-1, 1]) {
    for (let i = 0; i < 10; i++) {
      const direction: Spot = [side * (0.55 + random.next() * 0.4), random.normal() * 0.55, random.normal() * 0.75];
      out.push(...branch(random, [side * 38, 6 + random.normal() * 8, random.normal() * 16], direction, 4.4));
    }
  }
  return out.filter(({ to: [u, v, z] }) => {
    const side = Math.abs(u) - 76;
    return (side * side) / 3100 + (v * v) / 5600 + (z * z) / 19000 < 1 && Math.abs(u) > 26;
  });
}

function heart(put: Put, z: number): void {
  put(ellipse([0, -18], 24, 44), { value: -90, soft: 6, wobble: [4, 16], texture: [14, 5] });
  put(ellipse([0, 30], 28, 24), { value: 20, soft: 6, wobble: [3, 12], texture: [30, 6] });
  put(ball([18, -26, -64], [60, 46, 62], z, [0.86, 0.5]), { value: 88, soft: 2.5, wobble: [3, 24], texture: [10, 4] });
  put(ball([40, -22, -66], [26, 22, 42], z, [0.8, 0.6]), { value: 205, soft: 4, wobble: [3, 10], texture: [10, 4] });
  put(ball([0, -42, -66], [30, 20, 42], z, [0.9, 0.43]), { value: 190, soft: 4, wobble: [3, 10], texture: [10, 4] });
  put(ball([12, 4, -44], [32, 18, 28], z), { value: 205, soft: 4, wobble: [3, 10], texture: [10, 4] });
  put(ball([-28, -14, -56], [20, 24, 36], z), { value: 185, soft: 4, wobble: [3, 10], texture: [10, 4] });
}

function mediastinum(put: Put, z: number): void {
  const great: readonly (readonly [Tube, number])[] = [
    [{ from: [-8, -24, -40], to: [-10, -34, 32], radius: 15 }, 225],
    [{ from: [-10, -34, 32], to: [22, 18, 44], radius: 13 }, 225],
    [{ from: [26, 28, 40], to: [24, 30, -160], radius: 11.5 }, 225],
    [{ from: [14, -34, -30], to: [14, -22, 6], radius: 13.5 }, 240],
    [{ from: [14, -22, 4], to: [-38, 2, -2], radius: 10 }, 240],
    [{ from: [14, -22, 6], to: [42, 8, 4], radius: 9.5 }, 240],
    [{ from: [-26, -26, -40], to: [-26, -34, 110], radius: 8.5 }, 250],
  ];
  for (const [tube, value] of great) put(tubeAt(tube, z), { value, soft: 2, wobble: [0.8, 10], texture: [9, 4] });
  const airway: readonly Tube[] = [
    { from: [0, 2, 16], to: [0, -4, 140], radius: 8.5 },
    { from: [0, 2, 16], to: [-36, 10, -8], radius: 6.5 },
    { from: [0, 2, 16], to: [38, 14, -12], radius: 6 },
  ];
  for (const tube of airway) put(tubeAt({ ...tube, radius: tube.radius + 1.5 }, z), { value: 35, soft: 1.5 });
  for (const tube of airway) put(tubeAt(tube, z), { value: -985, soft: 1.8 });
  put(ellipse([8, 24], 8, 5), { value: 30, soft: 2, wobble: [1, 5] });
}

/** A spiculated nodule in the right upper lobe. */
function nodule(put: Put, z: number): void {
  const at: Spot = [-84, -22, 34];
  const random = makeRandom(31);
  for (let i = 0; i < 14; i++) {
    const out: Spot = [at[0] + random.normal() * 9, at[1] + random.normal() * 9, at[2] + random.normal() * 7];
    put(tubeAt({ from: at, to: out, radius: 0.7 }, z), { value: -180, soft: 1.6 });
  }
  put(ball(at, [10.5, 9.5, 10], z), { value: 44, soft: 2.4, wobble: [2.6, 5], texture: [14, 4] });
}

const vesselsBySeed = new Map<number, readonly Tube[]>();

/** One slice of a CT of the chest, in HU. */
export function chestSlice({ columns, rows, mm, z, seed }: SliceSpec, withNodule: boolean): Canvas {
  const canvas = makeCanvas(columns, rows, mm, -1000);
  const put = painter(canvas, z, seed);
  const vessels = vesselsBySeed.get(seed) ?? makeVessels(seed);
  vesselsBySeed.set(seed, vessels);
  wall(put, z);
  bones(put, z);
  lungs(put, z);
  for (const tube of vessels) put(tubeAt(tube, z), { value: 40, soft: 1.5 });
  heart(put, z);
  mediastinum(put, z);
  spine(put, 54, z);
  if (withNodule) nodule(put, z);
  table(canvas);
  grain(canvas, 14, seed * 1000 + Math.round(z * 10));
  return canvas;
}
