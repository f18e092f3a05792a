/** Stored values of one frame, and how they become light. Rows from the top, left to right; colour as red, green, blue. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly samples: 1 | 3;
  readonly values: Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;
  /** Stored value to the modality's unit (PS3.3 C.11.1): value * slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /** MONOCHROME1: the lowest value is white (PS3.3 C.7.6.3.1.2). */
  readonly invert: boolean;
  /** Window centre and width in the modality's unit; null where the object has none. */
  readonly window: Window | null;
  /** Height of a pixel over its width. */
  readonly aspect: number;
}

/** A window in the modality's unit (PS3.3 C.11.2). */
export interface Window {
  readonly centre: number;
  readonly width: number;
}

/**
 * How a contact sheet shows values. `shown`: as the window of the object says. The others leave no value out of sight: `full` from
 * the lowest to the highest stored value, `dark` and `bright` the lowest and the highest hundredth of it, where one window hides text.
 */
export type Tone = 'shown' | 'full' | 'dark' | 'bright';

/** The lowest and highest stored value, and those under which a hundredth, and all but a hundredth, of the pixels lie. */
export interface Spread {
  readonly low: number;
  readonly high: number;
  readonly lowPart: number;
  readonly highPart: number;
}

const BINS = 4_096;

/** Measures the stored values of a picture. An empty picture gives zeros. */
export function spreadOf(values: Picture['values']): Spread {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return { low: 0, high: 0, lowPart: 0, highPart: 0 };
  const bins = new Uint32Array(BINS);
  const scale = high > low ? (BINS - 1) / (high - low) : 0;
  for (const value of values) {
    const bin = ((value - low) * scale) | 0;
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const at = (part: number): number => {
    let sum = 0;
    for (let bin = 0; bin < BINS; bin++) {
      sum += bins[bin] ?? 0;
      if (sum >= values.length * part) return scale === 0 ? low : low + bin / scale;
    }
    return high;
  };
  return { low, high, lowPart: at(0.01), highPart: at(0.99) };
}

/** The window, in the modality's unit, for a tone. */
export function windowFor(picture: Picture, tone: Tone): Window {
  if (tone === 'shown' && picture.window !== null) return picture.window;
  const { low, high, lowPart, highPart } = spreadOf(picture.values);
  const tenth = Math.max((high - low) / 64, 1);
  const between = (from: number, to: number): Window => ({
    centre: ((from + to) / 2) * picture.slope + picture.intercept,
    width: Math.max(Math.abs((to - from) * picture.slope), 1),
  });
  switch (tone) {
    case 'dark':
      return between(low, low + tenth);
    case 'bright':
      return between(high - tenth, high);
    case 'full':
      return between(low, high);
    case 'shown':
      return between(lowPart, highPart);
    default:
      return tone satisfies never;
  }
}

/** Bytes of red, green, blue, alpha for a picture through a window (linear exact, PS3.3 C.11.2.1.3.2); colour is not windowed unless a tone asks. */
export function paint(picture: Picture, window: Window): Uint8ClampedArray<ArrayBuffer> {
  const pixels = picture.columns * picture.rows;
  const light = new Uint8ClampedArray(pixels * 4);
  const low = (window.centre - window.width / 2 - picture.intercept) / picture.slope;
  const scale = (255 * picture.slope) / window.width;
  const { values, samples } = picture;
  for (let i = 0, out = 0; i < pixels; i++, out += 4) {
    for (let s = 0; s < 3; s++) {
      const value = ((values[samples === 1 ? i : i * 3 + s] ?? 0) - low) * scale;
      light[out + s] = picture.invert ? 255 - value : value;
    }
    light[out + 3] = 255;
  }
  return light;
}

const ASIS: Window = { centre: 127.5, width: 255 };

/** Draws a picture on a canvas, at the size of its stored values. */
export function drawPicture(canvas: HTMLCanvasElement, picture: Picture, tone: Tone, window?: Window): void {
  const pen = canvas.getContext('2d', { alpha: false });
  if (pen === null || picture.columns === 0 || picture.rows === 0) return;
  canvas.width = picture.columns;
  canvas.height = picture.rows;
  const through = window ?? (picture.samples === 3 && tone === 'shown' ? ASIS : windowFor(picture, tone));
  pen.putImageData(new ImageData(paint(picture, through), picture.columns, picture.rows), 0, 0);
}
