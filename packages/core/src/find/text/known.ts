import { fold } from './fold.ts';
import type { Hit, Page, Token } from './page.ts';

/** The case's own header values: DICOM keyword to value. They stay on the contributor's device. */
export type KnownHeader = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Facts {
  readonly patient: readonly string[];
  readonly others: readonly string[];
  readonly initials: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, Hit['identifier']>;
  /** The same numbers as `inDigits` reads them. */
  readonly misread: ReadonlyMap<string, Hit['identifier']>;
  readonly days: ReadonlyMap<string, Hit['identifier']>;
  readonly institution: ReadonlySet<string>;
  readonly institutionInitials: ReadonlySet<string>;
}

const nicknames: readonly (readonly string[])[] = [
  'william will bill billy liam wills',
  'robert rob bob bobby robbie bert',
  'richard rick dick richie ricky rich',
  'john jack johnny jon',
  'jonathan jon jonny johnny nathan',
  'james jim jimmy jamie',
  'joseph joe joey',
  'michael mike mick mikey micky',
  'elizabeth liz beth betty lizzie eliza libby betsy elspeth',
  'margaret maggie meg peggy marge madge rita greta',
  'katherine catherine kate kathy cathy katie kitty kay kath cath',
  'thomas tom tommy',
  'charles charlie chuck chas',
  'edward ed eddie ted teddy ned',
  'henry harry hank',
  'patricia pat patty trish tricia',
  'patrick pat paddy',
  'susan sue susie suzy',
  'david dave davey davy',
  'daniel dan danny',
  'anthony tony ant',
  'andrew andy drew',
  'alexander alex sandy xander sasha alec',
  'alexandra alex sandra sasha lexi',
  'christopher chris kit topher',
  'christine chris chrissie tina',
  'samuel sam sammy',
  'samantha sam sammy',
  'benjamin ben benny',
  'matthew matt matty',
  'nicholas nick nicky',
  'nicole nicky nikki',
  'timothy tim timmy',
  'stephen steven steve',
  'peter pete',
  'gregory greg',
  'frederick fred freddie',
  'george georgie',
  'gerald gerry jerry',
  'kenneth ken kenny',
  'lawrence larry laurie',
  'leonard len lenny leo',
  'ronald ron ronnie',
  'donald don donny',
  'philip phil pip',
  'raymond ray',
  'rebecca becky becca bec',
  'deborah deb debbie',
  'barbara barb barbie babs',
  'jennifer jen jenny',
  'jessica jess jessie',
  'victoria vicky tori vic',
  'dorothy dot dottie dolly',
  'theodore ted theo teddy',
  'albert al bert bertie',
  'francis frank fran',
  'frances fran frankie',
  'eleanor ellie nell nora',
  'isabella bella izzy',
  'abigail abby',
  'amanda mandy',
  'angela angie',
  'jacqueline jackie',
  'judith judy',
  'mary molly polly mae',
  'ann anne annie nan',
  'helen nell nellie',
  'martha marty',
  'louise lou',
  'louis lou louie',
  'vincent vince vinny',
  'zachary zac zach',
  'mohammed mohamed muhammad mohammad mo',
  'yusuf joseph youssef',
  'olivia liv',
  'penelope penny',
].map((line) => line.split(' '));

const generic = new Set(
  'hospital hospitals clinic clinics centre center medical health healthcare radiology imaging diagnostic diagnostics private public general university royal saint st the of and for department dept unit services service group nhs trust foundation regional district community memorial national city county north south east west northern southern eastern western central new institute college school care children childrens women womens ltd inc pty llc street road avenue suite level floor building'.split(
    ' ',
  ),
);

const valuesOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? value.split('\\') : value.flatMap((one) => one.split('\\'));
const wordsOf = (value: string): string[] =>
  value
    .split(/[\^=,\s./;-]+/)
    .map(fold)
    .filter((word) => word.length > 1);
