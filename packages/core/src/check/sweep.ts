import { walk, type Element, type Instance } from '../dicom/index.ts';
import { identifierOf, plainText, valuesOf } from '../find/index.ts';
import { pathTo, type Finding, type Identifier, type PathStep, type Span } from '../model/index.ts';
import { isPublishedMeaning } from '../policy/index.ts';
import { tagOf, termsOf } from '../standard/index.ts';
import { issuedUnder } from '../uid/index.ts';
import { SHORTEST_WORD, tokensOf, type KnownValues } from './known.ts';

/** What a sweep needs besides the object. */
export interface SweepLook {
  readonly known: KnownValues;
  /** The public id under which UIDs were issued. */
  readonly publicId: string | null;
  /** Attributes that an option of the policy keeps as they are, with all that is in them. */
  readonly isKept?: ((tag: number) => boolean) | undefined;
  /** Whether dates of VR DA, DT and TM are the policy's own, shifted or kept. */
  readonly ownDates?: boolean | undefined;
  /** Whether the policy keeps UIDs. */
  readonly keptUids?: boolean | undefined;
  /** Whether a text is a pseudonym that was issued under the public id. */
  readonly isPseudonym?: ((text: string) => boolean) | undefined;
}

const DATES: ReadonlySet<string> = new Set(['DA', 'DT', 'TM']);
const NUMERIC: ReadonlySet<string> = new Set(['DS', 'IS', 'US', 'SS', 'UL', 'SL', 'FL', 'FD', 'SV', 'UV', 'AT', 'OD', 'OF']);

/**
 * Searches what was written for the identifying values of the originals: in every value that is not pixel data, a numeric VR,
 * an issued UID or a defined term. Values under four characters match whole values only, longer ones on token boundaries; dates
 * in every common form. A hit points to its element.
 */
export function sweepInstance(written: Instance, look: SweepLook): readonly Finding[] {
  const findings: Finding[] = [];
  const isIssued = look.publicId === null ? (): boolean => false : issuedUnder(look.publicId);
  const visit = (element: Element, steps: readonly PathStep[]): void => {
    if (look.isKept !== undefined && steps.some(({ tag }) => look.isKept?.(tag) === true)) return;
    if (look.isPseudonym !== undefined && 'bytes' in element && element.bytes.length < 32 && look.isPseudonym(plainText(element.bytes) ?? '')) return;
    if ((look.ownDates === true && DATES.has(element.vr)) || (look.keptUids === true && element.vr === 'UI')) return;
    const identifier = 'bytes' in element ? hitIn(element, look.known, isIssued) : null;
    if (identifier !== null) findings.push({ kind: 'header', identifier, score: 1, at: pathTo(steps) });
  };
  walk(written.meta, visit);
  walk(written.data, visit);
  return findings;
}

// What the label says is ours, and a published meaning is nobody's name.
const METHOD = tagOf('DeidentificationMethod');
const MEANING = tagOf('CodeMeaning');
const PIXELS: ReadonlySet<number> = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);

function hitIn(element: Element & { readonly bytes: Uint8Array }, known: KnownValues, isIssued: (uid: string) => boolean): Identifier | null {
  const { bytes, tag, vr } = element;
  if (NUMERIC.has(vr) || PIXELS.has(tag) || bytes.length === 0) return null;
  if (vr === 'UI') return valuesOf(plainText(bytes) ?? '').some((uid) => known.uids.has(uid) && !isIssued(uid)) ? 'id-number' : null;
  if (vr === 'OB' || vr === 'OW' || vr === 'OL' || vr === 'OV' || vr === 'UN') return hitInBinary(bytes, known) ? identifierOf(tag) : null;
  const text = plainText(bytes);
  // What is written is plain; anything else cannot be compared, so it counts as a hit.
  if (text === null) return identifierOf(tag);
  if (tag === METHOD || (tag === MEANING && isPublishedMeaning(text))) return null;
  return valuesOf(text).some((value) => !(vr === 'CS' && isDefined(tag, value)) && hitInText(value, known)) ? identifierOf(tag) : null;
}

function isDefined(tag: number, value: string): boolean {
  return termsOf(tag).some(({ terms }) => terms.has(value));
}

/** Whether a text holds a known value: as a whole, as a run of tokens, or as a date in one of its forms. */
export function hitInText(text: string, known: KnownValues): boolean {
  const whole = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (whole.length < 2) return false;
  if (known.words.has(whole) || known.uids.has(whole)) return true;
  const tokens = tokensOf(whole);
  for (let from = 0; from < tokens.length; from += 1) {
    let run = '';
    for (let to = from; to < tokens.length && to < from + LONGEST_RUN; to += 1) {
      run = run === '' ? (tokens[to] ?? '') : `${run} ${tokens[to] ?? ''}`;
      if (run.length >= SHORTEST_WORD && (known.words.has(run) || known.uids.has(run))) return true;
    }
  }
  return datesIn(whole).some((date) => known.dates.has(date));
}

