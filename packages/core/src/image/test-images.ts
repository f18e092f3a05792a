import { bytesSource, type DataSet, type Element, encodingOf, type Instance } from '../dicom/index.ts';
import { type Keyword, tagOf } from '../standard/index.ts';
import { cellsPerFrame, nativeLength, type PixelDescription } from './index.ts';

/** The transfer syntaxes that the tests write. */
export const explicitLittle = '1.2.840.10008.1.2.1';
/** RLE, for what is encapsulated. */
export const rle = '1.2.840.10008.1.2.5';

/** An element of unsigned shorts. */
export function us(keyword: Keyword, ...numbers: readonly number[]): Element {
  const bytes = new Uint8Array(numbers.flatMap((n) => [n & 255, (n >> 8) & 255]));
  return { tag: tagOf(keyword), vr: 'US', bytes };
}

/** An element of text. */
export function text(keyword: Keyword, vr: 'CS' | 'DS' | 'IS', value: string): Element {
  return { tag: tagOf(keyword), vr, bytes: Uint8Array.from(value, (character) => character.charCodeAt(0)) };
}

/** An instance with these elements and no source. */
export function instanceOf(data: DataSet, uid = explicitLittle): Instance {
  const encoding = encodingOf(uid);
  if (encoding === undefined || encoding === null) throw new Error('no such syntax');
  return { preamble: null, meta: [], encoding, data, trailing: null, source: bytesSource(new Uint8Array(0)) };
}

/** A description that tests change. */
export const plain: PixelDescription = {
  element: 'integer',
  rows: 3,
  columns: 4,
  frames: 1,
  samples: 1,
  photometric: 'MONOCHROME2',
  planar: false,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  order: 'little',
  palette: null,
  modalityLut: null,
  rescale: null,
  windows: [],
  voiLut: null,
  padding: null,
  aspect: null,
};

/** The elements that say what a description says, and the pixels. */
export function header(description: PixelDescription, pixels: Element): DataSet {
  return [
    us('SamplesPerPixel', description.samples),
    text('PhotometricInterpretation', 'CS', description.photometric),
    us('PlanarConfiguration', description.planar ? 1 : 0),
    text('NumberOfFrames', 'IS', String(description.frames)),
    us('Rows', description.rows),
    us('Columns', description.columns),
    us('BitsAllocated', description.bitsAllocated),
    us('BitsStored', description.bitsStored),
    us('HighBit', description.highBit),
    us('PixelRepresentation', description.signed ? 1 : 0),
    pixels,
  ];
}

/** Pixel Data with these bytes. */
export const pixelData = (bytes: Uint8Array): Element => ({ tag: tagOf('PixelData'), vr: 'OW', bytes });

/** Every bit of native bytes in the order of cells, by the plainest reading of PS3.5 section 8.1.1. */
export function bitAt(bytes: Uint8Array, place: number, { bitsAllocated, order }: PixelDescription): number {
  const byte = Math.floor(place / 8);
  const width = bitsAllocated / 8;
  const where = order === 'swapped' ? byte ^ 1 : order === 'big' ? byte - (byte % width) + (width - 1 - (byte % width)) : byte;
  return ((bytes[where] ?? 0) >> (place % 8)) & 1;
}

/** The value of a cell, bit by bit. */
export function naiveValue(bytes: Uint8Array, cell: number, description: PixelDescription): number {
  const { bitsAllocated, bitsStored, highBit, signed } = description;
  let value = 0;
  for (let n = 0; n < bitsStored; n++) {
    const bit = bitAt(bytes, cell * bitsAllocated + highBit + 1 - bitsStored + n, description);
    value += bit * (signed && n === bitsStored - 1 ? -(2 ** n) : 2 ** n);
  }
  return value;
}

/** The place of a sample among the cells of all frames. */
export function naiveCell(description: PixelDescription, frame: number, pixel: number, sample: number): number {
  const { columns, photometric, planar, rows, samples } = description;
  const first = frame * cellsPerFrame(description);
  if (photometric === 'YBR_FULL_422') return first + Math.floor(pixel / 2) * 4 + (sample === 0 ? pixel % 2 : sample + 1);
  return first + (planar ? sample * rows * columns + pixel : pixel * samples + sample);
}

/** The length of Pixel Data with its pad byte. */
export function evenLength(description: PixelDescription): number {
  const length = nativeLength(description);
  return length + (length % 2);
}

/** Bytes that look like chance and are the same every time. */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 255;
  });
}
