import { latinOf } from './ascii.ts';
import { codeElementsOf, escapeAt } from './charsets.ts';
import type { CodeElement } from './charsets.ts';
import { find } from './dataset.ts';
import type { DataSet, Element } from './types.ts';
import { vrFact } from '../standard/index.ts';
import { readStrings } from './values.ts';

/** Turns bytes into text by the label of an encoding (WHATWG Encoding Standard): callers pass one made of TextDecoder. It must not throw. */
export type DecodeBytes = (label: string, bytes: Uint8Array) => string;

const specificCharacterSet = 0x00080005;
const escape = 0x1b;

/** The Specific Character Set of a data set; an item without one has that of the data set around it (PS3.3 section C.12.1.1.2). */
export function charsetsOf(data: DataSet, outer: readonly string[] = []): readonly string[] {
  const element = find(data, specificCharacterSet);
  return element === undefined ? outer : readStrings(element);
}

/**
 * The values of a held text element: split at backslashes where its VR may have several, spaces and NULs at the ends removed (leading
 * ones stay in ST, LT, UT). With code extensions (ISO 2022) the escape sequences are obeyed and forgotten at delimiters
 * (PS3.5 section 6.1.2.5.3). Text that is not in the set it should be in is read as UTF-8 when it is that, else as ISO 8859-1, so that
 * something can be looked at; `isMislabelled` tells. Empty when the element is missing, empty, not held or not text.
 */
export function readText(element: Element | undefined, charsets: readonly string[], decode: DecodeBytes): readonly string[] {
  if (element === undefined || !('bytes' in element) || element.bytes.length === 0) return [];
  const fact = vrFact(element.vr);
  const text = fact.characterSet ? decodeText(element.bytes, charsets, { decode, isName: element.vr === 'PN' }) : latinOf(element.bytes);
  const keepsStart = !fact.multiValued && element.vr !== 'UR';
  const values = (fact.multiValued ? text.split('\\') : [text]).map((value) => trim(value, keepsStart));
  return values.length === 1 && values[0] === '' ? [] : values;
}

function trim(text: string, keepsStart: boolean): string {
  let start = 0;
  let end = text.length;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  while (!keepsStart && start < end && isBlank(text.charCodeAt(start))) start += 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0;
}

/**
 * Whether bytes cannot be, or are very likely not, in the set that the data set names: a term that is none, bytes over 127 where
 * the default repertoire holds, broken UTF-8, UTF-8 where a single-byte set is named, an escape sequence that is unknown or not allowed.
 */
export function isMislabelled(bytes: Uint8Array, charsets: readonly string[]): boolean {
  const elements = charsets.map(codeElementsOf);
  if (elements.some((known) => known === undefined)) return true;
  const hasHigh = bytes.some((byte) => byte >= 0x80);
  const hasEscape = bytes.includes(escape);
  const [first] = charsets;
  const only = first === undefined ? undefined : codeElementsOf(first)?.[0];
  if (only?.set.isoIr === 'ISO 10646') return hasEscape || !isUtf8(bytes);
  if (only !== undefined && only.set.element === null) return hasEscape;
  if (hasEscape) return !charsets.some((term) => codeElementsOf(term)?.[0]?.set.extensions === true) || !knowsEscapes(bytes);
  if (!hasHigh) return false;
  const hasUpper = elements.some((known) => known?.some(({ set }) => set.element === 'G1'));
  return !hasUpper || isUtf8(bytes);
}

function knowsEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(escape); at >= 0; at = bytes.indexOf(escape, at + 1)) if (escapeAt(bytes, at) === null) return false;
  return true;
}

interface Manner {
  readonly decode: DecodeBytes;
  readonly isName: boolean;
}

function decodeText(bytes: Uint8Array, charsets: readonly string[], manner: Manner): string {
  if (isPlain(bytes)) return latinOf(bytes);
  const { decode } = manner;
  const [first = ''] = charsets;
  const set = codeElementsOf(first)?.[0]?.set;
  if (set !== undefined && set.element === null && !bytes.includes(escape)) {
    if (set.isoIr === 'ISO 10646') return isUtf8(bytes) ? decode('utf-8', bytes) : latinOf(bytes);
    return decode('gb18030', bytes);
  }
  const start = startOf(charsets);
  if (start.upper === null && !bytes.includes(escape) && isUtf8(bytes)) return decode('utf-8', bytes);
  return decodeExtended(bytes, start, manner);
}

/** Only bytes of the default repertoire, no escape sequence. */
function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === escape) return false;
  return true;
}

