import type { Identifier, TextField } from '../../model/index.ts';
import { normalise, type Normal } from './normal.ts';
import type { Sense, Words } from './words.ts';

/** A stretch of letters or digits. `low` has lost a possessive s; `before` is what stands between it and the token before. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly low: string;
  readonly before: string;
  readonly kind: 'word' | 'number' | 'mixed' | 'foreign';
  readonly shape: 'low' | 'cap' | 'upper' | 'odd';
  readonly possessive: boolean;
  readonly first: boolean;
  readonly sense: Sense;
}

/** One text made ready for the finders. `masked[i]` is 1 where a clinical number or an allowed credit stands. */
export interface Page extends Normal {
  readonly field: TextField | null;
  readonly locale: string | null;
  readonly words: Words;
  readonly tokens: readonly Token[];
  readonly masked: Uint8Array;
}

/** A place found in the normalised text, before it is settled with the others and mapped back. */
export interface Hit {
  readonly identifier: Identifier;
  readonly rule: string;
  readonly score: number;
  readonly start: number;
  readonly end: number;
}

const nothing: Sense = { known: false, listed: false, given: 0, surname: 0, city: 0, wide: false, eponym: false, proper: false };
const isLatin = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isOther = (unit: string): boolean => unit > '\u00bf' && /[\p{L}\p{Nd}]|[\ud800-\udfff]/u.test(unit);

interface Raw {
  readonly start: number;
  readonly end: number;
  readonly kind: Token['kind'];
}

function cut(cas: string): readonly Raw[] {
  const out: Raw[] = [];
  for (let i = 0; i < cas.length;) {
    let letters = false;
    let digits = false;
    let others = false;
    let end = i;
    for (; end < cas.length; end += 1) {
      const code = cas.charCodeAt(end);
      if (isLatin(code)) letters = true;
      else if (isDigit(code)) digits = true;
      else if (code > 191 && isOther(cas.charAt(end))) others = true;
      else if (!(code === 39 && letters && isLatin(cas.charCodeAt(end + 1)))) break;
    }
    if (end > i) out.push({ start: i, end, kind: others ? 'foreign' : letters && digits ? 'mixed' : letters ? 'word' : 'number' });
    i = end > i ? end : i + 1;
  }
  return out;
}

const abbreviations = new Set(
  'mr mrs ms dr prof st mx sr jr fig figs vs no nr approx ref pt pts ca cf al inc ltd hosp dept rd ave med geb tel mob ext'.split(' '),
);

function startsSentence(before: string, last: Token | undefined): boolean {
  if (last === undefined || before.includes('\n')) return true;
  if (/[!?]/.test(before)) return true;
  if (!/\.[\s"')\]]/.test(before)) return false;
  return !(abbreviations.has(last.low) || (last.text.length === 1 && last.shape === 'cap'));
}

function shapeOf(text: string): Token['shape'] {
  const letters = text.replace(/[^A-Za-z]/g, '');
  if (letters === letters.toLowerCase()) return 'low';
  if (letters.length > 1 && letters === letters.toUpperCase()) return 'upper';
  return /^[A-Z]/.test(text) && /[a-z]$/.test(letters) && !/[A-Z]{3}/.test(letters) ? 'cap' : letters.length === 1 ? 'cap' : 'odd';
}

/** Whether a text is written in capitals, so that case tells nothing. */
function isShouted(raws: readonly Raw[], cas: string): boolean {
  let loud = 0;
  let all = 0;
  for (const { start, end, kind } of raws) {
    if (kind !== 'word' || end - start < 4) continue;
    all += 1;
    if (cas.slice(start, end) === cas.slice(start, end).toUpperCase()) loud += 1;
  }
  return all >= 3 && loud / all > 0.6;
}

function tokensOf(normal: Normal, words: Words): readonly Token[] {
  const raws = cut(normal.cas);
  const shouted = isShouted(raws, normal.cas);
  const tokens: Token[] = [];
  let last: Token | undefined;
  for (const { start, end, kind } of raws) {
    const text = normal.cas.slice(start, end);
    const possessive = kind === 'word' && /[^s']'s$/i.test(text) && text.length > 3;
    const low = (possessive ? normal.low.slice(start, end - 2) : normal.low.slice(start, end)).replace(/'$/, '');
    const before = normal.cas.slice(Math.max(last?.end ?? 0, start - 12), start);
    const sense = kind === 'word' && end - start < 40 ? words.sense(low) : nothing;
    let shape = kind === 'word' || kind === 'mixed' ? shapeOf(text) : 'odd';
    if (shouted && shape === 'upper' && kind === 'word') {
      const isName = sense.given === 2 || (sense.surname === 2 && !sense.listed);
      if (!isName && (sense.known || words.isAcronym(text))) shape = words.isAcronym(text) && !sense.listed ? 'upper' : 'low';
      else if (text.length > 2 || !sense.known) shape = text.length > 2 ? 'cap' : 'upper';
    }
    last = { start, end, text, low, before, kind, shape, possessive, first: startsSentence(before, last), sense };
    tokens.push(last);
  }
  return tokens;
}

/** Makes a page of a text. */
export function openPage(text: string, words: Words, where: { readonly field: TextField | null; readonly locale: string | null }): Page {
  const normal = normalise(text);
  return { ...normal, ...where, words, tokens: tokensOf(normal, words), masked: new Uint8Array(normal.cas.length) };
}

/** Whether any unit of a stretch is masked. */
export function isMasked(page: Page, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (page.masked[i] === 1) return true;
  return false;
}

/** The number of the first token that starts at or after a place; binary search. */
export function tokenFrom(tokens: readonly Token[], at: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
