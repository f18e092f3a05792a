import { colourRgb, paletteColours } from './colour.ts';
import { lookUp } from './luts.ts';
import type { FrameValues, Lut, PixelDescription, VoiWindow } from './types.ts';

/** The modality value of a stored value, such as Hounsfield units (PS3.3 section C.11.1). */
export function modalityValue(description: Pick<PixelDescription, 'modalityLut' | 'rescale'>, stored: number): number {
  if (description.modalityLut !== null) return lookUp(description.modalityLut, stored);
  return description.rescale === null ? stored : stored * description.rescale.slope + description.rescale.intercept;
}

/** A grey value, 0 to 255, of a modality value through a window. @see PS3.3 section C.11.2.1.2 and C.11.2.1.3 */
export function windowed({ center, shape, width }: VoiWindow, value: number): number {
  switch (shape) {
    case 'linear':
      if (value <= center - 0.5 - (width - 1) / 2) return 0;
      if (value > center - 0.5 + (width - 1) / 2) return 255;
      return ((value - (center - 0.5)) / (width - 1) + 0.5) * 255;
    case 'linear-exact':
      if (value <= center - width / 2) return 0;
      return value > center + width / 2 ? 255 : ((value - center) / width + 0.5) * 255;
    default:
      return 255 / (1 + exponential((-4 * (value - center)) / width));
  }
}

/** e to the power of x for showing, the same on every machine: (1 + x / 2^20) squared twenty times. */
function exponential(x: number): number {
  let power = 1 + Math.max(-80, Math.min(80, x)) / 1_048_576;
  for (let n = 0; n < 20; n++) power *= power;
  return power;
}

/** The window that shows the whole range of modality values of a frame, padding left out. */
export function fullWindow(frame: FrameValues, description: PixelDescription): VoiWindow {
  const { padding } = description;
  let least = Infinity;
  let most = -Infinity;
  for (const stored of frame.values) {
    if (!Number.isFinite(stored) || (padding !== null && stored >= padding.from && stored <= padding.to)) continue;
    if (stored < least) least = stored;
    if (stored > most) most = stored;
  }
  if (least > most) return { center: 0, width: 1, shape: 'linear-exact' };
  const [a, b] = [modalityValue(description, least), modalityValue(description, most)];
  return { center: (a + b) / 2, width: Math.max(Math.abs(b - a), 1e-9), shape: 'linear-exact' };
}

function greyOf(frame: FrameValues, description: PixelDescription, window: VoiWindow | undefined): (stored: number) => number {
  const { voiLut, windows } = description;
  const chosen = window ?? windows[0];
  const inverted = frame.photometric === 'MONOCHROME1';
  const voi = chosen === undefined && voiLut !== null ? lutGrey(voiLut) : windowGrey(chosen ?? fullWindow(frame, description));
  return (stored) => {
    const grey = Math.floor(voi(modalityValue(description, stored)) + 0.5);
    return inverted ? 255 - grey : grey;
  };
}

const windowGrey =
  (window: VoiWindow) =>
  (value: number): number =>
    windowed(window, value);

const lutGrey = (lut: Lut) => {
  const most = 2 ** lut.bits - 1;
  return (value: number): number => Math.min(255, (lookUp(lut, Math.floor(value)) * 255) / most);
};

/**
 * A frame of one sample as grey values, 0 (black) to 255, row by row: modality LUT or rescale, then the window that is given, else
 * the header's first, else its VOI LUT, else the whole range; MONOCHROME1 is turned round.
 */
export function toGray(frame: FrameValues, description: PixelDescription, window?: VoiWindow): Uint8Array {
  const grey = greyOf(frame, description, window);
  const out = new Uint8Array(frame.rows * frame.columns);
  if (description.element !== 'integer' || frame.bitsStored > 16) {
    for (let n = 0; n < out.length; n++) out[n] = grey(frame.values[n] ?? 0);
    return out;
  }
  const least = frame.signed ? -(2 ** (frame.bitsStored - 1)) : 0;
  const table = new Int16Array(2 ** frame.bitsStored).fill(-1);
  for (let n = 0; n < out.length; n++) {
    const place = (frame.values[n] ?? 0) - least;
    const known = table[place] ?? -1;
    const value = known >= 0 ? known : grey(place + least);
    if (known < 0) table[place] = value;
    out[n] = value;
  }
  return out;
}

/** A frame as red, green and blue, 8 bits each, row by row; grey frames through `toGray`. */
export function toRgb(frame: FrameValues, description: PixelDescription, window?: VoiWindow): Uint8Array {
  if (frame.samples === 3) return colourRgb(frame);
  const { palette } = description;
  if (frame.photometric === 'PALETTE COLOR' && palette !== null) return paletteColours(frame, palette);
  const out = new Uint8Array(frame.rows * frame.columns * 3);
  const grey = toGray(frame, description, window);
  for (let n = 0; n < grey.length; n++) out.fill(grey[n] ?? 0, n * 3, n * 3 + 3);
  return out;
}

/** A frame as a canvas takes it: red, green, blue and full opacity. */
export function toRgba(frame: FrameValues, description: PixelDescription, window?: VoiWindow): Uint8ClampedArray<ArrayBuffer> {
  const rgb = toRgb(frame, description, window);
  const out = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let n = 0; n * 3 < rgb.length; n++) {
    out[n * 4] = rgb[n * 3] ?? 0;
    out[n * 4 + 1] = rgb[n * 3 + 1] ?? 0;
    out[n * 4 + 2] = rgb[n * 3 + 2] ?? 0;
  }
  return out;
}
