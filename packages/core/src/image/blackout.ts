import type { Instance } from '../dicom/index.ts';
import type { Box, FileRefusal } from '../model/index.ts';
import { no, pathTo, type Result, yes } from '../model/index.ts';
import { paletteRgb } from './colour.ts';
import { pixelTag, readPixelDescription } from './describe.ts';
import { openFrames, type FrameReader } from './frames.ts';
import { modalityValue } from './show.ts';
import { type Cells, cellsOf, cellsPerFrame, isPaired, nativeBytes, nativeDescription, nativeLength } from './stored.ts';
import type { DecodeFrame, DecodeRefusal, FrameValues, PixelDescription } from './types.ts';

/**
 * The stored values that show black, one a sample: what a blackout writes. They depend on the header alone, so that a second look
 * knows them. Not the very least that a cell can hold: that would make programs that window by the range show the rest white.
 */
export function blackOf(description: PixelDescription): readonly number[] {
  const { bitsStored, element, photometric, samples } = description;
  if (element !== 'integer') return [0];
  const middle = 2 ** (bitsStored - 1);
  if (samples === 3) {
    if (photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422') return [0, middle, middle];
    return photometric.startsWith('YBR_PARTIAL') ? [2 ** bitsStored / 16, middle, middle] : [0, 0, 0];
  }
  return [photometric === 'PALETTE COLOR' ? darkestEntry(description) : darkestGrey(description)];
}

/** Air in Hounsfield units: black in every window that people use, and near enough for programs that window by the range of values. */
const air = -1024;

function darkestGrey(description: PixelDescription): number {
  const { bitsStored, modalityLut, photometric, rescale, signed, windows } = description;
  const least = signed ? -(2 ** (bitsStored - 1)) : 0;
  const most = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  const isInverted = photometric === 'MONOCHROME1';
  const falls = modalityValue(description, least) > modalityValue(description, most);
  const end = falls === isInverted ? least : most;
  if (end === 0 || modalityLut !== null || (isInverted && windows.length === 0)) return end;
  const reach = windows.map(({ center, shape, width }) => (shape === 'sigmoid' ? width * 2 : width / 2 + 1) * (isInverted ? 1 : -1) + center);
  const modality = isInverted ? Math.max(...reach) : Math.min(air, ...reach);
  const { intercept, slope } = rescale ?? { intercept: 0, slope: 1 };
  const stored = (modality - intercept) / slope;
  return Math.max(least, Math.min(most, end === least ? Math.floor(stored) : Math.ceil(stored)));
}

function darkestEntry({ bitsStored, palette, signed }: PixelDescription): number {
  if (palette === null) return 0;
  const { first, entries } = palette.red;
  const [least, most] = signed ? [-(2 ** (bitsStored - 1)), 2 ** (bitsStored - 1) - 1] : [0, 2 ** bitsStored - 1];
  let darkest = Math.max(least, Math.min(most, first));
  let light = Infinity;
  for (let value = darkest; value <= Math.min(most, first + entries.length - 1); value++) {
    const [red, green, blue] = paletteRgb(palette, value);
    const sum = red * 3 + green * 6 + blue;
    if (sum < light) [darkest, light] = [value, sum];
  }
  return darkest;
}

/** The part of a box that lies in the frame, widened to whole pairs where pairs of pixels share chroma; null where nothing does. */
export function coveredBox([left, top, right, bottom]: Box, description: PixelDescription): Box | null {
  const { columns, rows } = description;
  const unit = isPaired(description) ? 2 : 1;
  const from = Math.floor(left / unit) * unit;
  const to = Math.min(columns, Math.ceil(right / unit) * unit);
  return from < to && top < Math.min(rows, bottom) ? [from, top, to, Math.min(rows, bottom)] : null;
}

/** Decoded values with one constant over the boxes, all else as it was. */
export function blackoutValues(frame: FrameValues, boxes: readonly Box[], black: readonly number[]): FrameValues {
  const values = frame.values.slice();
  for (const [left, top, right, bottom] of boxes) {
    for (let row = top; row < Math.min(frame.rows, bottom); row++) {
      for (let column = left; column < Math.min(frame.columns, right); column++) {
        for (let n = 0; n < frame.samples; n++) values[(row * frame.columns + column) * frame.samples + n] = black[n] ?? 0;
      }
    }
  }
  return { ...frame, values };
}

/** True where every pixel of the box has the values that a blackout writes: the mark by which a second look knows it. */
export function isBlackedOut(frame: FrameValues, [left, top, right, bottom]: Box, black: readonly number[]): boolean {
  for (let row = top; row < Math.min(frame.rows, bottom); row++) {
    for (let column = left; column < Math.min(frame.columns, right); column++) {
      for (let n = 0; n < frame.samples; n++) {
        if (frame.values[(row * frame.columns + column) * frame.samples + n] !== (black[n] ?? 0)) return false;
      }
    }
  }
  return true;
}

/** True where all pixels of the box are alike, whatever they show: what no text can be in. */
export function isConstant(frame: FrameValues, box: Box): boolean {
  const first = (box[1] * frame.columns + box[0]) * frame.samples;
  return isBlackedOut(frame, box, Array.from(frame.values.subarray(first, first + frame.samples)));
}

/** Native frame bytes (a NativeRange) with one constant over the boxes: whole cells, unused bits too; all other bits as they were. */
export function blackoutBytes(bytes: Uint8Array, description: PixelDescription, boxes: readonly Box[], bit = 0): Uint8Array {
  const out = new Uint8Array(bytes);
  const black = blackOf(description).map((value) => cellOf(value, description));
  for (const box of boxes) {
    const covered = coveredBox(box, description);
    if (covered === null) continue;
    if (description.element === 'integer') fillCells(cellsOf(out, description, bit), covered, { black, description });
    else fillFloats(out, covered, description);
  }
  return out;
}

/** The bits of a cell that hold a stored value: signs extended above the high bit, zeros elsewhere. */
function cellOf(value: number, { bitsAllocated, bitsStored, highBit }: PixelDescription): number {
  const low = 2 ** (highBit + 1 - bitsStored);
  const cell = value * low;
  return cell < 0 ? cell + 2 ** bitsAllocated : cell;
}

function fillCells(
  cells: Cells,
  [left, top, right, bottom]: Box,
  { black, description }: { black: readonly number[]; description: PixelDescription },
): void {
  const { columns, planar, rows, samples } = description;
  const [first = 0, second = 0, third = 0] = black;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const pixel = row * columns + column;
      if (isPaired(description)) {
        const pair = Math.floor(pixel / 2) * 4;
        cells.set(pair + (pixel % 2), first);
        cells.set(pair + 2, second);
        cells.set(pair + 3, third);
        continue;
      }
      for (let n = 0; n < samples; n++) cells.set(planar ? n * rows * columns + pixel : pixel * samples + n, black[n] ?? 0);
    }
  }
}

