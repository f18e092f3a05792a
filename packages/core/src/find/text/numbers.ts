import { runPatterns, type Pattern } from './pattern.ts';
import { isMasked, type Hit, type Page } from './page.ts';

const re = (source: string): RegExp => new RegExp(source, 'g');
const open = String.raw`(?<![a-z0-9])`;
const sep = String.raw`(?:\s?(?:[:=#.]|no\.?|num(?:ber)?|nr\.?|is|was|id|card|of|\u2116))*`.replace('*', '{0,3}');
const value = String.raw`#?[a-z]{0,6}[-\/ ]?\d[a-z0-9]{0,20}(?:[-\/.][a-z0-9]{1,12}){0,5}(?:\s\d[a-z0-9]{1,8}(?=[\s,.;:)]|$)){0,4}(?:\s[a-z](?=[\s,.;:)]|$))?`;

const labels: readonly (readonly [string, string, Hit['identifier']])[] = [
  [
    'id.record',
    'ur|urn|ur no|umrn|mrn|mr no|mr number|hrn|hrno|crn|cr no|uhid|emrn|empi|hid|hospital (?:no|number|id|num|#)|hosp(?:ital)? no|hosp #|unit (?:no|number)|patient (?:id|no|number|identifier|ref|#)|pt (?:id|no|number|#)|pid|ptid|med(?:ical)? rec(?:ord)?s?(?: no| number)?|record(?:\\s(?:no|number|id))?|chart(?: no| number| #)?|file (?:no|number|ref)|folder (?:no|number)|case (?:no|number|id|ref)|ip no|op no|ipd no|opd no|reg(?:istration)? no|registration number|bed (?:no|number)|admission (?:no|number)|episode(?: no| number)?|encounter(?: no| number| id)?|visit (?:no|number|id)|csn|fin|har',
    'id-number',
  ],
  [
    'id.national',
    "nhs(?:\\s(?:no|number|num|#))?|chi(?:\\s(?:no|number))?|h&c(?:\\s(?:no|number))?|medicare(?:\\s(?:no|number|card|id|mbi|hicn))?|mbi|hicn|medicaid(?:\\s(?:no|number|id))?|dva(?:\\s[a-z]{2,6}){0,2}|ihi|nhi(?:\\s(?:no|number))?|ohip|phn|ramq|hcn|health (?:card|number|no|id)(?: no| number)?|ssn|ss#|social(?: security)?(?: no| number)?|sin|ni (?:no|number)|nino|national insurance(?: no| number)?|tfn|crn|centrelink(?: crn| no| number)?|ppsn?|pps (?:no|number)|bsn|cpr(?:-nr)?|personnummer|fodselsnummer|cnp|pesel|dni|nie|nss|nir|nif|niss|codice fiscale|cf|ahv|svnr|kvnr|aadhaa?r(?: no| number| card)?|pan(?: no| card| number)|voter id|ration card(?: no)?|abha(?: no| id| number)?|emirates id|iqama|nric|fin no|mykad|hkid|rut|cpf|curp|id card|identity card|id (?:no|number|num)|passport(?:\\s(?:no|number))?|visa(?: no| number)|driv(?:er|ing)(?:'?s)? licen[cs]e(?: no| number)?|dl(?: no|#)|licen[cs]e (?:no|number)|military id|service (?:no|number)|army (?:no|number)|regimental (?:no|number)|prisoner (?:no|number|id)|prison (?:no|number)|inmate (?:no|number|id|#)|student (?:id|no|number)|employee (?:id|no|number)|staff (?:id|no|number)|payroll (?:no|number)|badge (?:no|number)?",
    'id-number',
  ],
  [
    'id.order',
    'acc(?:ession)?(?:\\s?(?:no|number|num|#))?|acc#|accn|order (?:no|number|id)|exam(?:ination)? (?:no|number|id)|study (?:no|number|id|instance)|(?:images from )?study|series uid|request (?:no|number|id)|requisition(?: no| number)?|referral (?:no|number|id)|booking (?:no|number|ref)|specimen(?:\\s(?:no|number|id))?|lab(?:oratory)? (?:no|number|id|ref)|histo(?:logy)? (?:no|number|ref)|path(?:ology)? (?:no|number|ref)|biopsy (?:no|number)|slide (?:no|number)|block (?:no|number)|sample (?:no|number|id)|barcode|bar code|label(?: no| number)?|sticker|wristband|report (?:no|number|id)|job (?:no|number|id)|ticket|dose (?:no|id)|bag (?:no|number)|donor (?:no|number|id)|unos(?: id)?|xr no|x-ray (?:no|number)|xray (?:no|number)|ct no|mri no|us no|film (?:no|number)|image (?:id|uid)|scan (?:id|no|number)',
    'id-number',
  ],
  [
    'id.trial',
    'trial (?:subject|participant|no|number|id|patient)|subject (?:id|no|number|#)|participant(?:\\s(?:id|no|number|#))?|study (?:subject|participant)|enrol?ment (?:no|number|id)|randomi[sz]ation (?:no|number|id)|screening (?:no|number|id)|cohort id|research id|registry (?:id|no|number)',
    'id-number',
  ],
  [
    'id.account',
    "account(?:\\s(?:no|number|#|id))?|acct(?: no| #)?|claim(?:\\s(?:no|number|ref|#|id))?|policy(?:\\s(?:no|number|#|id))?|member(?:ship)?(?:\\s(?:no|number|id|#))|group (?:no|number)|insurance(?: no| number| id| policy)?|hcf|bupa(?: no| member(?:ship)?)?|medibank(?: no)?|plan (?:no|number|id)|invoice(?: no| number)?|receipt(?: no| number)?|bill(?: no| number)|iban|bsb|sort code|credit card(?: no| number)?|card (?:no|number|ending(?: in)?)|cheque(?: no)?|tax (?:id|no|number)|vat no|reference(?: no| number)|ref(?: no| number|#)|our ref|your ref|coroner(?:'?s)?(?: case)?(?: no| number| ref)|police (?:ref|no|report|event)(?: no| number)?|crime (?:ref|no)(?: number)?|incident (?:no|number|ref|id)|cad (?:no|number)|court (?:no|file|case)(?: no)?|docket(?: no)?|datix(?: no| number| ref)?|ahpra(?: no| number)?|gmc(?: no| number)?|npi(?: no| number)?|dea(?: no| number)?|provider (?:no|number)|prescriber (?:no|number)|mci(?: reg)? no",
    'id-number',
  ],
  [
    'device.serial',
    's\\/n|sn|ser(?:ial)?(?:\\s(?:no|number|num|#|code))?|serial|lot(?:\\s(?:no|number|#))?|batch(?:\\s(?:no|number|#))?|udi(?:-di|-pi)?|gtin|imei|iccid|device (?:id|no|number)|implant (?:id|no|number|card(?: no| number)?)|scanner (?:serial|id)|asset (?:no|number|tag|id)|equipment (?:no|number|id)|part (?:no|number)|cat(?:alogue|alog)? (?:no|number)|(?:model|item) (?:no|number) and serial|generator (?:no|number)|lead (?:no|number|serial)|station name|meid|android id|device',
    'device-serial',
  ],
  [
    'vehicle.labelled',
    'plates?|tags?|number plates?|license plates?|licence plates?|rego|registration(?: plate| mark| no| number)?|car registration|reg(?: no|o)?|vin|vehicle (?:id|identification number|no|number|reg(?:istration)?)|chassis(?: no| number)?|engine (?:no|number)|hull (?:no|number|id)|tail (?:no|number)|aircraft (?:reg(?:istration)?)|plaque|immatriculation|kennzeichen|kfz|matricula|targa|fleet (?:no|number)|flight(?: no| number)?|bus (?:no|number)|train (?:no|number)|taxi (?:no|number)|boat (?:no|number|reg)',
    'vehicle',
  ],
];
const plainLabels = new Set([
  'tag',
  'tags',
  'study',
  'images from study',
  'record',
  'label',
  'device',
  'account',
  'insurance',
  'policy',
  'claim',
  'specimen',
  'lot',
  'batch',
  'reg',
  'plate',
  'plates',
  'flight',
  'fin',
  'cf',
  'sin',
  'chi',
  'pan',
  'ur',
  'cpr',
  'participant',
  'sticker',
  'ticket',
  'badge',
  'card',
  'encounter',
  'episode',
  'chart',
  'social',
  'medicare',
  'serial',
  'acc',
  'medicaid',
  'passport',
  'hcf',
  'bupa',
  'har',
  'cr no',
  'unit no',
  'registration',
  'badge no',
  'nie',
  'nir',
  'nif',
  'rut',
  'targa',
  'phn',
  'sn',
  'nss',
  'ref',
  'vin',
]);
const count = (text: string): number => text.replace(/\D/g, '').length;

