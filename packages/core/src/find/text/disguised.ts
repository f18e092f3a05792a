import { isAllowed } from './ages.ts';
import type { Hit, Page, Token } from './page.ts';
import { runPatterns, type Pattern } from './pattern.ts';

const digit =
  '(?:oh?|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|double|triple|treble)';
const tens = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const label =
  '(?:mrn|ur|urn|nhs|id|number|no|ssn|phone|mobile|tel|telephone|plate|rego|registration|postcode|zip|passport|account|record|serial|accession|extension|ext|room|pin|code)';

const patterns: readonly Pattern[] = [
  {
    rule: 'contact.spoken',
    identifier: 'phone',
    score: 0.72,
    re: new RegExp(String.raw`(?<![a-z])${digit}(?:[\s,.-]{1,3}(?:and\s)?${digit}){5,16}(?![a-z])`, 'g'),
  },
  {
    rule: 'id.spoken',
    identifier: 'id-number',
    score: 0.75,
    re: new RegExp(
      String.raw`(?<![a-z])${label}(?:\s(?:is|was|of|no|number|ending|ends|begins|starting|starts|in|with|reads|:)){0,3}[\s:=]{1,3}(?<at>${digit}(?:[\s,.-]{1,3}(?:${digit}|[a-z](?![a-z]))){2,16})(?![a-z])`,
      'g',
    ),
  },
  { rule: 'id.spaced', identifier: 'id-number', score: 0.75, re: /(?<![a-z0-9.])\d(?:[ ._]\d){4,24}(?![a-z0-9]|\.\d)/g },
  {
    rule: 'id.ending',
    identifier: 'id-number',
    score: 0.7,
    evenMasked: true,
    re: /(?<![a-z])(?:ends|ending|ended|finishes|finishing|last (?:four|three|4|3)(?: digits)?|starts|starting|begins|beginning)\s(?:in|with|are|is|of)?\s?(?<at>\d{3,6}|[a-z]\d{2,5})(?![a-z0-9%]|\.\d|\s?(?:mm|cm|ml|mg|weeks|days|months|years))/g,
  },
  {
    rule: 'name.spaced',
    identifier: 'name',
    score: 0.7,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])(?=[A-Za-z ]{0,6}\d)[A-Za-z](?: [A-Za-z0-9]){4,30}(?![A-Za-z0-9])/g,
  },
  {
    rule: 'date.year',
    identifier: 'date',
    score: 0.62,
    re: new RegExp(
      String.raw`(?<![a-z])(?:nineteen[\s-](?:hundred|oh|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:and\s)?(?:one|two|three|four|five|six|seven|eight|nine|oh))?|two thousand (?:and )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)(?![a-z])|twenty[\s-](?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[\s-](?:one|two|three|four|five|six))?)|(?:o|oh|nought|aught)-(?:one|two|three|four|five|six|seven|eight|nine))(?![a-z-])`,
      'g',
    ),
    sure: (m, p, s) => !/^\s(?:patients|cases|per|cells|percent|of)/.test(p.low.slice(s + m[0].length, s + m[0].length + 10)),
  },
  {
    rule: 'date.words',
    identifier: 'date',
    score: 0.75,
    re: /(?<![a-z])(?:the ides of march|midsummer(?:'s)? (?:day|eve)|(?:the )?\d{1,2}(?:st|nd|rd|th) (?:inst|ult|prox)\.?|\d{1,2}(?:st|nd|rd|th)? (?:wk|week|fortnight|half) (?:of |in )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|(?:week|wk) \d{1,2},? (?:of )?(?:19|20)\d\d|q[1-4] ?(?:19|20)\d\d|(?:19|20)\d\d ?q[1-4]|\d{1,2}[-./](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2}|x)[-./](?:19|20)?\d\d)(?![a-z0-9])/g,
    evenMasked: true,
  },
  {
    rule: 'date.list',
    identifier: 'date',
    score: 0.8,
    evenMasked: true,
    re: /(?<![a-z0-9/.])(?:1[0-2]|0?[1-9])\/\d{2}(?:,\s(?:1[0-2]|0?[1-9])\/\d{2}){0,8},?\s(?:and|&)\s(?:1[0-2]|0?[1-9])\/\d{2}(?![0-9/])/g,
    sure: (m, p, s) =>
      (m[0].split('/').length > 3 ||
        /(?:scans?|mris?|cts?|films?|imaging|follow[ -]?up|since|seen|in|on)\s$/.test(p.low.slice(Math.max(0, s - 12), s))) &&
      m[0].split(/[^0-9/]+/).every((pair) => Number(pair.split('/')[1]) >= 13 && Number(pair.split('/')[1]) < 40),
  },
  {
    rule: 'date.day',
    identifier: 'date',
    score: 0.65,
    evenMasked: true,
    re: /(?<![a-z])(?:on|since|by|until|from|before|after)\s(?:the\s)(?<at>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?=[.,;)]|\s(?:and|but|with|at|for|when|she|he|they|showed|shows|after|as|because|to|in the (?:morning|evening))(?![a-z])|$)/g,
  },
  {
    rule: 'date.weekday',
    identifier: 'date',
    score: 0.65,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun)\.?\s(?:arvo|morning|afternoon|evening|night|am|pm|eve|just gone|last)(?![A-Za-z])/g,
  },
  {
    rule: 'date.relative',
    identifier: 'date',
    score: 0.65,
    re: /(?<![a-z])(?:this arvo|sunday gone|last arvo|the day before (?:yesterday|last)|(?:a )?(?:week|fortnight) (?:last|gone|ago) (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:week|just gone|last|gone)|earlier (?:today|this (?:week|month|year))|later (?:today|that same (?:week|month))|the other (?:day|week|night)|overnight last night|first thing this morning|in the early hours of (?:this|yesterday|[a-z]{3,9}day))(?![a-z])/g,
  },
  {
    rule: 'age.odd',
    identifier: 'age',
    score: 0.6,
    re: new RegExp(
      String.raw`(?<![a-z])(?:${tens}[\s-](?:odd|something|ish)(?![a-z])|(?:two|three|four)\sscore(?:\syears)?(?:\s(?:and|years and)\s(?:ten|one|two|three|four|five|six|seven|eight|nine))(?![a-z]))`,
      'g',
    ),
  },
  {
    rule: 'age.odd',
    identifier: 'age',
    score: 0.75,
    re: new RegExp(
      String.raw`(?<![a-z])(?:will be|would be|would have been|about to (?:be|turn)|soon to be|going to be|nearly|almost|coming up to|coming up for|not yet|just (?:over|under|shy of|short of)|a (?:day|week|month|year) (?:short of|shy of|off|past|over))\s(?<at>(?:\d{2,3}|${tens}[\s-](?:one|two|three|four|six|seven|eight|nine)|eighteen|nineteen)(?:\s(?:years old|yo))?)(?=\s(?:in|on|next|this|and|when|now|at|years old|yo|tomorrow|soon|but)\b|[.,;)]|$)`,
      'g',
    ),
    sure: (m, p, s) =>
      !/^\s(?:in (?:diameter|size|length|height)|and \d)/.test(
        p.low.slice(s + (m.groups?.['at'] ?? '').length, s + (m.groups?.['at'] ?? '').length + 24),
      ) &&
      !/\d|hu|mm/.test(p.low.slice(s + (m.groups?.['at'] ?? '').length, s + (m.groups?.['at'] ?? '').length + 4)) &&
      personNear(p, s),
  },
  {
    rule: 'age.odd',
    identifier: 'age',
    score: 0.75,
    re: /(?<![a-z0-9])(?<at>\d{2,3})(?=(?:\s(?:years|yrs))?,?\s(?:to be exact|precisely|to be precise|exactly|if a day|not out|years young)(?![a-z]))/g,
  },
  {
    rule: 'age.alone',
    identifier: 'age',
    score: 0.75,
    re: new RegExp(
      String.raw`(?:^|[.!?\n]\s)(?<at>(?:eighteen|nineteen|${tens}[\s-](?:one|two|three|four|six|seven|eight|nine)|\d{2}))(?=[.,]\s(?:[a-z]|$))`,
      'g',
    ),
    sure: (m, p) => p.field !== 'findings' && p.field !== 'caption' && (!/\d/.test(m.groups?.['at'] ?? '') || p.field === 'presentation'),
  },
  { rule: 'age.roman', identifier: 'age', score: 0.7, over: 'cas', re: /(?<![A-Za-z])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?=[\s-]years?[\s-]old)/g },
  {
    rule: 'postcode.area',
    identifier: 'postcode',
    score: 0.8,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])[A-Z]{1,2}\d{1,2}[A-Z]?(?=\s(?:area|postcode|post code|district|part of town)(?![a-z]))/g,
  },
  {
    rule: 'postcode.area',
    identifier: 'postcode',
    score: 0.8,
    evenMasked: true,
    re: /(?<![a-z0-9.])\d{4,5}(?=\s(?:area|postcode|post code|zip)(?![a-z]))/g,
  },
  {
    rule: 'name.called',
    identifier: 'name',
    score: 0.82,
    over: 'cas',
    re: /(?<![A-Za-z])(?:calls?\s(?:him|her|them|himself|herself)|called\s(?:him|her|himself|herself)|known\s(?:to\s[a-z]{3,10}\s)?as|nicknamed|goes\sby(?:\sthe\sname(?:\sof)?)?|named|christened|answers\sto|nickname(?:\sis|\swas|:)?|alias|a\.?k\.?a\.?|preferred\sname(?:\sis)?:?|real\sname(?:\sis)?:?|whose\sname\sis|by\sthe\sname\sof|signed\sas|surname(?:\sis)?|maiden\sname(?:\sis|\swas)?|n[e\u00e9]e)\s['"]?(?<at>[A-Z][a-z'-]{1,18}(?:\s[A-Z][a-z'-]{1,18}){0,2})['"]?/g,
    sure: (m, p, s) =>
      called(m[0], m.groups?.['at'] ?? '', p.cas.slice(s + (m.groups?.['at'] ?? '').length, s + (m.groups?.['at'] ?? '').length + 20), p),
  },
  {
    rule: 'name.quoted',
    identifier: 'name',
    score: 0.72,
    over: 'cas',
    re: /(?<![A-Za-z])(?:patient|him|her|he|she|baby|boy|girl|gentleman|lady|man|woman|son|daughter|husband|wife|brother|sister|nickname|client|mum|dad|[A-Z][a-z]{2,14}),?\s["'](?<at>[A-Z][a-z'-]{1,14}(?:\s[A-Z][a-z'-]{1,14})?),?["']/g,
    sure: (m, p) => {
      const sense = p.words.sense((m.groups?.['at'] ?? '').split(' ')[0]?.toLowerCase() ?? '');
      return !sense.eponym && (/^[a-z]/.test(m[0]) || sense.given > 0);
    },
  },
  {
    rule: 'name.subject-aged',
    identifier: 'name',
    score: 0.8,
    over: 'cas',
    evenMasked: true,
    re: /(?:^|[.!?\n]\s{1,2})(?<at>[A-Z][a-z'-]{1,18}(?:\s[A-Z][a-z'-]{1,18}){0,2}),?\s(?:is|was|aged?)\s(?:an?\s|our\s|now\s|aged\s)?(?:[a-z]{3,12}\s){0,2}\d{1,3}[\s-]?(?:y\/?o|yrs?|years?|months?|mo|weeks?|days?|\s?[mfMF](?![a-z])|(?=[.,;]|$|\sand\s))/g,
    sure: (m) =>
      !/^(?:He|She|It|This|That|There|Here|They|Who|The|Her|His|Our|My|Patient|Proband|Mum|Mother|Father|Dad|Age|Mean|Median|Duration|Interval|Follow|Length|Size|Volume|Score|Subject|Case|Diameter|Height|Weight|Gestation|Time|Onset|Which|What|Child|Baby|Infant|Threshold|Dose|Angle|Index|Husband|Wife|Donor|Sister|Brother)(?![a-z])/.test(
        m.groups?.['at'] ?? '',
      ),
  },
  {
    rule: 'age.named',
    identifier: 'age',
    score: 0.75,
    over: 'cas',
    evenMasked: true,
    re: /(?:^|[.!?\n]\s{1,2})(?<n>[A-Z][a-z'-]{1,18})\s(?:is|was|turned|turns)\s(?:now\s|just\s|only\s|aged\s)?(?<at>\d{2,3})(?=[.,;]|\s(?:and|years|when|but|this|next)|$)/g,
    sure: (m, p) => {
      const sense = p.words.sense((m.groups?.['n'] ?? '').toLowerCase());
      return (!sense.known || sense.given > 0 || sense.surname > 1) && !isAllowed(m.groups?.['at'] ?? '');
    },
  },
  {
    rule: 'name.labelled-small',
    identifier: 'name',
    score: 0.8,
    re: /(?<![a-z])(?:pt|patient|name|client|re|attn|dear)\s?[:=]?\s"?(?<at>(?<s>[a-z'-]{2,20}),\s(?<g>[a-z'-]{1,20})(?:\s[a-z](?![a-z]))?\.?)/g,
    sure: (m, p) => {
      const [family, given] = [p.words.sense(m.groups?.['s'] ?? ''), p.words.sense(m.groups?.['g'] ?? '')];
      return ((family.surname > 0 || !family.known) && !family.listed) || (family.surname === 2 && given.given >= 2)
        ? given.given > 0 || (m.groups?.['g'] ?? '').length === 1
        : false;
    },
  },
  {
    rule: 'name.labelled',
    identifier: 'name',
    score: 0.82,
    over: 'cas',
    re: /(?<![A-Za-z])(?:[Pp]atient|[Pp]t|[Nn]ame|[Rr]e|[Cc]lient)\s?[:=]?\s?["']?(?<at>[A-Z][A-Za-z'-]{1,20},\s[A-Z](?![A-Za-z])\.?)/g,
    sure: (m, p) => !p.words.isAcronym((m.groups?.['at'] ?? '').split(',')[0] ?? ''),
  },
];

const personNear = (page: Page, start: number): boolean =>
  /(?<![a-z])(?:he|she|they|who|patient|pt|man|woman|lady|gentleman)(?:'ll|'d)?\s[a-z ]{0,24}$/.test(page.low.slice(Math.max(0, start - 44), start));

/** After "known as" and the like: a disease is known so too, so the word must not be an eponym, a heading or a thing's name. */
function called(all: string, name: string, after: string, page: Page): boolean {
  const first = page.words.sense(name.split(' ')[0]?.toLowerCase().replace(/'s?$/, '') ?? '');
  if (first.proper || (first.eponym && first.given < 2)) return false;
  if (/^\s(?:disease|syndrome|sign|tumou?r|cyst|fracture|lesion|phenomenon|triad|line|view|angle|score|classification)/.test(after)) return false;
  if (/^(?:known|named|alias|nicknamed)/.test(all) && first.listed && first.given === 0) return /calls|him|her/.test(all) || all.startsWith('nick');
  return true;
}

const leet: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' };

/** "J0hn", "5mith": a name with digits for letters. */
function leetName(page: Page, token: Token): boolean {
  if (token.kind !== 'mixed' || token.text.length < 4 || !/[a-z]{2}/.test(token.text) || /\d{2}/.test(token.text)) return false;
  if (!/^\d?[A-Za-z]+(?:\d[A-Za-z]+)*$/.test(token.text)) return false;
  const { given, surname, listed } = page.words.sense(token.low.replace(/\d/g, (d) => leet[d] ?? d));
  return (surname === 2 || (given === 2 && !listed)) && !/^\d(?:st|nd|rd|th|mm|cm|ml|mg|yo|hr|min|wk|mo|yr|d|x)$/.test(token.low);
}

/** Identifiers in disguise: spelt out in words, spaced out, with digits for letters, in roman numerals, by another name. */
export function findDisguised(page: Page): Hit[] {
  const hits = runPatterns(page, patterns).filter(
    ({ rule, start, end }) =>
      end - start > 1 &&
      !(
        (rule === 'age.alone' || (rule === 'age.odd' && end - start < 14)) &&
        !/odd|something|ish|score/.test(page.low.slice(start, end)) &&
        isAllowed(page.low.slice(start, end))
      ),
  );
  for (const token of page.tokens)
    if (leetName(page, token)) hits.push({ identifier: 'name', rule: 'name.leet', score: 0.7, start: token.start, end: token.end });
  return hits;
}