const bare = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^0+/, '');

const digitOf: Readonly<Record<string, string>> = { o: '0', l: '1', i: '1', s: '5', b: '8' };
const letterOf: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', i: 'l', 5: 's', 8: 'b' };

/** A number whose letters are read as the digits that text recognition takes for them. */
const inDigits = (number: string): string => number.replace(/[olisb]/g, (letter) => digitOf[letter] ?? '').replace(/^0+/, '');

/** A word whose digits are read as letters, and i as l. */
const inLetters = (word: string): string => word.replace(/[01i58]/g, (sign) => letterOf[sign] ?? '');

const isName = (keyword: string): boolean =>
  /Name(?:s|ToUse)?$|Physician|Operators|Performing|Requesting/.test(keyword) &&
  !/Institution|Department|Station|Code|Model|Version|Manufacturer|Protocol|Sequence|Study|Series/.test(keyword);
const isNumber = (keyword: string): boolean => /ID$|IDs$|Number|Identifier|UID|Serial|Telephone|Insurance|Account/.test(keyword);

function dateForms(value: string): string[] {
  const [, y = '', m = '', d = ''] = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})/.exec(value) ?? [];
  if (y === '') return [];
  const short = y.slice(2);
  const pairs = [d + m, m + d];
  const loose = [`${Number(d)}${Number(m)}`, `${Number(m)}${Number(d)}`];
  return [...pairs, ...loose].flatMap((pair) => [pair + y, pair + short]).concat([y + m + d, short + m + d]);
}

// Day and month without the year, in both orders: "19/5".
function dayForms(value: string): string[] {
  const [, m = '', d = ''] = /^\d{4}[-./]?(\d{2})[-./]?(\d{2})/.exec(value) ?? [];
  return m === '' ? [] : [`${Number(d)}/${Number(m)}`, `${Number(m)}/${Number(d)}`];
}

function initialsOf(names: readonly string[]): string[] {
  const letters = names.map((name) => name.charAt(0));
  if (letters.length < 2) return [];
  const [family = '', ...given] = letters;
  const [first = ''] = given;
  return [first + family, family + first, [...given, family].join(''), [family, ...given].join('')].filter((set) => set.length > 1);
}

function factsOf(known: KnownHeader): Facts {
  const patient: string[] = [];
  const others: string[] = [];
  const initials = new Set<string>();
  const numbers = new Map<string, Hit['identifier']>();
  const days = new Map<string, Hit['identifier']>();
  const institution = new Set<string>();
  const institutionInitials = new Set<string>();
  for (const [keyword, raw] of Object.entries(known)) {
    for (const value of valuesOf(raw)) {
      if (isName(keyword)) {
        const words = wordsOf(value);
        const mine = /Patient/.test(keyword);
        (mine ? patient : others).push(...words);
        for (const set of initialsOf(words)) initials.add(set);
      } else if (/Date/.test(keyword)) {
        const identifier = /Birth/.test(keyword) ? 'date-of-birth' : 'date';
        for (const pair of dayForms(value)) days.set(pair, identifier);
        for (const form of dateForms(value)) if (form.length > 4) numbers.set(bare(form), identifier);
      } else if (isNumber(keyword)) {
        const number = bare(value);
        if (number.length > 3) numbers.set(number, /Serial/.test(keyword) ? 'device-serial' : /Telephone/.test(keyword) ? 'phone' : 'id-number');
      } else if (/Institution|Address|Station|Department/.test(keyword)) {
        const words = wordsOf(value);
        for (const word of words) if (word.length > 3 && !generic.has(word) && !/^\d+$/.test(word)) institution.add(word);
        const letters = words.map((word) => word.charAt(0)).join('');
        if (/Institution/.test(keyword) && letters.length > 2) institutionInitials.add(letters);
      }
    }
  }
  const misread = new Map([...numbers].map(([number, identifier]) => [inDigits(number), identifier] as const));
  return { patient, others, initials, numbers, misread, days, institution, institutionInitials };
}

