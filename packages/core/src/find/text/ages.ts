import { runPatterns, type Pattern } from './pattern.ts';
import type { Hit, Page } from './page.ts';

const ones = 'one|two|three|four|five|six|seven|eight|nine';
const tens = 'twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety';
/** Numbers in words from eighteen to a hundred and nine. */
const wordAge = String.raw`(?:eighteen|nineteen|(?:${tens})(?:[\s-](?:${ones}))?|(?:a|one) hundred(?: and (?:${ones}))?)`;
const wordChild =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty|thirty)';
const num = String.raw`\d{1,3}(?:[.,]\d)?`;
const years = String.raw`(?:years?|yrs?|yr|y|yo|y\.o|y\/o)`;
const old = String.raw`(?:years?[\s-]{0,2}(?:of age|olds?|aged|-old)|yrs?[\s-]{0,2}(?:olds?|o)|years?[\s-]young|y[\s.\/-]{0,2}o\.?l?d?|yo|yrs? old|y old|yrs? of age)`;
const person = String.raw`(?:m|f|male|female|man|woman|lady|gentleman|gent|bloke|chap|girl|boy|infant|child|toddler|baby|patient|pt|person|worker|farmer|teacher|driver|nurse|student|builder|labourer|retiree|pensioner|smoker|nulliparous|primiparous|multiparous|primigravida|gravida)`;
const open = String.raw`(?<![a-z0-9.\/-])`;
const shut = String.raw`(?![a-z0-9])`;
const re = (source: string): RegExp => new RegExp(source, 'g');

const group =
  /(?:mean|median|average|averaged?|range|ranged|ranging|peak|over|under|above|below|older than|younger than|more than|less than|at least|between|typically|usually|incidence|commonly|most|patients|women|men|children|individuals|people|adults|those|[<>≥≤]|up to|greater than|from)\s(?:[a-z]{1,9}\s){0,2}$/;
const notPerson =
  /^[\s-]{0,2}(?:fracture|fractures|infarct|infarction|infarcts|injury|scar|scars|haematoma|hematoma|lesion|stent|graft|prosthesis|implant|building|house|car|stroke|bleed|haemorrhage|hemorrhage|clot|thrombus|film|scan|study|ct|mri|x-ray|radiograph|image|images|wound|burn|tear|device|pacemaker|denture|tattoo|history|bruise|operation|repair|replacement|shunt|catheter|surgery|data|specimen|technology|machine|scanner|dog|cat|horse)/;

/** The age is one of a group of people, or of a thing. */
function isOther(page: Page, start: number, end: number): boolean {
  if (notPerson.test(page.low.slice(end, end + 24))) return true;
  const before = page.low.slice(Math.max(0, start - 44), start);
  if (
    /(?:mean|median|average|range|peak)(?:\s(?:patient|maternal|donor))?(?:\s(?:age|incidence))?[\s,:]{0,3}(?:(?:of|was|is|at|age|onset)\s){0,3}$/.test(
      before,
    )
  )
    return true;
  if (/(?:to|and|-)\s?$/.test(before) && /\d\s?(?:years?\s)?(?:to|and|-)\s?$/.test(before)) return true;
  return group.test(before) && !/(?:patients|women|men|children|people|adults|individuals)[\s,]$/.test(before)
    ? !/(?:is|was|turned|who|aged)\s(?:a\s|an\s)?(?:just\s|now\s|only\s)?(?:over|under)\s$/.test(before)
    : /(?:patients|women|men|children|people|adults|individuals|those)\s(?:who (?:are|were)\s|are\s|were\s|aged\s){0,2}$/.test(before);
}
const sure: NonNullable<Pattern['sure']> = (match, page, start) => !isOther(page, start, start + (match.groups?.['at'] ?? match[0]).length);
const isAge = (match: RegExpExecArray): boolean => Number(/\d{1,3}/.exec(match.groups?.['at'] ?? match[0])?.[0] ?? 0) <= 115;

