import { painter, table, type SliceSpec } from './ct-abdomen.ts';
import { ball, band, cosine, grain, makeCanvas, noise, sine, type Canvas, line } from './paint.ts';
import { hash3 } from './random.ts';

/** One slice of a head with a face, in HU for CT: skull, brain, ventricles, eyes, nose. `z` 0 is the level of the eyes. */
export function headSlice({ columns, rows, mm, z, seed }: SliceSpec, withTable: boolean): Canvas {
  const canvas = makeCanvas(columns, rows, mm, -1000);
  const put = painter(canvas, z, seed);
  put(ball([0, 8, 20], [79, 98, 92], z), { value: 25, soft: 1.5 });
  put(ball([0, -40, -50], [56, 52, 60], z), { value: 25, soft: 2 });
  put(ball([0, -92, -26], [13, 22, 22], z), { value: 30, soft: 1.5 });
  for (const side of [-1, 1]) put(ball([side * 80, 18, -8], [6, 15, 26], z), { value: 20, soft: 1.5, wobble: [2, 6] });
  put(ball([0, 8, 22], [74, 92, 86], z), { value: 950, soft: 1.5, texture: [120, 4] });
  put(ball([0, 8, 22], [68, 86, 80], z), { value: 34, soft: 1.5 });
  put(ball([0, 8, 22], [66, 84, 78], z), { value: 36, soft: 3, texture: [7, 7] });
  put(ball([0, 8, 26], [46, 62, 50], z), { value: 28, soft: 16, texture: [5, 9] });
  for (const side of [-1, 1]) {
    put(ball([side * 11, 0, 36], [7, 26, 18], z, [0.97, side * 0.22]), { value: 7, soft: 2 });
    put(ball([side * 32, -66, 0], [20, 24, 18], z), { value: -70, soft: 2 });
    put(ball([side * 32, -76, 0], [12.5, 12.5, 12.5], z), { value: 12, soft: 1.5 });
    put(ball([side * 20, -56, -34], [15, 18, 20], z), { value: -950, soft: 2 });
  }
  if (z > 6) put(band(line('0,-74 0,90'), 1), { value: 58, soft: 1.6 });
  if (withTable) table(canvas);
  grain(canvas, 3.5, seed * 1000 + Math.round(z * 10));
  return canvas;
}

/** An ultrasound fan with speckle and a cyst, 0 to 255. */
export function ultrasoundFrame({ columns, rows, seed }: Pick<SliceSpec, 'columns' | 'rows' | 'seed'>): Canvas {
  const mm = 180 / columns;
  const canvas = makeCanvas(columns, rows, mm, 0);
  const { values, left } = canvas;
  values.forEach((_, i) => {
    const u = left + (i % columns) * mm;
    const v = 14 + Math.floor(i / columns) * mm;
    const far = Math.sqrt(u * u + v * v);
    if (Math.abs(u) > v * 0.72 || far < 30 || far > 150) return;
    const speckle = hash3(Math.round(far * 1.6), Math.round((u / v) * 90), 0, seed) * hash3(Math.round(far * 1.6), Math.round((u / v) * 90), 1, seed);
    const layers = 0.7 + 0.3 * sine(far / 38 + noise(u / 40, v / 40, 0, seed) * 0.3) + 0.25 * cosine(far / 11);
    const cyst = ((u - 16) / 19) ** 2 + ((v - 86) / 15) ** 2 < 1 + 0.2 * noise(u / 9, v / 9, 2, seed) ? 0.06 : 1;
    const behind = Math.abs(u - 16 * (v / 86)) < 13 && v > 100 ? 1.45 : 1;
    values[i] = Math.min(255, 26 + 330 * speckle * layers * cyst * behind * (1.15 - far / 260));
  });
  values.forEach((value, i) => {
    if (value > 0 && i >= columns) values[i] = (value + (values[i - 1] ?? value) + (values[i - columns] ?? value)) / 3;
  });
  return canvas;
}

/** A line of grey steps, as films carry beside the picture. */
export function greyScale(canvas: Canvas): void {
  const { width, height, values } = canvas;
  for (let y = Math.floor(height * 0.3); y < height * 0.7; y++) {
    for (let x = width - 8; x < width - 3; x++) values[y * width + x] = 255 * (1 - (y / height - 0.3) / 0.4);
  }
}