function fillFloats(bytes: Uint8Array, [left, top, right, bottom]: Box, { bitsAllocated, columns }: PixelDescription): void {
  const width = bitsAllocated / 8;
  for (let row = top; row < bottom; row++) bytes.fill(0, (row * columns + left) * width, (row * columns + right) * width);
}

/** A box to black out, in all frames or those named (from 0). */
export interface Redaction {
  readonly frames: 'all' | readonly number[];
  readonly box: Box;
}

/** New Pixel Data, given piece by piece so that memory holds one frame. */
export interface RedactedPixels {
  /** What the header must say now. */
  readonly description: PixelDescription;
  /** The transfer syntax to write: null where it stays (native), Explicit VR Little Endian where frames were decoded. */
  readonly syntax: '1.2.840.10008.1.2.1' | null;
  readonly vr: 'OB' | 'OW' | 'OF' | 'OD';
  /** Bytes in all, without a pad byte. */
  readonly length: number;
  /** The bytes in order; the last one may be a refusal, and then there is no picture. */
  pieces(): AsyncGenerator<Result<Uint8Array, FileRefusal>, void, undefined>;
}

/**
 * Blacks out boxes in the frames of an instance. Native frames keep their form and every bit outside the boxes (pairs that share
 * chroma widen a box by a column). Encapsulated frames are all decoded and become native. A box or frame that the picture does not
 * have is `bad-value`; a frame that cannot be decoded is `needs-decoder`, `too-large` or `bad-pixels`.
 */
export async function blackoutInstance(
  instance: Instance,
  redactions: readonly Redaction[],
  decode: DecodeFrame,
): Promise<Result<RedactedPixels, FileRefusal>> {
  const read = readPixelDescription(instance);
  if (!read.ok) return read;
  const description = read.value;
  const at = pathTo([{ tag: pixelTag(description.element) }]);
  const isThere = ({ box, frames }: Redaction): boolean =>
    coveredBox(box, description) !== null && (frames === 'all' || frames.every((frame) => frame < description.frames));
  if (!redactions.every(isThere)) return no({ code: 'bad-value', at });
  const opened = openFrames(instance, description);
  if (!opened.ok) return opened;
  if (!instance.encoding.encapsulated) return yes(nativePixels(opened.value, description, { at, redactions }));
  return decodedPixels(opened.value, description, { at, redactions, decode, syntax: instance.encoding.uid });
}

