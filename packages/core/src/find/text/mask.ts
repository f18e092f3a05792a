import type { Page } from './page.ts';

const n = String.raw`\d{1,6}(?:[.,]\d{1,4})?`;
const units =
  'mm|cm|metres?|meters?|m|km|inch(?:es)?|ft|feet|mls?|cc|dl|l|litres?|liters?|mg|mcg|kg|kgs|gm?|grams?|ng|pg|ug|iu|units?|mmol|umol|nmol|mol|mmhg|cmh2o|kpa|hu|hounsfield|mbq|gbq|kbq|bq|mci|uci|gy|cgy|mgy|msv|sv|kvp?|mas?|tesla|t|hz|khz|mhz|msec|ms|sec|secs|seconds?|s|mins?|minutes?|hrs?|hours?|h|percent|per cent|deg|degrees?|fr|french|g|gauge|bpm|rpm|fps|pixels?|voxels?|dpi|slices?|frames?|weeks?|wks?|days?|months?|mths?|years?|yrs?|decades?|pack|packs|cigarettes?|beats?|times|doses?|cycles?|fractions?|cases?|patients?|subjects?|people|women|men|children|samples?|images?|sections?|steps?|points?|rows?|levels?|series|mets|stones?|lbs?|pounds?|puffs?|tablets?|tabs|sessions?|passes|courses?|episodes?|foot|storeys?|storey|km\\/h|kph|mph|dollars?';

