import { runPatterns, type Pattern } from './pattern.ts';
import { isMasked, type Hit, type Page } from './page.ts';

/** Month names and short forms in English, and long ones in German, French, Spanish, Italian, Portuguese and Dutch. */
const english =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const foreign =
  'januar|janner|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus';
const month = `(?:${english}|${foreign})`;
const year = String.raw`(?:'\d{2}|(?:19|20)\d\d)`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const ordinal = String.raw`${day}(?:st|nd|rd|th)?`;
const ordinalWord =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first)';
const weekday = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|fri|sat|sun)';
const fullWeekday = '(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)';
const time = String.raw`(?:,?\s(?:at\s)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?)?`;
const season = '(?:winter|summer|spring|autumn|fall)';
const wordYear =
  '(?:nineteen|twenty)[ -](?:hundred|oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|two thousand(?: and)?(?: (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)?';

const re = (source: string): RegExp => new RegExp(source, 'g');
const open = String.raw`(?<![a-z0-9])`;
const shut = String.raw`(?![a-z0-9])`;

const validDayMonth = (text: string): boolean => {
  const [a = 0, b = 0, c] = text.split(/[/.-]/).map(Number);
  const isPair = (x: number, y: number): boolean => x >= 1 && x <= 31 && y >= 1 && y <= 12;
  return isPair(a, b) || isPair(b, a) || (c !== undefined && a > 31 && b <= 12);
};

const cue =
  '(?:on|since|until|till|from|dated|by|of|represented|re-presented|presented|admitted|discharged|seen|reviewed|repeat|rpt|review|clinic|appointment|appt|scan|ct|ctpa|mri|mr|cxr|axr|xr|us|uss|pet|pet ct|film|films|imaging|study|exam|date|dated|op|surgery|procedure|biopsy|bx|placed|inserted|removed|replaced|performed|done|completed|commenced|started|stopped|ceased|finished|began|delivered|transferred|fall|fell|collapse|collapsed|mvc|mva|rta|injured|scanned|imaged|biopsied|resected|operated|readmitted|re-admitted|onset|dx|diagnosed|last|next|died|deceased|born|due|edd|lmp|follow[ -]?up|f/u|fu|booked|prior|previous|compared to|compared with|comparison|cf|dol \\d{1,2}|day \\d{1,2}|before|after|around|about|circa|rv|scans|mris|cts|films|studies|reviews|admissions|visits|appointments|exams)';

/** Date words that are ordinary words when small: "may", "march", "mar", "sat", "sun", "mon", "fall", "dec", "mars", "mai". */
const wordy = /^(?:may|march|mars?|mai|mei|sun|sat|mon|dec|sep|fri|jan)$/;
const looksCapital = (page: Page, at: number): boolean => /[A-Z]/.test(page.cas.charAt(at));

