import type { FindingOf } from '../model/index.ts';

/** What a suggestion may lean on besides the words. */
export interface TextContext {
  /** The date of the first study, YYYYMMDD, while it is known on the contributor's device; null afterwards. */
  readonly firstStudy: string | null;
  readonly locale: string | null;
  /** The file names that the case has already; none when left out. A suggested name is not among them. */
  readonly taken?: readonly string[];
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
  const before = text.slice(Math.max(0, start - 60), start);
  const begins = /(?:^|[.!?]\s+|\n\s*)$/.test(before);
  const cased = (words: string): string => (begins ? words.charAt(0).toUpperCase() + words.slice(1) : words);
  if (finding.rule.startsWith('unknown.')) return null;
  switch (finding.identifier) {
    case 'age':
      return roundedAge(found, finding.rule, text.slice(end, end + 20));
    case 'name':
    case 'initials':
      return cased(/['’]s?$/.test(found) ? 'the patient’s' : 'the patient');
    case 'clinician':
      return clinicianAs(found, before, cased);
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
        datelessly(before, finding.rule, (context.firstStudy === null ? null : relativeDate(found, context.firstStudy, context.locale)) ?? ''),
      );
    case 'filename':
      return neutralName(found, context.taken ?? []);
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
  return suggestion === '' ? leftOut(before, after) : fitted(before, suggestion) + suggestion + after;
}

// "A 78-year-old" becomes "An 80-year-old".
const fitted = (before: string, age: string): string =>
  /^(?:\d|infant|toddler|newborn)/.test(age)
    ? before.replace(/(?<![A-Za-z])([Aa])n?(\s)$/, (_, a: string, space: string) => `${a}${/^(?:8|i)/.test(age) ? 'n' : ''}${space}`)
    : before;

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
  if (years >= 87.5) return null;
  return Math.max(20, Math.floor((years + 2.5) / 5) * 5);
}

function bandOf(years: number): string {
  return years < 5 ? '1-4' : years < 10 ? '5-9' : years < 15 ? '10-14' : '15-17';
}

// Without the first study's date, or for what no calendar can place: words that say only that it was before.
function datelessly(before: string, rule: string, relative: string): string {
  if (relative !== '') return relative;
  if (/relative|weekday|event/.test(rule)) return 'recently';
  return /(?:since|from|until|till|with|to|of|before|after|by|dated|than|vs|around|about)\s$/i.test(before) ? 'an earlier date' : 'previously';
}

const SEX = /^(?:male|female|mf|[mf])(?![a-z])|(?:(?<![a-z])|(?<=\dy|yo|yr))(?:male|female|mf|[mf])$/i;
const FORM =
  /^(?:years?|yrs?|y|o|yo|old|olds?|of|age|aged|young|and|odd|half|male|female|mf|[mf]|y[mf]|yo[mf]|yr[mf]|anni|anos|años|ans|jaar|jahre?|let|lat|歳|才|岁|歲)$/i;

// The author's own form stays: only the number changes. What is no form of an age is not repeated.
function roundedAge(found: string, rule: string, after: string): string | null {
  const digits = /\d{1,3}(?:[.,]\d)?(?:\s?½)?/.exec(found);
  const number = digits?.[0] ?? numberWord.exec(found)?.[0] ?? '';
  const years = digits === null ? words.get(number.toLowerCase()) : Number.parseFloat(number.replace(',', '.')) + (number.includes('½') ? 0.5 : 0);
  if (years === undefined || /birthday|score/i.test(found)) return null;
  if (rule === 'age.nth') return nthYear(years);
  const sex = SEX.exec(found.trim())?.[0];
  const withSex = (words: string): string => (sex === undefined ? words : `${words} ${sex}`);
  const young = daysOld(found, years, after);
  if (young !== null && young < 365) return withSex(young < 28 ? 'newborn' : 'infant');
  if (young !== null) return withSex(young < 5 * 365 ? 'toddler' : `${bandOf(young / 365.25)} year old`);
  const isForm = (found.replace(number, ' ').match(/\p{L}+/gu) ?? []).every((word) => FORM.test(word));
  if (years < 1) return withSex('infant');
  if (years < 5 && /[a-z]/i.test(found.replace(number, ''))) return withSex('toddler');
  const rounded = years < 18 ? bandOf(years) : roundedYears(years);
  if (rounded === null) return withSex('90 or over');
  return isForm ? found.replace(number, String(rounded).padStart(/^0\d\d$/.test(number) ? 3 : 0, '0')) : `${rounded}-year-old`;
}

// Days of life, where the age is in months or less; null where it is in years. "3m" is of months only before a word for the child.
function daysOld(found: string, count: number, after: string): number | null {
  const ofChild = /^[\s-]{1,2}(?:male|female|boy|girl|infant|baby|neonate|toddler|child|newborn|twin|[mf](?![a-z]))/i.test(after);
  const letter = ofChild ? /\d\s?([mwd])$/i.exec(found) : /^0\d\d([mwd])$/i.exec(found);
  const unit = /(?<![a-z])(?:months?|mths?|mo|weeks?|wks?|wk|w|days?|d|hours?|hrs?)(?![a-z])|\/(?:12|52|7)(?!\d)/i.exec(found)?.[0] ?? letter?.[1];
  if (unit === undefined) return null;
  return count * (/w|52/i.test(unit) ? 7 : /m|12/i.test(unit) ? 30.4375 : /h/i.test(unit) ? 1 / 24 : 1);
}

// "His 58th year" began at 57: the decade stays.
function nthYear(years: number): string | null {
  const decade = Math.floor((years - 1) / 10) * 10;
  return decade < 20 ? null : decade >= 90 ? '90s' : `${decade}s`;
}

const ROLE =
  /(?:GP|general practitioner|family (?:doctor|physician)|(?:neuro)?surgeon|[a-z]{2,14}ologist|physician|anaesthetist|anesthesiologist|obstetrician|p(?:a)?ediatrician|psychiatrist|registrar|radiographer|sonographer|physiotherapist|midwife|dentist|nurse|orthop(?:a)?edist|intensivist)/i;
const BEGINS_WITH_ROLE = new RegExp(`^(?:${ROLE.source})(?![a-z])`, 'i');
const ENDS_WITH_ROLE = new RegExp(`(?<![a-z])(?:${ROLE.source}),?\\s$`, 'i');
const DESCRIBED =
  /(?<![a-z])(?:the|an?|his|her|their|our|my|consultant|reporting|senior|treating|attending|duty|family|chief|vascular|orthop(?:a)?edic)\s$/i;

// The role where the words name it: "via his GP Dr N" leaves the GP, "Radiologist N" is the radiologist.
function clinicianAs(found: string, before: string, cased: (words: string) => string): string {
  const role = BEGINS_WITH_ROLE.exec(found)?.[0];
  if (role !== undefined) {
    const plain = /^GP$/i.test(role) ? 'GP' : role.toLowerCase();
    return DESCRIBED.test(before) ? plain : cased(`the ${plain}`);
  }
  return ENDS_WITH_ROLE.test(before) ? '' : cased('a colleague');
}

const KINDS = new Set(
  'ct mri mr us uss xr cxr axr pet nm mammogram mrcp cta ctpa mra dsa dwi adc flair stir t1 t2 axial coronal sagittal frontal lateral ap pa portal arterial venous delayed chest abdomen pelvis brain head neck spine knee hip shoulder ankle elbow wrist hand foot'.split(
    ' ',
  ),
);
const COUNTER = /(?:(?<![a-z\d])0(\d)|\((\d{1,2})\)|(?:img|image|slice|frame|fig|figure)[ _-]?(\d{1,2}))$/i;
const ENDING = /\.(?:jpe?g|png|tiff?|gif|bmp|heic|webp|dcm|mp4|mov|avi|pdf|nii|zip)$/i;

/** A file name of words of the trade and a number, that no other file of the case has. */
function neutralName(found: string, taken: readonly string[]): string {
  const ending = ENDING.exec(found)?.[0].toLowerCase() ?? '';
  const stem = found.slice(0, found.length - ending.length);
  const kinds = [...new Set(stem.toLowerCase().match(/[a-z]+\d?(?![a-z\d])/g))].filter((word) => KINDS.has(word));
  const counted = COUNTER.exec(stem);
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const named = (n: number): string => `${[...(kinds.length === 0 ? ['image'] : kinds), String(n).padStart(2, '0')].join('-')}${ending}`;
  let n = Number(counted?.[1] ?? counted?.[2] ?? counted?.[3] ?? 1);
  while (used.has(named(n))) n += 1;
  return named(n);
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
    if (locale === null && a <= 12 && b <= 12 && a !== b) return null;
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
  month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? { year, month, day } : null;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

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