/** Clinical numbers: whatever matches one is no date and no number of anybody. */
const clinical: readonly RegExp[] = [
  new RegExp(String.raw`(?<![a-z0-9])[<>=~±+-]?\s?${n}(?:\s?(?:-|to|x|×|\/|and|or|,|:|±)\s?${n}){0,4}[\s-]?(?:${units})(?![a-z0-9])`, 'g'),
  new RegExp(String.raw`(?<![a-z0-9/.-])${n}(?:\s?(?:-|to)\s?${n})?\s?(?:%|°|µ|m²|cm²|mm²|cm³|mm³)`, 'g'),
  /(?<![a-z0-9/.])\d{1,5}(?:\.\d{1,3})?(?:\s{0,2}[x×*]\s{0,2}\d{1,5}(?:\.\d{1,3})?){1,3}(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:th|[ctls])\d{1,2}(?:\s?[-/+]\s?(?:th|[ctls])?\d{1,2}){0,3}(?![a-z0-9/])/g,
  /(?<![a-z0-9/.])[0-5][+-]?\/5(?![a-z0-9/])/g,
  /(?<![a-z0-9/.])\d{1,3}\/(?:7|52|12|24|40)(?![a-z0-9/])/g,
  /(?<![a-z0-9])\d{1,2}\s?\+\s?\d(?:\s?\/\s?(?:40|7))?(?:\s?(?:weeks?|wks?))?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:grade|gr|stage|type|group|class|category|cat|segment|segs?|zone|level|phase|part|series|score|scored|scores|figure|figs?|table|panel|case|patient|subject|step|gleason|gcs|nihss|mrs|aspects|tici|meld|apache|sofa|iss|bsl|apgars?|asa|ecog|power|reflexes|day|dol|week|wk|month|pod|g|p|para|gravida|b|tr|te|ti|flip angle|matrix|fov|nex|thk|w|l|ww|wl|kv|ma|version|v|ref|reference|item|chapter|step|arrow|point|no|grid|lead|port|channel|room|line|question|answer|option|slide|frame|image|img|im|slice|volume|size|sizes|french|fr|hemi|rib|ribs|toe|toes|ray|digit|metatarsals?|metacarpals?)[\s:=.,-]{0,3}\d{1,4}(?:\.\d{1,3})?(?:(?:\s?[-/+]\s?|\s?,\s?|\s(?:and|to|or|of)\s)\d{1,4}(?:\.\d{1,3})?){0,4}[a-d]?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:[ypcr]{0,2}[tnm][0-4][a-d]?|m0|n0)(?:\s?[tnm][0-4x][a-d]?){0,3}(?![a-z0-9])/g,
  /(?<![a-z0-9])[a-z]{1,4}-?rads(?:\s(?:category|score|v?\d\.\d))?[\s:-]{0,2}(?:\d[a-z]?|m|tr\d)?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:\d{1,3}(?:m)?-?(?:f|tc|ga|i|in|lu|y|c|n|o|rb|xe|tl|cu|zr|ra|sm|sr)|(?:f|tc|ga|i|in|lu|y|c|n|o|rb|xe|tl|cu|zr|ra|sm|sr)-?\d{2,3}m?)(?:-[a-z]{2,12}\d{0,4})?(?![a-z0-9])/g,
  /(?<![a-z0-9])b\s?(?:values?\s?(?:of\s)?)?(?:=\s?)?\d{1,4}(?:(?:,\s?|\sand\s|,\sand\s)\d{1,4}){0,5}(?![a-z0-9/])/g,
  /(?<![a-z0-9])(?:tr\/te|te\/tr|tr|te|bp|blood pressure|ratio|vas|nrs|pain|crp|wcc|wbc|hb|hgb|haemoglobin|hemoglobin|inr|egfr|esr|plt|platelets|na|k|urea|creatinine|creat|lactate|troponin|lipase|amylase|alt|ast|alp|ggt|bilirubin|bili|glucose|bsl|psa|cea|afp|ca19-9|ca125|ca-125|hcg|bhcg|tsh|ldh|ferritin|ki-?67|suv|suvmax|suvmean|adc|hr|rr|sats|spo2|temp|temperature|ph|pco2|po2|gfr|nt-probnp|bnp|ck|d-dimer|weight|wt|bmi|height|ef|lvef|ctdi|dlp|snr|cnr)(?:\s(?:was|is|of|at|=|level))?[\s:=<>~]{0,3}\d{1,6}(?:[.,]\d{1,4})?(?:\s?[-/x]\s?\d{1,6}(?:\.\d{1,4})?){0,3}(?![a-z0-9])/g,
  /(?<![a-z0-9/])\d{2,3}\/\d{2,3}(?=\s?mm)/g,
  /(?<![a-z0-9])\d{1,4}\s?:\s?\d{1,6}(?![a-z0-9:.])(?!\s?(?:am|pm|hrs|hours|h))/g,
  /(?<![a-z0-9])[pnr]\s?[<>=]\s?0?\.?\d{1,6}/g,
  /(?<![a-z0-9])(?:doi|pmid|pmcid|isbn|issn|arxiv)[\s:]{0,2}[a-z0-9][a-z0-9./()_-]{2,60}/g,
  /(?<![a-z0-9])10\.\d{4,9}\/[a-z0-9._;()/:-]{2,60}/g,
  /(?<![a-z0-9])(?:nct\d{8}|pmc\d{5,8}|rs\d{4,10}|n[mcpr]_\d{6,9}(?:\.\d)?|c\.\d{1,5}[a-z>_0-9+-]{1,20}|p\.[a-z]{1,3}\d{1,5}[a-z*]{1,5}|chr[0-9xy]{1,2}(?::\d{1,10})?(?:-\d{1,10})?|omim\s?#?\d{6}|orpha:?\s?\d{1,7}|icd-?(?:10|11|9)(?:-cm|-am)?(?:\scode)?(?:\s[a-z]\d{2}(?:\.\d{1,2})?)?)/g,
  /(?<![a-z0-9])\d{1,2}\s?(?:o'?clock|oclock)/g,
  /(?<![a-z0-9])\d{1,3}(?:st|nd|rd|th)(?=\s(?:rib|ribs|metatarsal|metacarpal|toe|finger|digit|ray|ventricle|nerve|cranial|trimester|percentile|centile|degree|intercostal|week|generation|branchial|edition|lumbar|thoracic|cervical|sacral|vertebra|space|order|line|cycle|pass|attempt|episode|time|day|hour|decile|order|right|left|proximal|distal|middle|pharyngeal|mt|mc))/g,
  /#\d{1,2}(?![0-9])/g,
  /(?<![a-z0-9/.])\d{1,2}\/10(?![0-9/])(?=\s(?:pain|severity))/g,
  /\d{1,2}\s?-\s?(?:year|month|week|day|hour)s?-?\s?(?=follow|surviv|interval|history|mortality|risk|outcome|recurrence|period|course)/g,
];

const cues =
  /(?:on|since|until|till|from|dated|by|represented|re-presented|presented|admitted|discharged|seen|reviewed|repeat|clinic|ed|scan|ct|mri|cxr|us|dob|d\.o\.b\.?|born|before|after|date|died|operation|op|surgery|dol \d{1,2}|day \d{1,2})[\s:(]{1,3}$/;

/** Text that names a reference or credits an author as the policy allows: no finding of a name or a year in it. */
const citations: readonly RegExp[] = [
  /(?<![a-z])(?:first|originally|initially)\s(?:described|reported|published|introduced|performed|proposed)[^.\n]{0,160}/g,
  /(?<![a-z])(?:described|reported|proposed|introduced|popularised|popularized|coined|developed|devised|published|modified)\s(?:it\s)?(?:first\s)?by\s[^.\n]{0,60}?(?:et al|and (?:colleagues|others|co-?workers)|in (?:18|19|20)\d\d)/g,
  /(?<![a-z])named (?:after|for|in honou?r of)\s[^.\n]{0,120}/g,
  /(?<![a-z'])[a-z][a-z'-]{1,24}(?:\s(?:and|&)\s[a-z][a-z'-]{1,24})?\set al\.?(?:[\s,;(]{1,3}(?:19|20)\d\d\)?)?/g,
  /(?<![a-z'])[a-z][a-z'-]{1,24}\s(?:and|&)\s(?:colleagues|co-?workers|others|associates)/g,
];
const courtesy = /(?<![a-z])(?:case|study)\s(?:is\s|was\s|kindly\s){0,2}courtesy of [^.\n]{0,12}\.?[^.\n]{0,80}\.?/g;
const historic =
  /(?:reported|described|published|performed|introduced|coined)\s(?:his|her|their|the)\s(?:operation|procedure|technique|classification|sign|case|series|method)[^.\n]{0,60}/g;

function cover(page: Page, start: number, end: number): void {
  page.masked.fill(1, start, end);
}

/** Sets `masked` where clinical numbers and citations stand. A short n/n after a word that dates expect stays open. */
export function maskClinical(page: Page): void {
  for (const re of clinical) {
    for (const match of page.low.matchAll(re)) {
      const isShort = /^\d{1,2}\/\d{1,2}$/.test(match[0].trim());
      if (isShort && cues.test(page.low.slice(Math.max(0, match.index - 18), match.index))) continue;
      cover(page, match.index, match.index + match[0].length);
    }
  }
}

/** Where citations and allowed credits stand, for rules about names and years. */
export function citationsOf(page: Page): readonly (readonly [number, number])[] {
  const out: [number, number][] = [];
  const list = page.field === 'discussion' || page.field === null ? [...citations, historic, courtesy] : [...citations, historic];
  for (const re of list) for (const match of page.low.matchAll(re)) out.push([match.index, match.index + match[0].length]);
  return out;
}