/** A labelled value is an identifier if it is long enough, and, after a label that is a word too, looks like no clinical number. */
function labelled(match: RegExpExecArray, page: Page, start: number): boolean {
  const text = (match.groups?.['at'] ?? '').trim();
  const label = (match.groups?.['label'] ?? '').trim();
  const digits = count(text);
  if (digits < 2 || text.replace(/[^a-z0-9]/g, '').length < 3) return false;
  if (/^(?:cpr|sn|social|insurance|policy|record|lead|device|participant|study|chi|episode|encounter|account)$/.test(label) && digits < 4)
    return false;
  if (/^(?:19|20)\d\d$/.test(text) && plainLabels.has(label)) return false;
  if (/^\d{1,3}(?:st|nd|rd|th)$|^[ctls]\d{1,2}$|^t\d\w?$|^\d{1,3}(?:mm|cm|ml|mg|kg|hu|yo|f|m)$/.test(text)) return false;
  if (/\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(text) && /study|scan|exam|film|episode|record|admission/.test(label) && /^\d{1,2}[/.-]/.test(text))
    return false;
  return !plainLabels.has(label) || digits >= 4 || !isMasked(page, start, start + text.length);
}

const labelPatterns: readonly Pattern[] = labels.map(([rule, words, identifier]) => ({
  rule,
  identifier,
  score: 0.96,
  evenMasked: true,
  re: re(String.raw`${open}(?<label>${words})(?![a-z])${sep}[\s:#=(-]{0,3}(?<at>${value})`),
  whole: (match) => !plainLabels.has(match.groups?.['label'] ?? '') || (match.groups?.['label'] ?? '').length < 4,
  sure: labelled,
}));

