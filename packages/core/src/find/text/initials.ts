import { PERSON_VERBS } from './lexicon.ts';
import { runPatterns, type Pattern } from './pattern.ts';
import type { Hit, Page } from './page.ts';

const common = new Set(
  'e.g i.e u.s u.k u.s.a i.v i.m p.o a.m p.m m.d ph.d b.sc m.sc n.b c.f q.v p.r.n b.d t.d.s o.d a.p p.a l.p e.r i.u w.r.t a.k.a v.s m.r.i e.u d.o.b n.a r.i.p r.e.n.a.l h.p.f i.d s.c d.c a.d b.c c.i n.s b.i.d t.i.d q.i.d s.l'.split(
    ' ',
  ),
);
const isCommon = (text: string): boolean => common.has(text.toLowerCase().replace(/\s/g, '').replace(/\.$/, ''));

const patterns: readonly Pattern[] = [
  {
    rule: 'name.initials',
    identifier: 'initials',
    score: 0.92,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9.])(?:[A-Z]\.\s?){1,3}[A-Z]\.?(?![A-Za-z0-9])/g,
    sure: (m, p, s) => dotted(m[0], p, s),
  },
  {
    rule: 'name.initials',
    identifier: 'initials',
    score: 0.95,
    evenMasked: true,
    re: /(?<![a-z])(?:initials(?:\s(?:are|is|were|of))?|initial\s?(?=[:=]))[\s:=-]{1,3}(?<at>[a-z](?:[.\s-]{0,2}[a-z]){1,3}\.?)(?![a-z])/g,
  },
  {
    rule: 'name.initials',
    identifier: 'initials',
    score: 0.85,
    over: 'cas',
    re: /(?<![A-Za-z])(?:[Pp]atient|[Pp]t|[Cc]lient|[Ss]ubject|Mr|Mrs|Ms|Miss|[Bb]aby|[Hh]usband|[Ww]ife|[Mm]other|[Ff]ather|[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister)\.?\s(?<at>[A-Z]\.?(?:[A-Z]\.?){0,2})(?![A-Za-z0-9-])/g,
    sure: (m, p) =>
      (!p.words.isAcronym((m.groups?.['at'] ?? '').replace(/\./g, '')) &&
        (!/^(?:[Pp]atient|[Ss]ubject)/.test(m[0]) ||
          (m.groups?.['at'] ?? '').replace(/\./g, '').length > 1 ||
          /\./.test(m.groups?.['at'] ?? '') ||
          /[G-Z]/.test(m.groups?.['at'] ?? ''))) ||
      /^M(?:r|rs|s|iss)\b/.test(m[0]),
  },
  {
    rule: 'name.initials',
    identifier: 'initials',
    score: 0.8,
    over: 'cas',
    re: /(?<![A-Za-z0-9])\(?(?<at>[A-Z]{2,3})\)?,?\s(?:\(?\d{2}\s?[MFmf]\)?|(?:a|an)\s\d{2}[\s-]y|is\sa\s\d{2}|aged\s\d{2}|\(\d{2}\))/g,
    sure: (m, p) => !p.words.isAcronym(m.groups?.['at'] ?? ''),
  },
  {
    rule: 'name.initials',
    identifier: 'initials',
    score: 0.72,
    over: 'cas',
    re: /(?<![A-Za-z0-9.-])(?<at>[A-Z]{2,3})\s(?<verb>[a-z]{2,14})(?![A-Za-z])/g,
    sure: (m, p, s) => subject(m, p, s),
  },
  {
    rule: 'name.initials',
    identifier: 'initials',
    score: 0.6,
    over: 'cas',
    re: /(?<=(?:^|[\n(])\s{0,2}|[-:|,]\s)(?<at>[A-Z]{2,3})(?=\s{0,2}(?:$|[\n)|,]|\s-\s|:))/g,
    sure: (m, p, s) => p.field === 'title' && !p.words.isAcronym(m.groups?.['at'] ?? '') && s >= 0,
  },
  {
    rule: 'name.initials-surname',
    identifier: 'name',
    score: 0.8,
    over: 'cas',
    re: /(?<![A-Za-z0-9.])(?:[A-Z]\.\s?){1,3}(?<s>(?:(?:van|von|de|der|den|la|le)\s){0,2}[A-Z][a-z'-]{2,20}(?:-[A-Z][a-z]{2,20})?)(?![A-Za-z])/g,
    sure: (m, p, s) =>
      !citationNear(p, s, m[0].length) &&
      !isCommon(m[0].split(/\s/)[0] ?? '') &&
      !endsGrade(p, s, m[0]) &&
      surnameish(m.groups?.['s'] ?? '', p, m[0]),
  },
  {
    rule: 'name.initials-surname',
    identifier: 'name',
    score: 0.7,
    over: 'cas',
    re: /(?<![A-Za-z0-9.'-])[A-Z]\s(?<s>[A-Z][a-z'-]{2,20})(?=\s[a-z-]|[,:)]|\s-|$)/g,
    sure: (m, p, s) =>
      surnameish(m.groups?.['s'] ?? '', p, '') &&
      !/^[AI]\s/.test(m[0]) &&
      !/(?:type|grade|group|hepatitis|vitamin|panel|figure|fig|figs|class|stage|image|level|arm|view|segment|and)\.?\s$/.test(
        p.low.slice(Math.max(0, s - 11), s),
      ),
  },
  {
    rule: 'name.baby',
    identifier: 'name',
    score: 0.9,
    over: 'cas',
    re: /(?<![A-Za-z])(?:Baby|Infant|Newborn|Twin|BABY)\s(?:[Bb]oy|[Gg]irl|[Oo]f|BOY|GIRL|[AB12])\s(?:[A-Z][a-z]{1,3}\.?\s)?(?<s>[A-Z][A-Za-z'-]{2,20})(?![A-Za-z])/g,
    sure: (m, p) => !p.words.sense((m.groups?.['s'] ?? '').toLowerCase()).listed || p.words.sense((m.groups?.['s'] ?? '').toLowerCase()).surname >= 2,
  },
  {
    rule: 'name.loud',
    identifier: 'name',
    score: 0.72,
    over: 'cas',
    re: /(?<![A-Za-z])(?<s>[A-Z][A-Z'-]{2,18})[\s,]{1,2}[A-Z](?=[\s,.)]|$)/g,
    sure: (m, p) => {
      const word = (m.groups?.['s'] ?? '').toLowerCase();
      const { surname, given, listed, known, eponym } = p.words.sense(word);
      return (
        !p.words.isAcronym(word.toUpperCase()) &&
        !eponym &&
        (surname === 2 ||
          given === 2 ||
          (!known && surname + given > 0) ||
          (surname > 0 && !listed) ||
          (p.field === 'caption' && surname > 0 && word.length > 4))
      );
    },
  },
  {
    rule: 'name.role-letters',
    identifier: 'clinician',
    score: 0.78,
    over: 'cas',
    re: /(?<![A-Za-z])(?:PA|NP|RN|RT|CNM|CRNA|EN|EEN|SMO|RMO|HMO|JMO|SHO|SpR|CNS|CNC|ANP|ODP|ST\d|CT\d|FY\d|F[12]|Cons|Reg|Surg|Rad)\.?\s(?<s>[A-Z][a-z'-]{2,18}(?:\s[A-Z][a-z'-]{2,18})?)(?![A-Za-z])/g,
    sure: (m, p) => {
      const { known, given, surname, eponym } = p.words.sense((m.groups?.['s'] ?? '').split(' ')[0]?.toLowerCase() ?? '');
      return !eponym && (!known || given === 2 || surname === 2);
    },
  },
  {
    rule: 'name.caret',
    identifier: 'name',
    score: 0.98,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z'-])[A-Z][A-Z'-]{0,20}(?: [A-Z][A-Z'-]{0,20}){0,2}\^[A-Za-z' -]{0,30}(?:\^[A-Za-z. -]{0,20}){0,4}|[A-Za-z][A-Za-z'-]{0,30}\^[A-Za-z' -]{0,30}(?:\^[A-Za-z. -]{0,20}){0,4}/g,
  },
  {
    rule: 'name.spaced',
    identifier: 'name',
    score: 0.7,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])(?:[A-Za-z][ ._-]){3,30}[A-Za-z](?![A-Za-z0-9])/g,
    sure: (m) => (!isCommon(m[0]) && new Set(m[0]).size > 4 && !/^(?:[A-Z] ){1,8}[A-Z]$/.test(m[0].slice(0, 5))) || /^(?:[a-zA-Z][ ]){4,}/.test(m[0]),
  },
];

// "Stanford B. Weber", "stage V. Delphian": one letter that closes a sentence about a grade.
function endsGrade(page: Page, start: number, all: string): boolean {
  if (/(?:[A-Z]\.\s?){2}/.test(all) || !/\.\s/.test(all)) return false;
  const last = /([A-Za-z'-]{2,20})\s$/.exec(page.cas.slice(Math.max(0, start - 22), start))?.[1] ?? '';
  const { eponym, proper } = page.words.sense(last.toLowerCase());
  return (
    eponym ||
    proper ||
    /^(?:type|stage|grade|class|category|group|level|zone|score|vitamin|hepatitis|panel|figure|fig|image|view|point|part|phase|and|or|to|IIa|III?|IV)$/i.test(
      last,
    )
  );
}

function surnameish(word: string, page: Page, all: string): boolean {
  const sense = page.words.sense(word.toLowerCase().replace(/^.*\s/, ''));
  if (sense.eponym && sense.given < 2 && !/(?:[A-Z]\.\s?){2}/.test(all)) return false;
  return !sense.proper && (!sense.known || sense.surname === 2) && (!sense.known || !/^[A-Z]\.\s/.test(all) || sense.surname >= 2);
}

const citationNear = (page: Page, start: number, length: number): boolean =>
  /et al|and colleagues/.test(page.low.slice(start + length, start + length + 20));

function dotted(text: string, page: Page, start: number): boolean {
  if (
    /^[CM]\.?\s?[TR]\.?$/.test(text) &&
    /^\s?(?:imag|scan|angio|veno|study|exam|brain|head|chest|abdo|spine)/.test(page.low.slice(start + text.length, start + text.length + 8))
  )
    return false;
  if (isCommon(text) || !/\.|\s/.test(text) || text.replace(/[^A-Z]/g, '').length < 2) return false;
  const after = page.cas.slice(start + text.length, start + text.length + 3);
  if (/\.\s[A-Z]$/.test(text) || /^\.?[A-Z]\./.test(after)) return false;
  return !/^\s?[A-Z][a-z]/.test(after) || /\.\s?$/.test(text);
}

/** "TJM had an uneventful recovery": unknown capitals as who does something, at the start of a sentence. */
function subject(match: RegExpExecArray, page: Page, start: number): boolean {
  const letters = match.groups?.['at'] ?? '';
  const verb = match.groups?.['verb'] ?? '';
  if (page.words.isAcronym(letters) || !PERSON_VERBS.has(verb)) return false;
  const before = page.cas.slice(Math.max(0, start - 2), start);
  return before === '' || /[.!?\n]\s?$|^\s$|, $/.test(before);
}

/** Initials, with dots, after a label, or as who does something; names in DICOM's caret form; letters spaced out. */
export function findInitials(page: Page): Hit[] {
  const defined = new Set([...page.cas.matchAll(/\(([A-Z]{2,3})s?\)/g)].map((match) => match[1] ?? ''));
  return runPatterns(page, patterns)
    .map((hit) => (/^[A-Za-z]{2,4}\.$/.test(page.cas.slice(hit.start, hit.end)) ? { ...hit, end: hit.end - 1 } : hit))
    .filter((hit) => !defined.has(page.cas.slice(hit.start, hit.end)));
}
