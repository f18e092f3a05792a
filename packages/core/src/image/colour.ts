import { lookUp } from './luts.ts';
import type { FrameValues, Palette } from './types.ts';

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** Full-range YCbCr to RGB, 8 bits, in the fixed-point arithmetic that JPEG decoders use (ITU-T T.871 section 7). */
export function ybrToRgb(y: number, cb: number, cr: number): readonly [number, number, number] {
  const b = cb - 128;
  const r = cr - 128;
  return [
    clamp(y + ((91_881 * r + 32_768) >> 16)),
    clamp(y + ((-22_554 * b - 46_802 * r + 32_768) >> 16)),
    clamp(y + ((116_130 * b + 32_768) >> 16)),
  ];
}

/** YCbCr of the ranges 16 to 235 and 16 to 240 (YBR_PARTIAL) to RGB, PS3.3 section C.7.6.3.1.2. */
export function partialYbrToRgb(y: number, cb: number, cr: number): readonly [number, number, number] {
  const scaled = 76_309 * (y - 16) + 32_768;
  const b = cb - 128;
  const r = cr - 128;
  return [clamp((scaled + 104_597 * r) >> 16), clamp((scaled - 25_675 * b - 53_279 * r) >> 16), clamp((scaled + 132_201 * b) >> 16)];
}

/** The colour of a palette's stored value, 8 bits a sample. */
export function paletteRgb({ red, green, blue }: Palette, value: number): readonly [number, number, number] {
  const toByte = (entry: number, bits: number): number => (bits > 8 ? entry >>> (bits - 8) : entry & 255);
  return [toByte(lookUp(red, value), red.bits), toByte(lookUp(green, value), green.bits), toByte(lookUp(blue, value), blue.bits)];
}

/** A frame of palette indices as RGB, 8 bits a sample. */
export function paletteColours({ values }: FrameValues, palette: Palette): Uint8Array {
  const out = new Uint8Array(values.length * 3);
  for (let n = 0; n < values.length; n++) out.set(paletteRgb(palette, values[n] ?? 0), n * 3);
  return out;
}

/** A frame of three samples as RGB, 8 bits a sample. */
export function colourRgb({ bitsStored, photometric, values }: FrameValues): Uint8Array {
  const out = new Uint8Array(values.length);
  const most = 2 ** bitsStored - 1;
  const toByte = (value: number): number => (bitsStored === 8 ? value & 255 : clamp(Math.floor((value * 255) / most)));
  const convert =
    photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422' ? ybrToRgb : photometric.startsWith('YBR_PARTIAL') ? partialYbrToRgb : null;
  for (let n = 0; n + 2 < values.length; n += 3) {
    const [a, b, c] = [toByte(values[n] ?? 0), toByte(values[n + 1] ?? 0), toByte(values[n + 2] ?? 0)];
    const rgb = convert === null ? [a, b, c] : convert(a, b, c);
    out.set(rgb, n);
  }
  return out;
}
