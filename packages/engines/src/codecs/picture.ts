import { type DecodedFrame, type Photometric, type PixelDescription, type StoredArray, storedArray, storedFromCell } from '@silhouette/core/image';

/** Decoded samples before they are matched with their header: whole numbers, side by side for each pixel. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample as the codestream says. */
  readonly precision: number;
  readonly raw: ArrayLike<number>;
  /** True where coding may have moved values a little: what then lies above Bits Stored is clamped, not cut. */
  readonly lossy: boolean;
  readonly photometric: Photometric;
}

/** True where a codestream has the size that its header says. */
export function fitsHeader(size: Pick<Samples, 'width' | 'height' | 'components'>, description: PixelDescription): boolean {
  return size.width === description.columns && size.height === description.rows && size.components === description.samples;
}

/**
 * Stored values of decoded samples. Codestreams of whole cells (16 bits of which 12 are stored) are cut to Bits Stored; what has
 * fewer bits than the header says is read in its own width. The header's Pixel Representation says what is negative.
 */
export function toDecodedFrame(samples: Samples, description: PixelDescription): DecodedFrame {
  const { bitsStored, columns, rows, signed } = description;
  const { photometric, precision, raw } = samples;
  const values = storedArray(description, rows * columns * description.samples);
  const unusedBitsSet = precision > bitsStored ? cutCells(samples, description, values) : readNarrow(raw, values, { precision, signed });
  return { rows, columns, samples: description.samples, photometric, bitsStored, signed, values, unusedBitsSet };
}

/** Samples of their own width; nothing can stand beside it. */
function readNarrow(raw: ArrayLike<number>, values: StoredArray, { precision, signed }: { precision: number; signed: boolean }): false {
  const shift = 32 - precision;
  if (signed) for (let n = 0; n < values.length; n++) values[n] = ((raw[n] ?? 0) << shift) >> shift;
  else for (let n = 0; n < values.length; n++) values[n] = ((raw[n] ?? 0) << shift) >>> shift;
  return false;
}

/** Cells wider than Bits Stored; true where something stood in the bits beside that was no sign. */
function cutCells({ lossy, precision, raw }: Samples, description: PixelDescription, values: StoredArray): boolean {
  const { bitsStored, signed } = description;
  const isLow = description.highBit === bitsStored - 1;
  const cell = { ...description, highBit: Math.min(description.highBit, precision - 1) };
  const most = 2 ** bitsStored - 1;
  const width = 2 ** precision;
  let isSet = false;
  for (let n = 0; n < values.length; n++) {
    const sample = raw[n] ?? 0;
    const value = lossy && isLow && !signed ? Math.min(most, sample) : storedFromCell(sample, cell);
    values[n] = value;
    const plain = value * 2 ** (cell.highBit + 1 - bitsStored);
    isSet ||= sample !== plain && sample !== plain + width;
  }
  return isSet;
}

/** What three samples mean once chroma has been brought to full resolution. */
export function fullPhotometric(photometric: Photometric): Photometric {
  return photometric === 'YBR_FULL_422' ? 'YBR_FULL' : photometric;
}
