import { no, type Result, yes } from '../model/index.ts';
import type { DecodeRefusal, FrameValues, PixelDescription, StoredArray } from './types.ts';

/** Where a native frame stands in Pixel Data: bytes from `start` to `end` (exclusive), its first cell `bit` bits into the first byte. */
export interface NativeRange {
  readonly start: number;
  readonly end: number;
  readonly bit: number;
}

/** How many cells a native frame has: samples, or two a pixel where chroma is shared by pairs (PS3.3 section C.7.6.3.1.2). */
export function cellsPerFrame(description: PixelDescription): number {
  const pixels = description.rows * description.columns;
  return isPaired(description) ? pixels * 2 : pixels * description.samples;
}

/** True where native pixels share chroma in pairs: Y1 Y2 Cb Cr. */
export function isPaired(description: PixelDescription): boolean {
  return description.samples === 3 && (description.photometric === 'YBR_FULL_422' || description.photometric === 'YBR_PARTIAL_422');
}

/** The range of one frame of native Pixel Data; frames of packed bits follow each other without padding (PS3.5 section 8.1.1). */
export function nativeFrameRange(description: PixelDescription, frame: number): NativeRange {
  const bits = cellsPerFrame(description) * description.bitsAllocated;
  const first = bits * frame;
  const unit = description.order === 'swapped' ? 16 : 8;
  const start = Math.floor(first / unit) * (unit / 8);
  return { start, end: Math.ceil((first + bits) / unit) * (unit / 8), bit: first - start * 8 };
}

/** How many bytes native Pixel Data of this description has, without the byte that makes it even. */
export function nativeLength(description: PixelDescription): number {
  return Math.ceil((cellsPerFrame(description) * description.bitsAllocated * description.frames) / 8);
}

/**
 * How the length of native Pixel Data compares with its description, in bytes: `missing`, and `excess` behind the last frame (without
 * the byte that makes it even). Both are 0 in a sound file.
 */
export function nativeBalance(description: PixelDescription, length: number): { readonly missing: number; readonly excess: number } {
  const wanted = nativeLength(description);
  const even = wanted + (wanted % 2);
  return { missing: Math.max(0, wanted - length), excess: length > even ? length - wanted : 0 };
}

/** An empty array for `length` stored values of this description. */
export function storedArray(description: Pick<PixelDescription, 'element' | 'bitsStored' | 'signed'>, length: number): StoredArray {
  if (description.element === 'float') return new Float32Array(length);
  if (description.element === 'double') return new Float64Array(length);
  if (description.bitsStored <= 8) return description.signed ? new Int8Array(length) : new Uint8Array(length);
  if (description.bitsStored <= 16) return description.signed ? new Int16Array(length) : new Uint16Array(length);
  return description.signed ? new Int32Array(length) : new Uint32Array(length);
}

/** The stored value in a cell's bits: unused bits dropped, sign extended (PS3.5 section 8.1.1). */
export function storedFromCell(cell: number, description: Pick<PixelDescription, 'bitsStored' | 'highBit' | 'signed'>): number {
  const { bitsStored, highBit, signed } = description;
  const low = highBit + 1 - bitsStored;
  const value = bitsStored === 32 ? cell >>> 0 : (cell >>> low) & (2 ** bitsStored - 1);
  return signed && value >= 2 ** (bitsStored - 1) ? value - 2 ** bitsStored : value;
}

/** Reads and writes the cells of native bytes, whatever their width and order. Cells are unsigned. */
export interface Cells {
  get(index: number): number;
  set(index: number, cell: number): void;
}

/** A view of native frame bytes as cells; `bit` as in NativeRange. Callers keep indices in range. */
export function cellsOf(bytes: Uint8Array, description: Pick<PixelDescription, 'bitsAllocated' | 'order'>, bit: number): Cells {
  const { bitsAllocated, order } = description;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order !== 'big';
  const swap = order === 'swapped' ? 1 : 0;
  switch (bitsAllocated) {
    case 8:
      return {
        get: (index) => bytes[(index + bit / 8) ^ swap] ?? 0,
        set: (index, cell) => {
          bytes[(index + bit / 8) ^ swap] = cell;
        },
      };
    case 16:
      return { get: (index) => view.getUint16(index * 2, little), set: (index, cell) => view.setUint16(index * 2, cell, little) };
    case 32:
      return { get: (index) => view.getUint32(index * 4, little), set: (index, cell) => view.setUint32(index * 4, cell, little) };
    default:
      return packedCells(bytes, bitsAllocated, { bit, swap });
  }
}

function packedCells(bytes: Uint8Array, width: number, at: { bit: number; swap: number }): Cells {
  return {
    get: (index) => {
      let cell = 0;
      for (let n = 0; n < width; n++) {
        const place = at.bit + index * width + n;
        const byte = bytes[Math.floor(place / 8) ^ at.swap] ?? 0;
        cell += ((byte >>> (place % 8)) & 1) * 2 ** n;
      }
      return cell;
    },
    set: (index, cell) => {
      for (let n = 0; n < width; n++) {
        const place = at.bit + index * width + n;
        const where = Math.floor(place / 8) ^ at.swap;
        const mask = 1 << (place % 8);
        const on = Math.floor(cell / 2 ** n) % 2 === 1;
        bytes[where] = on ? (bytes[where] ?? 0) | mask : (bytes[where] ?? 0) & ~mask;
      }
    },
  };
}

