import type { JpegHead } from './jpeg-head.ts';
import type { Picture } from './types.ts';

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION = 0x0112;
const MOST_ENTRIES = 512;

/** How a JPEG says that it is to be turned, 1 (as it is) to 8; 1 where it does not say. @see Exif 2.3 section 4.6.4 */
export function exifOrientation(bytes: Uint8Array, { segments }: JpegHead): number {
  for (const { end, marker, start } of segments) {
    const part = bytes.subarray(start, end);
    if (marker !== 0xe1 || EXIF.some((byte, n) => part[n] !== byte)) continue;
    return orientationIn(part.subarray(EXIF.length)) ?? 1;
  }
  return 1;
}

function orientationIn(tiff: Uint8Array): number | null {
  const isLittle = tiff[0] === 0x49;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 10) return null;
  const first = view.getUint32(4, isLittle);
  if (first + 2 > tiff.length) return null;
  const count = Math.min(MOST_ENTRIES, view.getUint16(first, isLittle));
  for (let n = 0; n < count; n += 1) {
    const at = first + 2 + n * 12;
    if (at + 12 > tiff.length) return null;
    if (view.getUint16(at, isLittle) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** A picture turned and mirrored as its orientation says, so that its first row is the top. */
export function upright({ channels, height, samples, width }: Picture, orientation: number): Picture {
  if (orientation <= 1 || orientation > 8) return { channels, height, samples, width };
  const swaps = orientation >= 5;
  const [wide, high] = swaps ? [height, width] : [width, height];
  const out = new Uint8Array(samples.length);
  // Which end of its own row and column a pixel of the upright picture comes from.
  const fromRight = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const fromBottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  for (let y = 0; y < high; y += 1)
    for (let x = 0; x < wide; x += 1) {
      const [u, v] = swaps ? [y, x] : [x, y];
      const from = ((fromBottom ? height - 1 - v : v) * width + (fromRight ? width - 1 - u : u)) * channels;
      for (let c = 0; c < channels; c += 1) out[(y * wide + x) * channels + c] = samples[from + c] ?? 0;
    }
  return { width: wide, height: high, channels, samples: out };
}
