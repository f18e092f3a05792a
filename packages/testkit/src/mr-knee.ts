import { painter, type SliceSpec } from './ct-abdomen.ts';
import { band, curve, ellipse, grain, makeCanvas, noise, type Canvas, type Point, line } from './paint.ts';

type Put = ReturnType<typeof painter>;

/** Signal of each tissue in a proton density picture. */
const FAT = 760;
const MARROW = 690;
const MUSCLE = 330;
const DARK = 45;
const CARTILAGE = 540;
const FLUID = 980;

const moved = (points: readonly Point[], by: Point, scale = 1): readonly Point[] => points.map(([u, v]) => [u * scale + by[0], v * scale + by[1]]);

function bone(put: Put, points: readonly Point[], cortex: number): void {
  put(curve(points), { value: DARK, soft: 1, wobble: [0.5, 12] });
  const [cu, cv] = points.reduce<Point>(([a, b], [u, v]) => [a + u / points.length, b + v / points.length], [0, 0]);
  const inner = points.map(([u, v]): Point => {
    const [du, dv] = [u - cu, v - cv];
    const size = Math.sqrt(du * du + dv * dv) || 1;
    return [u - (du / size) * cortex, v - (dv / size) * cortex];
  });
  put(curve(inner), { value: MARROW, soft: 1.4, texture: [55, 2.6], wobble: [0.4, 10] });
}

function softTissue(put: Put): void {
  put(curve(line('-46,-100 44,-104 58,-50 56,0 60,50 58,104 -34,104 -44,40 -62,0 -58,-40')), {
    value: FAT,
    soft: 1.5,
    wobble: [2, 30],
    texture: [45, 7],
  });
  put(curve(line('-36,-112 -18,-112 -22,-64 -34,-44 -40,-70')), { value: MUSCLE, soft: 2, texture: [60, 5], wobble: [1.5, 9] });
  put(curve(line('18,-112 48,-112 52,-62 46,-22 36,-26 26,-60')), { value: MUSCLE, soft: 2, texture: [60, 5], wobble: [2, 12] });
  put(curve(line('32,-6 50,-16 54,40 50,112 22,112 26,46 28,16')), { value: MUSCLE, soft: 2, texture: [60, 5], wobble: [2, 12] });
  put(band(line('34,-30 46,20 44,90'), 1), { value: FAT, soft: 2 });
}

function femurAndTibia(put: Put, w: number): void {
  const condyle = Math.abs(Math.abs(w) - 22) < 24 ? Math.sqrt(Math.max(0, 1 - ((Math.abs(w) - 22) / 26) ** 2)) : 0.55;
  const notch = Math.abs(w) < 8 ? 0.72 : 1;
  const size = 0.72 + 0.28 * condyle;
  const femur: readonly Point[] = [
    [-14, -118],
    [12, -118],
    [14, -70],
    [26 * size, -44],
    [33 * size * notch, -22],
    [28 * size * notch, -4 * size * notch],
    [8, 3 * size * notch],
    [-18 * size, -4],
    [-31 * size, -24],
    [-27 * size, -46],
    [-15, -74],
  ];
  put(curve(moved(femur, [0, 1.6])), { value: CARTILAGE, soft: 1.2, wobble: [0.5, 8] });
  bone(put, femur, 2.1);
  if (Math.abs(w) > 44) return;
  const tibia: readonly Point[] = line('-30,13 -8,11 6,12 28,12 31,24 22,44 14,80 13,118 -15,118 -17,80 -25,46 -33,30');
  put(curve(moved(tibia, [0, -1.8])), { value: CARTILAGE, soft: 1.2 });
  bone(put, tibia, 2.1);
  if (w > 24 && w < 44)
    bone(
      put,
      [
        [22, 38],
        [33, 34],
        [37, 46],
        [32, 70],
        [31, 118],
        [23, 118],
        [24, 70],
      ],
      1.8,
    );
}