/** The code elements in use: G0 for bytes under 128, G1 for those above; null: the default repertoire, nothing. */
interface Designated {
  readonly lower: CodeElement | null;
  readonly upper: CodeElement | null;
}

/** What holds at the start and after each delimiter: the first term's; without one, the upper half of the first term that has one. */
function startOf(charsets: readonly string[]): Designated {
  const [first = ''] = charsets;
  const elements = codeElementsOf(first) ?? [];
  const upperOf = (list: readonly CodeElement[]): CodeElement | undefined => list.find(({ set }) => set.element === 'G1');
  const upper = upperOf(elements) ?? charsets.map((term) => upperOf(codeElementsOf(term) ?? [])).find((element) => element !== undefined);
  return { lower: null, upper: upper ?? null };
}

/** Reads text with code extensions (ISO/IEC 2022 as PS3.5 section 6.1.2.5 uses it). */
function decodeExtended(bytes: Uint8Array, start: Designated, { decode, isName }: Manner): string {
  let now = start;
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const escaped = byte === escape ? escapeAt(bytes, at) : null;
    if (escaped !== null) {
      now = escaped.element.set.element === 'G1' ? { ...now, upper: escaped.element } : { ...now, lower: escaped.element };
      at = escaped.end;
      continue;
    }
    const element = byte < 0x80 ? now.lower : now.upper;
    const end = runEnd(bytes, at, element);
    if (byte < 0x80 && (element === null || element.width === 1 || byte < 0x21)) {
      if (isDelimiter(byte, isName)) now = start;
      text += String.fromCharCode(byte);
      at += 1;
      continue;
    }
    text += decodeRun(bytes.subarray(at, end), element, decode);
    at = end;
  }
  return text;
}

/** Where bytes of the same half end that are read together; a half of two-byte characters gives whole pairs. */
function runEnd(bytes: Uint8Array, at: number, element: CodeElement | null): number {
  const isUpper = (bytes[at] ?? 0) >= 0x80;
  let end = at;
  while (end < bytes.length) {
    const byte = bytes[end] ?? 0;
    if (byte >= 0x80 !== isUpper || byte < 0x21 || byte === escape) break;
    end += element?.width ?? 1;
  }
  return Math.max(at + 1, Math.min(end, bytes.length));
}

/** Backslash, line and page ends, tabs; in names the caret and the equals sign too (PS3.5 section 6.1.2.5.3). */
function isDelimiter(byte: number, isName: boolean): boolean {
  return byte === 0x5c || (byte >= 0x09 && byte <= 0x0d) || (isName && (byte === 0x5e || byte === 0x3d));
}

function decodeRun(run: Uint8Array, element: CodeElement | null, decode: DecodeBytes): string {
  if (element === null) return latinOf(run);
  const { isoIr } = element.set;
  if (isoIr === '13') return katakanaOf(run);
  if (element.label === null) return latinOf(run);
  if (isoIr === '159') return decode(element.label, withPrefix(run));
  return decode(element.label, element.width === 2 ? run.map((byte) => byte | 0x80) : run);
}

/** JIS X 0201's upper half: half-width katakana from U+FF61. */
function katakanaOf(run: Uint8Array): string {
  let text = '';
  for (const byte of run) text += byte >= 0xa1 && byte <= 0xdf ? String.fromCharCode(0xff61 + byte - 0xa1) : String.fromCharCode(byte);
  return text;
}

/** JIS X 0212 as EUC-JP writes it: 8F before each pair. */
function withPrefix(run: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(run.length / 2) * 3);
  for (let at = 0, to = 0; at < run.length; at += 2, to += 3) bytes.set([0x8f, (run[at] ?? 0) | 0x80, (run[at + 1] ?? 0) | 0x80], to);
  return bytes;
}

/** Whether bytes are well-formed UTF-8 (RFC 3629); ASCII is. */
export function isUtf8(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const more = byte < 0x80 ? 0 : byte >= 0xc2 && byte <= 0xdf ? 1 : byte >= 0xe0 && byte <= 0xef ? 2 : byte >= 0xf0 && byte <= 0xf4 ? 3 : -1;
    if (more < 0 || at + more >= bytes.length) return false;
    for (let index = 1; index <= more; index += 1) {
      const next = bytes[at + index] ?? 0;
      if ((next & 0xc0) !== 0x80 || (index === 1 && !isSecond(byte, next))) return false;
    }
    at += more + 1;
  }
  return true;
}

/** Shortest forms only, no surrogates, nothing beyond U+10FFFF. */
function isSecond(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second <= 0x9f;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second <= 0x8f;
}
