import { painter, type SliceSpec } from './ct-abdomen.ts';
import { band, curve, ellipse, grain, makeCanvas, type Canvas, type Point, line } from './paint.ts';
import { makeRandom, type Random } from './random.ts';

type Put = ReturnType<typeof painter>;

const BONE = 4095;
const SIDES = [-1, 1] as const;

function body(put: Put): void {
  put(
    curve(
      line(
        '-30,-215 30,-215 40,-170 110,-152 172,-120 182,-60 168,20 164,120 168,240 -168,240 -164,120 -168,20 -182,-60 -172,-120 -110,-152 -40,-170',
      ),
    ),
    { value: 2450, soft: 10, texture: [60, 22], wobble: [2, 40] },
  );
  for (const side of SIDES) {
    put(curve(line('118,-142 190,-124 204,-20 196,60 182,56 172,-60', side)), { value: 2100, soft: 10 });
    put(band(line('176,-124 192,-30 190,60', side), 11), { value: BONE, soft: 5, opacity: 0.3 });
    put(ellipse([side * 158, -122], 21, 20), { value: BONE, soft: 6, opacity: 0.3 });
  }
}

function lungs(put: Put): void {
  put(curve(line('-40,-146 -62,-138 -92,-108 -118,-46 -132,30 -136,84 -128,106 -96,92 -62,88 -32,104 -18,60 -16,-20 -20,-90 -22,-128')), {
    value: 760,
    soft: 9,
    texture: [34, 9],
    wobble: [2, 20],
  });
  put(curve(line('40,-146 62,-138 92,-108 118,-46 133,30 138,92 128,116 98,104 76,100 72,60 46,24 22,-20 24,-90 22,-128')), {
    value: 760,
    soft: 9,
    texture: [34, 9],
    wobble: [2, 20],
  });
  for (const side of SIDES) put(ellipse([side * 74, 70], 56, 46), { value: 1500, soft: 70, opacity: 0.35 });
}

function middle(put: Put): void {
  put(curve(line('-22,-150 22,-150 26,-100 40,-72 34,-40 40,-10 66,30 80,74 72,106 10,118 -30,108 -44,70 -42,30 -32,0 -28,-40 -30,-90')), {
    value: 2950,
    soft: 7,
    wobble: [2, 22],
    opacity: 0.93,
  });
  put(band(line('0,-200 0,-96 3,-64'), 8.5), { value: 1500, soft: 6, opacity: 0.5 });
  put(band(line('3,-64 -22,-40'), 5.5), { value: 1600, soft: 5, opacity: 0.4 });
  put(band(line('3,-64 30,-36'), 5), { value: 1600, soft: 5, opacity: 0.4 });
  put(curve(line('-172,240 -150,126 -128,108 -96,92 -62,88 -30,104 0,116 0,240')), { value: 3250, soft: 6, wobble: [1, 30] });
  put(curve(line('172,240 152,134 130,118 98,104 72,102 36,112 0,116 0,240')), { value: 3200, soft: 6, wobble: [1, 30] });
  put(ellipse([72, 130], 24, 13), { value: 1300, soft: 7, wobble: [4, 12], opacity: 0.7 });
}

function spineShadow(put: Put): void {
  put(band(line('0,-215 0,240'), 17), { value: BONE, soft: 6, opacity: 0.26 });
  for (let v = -200; v < 240; v += 24) {
    put(
      band(
        [
          [-15, v],
          [15, v],
        ],
        1.4,
      ),
      { value: 2200, soft: 3, opacity: 0.16 },
    );
    for (const side of SIDES) put(ellipse([side * 10, v + 10], 3.4, 5), { value: BONE, soft: 2.5, opacity: 0.22 });
    put(ellipse([0, v + 14], 2.4, 7), { value: BONE, soft: 2.5, opacity: 0.18 });
  }
}

/** One rib: a translucent band with denser edges. */
function rib(put: Put, line: readonly Point[], radius: number, opacity: number): void {
  put(band(line, radius), { value: BONE, soft: 3, opacity });
  for (const off of [-radius, radius])
    put(
      band(
        line.map(([u, v]): Point => [u, v + off]),
        1,
      ),
      { value: BONE, soft: 2.2, opacity: opacity * 0.9 },
    );
}

function ribs(put: Put): void {
  for (const side of SIDES) {
    for (let i = 0; i < 10; i++) {
      const top = -156 + i * 26;
      const wide = Math.min(146, 84 + i * 13) - (i > 7 ? (i - 7) * 3 : 0);
      const back = [0.12, 0.3, 0.5, 0.7, 0.86, 0.97, 1].map((t): Point => [
        side * wide * t,
        top - 10 + 16 * t + 44 * t * t * t * t - (t < 0.4 ? 10 * t : 4),
      ]);
      rib(put, back, 4.6, 0.15);
      const [, , , , , , last = [0, 0]] = back;
      const front = [0, 0.25, 0.5, 0.75, 1].map((t): Point => [last[0] * (1 - t * 0.5), last[1] + 30 * t + 14 * t * (1 - t)]);
      if (i < 7) rib(put, front, 5, 0.07);
    }
    const clavicle: readonly Point[] = line('14,-124 44,-136 84,-141 124,-140 146,-138', side);
    rib(put, clavicle, 5.2, 0.24);
    put(curve(line('126,-140 150,-120 138,-60 120,-14 110,-60', side)), { value: BONE, soft: 6, opacity: 0.13 });
    put(band(line('112,-66 119,-16 137,-60', side), 1.6), { value: BONE, soft: 3, opacity: 0.2 });
  }
}

interface Twig {
  readonly from: Point;
  readonly direction: Point;
  readonly radius: number;
}

function vessels(put: Put, random: Random, { from: [u, v], direction: [du, dv], radius }: Twig): void {
  if (radius < 0.7) return;
  const length = 9 + radius * 3;
  const to: Point = [u + du * length, v + dv * length];
  put(band([[u, v], to], radius), { value: 2500, soft: radius + 2.5, opacity: 0.24 });
  for (const shrink of [0.78, 0.66]) {
    const [nu, nv] = [du + random.normal() * 0.4, dv + random.normal() * 0.4];
    const size = Math.sqrt(nu * nu + nv * nv) || 1;
    vessels(put, random, { from: to, direction: [nu / size, nv / size], radius: radius * shrink });
  }
}

function hila(put: Put, seed: number): void {
  const random = makeRandom(seed + 8);
  for (const [u, v] of [
    [-36, -26],
    [40, -34],
  ] as const) {
    put(ellipse([u, v], 11, 19), { value: 2600, soft: 14, opacity: 0.5, wobble: [3, 9] });
    for (let i = 0; i < 8; i++) {
      const [du, dv] = [Math.sign(u) * (0.35 + random.next() * 0.6), -0.9 + i * 0.26];
      const size = Math.sqrt(du * du + dv * dv);
      vessels(put, random, { from: [u, v], direction: [du / size, dv / size], radius: 3.8 });
    }
  }
}

/** A chest radiograph from back to front. Values from 0 to 4095, bone bright. */
export function chestRadiograph({ columns, rows, seed }: Pick<SliceSpec, 'columns' | 'rows' | 'seed'>): Canvas {
  const canvas = makeCanvas(columns, rows, 400 / columns, 120);
  const put = painter(canvas, 0, seed);
  body(put);
  lungs(put);
  hila(put, seed);
  middle(put);
  spineShadow(put);
  ribs(put);
  grain(canvas, 30, seed + 6);
  return canvas;
}
