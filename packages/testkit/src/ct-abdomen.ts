import {
  ball,
  band,
  cosine,
  curve,
  ellipse,
  grain,
  makeCanvas,
  paint,
  sine,
  tubeAt,
  type Canvas,
  type Fill,
  type Shape,
  type Tube,
  line,
} from './paint.ts';
import { makeRandom } from './random.ts';

/** What a slice is painted into: a picture of so many pixels, at a height z in mm (0 the middle, upwards). */
export interface SliceSpec {
  readonly columns: number;
  readonly rows: number;
  readonly mm: number;
  readonly z: number;
  readonly seed: number;
}

/** Paints shapes in turn, skipping those that do not reach the slice. */
export function painter(canvas: Canvas, z: number, seed: number): (shape: Shape | null, fill: Fill) => void {
  let salt = seed * 131;
  return (shape, fill) => {
    salt += 17;
    if (shape !== null) paint(canvas, shape, fill, [z, salt]);
  };
}

type Put = ReturnType<typeof painter>;

/** A vertebra with canal, arch and processes, and the muscles beside it; `v` is where its body stands. */
export function spine(put: Put, v: number, z: number): void {
  const disc = Math.abs(((z % 36) + 36) % 36) < 8;
  for (const side of [-1, 1]) {
    put(ellipse([side * 36, v + 42], 30, 19, [0.96, side * 0.28]), { value: 52, soft: 2, texture: [14, 3], wobble: [2, 12] });
  }
  put(ellipse([0, v], 24, 18), disc ? { value: 85, soft: 2, texture: [10, 4] } : { value: 480, soft: 2, wobble: [0.8, 8] });
  if (!disc) put(ellipse([0, v], 21.5, 15.5), { value: 190, soft: 2, texture: [75, 2.2] });
  if (!disc) {
    for (const side of [-1, 1]) {
      put(
        band(
          [
            [side * 12, v + 13],
            [side * 15, v + 25],
            [side * 4, v + 36],
          ],
          4,
        ),
        { value: 420, soft: 2, texture: [90, 2] },
      );
      put(
        band(
          [
            [side * 14, v + 22],
            [side * 38, v + 26],
          ],
          3.5,
        ),
        { value: 360, soft: 2, texture: [80, 2] },
      );
    }
  }
  put(
    band(
      [
        [0, v + 36],
        [0, v + 58],
      ],
      3.2,
    ),
    { value: 330, soft: 2, texture: [80, 2] },
  );
  put(ellipse([0, v + 25], 9.5, 8.5), { value: -40, soft: 2 });
  put(ellipse([0, v + 25], 7.5, 6.5), { value: 32, soft: 2 });
}

function wall(put: Put): void {
  put(ellipse([0, 0], 178, 122), { value: 20, soft: 1.5, wobble: [3, 60] });
  put(ellipse([0, 0], 175.5, 119.5), { value: -106, soft: 1.5, wobble: [3, 60], texture: [9, 4] });
  put(ellipse([0, 4], 149, 96), { value: 54, soft: 2, wobble: [4, 40], texture: [13, 3] });
  put(ellipse([0, 3], 143, 90), { value: -70, soft: 1.2, wobble: [4, 40] });
  put(ellipse([0, 3], 140, 87), { value: 50, soft: 1.2, wobble: [4, 40], texture: [13, 3] });
  put(ellipse([0, -2], 134, 79), { value: -103, soft: 2, wobble: [4, 40], texture: [12, 5] });
  for (const side of [-1, 1]) put(ellipse([side * 24, -82], 24, 6), { value: 54, soft: 2, texture: [12, 3] });
}

function vessels(put: Put, z: number): void {
  const apart = z > -10 ? 9 : 9 + (-10 - z) * 0.45;
  for (const [u, v, r] of [
    [apart, 12, z > -10 ? 9 : 6.5],
    [-apart - 4, 16, z > -10 ? 11 : 8],
  ] as const) {
    put(ellipse([u, v], r + 1, r), { value: 60, soft: 1.5 });
    put(ellipse([u, v], r, r - 1), { value: 168, soft: 1.5, texture: [8, 3] });
  }
  const random = makeRandom(5);
  for (let i = 0; i < 26; i++) {
    const at: [number, number, number] = [-70 + random.next() * 150, -45 + random.next() * 55, -60 + random.next() * 120];
    const to: [number, number, number] = [at[0] + random.normal() * 22, at[1] + random.normal() * 14, at[2] + random.normal() * 14];
    put(tubeAt({ from: at, to, radius: 1.1 + random.next() }, z), { value: 130, soft: 1.6 });
  }
}

/** Coils of small bowel: each a chain of tubes that stays within the belly; the second value says whether there is gas. */
function makeLoops(seed: number): readonly (readonly [Tube, boolean])[] {
  const random = makeRandom(seed + 99);
  const inside = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
  const out: (readonly [Tube, boolean])[] = [];
  for (let chain = 0; chain < 15; chain++) {
    let at: [number, number, number] = [-58 + random.next() * 130, -58 + random.next() * 60, -75 + random.next() * 130];
    const radius = 10 + random.next() * 4;
    for (let i = 0; i < 6; i++) {
      const to: [number, number, number] = [
        inside(at[0] + random.normal() * 26, -66, 82),
        inside(at[1] + random.normal() * 18, -62, 4),
        inside(at[2] + random.normal() * 13, -80, 78),
      ];
      out.push([{ from: at, to, radius }, random.next() < 0.13]);
      at = to;
    }
  }
  return out;
}