/**
 * The stored values of one native frame. `bytes` is the frame's NativeRange of Pixel Data; too few bytes are `unreadable`.
 *
 * @see PS3.5 section 8.1.1
 */
export function storedValues(bytes: Uint8Array, description: PixelDescription, bit = 0): Result<FrameValues, DecodeRefusal> {
  const cells = cellsPerFrame(description);
  const whole = description.order === 'swapped' ? bytes.length - (bytes.length % 2) : bytes.length;
  if (whole * 8 < bit + cells * description.bitsAllocated) return no('unreadable');
  const { rows, columns, samples, signed, bitsStored } = description;
  const values = storedArray(description, rows * columns * samples);
  const photometric = isPaired(description) && description.photometric === 'YBR_FULL_422' ? 'YBR_FULL' : description.photometric;
  if (description.element !== 'integer') readFloats(bytes, values, description.order !== 'big');
  else if (!readPlain(bytes, values, description)) readCells(cellsOf(bytes, description, bit), values, description);
  return yes({ rows, columns, samples, photometric, bitsStored, signed, values });
}

function readFloats(bytes: Uint8Array, values: StoredArray, little: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = values.BYTES_PER_ELEMENT;
  for (let n = 0; n < values.length; n++) values[n] = width === 4 ? view.getFloat32(n * 4, little) : view.getFloat64(n * 8, little);
}

/** The common kinds without a function call for each cell: full cells of 8 and 16 bits, interleaved. False where it does not apply. */
function readPlain(bytes: Uint8Array, values: StoredArray, description: PixelDescription): boolean {
  const { bitsAllocated, bitsStored, highBit, order, planar, signed } = description;
  if (isPaired(description) || (planar && description.samples > 1) || highBit !== bitsStored - 1 || order === 'swapped') return false;
  if (bitsAllocated === 8) {
    const shift = 32 - bitsStored;
    for (let n = 0; n < values.length; n++) values[n] = signed ? ((bytes[n] ?? 0) << shift) >> shift : ((bytes[n] ?? 0) << shift) >>> shift;
    return true;
  }
  if (bitsAllocated !== 16) return false;
  const shift = 32 - bitsStored;
  const low = order === 'big' ? 1 : 0;
  for (let n = 0; n < values.length; n++) {
    const cell = (bytes[n * 2 + low] ?? 0) | ((bytes[n * 2 + 1 - low] ?? 0) << 8);
    values[n] = signed ? (cell << shift) >> shift : (cell << shift) >>> shift;
  }
  return true;
}

function readCells(cells: Cells, values: StoredArray, description: PixelDescription): void {
  const { rows, columns, samples, planar } = description;
  const pixels = rows * columns;
  if (isPaired(description)) {
    for (let n = 0; n < pixels; n++) {
      const pair = Math.floor(n / 2) * 4;
      values[n * 3] = storedFromCell(cells.get(pair + (n % 2)), description);
      values[n * 3 + 1] = storedFromCell(cells.get(pair + 2), description);
      values[n * 3 + 2] = storedFromCell(cells.get(pair + 3), description);
    }
    return;
  }
  for (let n = 0; n < pixels * samples; n++) {
    const from = planar && samples > 1 ? (n % samples) * pixels + Math.floor(n / samples) : n;
    values[n] = storedFromCell(cells.get(from), description);
  }
}

/** How decoded values are written natively: little endian, interleaved, full cells of 8, 16 or 32 bits, signs extended. */
export function nativeDescription(frame: FrameValues, description: PixelDescription): PixelDescription {
  const bitsAllocated = description.element === 'double' ? 64 : frame.bitsStored <= 8 ? 8 : frame.bitsStored <= 16 ? 16 : 32;
  const { rows, columns, samples, photometric, bitsStored, signed } = frame;
  const cells = { bitsAllocated, bitsStored, highBit: bitsStored - 1, signed };
  return { ...description, rows, columns, samples, photometric, ...cells, planar: false, order: 'little' };
}

/** The bytes of one frame in the form of `nativeDescription`, without a pad byte. */
export function nativeBytes(frame: FrameValues): Uint8Array {
  const { values } = frame;
  const width = values.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(values.length * width);
  const view = new DataView(bytes.buffer);
  for (let n = 0; n < values.length; n++) {
    const value = values[n] ?? 0;
    if (values instanceof Float64Array) view.setFloat64(n * 8, value, true);
    else if (values instanceof Float32Array) view.setFloat32(n * 4, value, true);
    else if (width === 1) bytes[n] = value;
    else if (width === 2) view.setUint16(n * 2, value, true);
    else view.setUint32(n * 4, value, true);
  }
  return bytes;
}