const adult: readonly Pattern[] = [
  {
    rule: 'age.years',
    identifier: 'age',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`${open}(?<at>${num}(?:\s?½)?[\s-]{0,3}${old})${shut}`),
    sure: (m, p, s) => sure(m, p, s) && isAge(m),
  },
  {
    rule: 'age.sex',
    identifier: 'age',
    score: 0.93,
    evenMasked: true,
    re: re(
      String.raw`${open}(?<at>\d{1,3}\s?(?:(?:${years})[\s\/,-]{0,2})?[\/]?\s?(?:m|f|mf|male|female))(?![a-z0-9°\/-]|\.\d|\s?(?:\d{1,4}(?!\d)|x\b))`,
    ),
    sure: (m, p, s) =>
      isAge(m) &&
      Number.parseInt(m[0].trim(), 10) >= 1 &&
      !/\d\s?(?:x|×|-|to|and|\/|,)\s?$/.test(p.low.slice(Math.max(0, s - 6), s)) &&
      /^\d{1,3}\s?(?:m|f)$/.test((m.groups?.['at'] ?? '').trim())
        ? plainSex(m, p, s)
        : isAge(m) && sure(m, p, s),
  },
  {
    rule: 'age.sex',
    identifier: 'age',
    score: 0.92,
    evenMasked: true,
    re: re(
      String.raw`${open}(?<at>(?:m|f|male|female)\s?\/?,?\s?\d{2,3}(?:\s?(?:${years}))?)(?![a-z0-9%°\/-]|\.\d|\s?(?:mm|cm|ml|mg|kg|weeks|days|months|x|×|patients|cases|cm|hu|mbq))`,
    ),
    sure: (m, p, s) =>
      isAge(m) &&
      /[A-Z]/.test(p.cas.charAt(s)) &&
      /[mf]\s?\/?\s?\d|male,? \d/.test(m[0]) &&
      (m[0].includes('/') || m[0].includes('male') || /^[mf]\d\d/.test(m[0]) || /^[mf] \d\d\s?y/.test(m[0])) &&
      !/(?:fig|figure|panel|arrow)\.?\s?$/.test(p.low.slice(Math.max(0, s - 8), s)) &&
      !/^f\d{2}-/.test(p.low.slice(s, s + 5)),
  },
  {
    rule: 'age.label',
    identifier: 'age',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:age|aged|ages|ag\u00e9e?)(?:\s?[:=]\s?|\s(?:of\s|was\s|is\s|only\s|just\s|about\s|around\s|approximately\s|nearly\s)?)(?<at>(?:${num}|${wordAge}(?![a-z])))(?:\s?(?:${years})(?![a-z]))?(?!\d|-\d|\s?(?:-|to|and)\s?\d|\s?(?:months?|weeks?|days?|mo|mths|hours?|%|mm))`,
    ),
    sure: (m, p, s) =>
      !/(?:mean|median|average|gestational|bone|range|over|under|peak|between|from|patients|women|men|children|people|adults|individuals)\s(?:of\s|at\s)?(?:age|ages|aged)\W{0,3}(?:of\s|was\s|is\s)?$/.test(
        p.low.slice(Math.max(0, s - 34), s),
      ) && isAge(m),
  },
  {
    rule: 'age.is',
    identifier: 'age',
    score: 0.85,
    re: re(
      String.raw`(?<![a-z])(?:he|she|they|patient|pt|who|him|man|woman|lady|gentleman|mother|father|husband|wife)\s(?:is|was|'s|has\sjust\sturned|just\sturned|had\sturned|turns|turned|would\sbe|being)\s(?:now\s|only\s|just\s|aged\s|about\s|around\s|almost\s|nearly\s|approximately\s|just\sover\s|just\sunder\s)?(?<at>(?:${num}|${wordAge}))(?![a-z0-9]|\.\d|\s?(?:weeks?|months?|days?|hours?|mm|cm|kg|m|ft|feet|%|pack|cigarettes|minutes|mins|km|-|\/|of\s|x|th|st|nd|rd|lbs|stone|wks?|g))`,
    ),
    sure: isAge,
  },
  {
    rule: 'age.turned',
    identifier: 'age',
    score: 0.9,
    re: re(
      String.raw`(?<![a-z])(?:turn(?:ed|ing|s)|approaching|pushing|nearing|celebrat(?:ed|ing)\s(?:his|her)|reach(?:ed|ing))\s(?<at>(?:${num}|${wordAge}))(?![a-z0-9%]|\.\d|\s?(?:weeks?|months?|days?|hours?|mm|cm|kg|degrees|hu|ml|mg|mbq|pack|per|°|x|mmhg|bpm|minutes))`,
    ),
    sure: isAge,
  },
  {
    rule: 'age.nth',
    identifier: 'age',
    score: 0.88,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:his|her|their|the patient'?s)\s(?<at>(?:\d{1,3}(?:st|nd|rd|th)|(?:${tens}|twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:ieth)?(?:[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?)\s(?:year|birthday)(?:\sof life)?)${shut}`,
    ),
  },
  { rule: 'age.words', identifier: 'age', score: 0.95, re: re(String.raw`(?<![a-z-])(?<at>${wordAge}[\s-]{1,3}(?:${old}))${shut}`), sure },
  {
    rule: 'age.noun',
    identifier: 'age',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`${open}(?<at>(?:${num}|(?<![a-z-])${wordAge})(?:[\s-]{1,2}(?:years?|yrs?|yr|y))?)[\s-]{1,2}(?:old\s)?(?=(?:(?:caucasian|white|black|asian|indian|chinese|african|hispanic|healthy|fit|previously|right|left|handed|pregnant|nulliparous|obese|retired|diabetic|male|female|known|elderly|young|otherwise|well)[\s-]){0,3}${person}${shut})`,
    ),
    sure: (m, p, s) => (sure(m, p, s) && isAge(m) && /(?:year|yr|y\b)/.test(m[0])) || nounAge(m, p, s),
  },
  {
    rule: 'age.of',
    identifier: 'age',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:man|woman|lady|gentleman|male|female|boy|girl|patient|chap|person|widow|widower|farmer)(?:,?\s(?:of|aged)\s|,\s)(?<at>(?:${num}|${wordAge})(?:\s(?:years?|yrs?|y))?)(?![a-z0-9%]|\.\d|-\d|\s?(?:weeks?|months?|days?|mm|cm|kg|mg|ml|hours?|x|×|pack|cases|patients))`,
    ),
    sure: isAge,
  },
  {
    rule: 'age.bracket',
    identifier: 'age',
    score: 0.75,
    evenMasked: true,
    re: re(
      String.raw`\((?:(?:male|female|m|f|man|woman)[,\s\/]{1,2})?(?<at>\d{1,3}(?:[\s-]?(?:years?|yrs?|y\.?o?\.?))?)(?:[,\s\/]{1,2}(?:male|female|m|f))?\)`,
    ),
    sure: (m, p, s) =>
      isAge(m) &&
      (/y/.test(m.groups?.['at'] ?? '') ||
        /male|[mf][,\s/]|[,\s/][mf]\)/.test(m[0]) ||
        (Number(m.groups?.['at']) >= 18 &&
          /(?:husband|wife|mother|father|son|daughter|brother|sister|patient|mr|mrs|ms|man|woman|[a-z]{3,})\s$/.test(
            p.low.slice(Math.max(0, s - 14), s - 1),
          ) &&
          nameBefore(p, s))),
  },
  {
    rule: 'age.apart',
    identifier: 'age',
    score: 0.8,
    evenMasked: true,
    re: re(
      String.raw`(?<=[a-z.],\s)(?<at>\d{1,3}\s?(?:years?|yrs?|y\/?o?)|\d{2,3}|${wordAge})(?=,\s[a-z]|\.(?!\d)|;|\s(?:and|with|presents|presented|from)\s|$)`,
    ),
    sure: (m, p, s) => isAge(m) && (/y/.test((m.groups?.['at'] ?? '').replace(/[a-z]+ty/g, '')) ? !isOther(p, s, s + 4) : aged(p, s)),
  },
  { rule: 'age.dicom', identifier: 'age', score: 0.9, evenMasked: true, re: /(?<![a-z0-9.])0\d{2}[ymwd](?![a-z0-9])/g },
  { rule: 'age.octogenarian', identifier: 'age', score: 0.6, re: re(String.raw`(?<![a-z])(?:nonagenarian|centenarian|supercentenarian)s?${shut}`) },
  {
    rule: 'age.foreign',
    identifier: 'age',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`${open}\d{1,3}[\s-]?(?:jahrige[rns]?|jahre(?:\salt)?|jarige|jaar(?:\soud)?|ans|anos|anni|ar gammel|ars?|-arig|let|lat|yas|yasinda)(?:[\s,]|$|\.)`,
    ),
    sure: isAge,
  },
  { rule: 'age.foreign', identifier: 'age', score: 0.95, evenMasked: true, re: /\d{1,3}\s?(?:歳|岁|歲|才|세|살|ヶ月|か月|个月)/g },
];

/** "47F" and "47 M", not "3 M hydrochloric acid" nor "12 f": a number of two digits, or with the history's beginning around it. */
function plainSex(match: RegExpExecArray, page: Page, start: number): boolean {
  const text = match.groups?.['at'] ?? '';
  const age = Number.parseInt(text, 10);
  if (!/[MF]/.test(page.cas.slice(start, start + text.length)) && !/^\d{2}[mf]$/.test(text)) return false;
  if (/^fr(?![a-z])|french|gauge/.test(page.low.slice(start + text.length - 1, start + text.length + 8))) return false;
  const after = page.low.slice(start + text.length, start + text.length + 3);
  return age >= 10 || start === 0 || /^\s(?:with|who|pres|c\/o|,)/.test(after);
}

/** "a 54 male", "47 female": without the word year, only when the number begins a phrase. */
function nounAge(match: RegExpExecArray, page: Page, start: number): boolean {
  const age = Number(/\d{1,3}/.exec(match[0])?.[0] ?? 0);
  const next = page.low.slice(start + match[0].length, start + match[0].length + 12);
  if (!/\d/.test(match[0])) return /year/.test(match[0]) && sure(match, page, start);
  return (
    age >= 16 &&
    age <= 110 &&
    /^(?:male|female|man|woman|lady|gentleman|[mf]\b)/.test(next) &&
    /(?:^|[.\n,;:(]\s?|\ba\s|\ban\s|\bthis\s)$/.test(page.low.slice(Math.max(0, start - 6), start)) &&
    !/^(?:men|women|males|females|patients|m\s?\d)/.test(next)
  );
}

// "Mrs Ida Thwaite, 91, fell": a name, capital and unknown or listed, stands before the comma.
function aged(page: Page, start: number): boolean {
  const name = /([A-Z][a-z'-]{1,20}),\s$/.exec(page.cas.slice(Math.max(0, start - 26), start))?.[1] ?? '';
  const { known, given, surname, eponym, proper } = page.words.sense(name.toLowerCase());
  if (/(?:^|[^a-z])(?:mr|mrs|ms|miss|mx|dr|mme|frau|herr|mdm|smt|shri)\.?\s[a-z' -]{2,30},\s$/.test(page.low.slice(Math.max(0, start - 40), start)))
    return true;
  return (
    name !== '' &&
    !proper &&
    (!known || given >= 2 || surname >= 2) &&
    (!eponym || /(?:mr|mrs|ms|miss|dr)\.?\s[a-z' -]{2,30},\s$/.test(page.low.slice(Math.max(0, start - 40), start)))
  );
}

const nameBefore = (page: Page, start: number): boolean => /[A-Z][a-z'-]{1,20}\s\($/.test(page.cas.slice(Math.max(0, start - 26), start));

const small: readonly Pattern[] = [
  {
    rule: 'age.child',
    identifier: 'age',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`${open}(?<at>(?:${num}|(?<![a-z-])${wordChild})(?:\s?½)?[\s-]{0,3}(?:months?|mths?|mo|weeks?|wks?|wk|days?|hours?|d|hrs?)(?:[\s-]{1,2}(?:olds?|of age|of life|post ?natal)|o(?![a-z])))${shut}`,
    ),
    sure: (m, p, s) => !notPerson.test(p.low.slice(s + m[0].length, s + m[0].length + 24)),
  },
  {
    rule: 'age.child',
    identifier: 'age',
    score: 0.85,
    evenMasked: true,
    re: re(
      String.raw`${open}(?<at>\d{1,2}[\s-]{0,2}(?:months?|mths?|mo|m|weeks?|wks?|w|days?|d|hrs?)(?:\sold)?)[\s-]{1,2}(?=(?:male|female|boy|girl|infant|baby|neonate|toddler|child|newborn|twin|m|f)${shut})`,
    ),
  },
  {
    rule: 'age.child',
    identifier: 'age',
    score: 0.85,
    evenMasked: true,
    re: re(String.raw`${open}(?<at>\d{1,2}\/(?:12|52|7))(?=\s(?:old|boy|girl|male|female|infant|baby|neonate|[mf]${shut}))`),
  },
  {
    rule: 'age.child',
    identifier: 'age',
    score: 0.85,
    evenMasked: true,
    re: re(String.raw`(?<![a-z])(?:aged|age:?)\s(?<at>(?:${num}|${wordChild})\s?(?:months?|mths?|mo|weeks?|wks?|days?|hours?|\/12|\/52|\/7))${shut}`),
    sure: (m, p, s) => !/(?:gestational|mean|median|bone)\s(?:aged|age:?)\s$/.test(p.low.slice(Math.max(0, s - 20), s)),
  },
  {
    rule: 'age.child',
    identifier: 'age',
    score: 0.9,
    re: re(String.raw`(?<![a-z-])(?<at>${wordChild}[\s-]{1,2}(?:year|years|yr)[\s-]{1,2}olds?)${shut}`),
  },
];

const worded: readonly (readonly [string, number])[] = [
  ...`${ones}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen`.split('|').map((w, i) => [w, i + 1] as const),
  ...tens
    .replace('fourty|', '')
    .split('|')
    .map((w, i) => [w, (i + 2) * 10] as const),
];
const values = new Map(worded);
/** Whether an age, in digits or words, is a multiple of five from 20 to 85. */
export const isAllowed = (text: string): boolean => {
  const digits = /\d{1,3}/.exec(text);
  const parts = text.split(/[\s-]+/).map((word) => values.get(word) ?? 0);
  const value = digits ? Number(digits[0]) : (parts[0] ?? 0) >= 20 && (parts[1] ?? 0) < 10 ? (parts[0] ?? 0) + (parts[1] ?? 0) : (parts[0] ?? 0);
  return value >= 20 && value < 90 && value % 5 === 0 && !/[.,]\d|½|th\b|ieth|birthday|(?:st|nd|rd|first|second|third)\s|[oe]th\s/.test(text);
};
const isYoung = (text: string): boolean => {
  const digits = /\d{1,3}/.exec(text);
  if (digits) return Number(digits[0]) < 18;
  const word = text.split(/[\s-]+/)[0] ?? '';
  return (values.get(word) ?? 99) < 18;
};

/** Ages. A multiple of five from 20 to 85 is what the policy wants and is not found; under 18 the rule is `age.child`, from 90 `age.old`. */
export function findAges(page: Page): Hit[] {
  const hits: Hit[] = [];
  for (const hit of runPatterns(page, adult)) {
    const text = page.low.slice(hit.start, hit.end);
    if (
      isAllowed(text) ||
      /^(?:\s(?:years|yrs)(?:\sold)?)?\sor over/.test(page.low.slice(hit.end, hit.end + 20)) ||
      (hit.rule === 'age.foreign' && /月/.test(text))
    )
      continue;
    const value = Number(/\d{1,3}/.exec(text)?.[0] ?? 0);
    const old = value >= 90 || /ninety|hundred|nonagenarian|centenarian/.test(text);
    hits.push(hit.rule !== 'age.nth' && isYoung(text) ? { ...hit, rule: 'age.child' } : old ? { ...hit, rule: 'age.old' } : hit);
  }
  return [...hits, ...runPatterns(page, small)];
}