interface Job {
  readonly at: string;
  readonly redactions: readonly Redaction[];
}

const boxesOf = (redactions: readonly Redaction[], frame: number): readonly Box[] =>
  redactions.filter(({ frames }) => frames === 'all' || frames.includes(frame)).map(({ box }) => box);

function vrOf({ bitsAllocated, element }: PixelDescription): RedactedPixels['vr'] {
  if (element !== 'integer') return element === 'float' ? 'OF' : 'OD';
  return bitsAllocated > 8 ? 'OW' : 'OB';
}

function nativePixels(reader: FrameReader, description: PixelDescription, { at, redactions }: Job): RedactedPixels {
  const bits = cellsPerFrame(description) * description.bitsAllocated;
  async function* pieces(): AsyncGenerator<Result<Uint8Array, FileRefusal>, void, undefined> {
    let rest: Uint8Array = new Uint8Array(0);
    for (let frame = 0; frame < description.frames; frame++) {
      const found = reader.read(frame);
      if (found === null) return yield no({ code: 'read-failed', at });
      const done = blackoutBytes(found.bytes, description, boxesOf(redactions, frame), found.bit);
      if (found.bit > 0) mergeFirst(done, rest, found.bit);
      const isShared = frame + 1 < description.frames && (found.bit + bits) % (description.order === 'swapped' ? 16 : 8) !== 0;
      const kept = isShared ? (description.order === 'swapped' ? 2 : 1) : 0;
      rest = done.subarray(done.length - kept);
      yield yes(done.subarray(0, done.length - kept));
    }
  }
  // Where bytes are swapped in pairs, the byte that makes the length even stands before the last one.
  const whole = nativeLength(description);
  const length = description.order === 'swapped' ? whole + (whole % 2) : whole;
  return { description, syntax: null, vr: vrOf(description), length, pieces };
}

/** Two packed frames share bytes: the bits of the earlier one are taken from what was done to it. */
function mergeFirst(bytes: Uint8Array, earlier: Uint8Array, bit: number): void {
  const swap = earlier.length === 2 ? 1 : 0;
  for (let n = 0; n < bit; n++) {
    const where = Math.floor(n / 8) ^ swap;
    const mask = 1 << (n % 8);
    bytes[where] = ((bytes[where] ?? 0) & ~mask) | ((earlier[where] ?? 0) & mask);
  }
}

const refusalCodes: Readonly<Record<DecodeRefusal, FileRefusal['code']>> = {
  'no-decoder': 'needs-decoder',
  'too-large': 'too-large',
  unreadable: 'bad-pixels',
};

async function decodedPixels(
  reader: FrameReader,
  description: PixelDescription,
  { at, decode, redactions, syntax }: Job & { readonly decode: DecodeFrame; readonly syntax: string },
): Promise<Result<RedactedPixels, FileRefusal>> {
  const decodeOne = async (frame: number): Promise<Result<FrameValues, FileRefusal>> => {
    const found = reader.read(frame);
    if (found === null) return no({ code: 'read-failed', at });
    const decoded = await decode({ syntax, bytes: found.bytes, description });
    return decoded.ok ? decoded : no({ code: refusalCodes[decoded.refusal], at });
  };
  const first = await decodeOne(0);
  if (!first.ok) return first;
  const native = nativeDescription(first.value, description);
  const black = blackOf(native);
  const firstFrame = first.value;
  async function* pieces(): AsyncGenerator<Result<Uint8Array, FileRefusal>, void, undefined> {
    for (let frame = 0; frame < description.frames; frame++) {
      const decoded = frame === 0 ? first : await decodeOne(frame);
      if (!decoded.ok) return yield decoded;
      if (decoded.value.photometric !== firstFrame.photometric) return yield no({ code: 'bad-pixels', at });
      yield yes(nativeBytes(blackoutValues(decoded.value, boxesOf(redactions, frame), black)));
    }
  }
  return yes({ description: native, syntax: '1.2.840.10008.1.2.1', vr: vrOf(native), length: nativeLength(native), pieces });
}