const weigh = (text: string, weights: readonly number[], modulus: number): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(text[i] ?? 0), 0) % modulus;
/** Luhn's check over digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i] ?? 0);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
/** The check of an NHS or CHI number: mod 11, weights 10 to 2. */
export const passesNhs = (digits: string): boolean =>
  digits.length === 10 && (11 - weigh(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 11 === Number(digits[9]);
/** The check of an Australian Medicare card number: first digit 2 to 6, weights 1, 3, 7, 9. */
export const passesMedicare = (digits: string): boolean =>
  /^[2-6]\d{9,10}$/.test(digits) && weigh(digits, [1, 3, 7, 9, 1, 3, 7, 9], 10) === Number(digits[8]);

const shaped: readonly Pattern[] = [
  {
    rule: 'id.uid',
    identifier: 'id-number',
    score: 0.98,
    evenMasked: true,
    re: re(String.raw`(?<![0-9.])[0-2]\.\d{1,10}(?:\.\d{1,40}){3,20}(?![0-9])`),
  },
  {
    rule: 'device.udi',
    identifier: 'device-serial',
    score: 0.98,
    evenMasked: true,
    re: re(
      String.raw`\(01\)\s?\d{14}(?:\s?\(\d{2,3}\)\s?[a-z0-9.\/-]{1,20}){0,5}|\((?:21|10)\)\s?[a-z0-9.\/-]{3,20}|(?<![a-z0-9])01\d{14}(?:17\d{6})?(?:(?:10|21)[a-z0-9-]{3,20}){0,2}(?![a-z0-9])|(?<![a-z0-9+])\+[a-z]\d{3}[a-z0-9]{3,18}\/[a-z0-9$+\/.-]{4,30}`,
    ),
  },
  {
    rule: 'vehicle.vin',
    identifier: 'vehicle',
    score: 0.95,
    evenMasked: true,
    re: re(String.raw`${open}[a-hj-npr-z0-9]{17}(?![a-z0-9])`),
    sure: (m) => /\d{3}/.test(m[0]) && /[a-z]/.test(m[0]),
  },
  {
    rule: 'id.mbi',
    identifier: 'id-number',
    score: 0.96,
    evenMasked: true,
    re: re(
      String.raw`${open}[1-9][ac-hj-km-np-rt-y][ac-hj-km-np-rt-y0-9]\d-?[ac-hj-km-np-rt-y][ac-hj-km-np-rt-y0-9]\d-?[ac-hj-km-np-rt-y]{2}\d{2}(?![a-z0-9])`,
    ),
  },
  { rule: 'id.ssn', identifier: 'id-number', score: 0.95, re: re(String.raw`(?<![a-z0-9.\/-])\d{3}[- ]\d{2}[- ]\d{4}(?![a-z0-9.\/-])`) },
  {
    rule: 'id.nino',
    identifier: 'id-number',
    score: 0.95,
    evenMasked: true,
    re: re(String.raw`${open}[a-ceghj-prstw-z][a-ceghj-npr-tw-z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d](?![a-z0-9])`),
  },
  {
    rule: 'id.fiscal',
    identifier: 'id-number',
    score: 0.96,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:[a-z]{6}\d{2}[a-ehlmprst]\d{2}[a-z]\d{3}[a-z]|[a-z]{5}\d{4}[a-z]|[xyz]?\d{7,8}-?[a-hj-np-tv-z]|[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d)(?![a-z0-9])`,
    ),
  },
  {
    rule: 'id.national',
    identifier: 'id-number',
    score: 0.9,
    re: re(
      String.raw`(?<![a-z0-9.\/-])(?:\d{6}[-+]\d{4}|[12]\s\d{2}\s\d{2}\s\d{2}\s\d{3}\s\d{3}(?:\s\d{2})?|[a-z]{3}\d{4}|[a-z]{3}\d{2}[a-z]{2})(?![a-z0-9.\/-])`,
    ),
    sure: (m, p, s) => !/^[a-z]/.test(m[0]) || (p.locale === 'NZ' && /^[A-Z]{3}/.test(p.cas.slice(s))),
  },
  {
    rule: 'id.grouped',
    identifier: 'id-number',
    score: 0.9,
    re: re(String.raw`(?<![a-z0-9.,\/-])\d{2,5}(?:[ -]\d{2,5}){1,5}(?![a-z0-9%\/]|[.,-]\d)`),
    sure: (m) => count(m[0]) >= 7 && count(m[0]) <= 20 && !/^(?:19|20)\d\d[ -](?:19|20)\d\d$/.test(m[0]),
  },
  {
    rule: 'id.digits',
    identifier: 'id-number',
    score: 0.93,
    re: re(String.raw`(?<![a-z0-9.,])\d{6,24}(?![0-9a-z]|[.,]\d|\s?(?:x|×|patients|cells|copies|people|cases|per|population|live))`),
  },
  {
    rule: 'id.coded',
    identifier: 'id-number',
    score: 0.88,
    re: re(
      String.raw`(?<![a-z0-9./-])(?!(?:ki|ca|il|cd|ad|bi|tc|co|fig|covid|sars|h\dn|gbca|b\d)[-\d])[a-z]{1,5}[-\/ ]?\d{2,4}[-\/]\d{3,8}(?:[-\/]\d{1,6})?[a-z]?(?![a-z0-9]|\.\d)`,
    ),
    sure: (m, p, s) => /[A-Z]/.test(p.cas.charAt(s)) && !/^[ctls]\d{1,2}[-/]/.test(m[0]) && !/^[a-z]{1,5} \d{2,3}\/\d{2,3}$/.test(m[0]),
  },
  {
    rule: 'id.coded',
    identifier: 'id-number',
    score: 0.85,
    re: re(
      String.raw`(?<![a-z0-9./-])(?:[a-z]{1,4}\d{5,12}[a-z]{0,2}|\d{2}[/-]\d{4,8}|[a-z]{2,6}(?:-[a-z0-9]{1,6}){1,3}-\d{3,8}|\d{4}\/\d{2}\/\d{4,8}|[a-z]{2}\d{2,4}[a-z]{1,3}\d{3,8}|\d{3,4}-\d{4}-\d{4})(?![a-z0-9]|[./-]\d)`,
    ),
    sure: (m, p, s) =>
      (/[A-Z]/.test(p.cas.slice(s, s + 3)) || /^\d/.test(m[0])) && !/^(?:ab|hz|ki|cd|il)\d{4,5}$/.test(m[0]) && !/^\d{2}-\d{4}$/.test(m[0]),
  },
  { rule: 'id.hash', identifier: 'id-number', score: 0.85, re: re(String.raw`(?<![a-z0-9&])#\s?\d{4,12}(?![a-z0-9])`) },
  {
    rule: 'id.generic',
    identifier: 'id-number',
    score: 0.86,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?!phone|mobile|telephone|slice|image|frame|figure|series|page|model|version|catalogue|matrix|agatston|hounsfield)[a-z]{3,16}\s(?:no|number|num|nr|id|ref|reference|code|nummer|#)\.?\s?[:#]?\s?(?<at>${value})`,
    ),
    sure: (m) => count(m.groups?.['at'] ?? '') >= 4,
  },
  {
    rule: 'id.coded',
    identifier: 'id-number',
    score: 0.85,
    re: re(String.raw`(?<![a-z0-9./-])\d{2}[-/.][a-z]{1,3}[-/.]?\d{3,8}(?![a-z0-9])`),
    sure: (m, p, s) => /[A-Z]/.test(p.cas.slice(s, s + 6)),
  },
  {
    rule: 'id.hash',
    identifier: 'id-number',
    score: 0.85,
    evenMasked: true,
    re: re(String.raw`(?<![a-z])(?:pt|patient|case|subject|participant|bed)\.?\s?(?<at>#\s?\d{3,12})(?![a-z0-9])`),
  },
  {
    rule: 'id.hex',
    identifier: 'id-number',
    score: 0.9,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9-])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[a-f]{0,20}\d)[0-9a-f]{16,64})(?![a-z0-9-])`),
    sure: (m) => /[a-f]/.test(m[0]) && /\d/.test(m[0]),
  },
  {
    rule: 'vehicle.plate',
    identifier: 'vehicle',
    score: 0.85,
    over: 'cas',
    re: /(?<![A-Za-z0-9])(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]{3}[- ]\d{3}|\d{3}[- ][A-Z]{3}|[A-Z]{2}-\d{3}-[A-Z]{2}|\d[A-Z]{2}[- ]?\d[A-Z]{2}|\d{1,3}-[A-Z]{1,2}-\d{1,6}|[A-Z]{2}\s?\d{1,2}\s?[A-Z]{1,3}\s?\d{4}|\d[A-Z]{3}\d{3}|[A-Z]{1,3}-[A-Z]{1,2}\s\d{1,4}|[A-Z]{3}\s?\d{2}\s?[A-Z])(?![A-Za-z0-9/])/g,
    sure: (m, p, s) => plateLike(m[0], p, s),
  },
  {
    rule: 'vehicle.plate',
    identifier: 'vehicle',
    score: 0.9,
    re: re(
      String.raw`(?<![a-z])(?:car|ute|van|truck|lorry|bus|motorbike|motorcycle|vehicle|sedan|hatchback|suv|taxi|hilux|toyota|ford|holden|bmw|audi|mercedes|honda|mazda|nissan|kia|hyundai|volvo|tesla|jeep|subaru|corolla|camry|golf|fiesta|civic|trailer|tractor|scooter|vespa)\s\(?(?<at>[a-z0-9]{2,4}[\s-]?[a-z0-9]{2,4})\)?(?![a-z0-9])`,
    ),
    sure: (m, p, s) => /\d/.test(m.groups?.['at'] ?? '') && /[A-Z]/.test(p.cas.slice(s, s + 8)) && !/(?:kph|kmh|mph|km)/.test(m.groups?.['at'] ?? ''),
  },
  {
    rule: 'vehicle.ship',
    identifier: 'vehicle',
    score: 0.88,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:HMAS|HMNZS|HMS|HMCS|USS|USNS|RMS|INS|MV|MS|MSC|FV|F\/V|SS|RV|LÉ|MY|SV|S\/V|M\/V|M\/Y|USCGC|HSC|TS|RFA)\s(?:[A-Z][a-z]{2,20}|[A-Z]{4,20})(?:\s(?:of\s(?:the\s)?)?(?:[A-Z][a-z]{1,20}|[IVX]{1,4}|\d{1,3})){0,3}/g,
  },
  {
    rule: 'vehicle.flight',
    identifier: 'vehicle',
    score: 0.75,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:[Ff]light\s(?:number\s|no\.?\s)?(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\s?\d{1,4}|QF\s?\d{1,4}|(?:VH|ZK|EI|VT|ZS|G|N)-[A-Z]{3,4})(?![A-Za-z0-9])/g,
  },
  {
    rule: 'vehicle.plate',
    identifier: 'vehicle',
    score: 0.9,
    evenMasked: true,
    re: /[\u4e00-\u9fff]{1,4}\s?\d{2,3}\s?[\u3040-\u309f]\s?\d{2}-?\d{2}/g,
  },
  {
    rule: 'device.labelled-model',
    identifier: 'device-serial',
    score: 0.85,
    re: re(
      String.raw`(?<![a-z])(?:engraved|stamped|etched|inscribed|marked|printed|label(?:led)? reads?|reads|legible|barcode|burnt in|burned in)\s(?:as\s|with\s|on\s(?:the\s)?[a-z]{3,12}\s|:\s?)?(?:the\s|a\s)?(?:number\s|code\s|serial\s)?['"]?(?<at>(?=[a-z-]{0,8}\d)[a-z0-9][a-z0-9-]{3,20})['"]?(?![a-z0-9])`,
    ),
  },
];