const LONGEST_RUN = 6;
const LONGEST_DATE = 3;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The dates that a text can be read to name, as YYYYMMDD: compact, with points, dashes or slashes, day or month first, month names. */
function datesIn(text: string): readonly string[] {
  if (!/\d/.test(text)) return [];
  const dates: string[] = [];
  const push = (year: string, month: string, day: string): void => {
    dates.push(year + month.padStart(2, '0') + day.padStart(2, '0'));
  };
  for (const [, year = '', month = '', day = ''] of text.matchAll(/(?<!\d)(\d{4})[-./ ]?(\d{2})[-./ ]?(\d{2})/g)) push(year, month, day);
  for (const [, first = '', second = '', year = ''] of text.matchAll(/(?<!\d)(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})(?!\d)/g)) {
    push(year, second, first);
    push(year, first, second);
  }
  for (const [, day = '', name = '', year = ''] of text.matchAll(/(?<!\d)(\d{1,2})[-./ ]?([a-z]{3})[a-z]*[-./, ]*(\d{4})(?!\d)/g)) {
    const month = MONTHS.indexOf(name) + 1;
    if (month > 0) push(year, String(month), day);
  }
  return dates;
}

const LONGEST_TABLE = 1 << 18;

// Tables have no words: what looks like letters in them is compared, as ASCII and as both kinds of UTF-16.
function hitInBinary(bytes: Uint8Array, known: KnownValues): boolean {
  if (known.words.size === 0 || bytes.length < SHORTEST_WORD) return false;
  const some = bytes.length > LONGEST_TABLE ? bytes.subarray(0, LONGEST_TABLE) : bytes;
  return [runsOf(some, 0, 1), runsOf(some, 0, 2), runsOf(some, 1, 2)].some((runs) => runs.some((run) => hitInText(run, known)));
}

/** Runs of at least four printable ASCII characters: side by side, or each with a zero byte behind (`from` 0) or before it (`from` 1). */
function runsOf(bytes: Uint8Array, from: number, step: number): readonly string[] {
  const runs: string[] = [];
  const other = from === 0 ? 1 : -1;
  let run = '';
  for (let at = from; at < bytes.length; at += step) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x20 && byte < 0x7f && (step === 1 || bytes[at + other] === 0)) run += String.fromCharCode(byte);
    else {
      if (run.length >= SHORTEST_WORD) runs.push(run);
      run = '';
    }
  }
  if (run.length >= SHORTEST_WORD) runs.push(run);
  return runs;
}

/** The stretches of a text that hold a known value: whole words, and dates in every form. */
export function knownSpans(text: string, known: KnownValues): readonly Span[] {
  const lower = text.toLowerCase();
  const tokens = [...lower.matchAll(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu)].map((match) => ({ word: match[0], at: match.index }));
  const spans: Span[] = [];
  for (let length = 1; length <= LONGEST_DATE; length += 1) spans.push(...dateSpans(lower, tokens, { known, length, spans }));
  for (let from = 0; from < tokens.length; from += 1) {
    for (let to = Math.min(tokens.length, from + LONGEST_RUN) - 1; to >= from; to -= 1) {
      const run = tokens.slice(from, to + 1);
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined || !isHit(run.map(({ word }) => word).join(' '), known)) continue;
      spans.push([first.at, last.at + last.word.length]);
      from = to;
      break;
    }
  }
  return spans.length === 0 && hitInText(text, known) && text.length > 0 ? [[0, text.length]] : spans;
}

interface Word {
  readonly word: string;
  readonly at: number;
}

// Dates of so many words, where no shorter one stands already.
function dateSpans(
  text: string,
  tokens: readonly Word[],
  { known, length, spans }: { readonly known: KnownValues; readonly length: number; readonly spans: readonly Span[] },
): readonly Span[] {
  return tokens.flatMap((first, from): Span[] => {
    const last = tokens[from + length - 1];
    if (last === undefined) return [];
    const end = last.at + last.word.length;
    const isTaken = spans.some(([a, b]) => a < end && first.at < b);
    return !isTaken && datesIn(text.slice(first.at, end)).some((date) => known.dates.has(date)) ? [[first.at, end]] : [];
  });
}

function isHit(run: string, known: KnownValues): boolean {
  return run.length >= SHORTEST_WORD && (known.words.has(run) || known.uids.has(run));
}
