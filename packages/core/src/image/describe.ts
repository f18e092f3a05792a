import type { Instance } from '../dicom/index.ts';
import { type FileRefusal, type FileRefusalCode, no, pathTo, type Result, yes } from '../model/index.ts';
import { type Keyword, tagOf } from '../standard/index.ts';
import { paletteOf, sequenceLut } from './luts.ts';
import { cellsPerFrame, isPaired } from './stored.ts';
import type { Photometric, PixelDescription, PixelElement, VoiWindow } from './types.ts';
import { firstNumbers, frameReadings, numberOf, numbersOf, type Reading, readingOf, textOf } from './values.ts';

/** What a description may claim at most, so that nobody can ask for memory with a header. */
export interface PixelLimits {
  readonly frames: number;
  /** Bytes of one frame as values. */
  readonly frameBytes: number;
  /** Bytes of all frames, native. */
  readonly totalBytes: number;
}

/** Large enough for tomosynthesis and tiled slides, small enough for a worker. */
export const PIXEL_LIMITS: PixelLimits = { frames: 1_000_000, frameBytes: 512 * 1024 * 1024, totalBytes: 1024 ** 4 };

const photometrics: readonly Photometric[] = [
  'MONOCHROME1',
  'MONOCHROME2',
  'PALETTE COLOR',
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_PARTIAL_420',
  'YBR_ICT',
  'YBR_RCT',
];

type Refused = { readonly ok: false; readonly refusal: FileRefusal };

const refuse = (code: FileRefusalCode, keyword: Keyword): Refused => no({ code, at: pathTo([{ tag: tagOf(keyword) }]) });

const pixelKeywords: Readonly<Record<PixelElement, Keyword>> = { integer: 'PixelData', float: 'FloatPixelData', double: 'DoubleFloatPixelData' };

/** Which element holds the pixels of an instance; null where it has none. */
export function pixelElement({ data }: Pick<Instance, 'data'>): PixelElement | null {
  const kinds: readonly PixelElement[] = ['integer', 'float', 'double'];
  return kinds.find((kind) => data.some(({ tag }) => tag === tagOf(pixelKeywords[kind]))) ?? null;
}

/** The tag of the element that holds the pixels. */
export function pixelTag(element: PixelElement): number {
  return tagOf(pixelKeywords[element]);
}

/**
 * Reads what the header says about the pixels; rescale and window are those of `frame`. A refusal names the element that is
 * missing, inconsistent (`bad-pixels`) or over the limits (`too-large`); `pixels-missing` where no element holds pixels.
 *
 * @see PS3.3 section C.7.6.3
 */
export function readPixelDescription(instance: Instance, frame = 0, limits: PixelLimits = PIXEL_LIMITS): Result<PixelDescription, FileRefusal> {
  const element = pixelElement(instance);
  if (element === null) return no({ code: 'pixels-missing', at: null });
  const reading = readingOf(instance);
  const size = readSize(reading);
  if (!size.ok) return size;
  const cells = readCells(reading, element);
  if (!cells.ok) return cells;
  const colour = readColour(reading, cells.value.signed);
  if (!colour.ok) return colour;
  const order = orderOf(instance, cells.value.bitsAllocated);
  // Colours have no sign (PS3.3 section C.7.6.3.1.2), whatever a header says.
  const signed = cells.value.signed && colour.value.samples === 1;
  const description: PixelDescription = {
    element,
    ...size.value,
    ...cells.value,
    ...colour.value,
    signed,
    order,
    ...readShowing(reading, frame, cells.value.signed),
  };
  const wrong = checkWhole(description, instance.encoding.encapsulated, limits);
  return wrong ?? yes(description);
}

function readSize(reading: Reading): Result<Pick<PixelDescription, 'rows' | 'columns' | 'frames'>, FileRefusal> {
  const rows = numberOf(reading, 'Rows');
  if (rows === undefined) return refuse('missing-element', 'Rows');
  if (rows < 1) return refuse('bad-pixels', 'Rows');
  const columns = numberOf(reading, 'Columns');
  if (columns === undefined) return refuse('missing-element', 'Columns');
  if (columns < 1) return refuse('bad-pixels', 'Columns');
  const frames = textOf(reading, 'NumberOfFrames') === undefined ? 1 : (numberOf(reading, 'NumberOfFrames') ?? 0);
  if (!Number.isInteger(frames) || frames < 1) return refuse('bad-pixels', 'NumberOfFrames');
  return yes({ rows, columns, frames });
}

function readCells(
  reading: Reading,
  element: PixelElement,
): Result<Pick<PixelDescription, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'signed'>, FileRefusal> {
  const bitsAllocated = numberOf(reading, 'BitsAllocated');
  if (element !== 'integer') {
    const bits = element === 'float' ? 32 : 64;
    if (bitsAllocated !== undefined && bitsAllocated !== bits) return refuse('bad-pixels', 'BitsAllocated');
    return yes({ bitsAllocated: bits, bitsStored: bits, highBit: bits - 1, signed: true });
  }
  if (bitsAllocated === undefined) return refuse('missing-element', 'BitsAllocated');
  if (bitsAllocated < 1 || bitsAllocated > 32) return refuse('bad-pixels', 'BitsAllocated');
  const bitsStored = numberOf(reading, 'BitsStored');
  if (bitsStored === undefined) return refuse('missing-element', 'BitsStored');
  if (bitsStored < 1 || bitsStored > bitsAllocated) return refuse('bad-pixels', 'BitsStored');
  const highBit = numberOf(reading, 'HighBit') ?? bitsStored - 1;
  if (highBit < bitsStored - 1 || highBit >= bitsAllocated) return refuse('bad-pixels', 'HighBit');
  const representation = numberOf(reading, 'PixelRepresentation');
  if (representation === undefined) return refuse('missing-element', 'PixelRepresentation');
  if (representation !== 0 && representation !== 1) return refuse('bad-pixels', 'PixelRepresentation');
  return yes({ bitsAllocated, bitsStored, highBit, signed: representation === 1 });
}

