import { base64Whole, concat, hex, latin1, utf16 } from './bytes.ts';
import type { Canary } from './canary.ts';
import { inflate } from './inflate.ts';
import { sha256 } from './sha256.ts';

/** In which form a canary was found. */
export type Form = 'ascii' | 'utf-16le' | 'utf-16be' | 'base64' | 'hex' | 'percent' | 'sha-256' | 'sha-256 hex' | 'reversed' | 'dashed';

/** A canary that is still there. */
export interface Survivor {
  readonly canary: Canary;
  readonly form: Form;
  /** Where in the bytes that were searched; in the inflated data set when `inflated`. */
  readonly offset: number;
  readonly inflated: boolean;
}

interface Pattern {
  readonly bytes: Uint8Array;
  readonly canary: Canary;
  readonly form: Form;
}

const upper = (byte: number): number => (byte >= 97 && byte <= 122 ? byte - 32 : byte);
const upperAll = (bytes: Uint8Array): Uint8Array => bytes.map(upper);
const percent = (word: string): string => Array.from(latin1(word), (byte) => `%${byte.toString(16)}`).join('');

/** Forms whose case does not matter: they are sought in upper case. */
function foldedForms(canary: Canary): readonly Pattern[] {
  const { word } = canary;
  const digest = sha256(latin1(word));
  const forms: readonly (readonly [Form, Uint8Array])[] = [
    ['ascii', latin1(word)],
    ['utf-16le', utf16(word)],
    ['utf-16be', utf16(word, true)],
    ['hex', latin1(hex(latin1(word)))],
    ['percent', latin1(percent(word))],
    ['sha-256 hex', latin1(hex(digest))],
    ['reversed', latin1(Array.from(word).toReversed().join(''))],
    ...(/^\d{8}$/.test(word) ? dashed(word) : []),
  ];
  return forms.map(([form, bytes]) => ({ bytes: upperAll(bytes), canary, form }));
}

/** A date with other signs between its parts. */
function dashed(date: string): readonly (readonly [Form, Uint8Array])[] {
  return ['-', '.', '/'].map((sign) => ['dashed', latin1([date.slice(0, 4), date.slice(4, 6), date.slice(6)].join(sign))]);
}

/** Forms that are sought as they are. Base64 has three alignments; of each only the characters that neighbours cannot change. */
function exactForms(canary: Canary): readonly Pattern[] {
  const bytes = latin1(canary.word);
  const base64 = [0, 1, 2].map((skip) => base64Whole(bytes.subarray(skip))).filter((text) => text.length >= 4);
  return [...base64.map((text): Pattern => ({ bytes: latin1(text), canary, form: 'base64' })), { bytes: sha256(bytes), canary, form: 'sha-256' }];
}

const pair = (a: number, b: number): number => (a << 8) | b;

/** All places of all patterns in one pass: most positions are dismissed by their first two bytes. */
function searchIn(bytes: Uint8Array, patterns: readonly Pattern[], fold: boolean, found: (pattern: Pattern, at: number) => void): void {
  const starts = new Map<number, Pattern[]>();
  const possible = new Uint8Array(0x10000);
  for (const pattern of patterns) {
    const key = pair(pattern.bytes[0] ?? 0, pattern.bytes[1] ?? 0);
    possible[key] = 1;
    starts.set(key, [...(starts.get(key) ?? []), pattern]);
  }
  const read = fold ? (i: number): number => upper(bytes[i] ?? 0) : (i: number): number => bytes[i] ?? 0;
  for (let i = 0; i + 1 < bytes.length; i++) {
    const key = pair(read(i), read(i + 1));
    if (possible[key] === 0) continue;
    for (const pattern of starts.get(key) ?? []) {
      if (pattern.bytes.every((byte, k) => byte === read(i + k))) found(pattern, i);
    }
  }
}

const DEFLATED = ['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95', '1.2.840.10008.1.2.4.205'];

/** The inflated data set of a Part 10 file that says it is deflated; null for others. Reads only the file meta group. */
function inflatedDataSet(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 144 || String.fromCharCode(...bytes.subarray(128, 132)) !== 'DICM' || view.getUint32(132, true) !== 0x00000002) return null;
  const end = 144 + view.getUint32(140, true);
  const meta = String.fromCharCode(...bytes.subarray(132, Math.min(end, 4096)));
  return DEFLATED.some((uid) => meta.includes(`${uid}\0`) || meta.includes(`${uid} `) || meta.includes(uid)) ? inflate(bytes.subarray(end)) : null;
}

/**
 * The canaries that can still be read from a file: as ASCII, UTF-8 and UTF-16 in any case, base64 in its three alignments,
 * hexadecimal, percent signs, backwards, dates with signs between, and as the SHA-256 of the word without a key. Deflated data
 * sets are inflated first. Each canary is listed once for each form.
 */
export function survivors(bytes: Uint8Array, canaries: readonly (Canary | string)[]): readonly Survivor[] {
  const all = canaries.map((one) => (typeof one === 'string' ? { word: one, place: '' } : one));
  const folded = all.flatMap(foldedForms);
  const exact = all.flatMap(exactForms);
  const out = new Map<string, Survivor>();
  const look = (where: Uint8Array, inflated: boolean): void => {
    const found = ({ canary, form }: Pattern, offset: number): void => {
      const key = `${canary.word} ${canary.place} ${form}`;
      if (!out.has(key)) out.set(key, { canary, form, offset, inflated });
    };
    searchIn(where, folded, true, found);
    searchIn(where, exact, false, found);
  };
  look(bytes, false);
  const inner = inflatedDataSet(bytes);
  if (inner !== null) look(inner, true);
  return [...out.values()];
}

/** The survivors of several files, or of a file with its name. */
export function survivorsIn(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  canaries: readonly (Canary | string)[],
): readonly Survivor[] {
  return files.flatMap(({ path, bytes }) => survivors(concat(bytes, latin1('\0'), latin1(path)), canaries));
}
