import { latinOf, textOf } from './ascii.ts';
import { find } from './dataset.ts';
import type { DataSet, Element } from './types.ts';

const backslash = 0x5c;

/**
 * The values of a held element as numbers: US, SS, UL, SL, FL, FD, SV, UV, OW, OL, OF, OD, OV in the byte order of the data set, AT as
 * tags (0x00100010), OB and UN bytes one by one, DS and IS from their text. A text that is no number gives NaN; beyond 2^53 a 64-bit
 * number is not exact. Empty when the element is missing, is not held, or has no numbers.
 */
export function readNumbers(element: Element | undefined, bigEndian = false): readonly number[] {
  if (element === undefined || !('bytes' in element)) return [];
  const { vr, bytes } = element;
  if (vr === 'DS' || vr === 'IS') return readStrings(element).map(numberFrom);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = readerOf(vr);
  if (reader === null) return [];
  const [size, read] = reader;
  const numbers: number[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) numbers.push(read(view, at, !bigEndian));
  return numbers;
}

type ReadNumber = (view: DataView, at: number, little: boolean) => number;

function readerOf(vr: Element['vr']): readonly [number, ReadNumber] | null {
  switch (vr) {
    case 'US':
    case 'OW':
      return [2, (view, at, little) => view.getUint16(at, little)];
    case 'SS':
      return [2, (view, at, little) => view.getInt16(at, little)];
    case 'UL':
    case 'OL':
      return [4, (view, at, little) => view.getUint32(at, little)];
    case 'SL':
      return [4, (view, at, little) => view.getInt32(at, little)];
    case 'FL':
    case 'OF':
      return [4, (view, at, little) => view.getFloat32(at, little)];
    case 'FD':
    case 'OD':
      return [8, (view, at, little) => view.getFloat64(at, little)];
    case 'SV':
      return [8, (view, at, little) => Number(view.getBigInt64(at, little))];
    case 'UV':
    case 'OV':
      return [8, (view, at, little) => Number(view.getBigUint64(at, little))];
    case 'AT':
      return [4, (view, at, little) => view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little)];
    case 'OB':
    case 'UN':
      return [1, (view, at) => view.getUint8(at)];
    default:
      return null;
  }
}

function numberFrom(text: string): number {
  return text !== '' && isDecimal(text) ? Number(text) : Number.NaN;
}

/** Only what DS and IS may hold: no hexadecimal, no words that Number would take. */
function isDecimal(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (!'0123456789+-.eE'.includes(text.charAt(index))) return false;
  return true;
}

/**
 * The values of a held text element in the default repertoire, split at backslashes, without spaces and NULs around them. For VRs to
 * which Specific Character Set applies use `readText`. Empty when the element is missing, empty or not held.
 */
export function readStrings(element: Element | undefined): readonly string[] {
  if (element === undefined || !('bytes' in element) || element.bytes.length === 0) return [];
  const { bytes } = element;
  const values: string[] = [];
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== backslash) continue;
    values.push(trimmed(bytes, start, at));
    start = at + 1;
  }
  return values.length === 1 && values[0] === '' ? [] : values;
}

function trimmed(bytes: Uint8Array, from: number, to: number): string {
  let start = from;
  let end = to;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  while (start < end && isBlank(bytes[start])) start += 1;
  return latinOf(bytes, start, end);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0;
}

/** The first number of an element of this data set; undefined when there is none or it is no number. */
export function numberOf(data: DataSet, tag: number, bigEndian = false): number | undefined {
  const [first] = readNumbers(find(data, tag), bigEndian);
  return first === undefined || Number.isNaN(first) ? undefined : first;
}

/** The first value of a text element of this data set in the default repertoire; undefined when there is none. */
export function stringOf(data: DataSet, tag: number): string | undefined {
  return readStrings(find(data, tag))[0];
}

/** The SOP Class UID (0008,0016), the SOP Instance UID (0008,0018): empty when missing. */
export function sopOf(data: DataSet): { readonly classUid: string; readonly instanceUid: string } {
  return { classUid: textOf(find(data, 0x00080016)), instanceUid: textOf(find(data, 0x00080018)) };
}
