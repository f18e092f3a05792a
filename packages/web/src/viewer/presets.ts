import { spreadOf } from '../ui/index.ts';
import type { ReadFrame } from './open.ts';

/** The edges of a window in modality values: the lower is black, the upper white. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

/** Width and level as radiologists say them (PS3.3 C.11.2.1.2, function LINEAR). */
export interface Level {
  readonly width: number;
  readonly level: number;
}

/** The edges for a width and a level: half a value further in on each side, as the function LINEAR has it. */
export const rangeOf = ({ width, level }: Level): Range => ({ lower: level - 0.5 - (width - 1) / 2, upper: level - 0.5 + (width - 1) / 2 });

/** Width and level for edges, the inverse of `rangeOf`. */
export const levelOf = ({ lower, upper }: Range): Level => ({ width: upper - lower + 1, level: (lower + upper) / 2 + 0.5 });

/** A number of a window as it is shown: whole where that is exact enough. */
export const sayNumber = (value: number): string => (Math.abs(value) >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(2));

/** A preset: its name, and the window it sets for the frame in view. */
export interface Preset {
  readonly name: string;
  readonly range: (frame: ReadFrame) => Range;
}

/** What the header of the object says; without a window, all but the outermost hundredths of the values. */
export function ownRange(frame: ReadFrame): Range {
  const [window] = frame.windows;
  if (window !== undefined) {
    const half = window.width / 2;
    return window.shape === 'linear'
      ? rangeOf({ width: window.width, level: window.center })
      : { lower: window.center - half, upper: window.center + half };
  }
  if (frame.samples === 3) return { lower: 0, upper: 255 };
  const { lowPart, highPart } = spreadOf(frame.values);
  return edges(frame, lowPart, highPart);
}

function edges({ slope, intercept }: ReadFrame, from: number, to: number): Range {
  const [a, b] = [from * slope + intercept, to * slope + intercept];
  const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
  return upper > lower ? { lower, upper } : { lower: lower - 0.5, upper: upper + 0.5 };
}

function part(frame: ReadFrame, from: number, to: number): Range {
  const { low, high } = spreadOf(frame.values);
  return edges(frame, low + (high - low) * from, low + (high - low) * to);
}

const own: Preset = { name: 'As recorded', range: ownRange };

/** No stored value is out of a reader's sight: full range, and both ends spread (THREATS.md). */
const ENDS: readonly Preset[] = [
  { name: 'Full range', range: (frame) => part(frame, 0, 1) },
  { name: 'Dark end', range: (frame) => part(frame, 0, 1 / 64) },
  { name: 'Bright end', range: (frame) => part(frame, 63 / 64, 1) },
];

const hounsfield = (name: string, width: number, level: number): Preset => ({ name, range: () => rangeOf({ width, level }) });

const CT: readonly Preset[] = [
  own,
  hounsfield('Soft tissue', 400, 40),
  hounsfield('Lung', 1_500, -600),
  hounsfield('Bone', 2_000, 350),
  hounsfield('Brain', 80, 40),
  hounsfield('Liver', 160, 80),
];

/** The presets of a modality in the order of their keys, 1 to 9. Hounsfield windows are offered for CT alone. */
export function presetsFor(modality: string): readonly Preset[] {
  return [...(modality === 'CT' ? CT : [own]), ...ENDS];
}