/** Edits between two words: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), up to `most`. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}

// What transliterations have in common: ph and f, c and k, y and i, doubled letters, silent h.
const sound = (word: string): string =>
  word
    .replace(/tch|tsch|sch/g, 'ch')
    .replace(/ph/g, 'f')
    .replace(/ck|q|c/g, 'k')
    .replace(/[yj]/g, 'i')
    .replace(/w/g, 'v')
    .replace(/z/g, 's')
    .replace(/ou|u/g, 'o')
    .replace(/ae|e|a/g, 'a')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1');

// "Mueller" and "Müller" are one name.
const umlaut = (word: string): string => word.replace(/([aou])e/g, '$1');

/** How surely a word is a known name: 0 not, 1 exactly. */
function likeness(word: string, name: string): number {
  if (word === name || (word.length > 3 && umlaut(word) === umlaut(name))) return 1;
  if (word.length < 3 || name.length < 3) return 0;
  if (nicknames.some((set) => set.includes(word) && set.includes(name))) return 0.9;
  const shorter = Math.min(word.length, name.length);
  if (shorter >= 4 && (name.startsWith(word) || (word.startsWith(name) && word.length - name.length < 3))) return 0.85;
  const most = name.length >= 7 ? 2 : name.length >= 4 ? 1 : 0;
  if (most > 0 && word.length > 3 && editsBetween(word, name, most) <= most) return 0.85;
  if (shorter < 4) return 0;
  const [a, b] = [sound(word), sound(name)];
  return a === b || (Math.min(a.length, b.length) >= 7 && editsBetween(a, b, 1) <= 1) ? 0.8 : 0;
}

interface Judged {
  readonly identifier: Hit['identifier'];
  readonly score: number;
}

function nameOf(token: Token, facts: Facts): Judged | null {
  const letters = token.kind === 'mixed' ? token.low.replace(/\d+/g, '') : token.low;
  const parts = [letters, ...(letters.includes("'") ? letters.split("'") : [])].map(fold);
  const read = token.low.length < 4 ? '' : inLetters(fold(token.low));
  let best: Judged | null = null;
  for (const [names, identifier] of [
    [facts.patient, 'name'],
    [facts.others, 'clinician'],
  ] as const) {
    for (const name of names) {
      for (const word of parts) {
        const inside = name.length > 4 && word.length > name.length && word.includes(name) && !token.sense.listed;
        const like = inside ? 0.9 : read === inLetters(name) && word !== name ? 0.95 : likeness(word, name);
        if (like === 0) continue;
        const common = token.sense.listed || token.sense.eponym;
        const apart = token.sense.eponym && !token.sense.listed && like > 0.84 && token.shape === 'cap';
        if (common && ((like < 1 && !apart) || token.shape === 'low')) continue;
        const score = common ? 0.65 : 0.9 + like / 12;
        if (best === null || score > best.score) best = { identifier, score };
      }
    }
  }
  return best;
}

function isInstitution({ low, kind }: Token, { institution }: Facts): boolean {
  const word = fold(low);
  return institution.has(word) || (kind === 'mixed' && [...institution].some((name) => inLetters(name) === inLetters(word)));
}