function plateLike(text: string, page: Page, start: number): boolean {
  const near = page.low.slice(Math.max(0, start - 60), start + text.length + 40);
  if (/plate|rego|registr|\bcar\b|vehicle|\bute\b|\bvan\b|truck|lorry|driv|motorbike|sedan|hatchback|\bsuv\b|taxi|bumper|windscreen|tow/.test(near))
    return true;
  return /^[A-Z]{2}\d{2}\s[A-Z]{3}$/.test(text) || /^[A-Z]{2}-\d{3}-[A-Z]{2}$/.test(text);
}

const biometric: readonly Pattern[] = [
  {
    rule: 'biometric.data',
    identifier: 'biometric',
    score: 0.8,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:(?:retinal?|iris|fingerprint|palm|facial|face|vein|biometric)\s(?:scans?|prints?|id|recognition|template|pattern|biometrics?|match|unlock)(?:\s(?:id|no|number))?(?:\s[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){1,4})?|(?:finger|thumb|palm|foot|hand|ear|lip|voice)\s?prints?|voice\s(?:recordings?|samples?|notes?|memos?|messages?)|audio\s(?:recordings?|clips?|files?|tapes?)|voicemails?|dictaphone|recording of (?:his|her|their|the patient'?s) (?:voice|speech)|gait (?:video|recognition|signature)|signature sample|video of (?:him|her|them|the patient)(?:\s(?:talking|speaking|walking))?)(?![a-z])`,
    ),
  },
  {
    rule: 'biometric.photo',
    identifier: 'face',
    score: 0.8,
    re: re(
      String.raw`(?<![a-z])(?:(?:clinical\s|colour\s|color\s|family\s|profile\s|wedding\s|passport\s|school\s|full[- ]face\s|facial\s|frontal\s|unblurred\s|id\s)?(?:photo|photos|photograph|photographs|picture|pictures|pic|pics|selfie|selfies|portrait|mugshot|headshot|head shot|snapshot)\s(?:of|showing|shows|with|taken of)\s(?:(?:his|her|their|(?:the\s)?(?:patient|child|baby|girl|boy|infant)'?s)\s(?:full\s|whole\s|unmasked\s)?(?:face|facial [a-z]{4,12}|head|smile|eyes?|tattoos?|birthmark|profile)|him|them|the\s(?:patient|child|baby|girl|boy|infant)(?!'?s)|her(?=[.,;)]|$|\s(?:with|at|on|in|as|before|after|and)\s))|(?:facial|full[- ]face|passport|family|wedding|profile|clinical facial|face)\s(?:photo|photos|photograph|photographs|photography|picture|pictures|portrait|image of the patient)|selfies?|mugshots?|photo id)(?![a-z])`,
    ),
  },
  {
    rule: 'biometric.mark',
    identifier: 'biometric',
    score: 0.7,
    re: re(
      String.raw`(?<![a-z])(?:tattoo(?:s|ed)?\s(?:of|reading|saying|with|that (?:says|reads)|spelling|on (?:his|her|their)\s[a-z]{3,12})\s?(?:[a-z0-9'"]{1,16}\s?){0,4}|(?:distinctive|unusual|unique|identifying|port[- ]wine)\s(?:tattoos?|birthmarks?|scar on (?:his|her) face|piercings?|jewell?ery))(?![a-z])`,
    ),
  },
  {
    rule: 'biometric.dna',
    identifier: 'biometric',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:dna\s(?:profile|fingerprint|sample id|barcode|sequence id|match|evidence)|str\sprofile|genetic fingerprint|genotype id|23andme|ancestry(?:\.com|dna)|gedmatch)(?:[\s:]{1,3}(?:d\d{1,2}s\d{2,5}|vwa|fga|th01|tpox|csf1po)[^.\n]{0,120})?|(?<![a-z0-9])d\d{1,2}s\d{2,5}\s\d{1,2}(?:\.\d)?,\s?\d{1,2}[^.\n]{0,80}`,
    ),
  },
  {
    rule: 'biometric.dental',
    identifier: 'biometric',
    score: 0.7,
    re: re(
      String.raw`(?<![a-z])(?:dental (?:records?|identification|comparison|chart)|odontogram|identified (?:by|from|via) (?:his|her|their|the) (?:dental|teeth|tattoo|implant|serial)[a-z ]{0,20})(?![a-z])`,
    ),
  },
];

/** Numbers of people, devices and vehicles, by label, by shape, by check digit; biometric data by name. */
export function findNumbers(page: Page): Hit[] {
  const hits = [...runPatterns(page, labelPatterns), ...runPatterns(page, shaped), ...runPatterns(page, biometric)];
  return hits.map((hit) => {
    const digits = page.low.slice(hit.start, hit.end).replace(/\D/g, '');
    const checks = hit.rule.startsWith('id.') && (passesNhs(digits) || passesMedicare(digits) || (digits.length >= 15 && passesLuhn(digits)));
    return checks ? { ...hit, score: Math.max(hit.score, 0.97) } : hit;
  });
}