const loopsBySeed = new Map<number, readonly (readonly [Tube, boolean])[]>();

function loopsFor(seed: number): readonly (readonly [Tube, boolean])[] {
  const loops = loopsBySeed.get(seed) ?? makeLoops(seed);
  loopsBySeed.set(seed, loops);
  return loops;
}

function bowel(put: Put, z: number, seed: number): void {
  for (const [shape, gas] of loopsFor(seed)) {
    put(tubeAt(shape, z), { value: 84, soft: 1.6, wobble: [1.6, 9], texture: [10, 3] });
    put(tubeAt({ ...shape, radius: shape.radius - 2.4 }, z), {
      value: gas ? -640 : 24,
      soft: 2.2,
      wobble: [1.8, 6],
      texture: [gas ? 220 : 15, 5],
    });
  }
  for (const [u, seedOff] of [
    [-98, 1],
    [104, 2],
  ] as const) {
    const v = 14 + 6 * sine(z / 90 + seedOff);
    put(ellipse([u, v], 23, 25), { value: 78, soft: 1.8, wobble: [4, 16] });
    put(ellipse([u, v], 20.5, 22.5), { value: 30, soft: 2, wobble: [4, 16], texture: [95, 5] });
    put(ellipse([u + 2, v - 12], 13, 8), { value: -860, soft: 2.5, wobble: [3, 8] });
  }
}

function upperOrgans(put: Put, z: number): void {
  put(ball([-74, -12, 120], [66, 66, 112], z), { value: 108, soft: 2, wobble: [3, 30], texture: [9, 3] });
  put(ball([84, 26, 110], [32, 44, 78], z), { value: 118, soft: 2, wobble: [3, 24], texture: [9, 3] });
  for (const side of [-1, 1]) {
    const centre: [number, number, number] = [side * 66, 42, 64 + side * 6];
    put(ball(centre, [28, 26, 58], z, [0.86, side * -0.5]), { value: 165, soft: 1.8, wobble: [1.5, 14], texture: [14, 4] });
    put(ball([centre[0] - side * 7, centre[1] - 3, centre[2]], [13, 10, 40], z), { value: -60, soft: 3, wobble: [3, 6], texture: [60, 4] });
  }
}

function pelvis(put: Put, z: number): void {
  if (z > -8) return;
  const depth = Math.min(1, (-8 - z) / 40);
  for (const side of [-1, 1]) {
    const crest = [
      [side * 122, -22 + 20 * (1 - depth)],
      [side * (112 - 6 * depth), 14],
      [side * (86 - 18 * depth), 48],
      [side * (62 - 22 * depth), 66],
    ] as const;
    put(band(crest, 5.5 + depth * 2), { value: 560, soft: 2, wobble: [1.5, 10] });
    put(band(crest, 2.8 + depth * 1.6), { value: 170, soft: 2, texture: [70, 2.4] });
    put(curve(line('116,-16 92,6 70,34 84,32 108,6', side)), { value: 56, soft: 2, texture: [12, 3] });
  }
}

const APPENDIX: readonly Tube[] = [
  { from: [-88, 12, -22], to: [-70, 20, -26], radius: 6.5 },
  { from: [-70, 20, -26], to: [-54, 8, -30], radius: 7 },
  { from: [-54, 8, -30], to: [-46, -10, -33], radius: 7.5 },
];

/** An inflamed appendix: thick bright wall, fluid, a stone, and stranded fat around it. */
function appendicitis(put: Put, z: number): void {
  const near = ball([-66, 8, -27], [40, 32, 24], z);
  put(near, { value: -62, soft: 18, texture: [34, 5], wobble: [7, 10], opacity: 0.75 });
  put(ball([-58, -14, -30], [14, 5, 10], z), { value: 14, soft: 3, wobble: [3, 6] });
  for (const tube of APPENDIX) put(tubeAt(tube, z), { value: 122, soft: 1.6, wobble: [1.2, 6], texture: [10, 3] });
  for (const tube of APPENDIX) put(tubeAt({ ...tube, radius: tube.radius - 2.8 }, z), { value: 18, soft: 1.4, wobble: [0.8, 6] });
  put(ball([-74, 18, -25.5], [3.4, 2.8, 3.4], z), { value: 520, soft: 1.6 });
}

/** One slice of a CT of the abdomen in the portal venous phase, in HU. */
export function abdomenSlice({ columns, rows, mm, z, seed }: SliceSpec, inflamed: boolean): Canvas {
  const canvas = makeCanvas(columns, rows, mm, -1000);
  const put = painter(canvas, z, seed);
  wall(put);
  for (const side of [-1, 1]) put(ellipse([side * 38, 40], 20 - z * 0.05, 22 - z * 0.05), { value: 60, soft: 2, texture: [12, 3], wobble: [2, 14] });
  spine(put, 44, z);
  pelvis(put, z);
  upperOrgans(put, z);
  bowel(put, z, seed);
  vessels(put, z);
  if (inflamed) appendicitis(put, z);
  table(canvas);
  grain(canvas, 11, seed * 1000 + Math.round(z * 10));
  return canvas;
}

/** The table top below the patient. */
export function table(canvas: Canvas): void {
  const arc = Array.from({ length: 13 }, (_, i): readonly [number, number] => [-210 + i * 35, 152 - 22 * (1 - cosine((i - 6) / 40))]);
  paint(canvas, band(arc, 1.4), { value: -300, soft: 2 }, [0, 1]);
}