function readColour(
  reading: Reading,
  signed: boolean,
): Result<Pick<PixelDescription, 'samples' | 'photometric' | 'planar' | 'palette'>, FileRefusal> {
  const text = textOf(reading, 'PhotometricInterpretation');
  if (text === undefined) return refuse('missing-element', 'PhotometricInterpretation');
  const photometric = photometrics.find((one) => one === text);
  if (photometric === undefined) return refuse('bad-pixels', 'PhotometricInterpretation');
  const single = photometric.startsWith('MONOCHROME') || photometric === 'PALETTE COLOR';
  const samples = numberOf(reading, 'SamplesPerPixel') ?? (single ? 1 : undefined);
  if (samples === undefined) return refuse('missing-element', 'SamplesPerPixel');
  if (samples !== (single ? 1 : 3)) return refuse('bad-pixels', 'SamplesPerPixel');
  const planes = samples === 1 ? 0 : (numberOf(reading, 'PlanarConfiguration') ?? 0);
  if (planes !== 0 && planes !== 1) return refuse('bad-pixels', 'PlanarConfiguration');
  const palette = photometric === 'PALETTE COLOR' ? paletteOf(reading, signed) : null;
  if (palette === undefined) return refuse('bad-pixels', 'RedPaletteColorLookupTableDescriptor');
  return yes({ samples, photometric, planar: planes === 1, palette });
}

function orderOf({ data, encoding }: Instance, bitsAllocated: number): PixelDescription['order'] {
  if (!encoding.bigEndian) return 'little';
  if (bitsAllocated > 8) return 'big';
  return data.some(({ tag, vr }) => tag === tagOf('PixelData') && vr === 'OB') ? 'little' : 'swapped';
}

type Showing = Pick<PixelDescription, 'modalityLut' | 'rescale' | 'windows' | 'voiLut' | 'padding' | 'aspect'>;

function readShowing(reading: Reading, frame: number, signed: boolean): Showing {
  const transforms = frameReadings(reading, frame, 'PixelValueTransformationSequence');
  const slope = firstNumbers(transforms, 'RescaleSlope')?.[0];
  const intercept = firstNumbers(transforms, 'RescaleIntercept')?.[0];
  const [height, width] = numbersOf(reading, 'PixelAspectRatio') ?? [];
  return {
    modalityLut: sequenceLut(reading, 'ModalityLUTSequence', signed),
    rescale: slope === undefined || intercept === undefined || slope === 0 ? null : { slope, intercept },
    windows: readWindows(frameReadings(reading, frame, 'FrameVOILUTSequence')),
    voiLut: sequenceLut(reading, 'VOILUTSequence', signed),
    padding: readPadding(reading),
    aspect: height === undefined || width === undefined || height <= 0 || width <= 0 ? null : [height, width],
  };
}

function readWindows(readings: readonly Reading[]): readonly VoiWindow[] {
  for (const reading of readings) {
    const centers = numbersOf(reading, 'WindowCenter') ?? [];
    const widths = numbersOf(reading, 'WindowWidth') ?? [];
    const named = textOf(reading, 'VOILUTFunction');
    const shape = named === 'SIGMOID' ? 'sigmoid' : named === 'LINEAR_EXACT' ? 'linear-exact' : 'linear';
    const windows = centers.flatMap((center, n): VoiWindow[] => {
      const width = widths[n];
      return width === undefined || width <= 0 || (shape === 'linear' && width < 1) ? [] : [{ center, width, shape }];
    });
    if (windows.length > 0) return windows;
  }
  return [];
}

function readPadding(reading: Reading): PixelDescription['padding'] {
  const value = numberOf(reading, 'PixelPaddingValue');
  if (value === undefined) return null;
  const limit = numberOf(reading, 'PixelPaddingRangeLimit') ?? value;
  return { from: Math.min(value, limit), to: Math.max(value, limit) };
}

function checkWhole(description: PixelDescription, encapsulated: boolean, limits: PixelLimits): Refused | null {
  const { bitsAllocated, columns, frames, photometric, planar, rows, samples } = description;
  if (frames > limits.frames) return refuse('too-large', 'NumberOfFrames');
  if (rows * columns * samples * Math.ceil(bitsAllocated / 8) > limits.frameBytes) return refuse('too-large', 'Rows');
  if (cellsPerFrame(description) * frames * (bitsAllocated / 8) > limits.totalBytes) return refuse('too-large', 'NumberOfFrames');
  if (encapsulated) return null;
  const subsampled = photometric === 'YBR_PARTIAL_420' || photometric === 'YBR_ICT' || photometric === 'YBR_RCT';
  if (subsampled) return refuse('bad-pixels', 'PhotometricInterpretation');
  if (isPaired(description) && (planar || columns % 2 === 1)) return refuse('bad-pixels', planar ? 'PlanarConfiguration' : 'Columns');
  if (description.order === 'big' && bitsAllocated % 16 !== 0) return refuse('bad-pixels', 'BitsAllocated');
  return null;
}
