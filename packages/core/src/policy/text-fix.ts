import type { FindingOf } from '../model/index.ts';

/** What a suggestion may lean on besides the words. */
export interface TextContext {
  /** The date of the first study, YYYYMMDD, while it is known on the contributor's device; null afterwards. */
  readonly firstStudy: string | null;
  readonly locale: string | null;
}

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const words = new Map<string, number>([
  ...ones.map((word, n) => [word, n] as const),
  ...tens.flatMap((word, n) =>
    word === ''
      ? []
      : [
          [word, n * 10] as const,
          ...ones.slice(1, 10).flatMap((one, k) => [[`${word}-${one}`, n * 10 + k + 1] as const, [`${word} ${one}`, n * 10 + k + 1] as const]),
        ],
  ),
]);
const numberWord = new RegExp(`(?<![a-z])(?:${[...words.keys()].toSorted((a, b) => b.length - a.length).join('|')})(?![a-z])`, 'i');

/** What to put in the place of a finding; null when a person must find the words; empty to leave it out (TEXT.md section 6.2). */
export function suggestionFor(text: string, finding: FindingOf<'text'>, context: TextContext): string | null {
  const [start, end] = finding.span;
  const found = text.slice(start, end);
  const begins = /(?:^|[.!?]\s+|\n\s*)$/.test(text.slice(0, start));
  const cased = (words: string): string => (begins ? words.charAt(0).toUpperCase() + words.slice(1) : words);
  if (finding.rule.startsWith('unknown.')) return null;
  switch (finding.identifier) {
    case 'age':
      return roundedAge(found);
    case 'name':
    case 'initials':
      return cased(/['’]s?$/.test(found) ? 'the patient’s' : 'the patient');
    case 'clinician':
      return cased('a colleague');
    case 'institution':
      return cased(
        /employer|firm|works?|unit|aside|local|network/.test(finding.rule)
          ? 'a local employer'
          : /school|college|academy|kindergarten|elementary/i.test(found)
            ? 'a school'
            : 'another hospital',
      );
    case 'place':
      return cased(/country/.test(finding.rule) ? 'abroad' : 'the region');
    case 'date':
      return cased(
        datelessly(
          text.slice(0, start),
          finding.rule,
          (context.firstStudy === null ? null : relativeDate(found, context.firstStudy, context.locale)) ?? '',
        ),
      );
    case 'filename':
      return 'image';
    case 'relative-name':
    case 'date-of-birth':
    case 'address':
    case 'postcode':
    case 'phone':
    case 'fax':
    case 'email':
    case 'id-number':
    case 'vehicle':
    case 'device-serial':
    case 'url':
    case 'ip':
      return '';
    case 'biometric':
    case 'face':
    case 'audio':
    case 'other':
      return null;
    default:
      return finding.identifier satisfies never;
  }
}

const adverb = /^(?:previously|recently|day \d+|\d+ (?:day|week|month|year)s? (?:earlier|later))$/i;

/** Puts a suggestion in the place of its finding, and tidies the spaces, marks and prepositions that would be left. */
export function applySuggestion(text: string, [start, end]: readonly [number, number], suggestion: string): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (adverb.test(suggestion) && !/^day/i.test(suggestion))
    return before.replace(/(^|\s)(?:on|in|at|during|over)\s(?:the\s)?$/i, '$1') + suggestion + after;
  return suggestion === '' ? leftOut(before, after) : before + suggestion + after;
}

function leftOut(before: string, after: string): string {
  const opened = /[([]\s?$/.test(before) && /^\s?[)\]]/.test(after);
  const left = (opened ? before.replace(/\s?[([]\s?$/, '') : before).replace(/[ \t]$/, '');
  const right = (opened ? after.replace(/^\s?[)\]]/, '') : after).replace(/^[ \t]/, '');
  if (left === '') return right.replace(/^[,;:.]\s?/, '');
  if (/[.,;:!?]$/.test(left) && /^[.,;:]/.test(right)) return left + right.slice(1);
  return /^[.,;:!?)\]\n]|^$/.test(right) || /[\n([]$/.test(left) ? left + right : `${left} ${right}`;
}

/** An age in years rounded as POLICY.md says: adults to the nearest five, 18 and 19 to 20, 88 and over null. */
export function roundedYears(years: number): number | null {
  if (years >= 88) return null;
  return Math.max(20, Math.floor((years + 2.5) / 5) * 5);
}

function bandOf(years: number): string {
  if (years < 1) return 'infant';
  if (years < 5) return 'toddler';
  return years < 10 ? '5 to 9 year old' : years < 15 ? '10 to 14 year old' : '15 to 17 year old';
}

// Without the first study's date, or for what no calendar can place: words that say only that it was before.
function datelessly(before: string, rule: string, relative: string): string {
  if (relative !== '') return relative;
  if (/relative|weekday|event/.test(rule)) return 'recently';
  return /(?:since|from|until|till|with|to|of|before|after|by|dated|than|vs|around|about)\s$/i.test(before) ? 'an earlier date' : 'previously';
}

// The author's own form stays: only the number changes.
function roundedAge(found: string): string | null {
  const digits = /\d{1,3}/.exec(found);
  const word = digits === null ? numberWord.exec(found) : null;
  const years = digits !== null ? Number(digits[0]) : (words.get(word?.[0].toLowerCase() ?? '') ?? null);
  if (years === null) return null;
  const nth = /^\S+\s+year\b/i.test(found) ? Math.floor((years - 1) / 10) * 10 : null;
  if (/birthday/i.test(found) || nth === 0) return null;
  if (nth !== null) return nth >= 90 ? '90s' : `${nth}s`;
  if (/month|\bmo\b|week|day|hour|\/12|\/52/i.test(found)) return /month|\bmo\b|\/12/i.test(found) ? 'infant' : 'newborn';
  if (years < 18) return bandOf(years);
  const rounded = roundedYears(years);
  if (rounded === null) return '90 or over';
  return found.replace(digits?.[0] ?? word?.[0] ?? '', String(rounded));
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since a fixed day, in the Gregorian calendar; no clock is asked. */
function ordinal({ year, month, day }: Day): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day;
}

function dayIn(found: string, locale: string | null): Day | null {
  const iso = /(\d{4})[-./]?(\d{2})[-./]?(\d{2})/.exec(found);
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /(\d{1,2})[-./](\d{1,2})[-./](\d{2,4})/.exec(found);
  if (numbers !== null) {
    const [a, b] = [Number(numbers[1]), Number(numbers[2])];
    const monthFirst = b > 12 || (locale === 'US' && a <= 12);
    return dayOf(fullYear(numbers[3] ?? ''), monthFirst ? a : b, monthFirst ? b : a);
  }
  const named = /(?:(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s*)?)?([A-Za-z]{3})[a-z]*\.?[\s,-]*(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4}|'?\d{2})$/.exec(
    found.trim(),
  );
  const month = months.indexOf(named?.[2]?.toLowerCase() ?? '') + 1;
  const day = Number(named?.[1] ?? named?.[3] ?? Number.NaN);
  return named === null || month === 0 ? null : dayOf(fullYear(named[4] ?? ''), month, day);
}

const fullYear = (text: string): number => {
  const year = Number(text.replace("'", ''));
  return year >= 100 ? year : year > 50 ? 1900 + year : 2000 + year;
};
const dayOf = (year: number, month: number, day: number): Day | null =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : null;

function relativeDate(found: string, firstStudy: string, locale: string | null): string | null {
  const [first, day] = [dayIn(firstStudy, null), dayIn(found, locale)];
  if (first === null || day === null) return null;
  const days = ordinal(day) - ordinal(first);
  const size = days < 0 ? -days : days;
  if (days >= 0 && days < 15) return `day ${days}`;
  const [count, unit] =
    size < 15
      ? [size, 'day']
      : size < 60
        ? [Math.floor(size / 7 + 0.5), 'week']
        : size < 700
          ? [Math.floor(size / 30.4 + 0.5), 'month']
          : [Math.floor(size / 365.25 + 0.5), 'year'];
  return `${count} ${unit}${count === 1 ? '' : 's'} ${days < 0 ? 'earlier' : 'later'}`;
}
