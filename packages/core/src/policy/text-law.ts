import type { Span } from '../model/index.ts';
import { isUnit, isWord } from './vocabulary.ts';

// What is a date, a number of a person or an address, whatever stands around it.
const TELLING: readonly RegExp[] = [
  /(?<![\d.A-Za-z])\d{1,4}([-./])\d{1,2}\1\d{2,4}(?![\d.A-Za-z])/g,
  /(?<![\d.])\d{1,2} \d{1,2} (?:18|19|20)\d{2}(?!\d)/g,
  /(?<![\d.])(?:18|19|20)\d{2} \d{1,2} \d{1,2}(?!\d)/g,
  /(?<![\dA-Za-z])(?:\d{1,2}[-./ ]*)?(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)[-./, ]*\d{1,4}(?:[-./, ]+\d{2,4})?(?!\d)/gi,
  /(?<!\d)\d{3}[-. ]\d{4}(?!\d)/g,
  /(?<!\d)\d{2}(?:[ .]\d{2}){3,}(?!\d)/g,
  /(?<![\d.])\d{3,}[-_/]\d{3,}(?![\d.])/g,
  /(?:\+\d{1,3}|\(0\d{1,4}\)|\(\d{3}\))[-. /]?\d{2,4}[-. ]?\d{2,}/g,
  /\d+(?:[-.]\d+){3,}/g,
  /\d{5,}/g,
  /[\w.+-]+@[\w.-]+/g,
  /(?:https?:|www\.|\/\/)\S+/gi,
];

// A word: letters, digits and every sign that is not ASCII, with a point inside a number.
const TOKEN = /\d+(?:\.\d+)+(?![A-Za-z0-9\u0080-\uffff])|[A-Za-z0-9\u0080-\uffff]+/g;

/**
 * The stretches of a text that are not known words of the trade, small numbers or numbers with units: names, numbers, dates,
 * and every word that nobody listed. In order, without overlaps; an empty list says that the text names nobody.
 *
 * @see PS3.15 section E.3.5
 */
export function strangeSpans(text: string): readonly Span[] {
  if (text.includes('\u001b')) return [[0, text.length]];
  const spans: Span[] = [];
  for (const pattern of TELLING) for (const match of text.matchAll(pattern)) spans.push([match.index, match.index + match[0].length]);
  for (const match of text.matchAll(TOKEN)) if (!isKnownToken(match[0])) spans.push([match.index, match.index + match[0].length]);
  return merged(spans);
}

/** Spans in order, those that touch or overlap joined. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && start <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], end)];
    else out.push([start, end]);
  }
  return out;
}

/** A text without these stretches: a space stands where one was, and no space stands twice or at an end. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  let rest = '';
  let from = 0;
  for (const [start, end] of spans) {
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  rest += text.slice(from);
  return rest
    .replaceAll(/[ \t]+/g, ' ')
    .split('\\')
    .map((value) => value.trim())
    .map((value) => (/[A-Za-z0-9]/.test(value) ? value : ''))
    .join('\\');
}

// Times in milliseconds, b-values and the like; another number of four digits may be somebody's.
const ROUND = /^\d{2}(?:00|50)$/;
const YEARS = /^(?:18|19|20)\d{2}$/;

function isKnownToken(token: string): boolean {
  if (/^\d+(?:\.\d+)?$/.test(token)) return /^\d{1,3}(?:\.\d{1,6})?$/.test(token) || (ROUND.test(token) && !YEARS.test(token));
  if (/^\d+(?:\.\d+)+$/.test(token)) return /^\d{1,2}(?:\.\d{1,2}){1,2}$/.test(token);
  if (!/^[A-Za-z0-9]+$/.test(token)) return false;
  const lower = token.toLowerCase();
  if (lower.length === 1 || isWord(lower)) return true;
  if (/\d/.test(token)) return isKnownCompound(lower);
  const humps = token.split(/(?<=[a-z])(?=[A-Z])/);
  return humps.length > 1 && humps.every((hump) => hump.length > 1 && isWord(hump.toLowerCase()));
}

// `5mm`, `B30f`, `T2w`, `120kv`, `L5S1`: words, units and single letters joined to small numbers.
function isKnownCompound(token: string): boolean {
  const parts = token.match(/[a-z]+|\d+/g) ?? [];
  const digits = parts.filter((part) => /^\d/.test(part)).join('');
  const letters = parts.filter((part) => /^[a-z]/.test(part));
  if (digits.length > 4 || parts.length > 5) return false;
  const known = letters.every((part) => isWord(part) || isUnit(part));
  if (known && !YEARS.test(digits)) return true;
  return digits.length <= 2 && letters.every((part) => part.length === 1 || isWord(part) || isUnit(part));
}
