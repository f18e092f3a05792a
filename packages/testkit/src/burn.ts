import { pixelsOf } from './pixels.ts';
import { value, writeFile } from './parts.ts';
import { withParts } from './plant.ts';
import { instanceOf, type SeriesSpec } from './series.ts';

/** Seven rows of five pixels a letter, each row a digit in base 32. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: 'EHHVHHH',
  B: 'UHHUHHU',
  C: 'EHGGGHE',
  D: 'UHHHHHU',
  E: 'VGGUGGV',
  F: 'VGGUGGG',
  G: 'EHGNHHF',
  H: 'HHHVHHH',
  I: 'E44444E',
  J: '72222IC',
  K: 'HIKOKIH',
  L: 'GGGGGGV',
  M: 'HRLLHHH',
  N: 'HHPLJHH',
  O: 'EHHHHHE',
  P: 'UHHUGGG',
  Q: 'EHHHLID',
  R: 'UHHUKIH',
  S: 'FGGE11U',
  T: 'V444444',
  U: 'HHHHHHE',
  V: 'HHHHHA4',
  W: 'HHHLLLA',
  X: 'HHA4AHH',
  Y: 'HHHA444',
  Z: 'V1248GV',
  0: 'EHJLPHE',
  1: '4C4444E',
  2: 'EH1248V',
  3: 'V2421HE',
  4: '26AIV22',
  5: 'VGU11HE',
  6: '68GUHHE',
  7: 'V124888',
  8: 'EHHEHHE',
  9: 'EHHF12C',
  ' ': '0000000',
  '.': '00000CC',
  ':': '0CC0CC0',
  '/': '01248G0',
  '-': '000V000',
  '^': '4AH0000',
};

/** A rectangle in pixels: left, top, right, bottom; right and bottom exclusive. */
export type PixelBox = readonly [number, number, number, number];

/** Words to be burnt into a picture. */
export interface Burn {
  readonly words: string;
  readonly left: number;
  readonly top: number;
  /** Pixels for each dot of the letters; letters are 5 by 7 dots. */
  readonly scale: number;
  /** The stored value of the dots; the brightest when left out. */
  readonly stored?: number;
}

/** The pixels that the letters of a text cover, and the box around them. Capital letters, digits and `.:/-^`. */
export function lettersAt({ words, left, top, scale }: Burn): { readonly dots: readonly (readonly [number, number])[]; readonly box: PixelBox } {
  const dots: (readonly [number, number])[] = [];
  Array.from(words.toUpperCase()).forEach((letter, i) => {
    Array.from(GLYPHS[letter] ?? GLYPHS['-'] ?? '').forEach((digit, row) => {
      const bits = Number.parseInt(digit, 32);
      for (let column = 0; column < 5; column++) {
        if (((bits >> (4 - column)) & 1) === 1) dots.push(...square(left + (i * 6 + column) * scale, top + row * scale, scale));
      }
    });
  });
  return { dots, box: [left, top, left + (words.length * 6 - 1) * scale, top + 7 * scale] };
}

function square(left: number, top: number, size: number): readonly (readonly [number, number])[] {
  return Array.from({ length: size * size }, (_, k): readonly [number, number] => [left + (k % size), top + Math.floor(k / size)]);
}

/** A picture with text in its pixels. */
export interface BurnedIn {
  readonly bytes: Uint8Array;
  readonly texts: readonly { readonly words: string; readonly frame: 0; readonly box: PixelBox }[];
}

/** One instance of a series whose pixels show text. Everything else is as in makeSeries. */
export function makeBurnedIn(spec: SeriesSpec, burns: readonly Burn[]): BurnedIn {
  const file = instanceOf(spec);
  const { columns, rows, bitsStored, element, write } = pixelsOf(file);
  const bytes = element.bytes.slice();
  const texts = burns.map((burn) => {
    const { dots, box } = lettersAt(burn);
    for (const [x, y] of dots) {
      if (x >= 0 && y >= 0 && x < columns && y < rows) write(bytes, y * columns + x, burn.stored ?? 2 ** bitsStored - 1);
    }
    return { words: burn.words, frame: 0 as const, box };
  });
  return { bytes: writeFile(withParts(file, [value(element.tag, element.vr, bytes)])), texts };
}