const patterns: readonly Pattern[] = [
  {
    rule: 'date.birth',
    identifier: 'date-of-birth',
    score: 0.98,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?|geb\.?|geboren(?: am)?|ne(?:e)? le|nacid[oa](?: el)?|fecha de nacimiento|date de naissance|nato il|b\.d\.|bday|birthday)[\s:=(-]{0,4}(?:the\s|is\s|was\s|on\s)?(?<at>(?:${ordinal}\s?(?:of\s)?${month}[\s,]{0,2}${year}?|${month}\s${ordinal}(?:,?\s${year})?|\d{1,4}[/. -]\d{1,2}[/. -]\d{1,4}|\d{6,8}|${month}[\s,]{0,2}${year}|(?:in\s)?(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}(?!\d)))`,
    ),
  },
  {
    rule: 'date.full',
    identifier: 'date',
    score: 0.97,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:${weekday},?\s)?(?:the\s)?${ordinal}(?:\s|\.\s?|-|\/)?(?:of\s|de\s|di\s|del\s)?${month}\.?(?:[\s,/-]{1,2}|\sde\s|\sof\s)${year}${time}${shut}`,
    ),
  },
  {
    rule: 'date.full',
    identifier: 'date',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`${open}${month}\.?[\s-]${ordinal}(?:,\s?|\s|-)(?:${year}|\d{2}(?!\d))${time}${shut}`),
  },
  {
    rule: 'date.full',
    identifier: 'date',
    score: 0.96,
    evenMasked: true,
    re: re(String.raw`${open}(?:19|20)\d\d([-/.])${day}\1${day}(?:[t ]\d{1,2}[:.]?\d{2}(?:[:.]?\d{2})?z?)?${shut}`),
  },
  {
    rule: 'date.full',
    identifier: 'date',
    score: 0.95,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9./-])\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d\d(?:[,\s]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?(?![0-9]|[./-]\d)`),
    sure: (match, page, start) =>
      validDayMonth(match[0].split(/[,\s]/)[0] ?? '') &&
      !/(?:version|v|section|chapter|figure|fig)\.?\s?$/.test(page.low.slice(Math.max(0, start - 9), start)),
  },
  {
    rule: 'date.full',
    identifier: 'date',
    score: 0.9,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9./-])${day}\s([./])?\s?(?:0?[1-9]|1[0-2])\s?([./])?\s(?:19|20)\d\d(?![0-9])`),
    sure: (match) => /[./]/.test(match[0]) || /^\d{1,2} \d{1,2} \d{4}$/.test(match[0]),
  },
  {
    rule: 'date.compact',
    identifier: 'date',
    score: 0.93,
    evenMasked: true,
    re: re(
      String.raw`(?<![0-9])(?:19[2-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[ t_]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?:\.\d{1,6})?)?(?![0-9])`,
    ),
  },
  {
    rule: 'date.compact',
    identifier: 'date',
    score: 0.85,
    evenMasked: true,
    re: re(String.raw`(?<![0-9])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19[2-9]\d|20[0-4]\d)(?![0-9])`),
  },
  {
    rule: 'date.cjk',
    identifier: 'date',
    score: 0.97,
    evenMasked: true,
    re: /(?:(?:平成|令和|昭和|民国)?\s?[0-9〇一二三四五六七八九十]{1,4}年)?\s?[0-9一二三四五六七八九十]{1,3}月(?:\s?[0-9一二三四五六七八九十]{1,3}日)?|(?:平成|令和|昭和)\s?\d{1,2}年|\d{4}\s?년\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?/g,
  },
  {
    rule: 'date.day',
    identifier: 'date',
    score: 0.93,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:${weekday},?\s)?(?:on\s|the\s){0,2}${ordinal}(?:\s|-)?(?:of\s|de\s)?(?<m>${month})(?:\.?,?\s'?\d{2}(?![0-9a-z/.,:-]))?${time}${shut}`,
    ),
    sure: (match, page, start) =>
      !wordy.test(match.groups?.['m'] ?? '') ||
      looksCapital(page, start + match[0].lastIndexOf(match.groups?.['m'] ?? '')) ||
      /(?:of|st|nd|rd|th)\s(?:may|mar)/.test(match[0]),
  },
  {
    rule: 'date.day',
    identifier: 'date',
    score: 0.93,
    evenMasked: true,
    re: re(
      String.raw`${open}(?<m>${english})\.?\s(?:the\s)?(?:${day}(?:st|nd|rd|th)?|${ordinalWord})(?:\s?(?:-|to|and|&)\s?${ordinal})?(?:,?\s'?\d{2}(?![0-9]))?(?![a-z0-9]|\.\d|\s?(?:%|mm|cm|mg|ml|patients|cases))`,
    ),
    sure: (match, page, start) =>
      !wordy.test(match.groups?.['m'] ?? '') ||
      (looksCapital(page, start) && !(/^may\s\d+$/.test(match[0]) && page.tokens.length > 0 && start === 0)),
  },
  {
    rule: 'date.words',
    identifier: 'date',
    score: 0.93,
    evenMasked: true,
    re: re(String.raw`${open}(?:the\s)?${ordinalWord}(?:\sday)?\s(?:of\s)?${month}(?:[\s,]{1,2}(?:${year}|${wordYear}))?${shut}`),
  },
  {
    rule: 'date.month',
    identifier: 'date',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:early\s|late\s|mid[ -]|the\s(?:start|beginning|middle|end)\sof\s|in\s)?(?<m>${month})\.?(?:\s(?:of\s)?|-|,\s|\/)(?:${year}|(?<=[-/])\d{2})${shut}`,
    ),
  },
  { rule: 'date.month', identifier: 'date', score: 0.9, re: re(String.raw`${open}(?:0?[1-9]|1[0-2])\/(?:19|20)\d\d${shut}`) },
  {
    rule: 'date.month',
    identifier: 'date',
    score: 0.88,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:in|since|until|till|from|during|last|next|this|early|late|mid|mid-|by|before|after|around|of|every|previous|through|throughout)\s(?:(?:early|late|mid)[\s-])?(?<at>(?:${english}))${shut}`,
    ),
    sure: (match, page, start) =>
      (looksCapital(page, start) || !wordy.test(match.groups?.['at'] ?? '')) &&
      !/^\s(?:fracture|fractures|foot|was|has|had|is)\b/.test(
        page.low.slice(start + (match.groups?.['at'] ?? '').length, start + (match.groups?.['at'] ?? '').length + 12),
      ),
  },
  {
    rule: 'date.month',
    identifier: 'date',
    score: 0.8,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:january|february|april|june|july|august|september|october|november|december|septembre|octubre|oktober|dezember)${shut}`,
    ),
    sure: (_, page, start) => looksCapital(page, start) && !/^[a-z]{3,9}\s?(?:\(|was|has|is|presented)/.test(page.low.slice(start, start + 16)),
  },
  {
    rule: 'date.short',
    identifier: 'date',
    score: 0.85,
    evenMasked: true,
    re: re(
      String.raw`${open}${cue}[\s:(]{1,3}(?:the\s)?(?<at>\d{1,2}[/]\d{1,2})(?![0-9/%]|\.\d|\s?(?:mm|cm|ml|mg|weeks|days|months|power|strength))`,
    ),
    sure: (match) => validDayMonth(match.groups?.['at'] ?? '') || /^\d{1,2}\/\d{2}$/.test(match.groups?.['at'] ?? ''),
  },
  {
    rule: 'date.short',
    identifier: 'date',
    score: 0.8,
    evenMasked: true,
    re: re(String.raw`${open}(?:${english})\s'?\d{2}\s(?:and|&|to|-)\s(?<at>\d{1,2}\/\d{2})${shut}`),
  },
  {
    rule: 'date.time',
    identifier: 'date',
    score: 0.85,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9:.])(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?![0-9:])`),
  },
  {
    rule: 'date.time',
    identifier: 'date',
    score: 0.6,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9:.])(?:(?:[01]?\d|2[0-3])[:.][0-5]\d\s?(?:[ap]\.?m\.?|hrs?|hours|h)(?![a-z])|(?:[01]\d|2[0-3])[0-5]\d\s?hrs?(?![a-z])|(?:1[0-2]|[1-9])\s?[ap]\.?m\.?(?=\s|[,.;)]|$)|(?<=\b(?:at|around|about|by|@)\s)(?:[01]\d|2[0-3]):?[0-5]\d\s?(?:h|hrs|hours)?(?![a-z0-9/:])(?!\s?(?:mm|cm|ml|m|mg|hu)))`,
    ),
    sure: (match) => /[ap]\.?m|:|h/.test(match[0]) || /^\d{4}$/.test(match[0].trim()),
  },
  {
    rule: 'date.year',
    identifier: 'date',
    score: 0.75,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:(?:in|since|until|till|from|circa|year|during|before|after|around|back in|by|of|early|late|mid)[\s-](?:the\s)?(?:year\s|early\s|late\s|mid[ -])?)?(?<at>(?:19[2-9]\d|20[0-4]\d))(?![a-z0-9/]|\.\d|,\d|-\d)(?!\s?(?:x|×|mm|cm|ml|mg|hz|ms|msec|voxels|pixels|patients|cases|m|l|hu|units|iu|%))`,
    ),
  },
  { rule: 'date.year', identifier: 'date', score: 0.7, evenMasked: true, re: re(String.raw`(?:(?<=[a-z]\s)|^)'(?<at>\d{2})(?![a-z0-9'])`) },
  { rule: 'date.year', identifier: 'date', score: 0.75, re: re(String.raw`${open}(?:in|since|until|of)\s(?<at>${wordYear})${shut}`) },
  {
    rule: 'date.season',
    identifier: 'date',
    score: 0.85,
    evenMasked: true,
    re: re(String.raw`${open}(?:the\s)?(?:(?:early|late|mid)[ -])?${season}(?:\s(?:of\s)?)${year}${shut}`),
  },
  {
    rule: 'date.relative',
    identifier: 'date',
    score: 0.7,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:last|this|next|past|previous|the\sprevious|earlier\sthis|later\sthis|the\sother)\s(?:${fullWeekday}|${season}|night|week|weekend|month|year|fortnight|morning|afternoon|evening|day\s(?=[,.]))${shut}`,
    ),
    sure: (match, page, start) =>
      !/(?:for|over|during|within|in|throughout|of)\s(?:the\s|his\s|her\s)?$/.test(page.low.slice(Math.max(0, start - 16), start)) ||
      !/^(?:last|past|previous|the previous|next)\s(?:week|month|year|night|day|fortnight)/.test(match[0]),
  },
  {
    rule: 'date.relative',
    identifier: 'date',
    score: 0.65,
    re: re(
      String.raw`${open}(?:yesterday|tonight|tomorrow|today|the\sday\sbefore\syesterday|yday|a\sfortnight\sago|(?:a|one|two|three|four|five|six)\s(?:weeks?|days?)\sago\s(?:on\s${fullWeekday}|today))(?:\s(?:morning|afternoon|evening|night))?${shut}`,
    ),
    sure: (_, page, start) => !/(?:used|use|practice|available|of|until|even)\s$/.test(page.low.slice(Math.max(0, start - 10), start)),
  },
  {
    rule: 'date.weekday',
    identifier: 'date',
    score: 0.7,
    re: re(
      String.raw`${open}(?:(?:on|by|until|since|from|every|the|early|late)\s)?(?:${fullWeekday})(?:\s(?:morning|afternoon|evening|night|just\sgone|week|gone|last))?${shut}`,
    ),
  },
  {
    rule: 'date.weekday',
    identifier: 'date',
    score: 0.6,
    over: 'cas',
    re: /(?<![A-Za-z0-9])(?:on|last|this|next|since|until|by)\s(?<at>(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun))(?![A-Za-z0-9])/g,
  },
];