/** Everything in a text that matches the case's own header values, near forms too. */
export function findKnown(page: Page, known: KnownHeader): Hit[] {
  const facts = factsOf(known);
  const hits: Hit[] = [];
  const { tokens } = page;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.kind !== 'number') {
      const named = nameOf(token, facts);
      if (named !== null)
        hits.push({
          ...named,
          rule: named.identifier === 'name' ? 'known.name' : 'known.clinician',
          start: initialBefore(tokens, i, facts),
          end: token.end,
        });
      else if (token.shape === 'upper' && token.text.length < 5 && facts.initials.has(token.low))
        hits.push({
          identifier: 'initials',
          rule: 'known.initials',
          score: page.words.isAcronym(token.text) ? 0.7 : 0.95,
          start: token.start,
          end: token.end,
        });
      else if (isInstitution(token, facts) && (token.shape !== 'low' || !token.sense.listed))
        hits.push({ identifier: 'institution', rule: 'known.institution', score: 0.9, start: token.start, end: token.end });
      else if (token.shape === 'upper' && facts.institutionInitials.has(token.low) && !page.words.isAcronym(token.text))
        hits.push({ identifier: 'institution', rule: 'known.institution', score: 0.8, start: token.start, end: token.end });
    }
    const after = tokens[i + 1];
    const identifier =
      after === undefined || !/^[./-]$/.test(after.before) || after.kind !== 'number'
        ? undefined
        : facts.days.get(`${Number(token.text)}/${Number(after.text)}`);
    if (identifier !== undefined && after !== undefined)
      hits.push({ identifier, rule: 'known.day', score: 0.85, start: token.start, end: after.end });
    const number = numberFrom(tokens, i, facts);
    if (number !== null) hits.push(number);
  }
  return hits;
}

// "J Smyth", "J. P. Smyth": the letters before a known name belong to it.
function initialBefore(tokens: readonly Token[], i: number, facts: Facts): number {
  let start = tokens[i]?.start ?? 0;
  for (let k = i - 1; k >= 0; k -= 1) {
    const letter = tokens[k];
    if (letter === undefined || letter.text.length !== 1 || letter.shape !== 'cap' || !/^\.?\s?$/.test(tokens[k + 1]?.before ?? 'x')) break;
    if (![...facts.initials].some((set) => set.includes(letter.low))) break;
    start = letter.start;
  }
  return start;
}

// One digit wrong, missing or swapped in a number of six or more; or the known number's own digits without its letters, or its end.
function nearNumber(number: string, facts: Facts): Hit['identifier'] | undefined {
  const digits = number.replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < 5) return undefined;
  for (const [known, identifier] of facts.numbers) {
    const bareKnown = known.replace(/\D/g, '').replace(/^0+/, '');
    const isDate = identifier === 'date' || identifier === 'date-of-birth';
    if (bareKnown.length < 5 || isDate) continue;
    if (
      digits === bareKnown ||
      (digits.length >= 6 && bareKnown.endsWith(digits)) ||
      (digits.length >= 6 && bareKnown.length >= 6 && editsBetween(digits, bareKnown, 1) <= 1)
    )
      return identifier;
  }
  return undefined;
}

// Five signs or more, most of them digits: the known number as text recognition may give it.
function misreadNumber(number: string, facts: Facts): Hit['identifier'] | undefined {
  const letters = number.replace(/\d/g, '').length;
  return number.length < 5 || letters === 0 || letters * 2 > number.length ? undefined : facts.misread.get(inDigits(number));
}

const MAX_PIECES = 8;

function numberFrom(tokens: readonly Token[], i: number, facts: Facts): Hit | null {
  let joined = '';
  let longest: Hit | null = null;
  for (let k = i; k < Math.min(tokens.length, i + MAX_PIECES); k += 1) {
    const token = tokens[k];
    if (token === undefined || (k > i && !/^[\s./-]{0,2}$/.test(token.before)) || token.kind === 'foreign') break;
    joined += token.low.replace(/[^a-z0-9]/g, '');
    if (!/\d/.test(joined) || joined.length > 70) continue;
    const bareJoined = joined.replace(/^0+/, '');
    const identifier = facts.numbers.get(bareJoined) ?? nearNumber(bareJoined, facts) ?? misreadNumber(joined, facts);
    if (identifier !== undefined) longest = { identifier, rule: 'known.number', score: 0.98, start: tokens[i]?.start ?? 0, end: token.end };
  }
  return longest;
}