function menisci(put: Put, w: number, torn: boolean): void {
  if (Math.abs(w) < 10 || Math.abs(w) > 42) return;
  put(curve(line('-29,3 -30,11 -15,9.5 -22,5')), { value: DARK + 20, soft: 1, wobble: [0.4, 5] });
  put(curve(line('30,0 31,11 12,9 20,4')), { value: DARK + 20, soft: 1, wobble: [0.4, 5] });
  if (torn && w < -12 && w > -34) put(band(line('28,4 22,8 18,9.6'), 0.7), { value: FLUID - 60, soft: 1.1 });
}

function extensor(put: Put, w: number, effusion: boolean): void {
  put(curve(line('-36,-34 -44,-14 -40,10 -30,14 -24,0 -30,-18')), { value: FAT + 60, soft: 2, texture: [70, 4] });
  if (effusion && Math.abs(w) < 34) {
    put(curve(line('-24,-86 -16,-70 -24,-46 -31,-38 -34,-50 -30,-70')), { value: FLUID, soft: 1.6, wobble: [1.6, 8] });
    put(curve(line('34,-26 40,-12 36,2 31,-6')), { value: FLUID, soft: 1.6, wobble: [1.4, 7] });
  }
  if (Math.abs(w) > 23) return;
  const thick = Math.sqrt(1 - (w / 24) ** 2);
  const patella: readonly Point[] = line('-40,-60 -33,-56 -32,-36 -40,-26 -50,-38 -50,-54').map(([u, v]): Point => [
    -41 + (u + 41) * thick,
    -44 + (v + 44) * thick,
  ]);
  put(curve(moved(patella, [1.8, 0])), { value: CARTILAGE, soft: 1.2 });
  bone(put, patella, 1.8);
  if (Math.abs(w) < 16) {
    put(band(line('-46,-28 -43,4 -33,34'), 2.6), { value: DARK, soft: 1.4, texture: [18, 3] });
    put(band(line('-46,-60 -40,-112'), 3.4), { value: DARK + 15, soft: 1.6, texture: [25, 3] });
  }
}

function ligaments(put: Put, w: number): void {
  if (Math.abs(w) < 10) {
    put(curve(line('-16,-2 26,-20 36,8 26,14 -22,12')), { value: FAT - 120, soft: 3, texture: [80, 4] });
    // The anterior cruciate runs to the outer condyle, the posterior one to the inner: one slice shows one of them.
    if (w >= 0) put(band(line('22,-27 8,-8 -15,11'), 3), { value: DARK + 60, soft: 2, texture: [50, 2.5] });
    else put(band(line('-2,-9 8,-12 17,-11 24,-4 28,6 29,15'), 3.4), { value: DARK, soft: 1.8 });
  }
  if (Math.abs(w) < 16) {
    put(ellipse([48, -22 + w], 4.2, 5), { value: DARK + 30, soft: 1.6 });
    put(ellipse([47, 2 - w], 4.8, 4.2), { value: DARK + 45, soft: 1.6 });
  }
}

/** One sagittal slice of an MR of the knee; `z` is the distance from the middle to the outer side, in mm. Values from 0 to about 1100. */
export function kneeSlice({ columns, rows, mm, z, seed }: SliceSpec, torn: boolean): Canvas {
  const canvas = makeCanvas(columns, rows, mm, 14);
  const put = painter(canvas, z, seed);
  softTissue(put);
  extensor(put, z, torn);
  femurAndTibia(put, z);
  ligaments(put, z);
  menisci(put, z, torn);
  const { values, left, top } = canvas;
  values.forEach((value, i) => {
    const [u, v] = [left + (i % columns) * mm, top + Math.floor(i / columns) * mm];
    const coil = 1.12 - (u * u + v * v) / 26000 + 0.05 * noise(u / 60, v / 60, 0, seed);
    values[i] = Math.max(0, value * coil);
  });
  grain(canvas, 11, seed * 1000 + Math.round(z * 10));
  return canvas;
}