const scholarly =
  /^[\s,)]{0,2}(?:who|ajcc|uicc|figo|isup|fleischner|bosniak|guidelines?|classification|criteria|consensus|update|updated|revision|revised|edition|version|lexicon|mcdonald|recist|eular|acr|aha|asa|esc|nice|recommendations?|statement|standard|protocol|definition|study|trial|review|meta-analysis|paper|article|report from|scheme|system|rotterdam|tokyo|chicago|lugano|international|european|american|british)\b/;
const scholarlyBefore =
  /(?:who|ajcc|uicc|figo|isup|cns[0-9]?|guidelines?|classification|criteria|consensus|update|revision|edition|version|society|college|association|working group|task force|et al\.?,?|copyright|©|fleischner|bosniak|mcdonald|recist|al\.|[a-z]+,)\s?\(?(?:of\s|in\s|from\s)?$/;

function isScholarly(page: Page, hit: Hit): boolean {
  if (scholarly.test(page.low.slice(hit.end, hit.end + 40))) return true;
  const before = page.low.slice(Math.max(0, hit.start - 24), hit.start);
  return (
    scholarlyBefore.test(before) &&
    (/\b(?:who|ajcc|uicc|figo|isup|guideline|classification|criteria|et al|consensus|fleischner|bosniak|mcdonald|recist|society|college|association|working group|task force)/.test(
      before,
    ) ||
      (/[a-z]+, \(?$/.test(before) && before.includes('(')))
  );
}

/** Dates of every kind: of birth, full, partial, years, seasons, week days, relative ones, times of day. */
export function findDates(page: Page): Hit[] {
  return runPatterns(page, patterns).filter((hit) => {
    if (hit.rule === 'date.year')
      return !isScholarly(page, hit) && !(isMasked(page, hit.start, hit.end) && /\d/.test(page.low.charAt(hit.start - 1)));
    return true;
  });
}
