import type { Keyword } from '../standard/index.ts';
import type { Lut, Palette } from './types.ts';
import { bytesOf, itemsOf, numbersOf, type Reading } from './values.ts';

const largestLut = 65_536;

type Shape = Omit<Lut, 'entries'> & { readonly length: number };

/** The descriptor of a table: length, first stored value mapped, bits of an entry (PS3.3 section C.11.1.1.1). */
function descriptorOf(reading: Reading, keyword: Keyword, signed: boolean): Shape | undefined {
  const numbers = numbersOf(reading, keyword)?.map((n) => (n < 0 ? n + 65_536 : n));
  const [length, first, bits] = numbers ?? [];
  if (length === undefined || first === undefined || bits === undefined || bits < 1 || bits > 16) return undefined;
  return { length: length === 0 ? largestLut : length, first: signed && first >= 32_768 ? first - 65_536 : first, bits };
}

/** Words of a table. Tables of 8 bits may be packed two to a word (PS3.3 section C.7.6.3.1.6). */
function wordsOf(bytes: Uint8Array, bits: number, packed: boolean, bigEndian: boolean): Uint8Array | Uint16Array {
  if (bits <= 8 && packed) return bigEndian ? bytes.map((_, n) => bytes[n ^ 1] ?? 0) : bytes;
  const words = new Uint16Array(Math.floor(bytes.length / 2));
  const [low, high] = bigEndian ? [1, 0] : [0, 1];
  for (let n = 0; n < words.length; n++) words[n] = (bytes[n * 2 + low] ?? 0) | ((bytes[n * 2 + high] ?? 0) << 8);
  return words;
}

function tableOf(reading: Reading, shape: Shape, keyword: Keyword): Lut | undefined {
  const bytes = bytesOf(reading, keyword);
  if (bytes === undefined) return undefined;
  const entries = wordsOf(bytes, shape.bits, bytes.length < shape.length * 2, reading.bigEndian).subarray(0, shape.length);
  return entries.length < shape.length ? undefined : { first: shape.first, bits: shape.bits, entries };
}

/**
 * Expands a segmented table: discrete (0), linear (1) and indirect (2) segments. Undefined where it is malformed.
 *
 * @see PS3.3 section C.7.9.2
 */
export function expandSegments(words: Uint8Array | Uint16Array, length: number): Uint16Array | undefined {
  const out: number[] = [];
  const copySegment = (from: number): number => {
    const [code, count, value] = [words[from], words[from + 1], words[from + 2]];
    if (count === undefined || value === undefined || out.length + count > length) return -1;
    if (code === 0) {
      if (from + 2 + count > words.length) return -1;
      for (let n = 0; n < count; n++) out.push(words[from + 2 + n] ?? 0);
      return from + 2 + count;
    }
    const start = out.at(-1);
    if (code !== 1 || start === undefined) return -1;
    for (let n = 1; n <= count; n++) out.push(Math.floor(start + ((value - start) * n) / count + 0.5));
    return from + 3;
  };
  const wide = words instanceof Uint16Array;
  for (let at = 0; at < words.length && out.length < length;) {
    if (words[at] !== 2) {
      at = copySegment(at);
    } else {
      const [count = 0, a = 0, b = 0] = words.subarray(at + 1);
      const [c = 0, d = 0] = words.subarray(at + 4);
      const bytes = wide ? a + b * 65_536 : a + b * 256 + c * 65_536 + d * 16_777_216;
      let from = wide ? bytes / 2 : bytes;
      for (let n = 0; n < count && from >= 0; n++) from = Number.isInteger(from) && from < at ? copySegment(from) : -1;
      at = from < 0 ? -1 : at + (wide ? 4 : 6);
    }
    if (at < 0) return undefined;
  }
  return out.length < length ? undefined : Uint16Array.from(out);
}

function colorOf(reading: Reading, color: 'Red' | 'Green' | 'Blue', signed: boolean): Lut | undefined {
  const shape = descriptorOf(reading, `${color}PaletteColorLookupTableDescriptor`, signed);
  if (shape === undefined) return undefined;
  const plain = tableOf(reading, shape, `${color}PaletteColorLookupTableData`);
  if (plain !== undefined) return plain;
  const bytes = bytesOf(reading, `Segmented${color}PaletteColorLookupTableData`);
  if (bytes === undefined) return undefined;
  const entries = expandSegments(wordsOf(bytes, shape.bits, shape.bits <= 8, reading.bigEndian), shape.length);
  return entries === undefined ? undefined : { first: shape.first, bits: shape.bits, entries };
}

/** The palette of an instance, or undefined where a table is missing or malformed. */
export function paletteOf(reading: Reading, signed: boolean): Palette | undefined {
  const red = colorOf(reading, 'Red', signed);
  const green = colorOf(reading, 'Green', signed);
  const blue = colorOf(reading, 'Blue', signed);
  return red === undefined || green === undefined || blue === undefined ? undefined : { red, green, blue };
}

/** The first table of a modality or VOI LUT sequence. */
export function sequenceLut(reading: Reading, keyword: 'ModalityLUTSequence' | 'VOILUTSequence', signed: boolean): Lut | null {
  for (const item of itemsOf(reading, keyword)) {
    const shape = descriptorOf(item, 'LUTDescriptor', signed);
    const lut = shape === undefined ? undefined : tableOf(item, shape, 'LUTData');
    if (lut !== undefined) return lut;
  }
  return null;
}

/** What a table gives for a stored value. */
export function lookUp({ first, entries }: Lut, value: number): number {
  const place = value - first;
  return entries[place < 0 ? 0 : place >= entries.length ? entries.length - 1 : place] ?? 0;
}
