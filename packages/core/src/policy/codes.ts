import type { CodeLaw } from '../model/index.ts';
import { allBodyParts, methodMeanings, type MethodCode } from '../standard/index.ts';

/** The meaning that stands for one that is not known: the dummy of its VR. */
export const HIDDEN_MEANING = 'REMOVED';

// Coding schemes whose values are terms of a published vocabulary, and how such a value looks (PS3.16 section 8).
const SCHEMES: ReadonlyMap<string, (value: string) => boolean> = new Map<string, (value: string) => boolean>([
  ['DCM', (value) => /^1[0-3]\d{4}$/.test(value) || /^[A-Z]{2,6}$/.test(value)],
  ['SCT', isSnomed],
  ['SRT', (value) => /^[A-Z]\d?-[0-9A-F]{4,5}$/.test(value)],
  ['SNM3', (value) => /^[A-Z]\d?-[0-9A-F]{4,5}$/.test(value)],
  ['99SDM', (value) => /^[A-Z]\d?-[0-9A-F]{4,5}$/.test(value)],
  ['FMA', (value) => /^\d{2,6}$/.test(value)],
  ['UCUM', (value) => UNIT.test(value)],
  ['LN', isLoinc],
  ['RADLEX', (value) => /^RID\d{1,6}$/.test(value)],
  ['NCIt', (value) => /^C\d{3,6}$/.test(value)],
]);

// Units built from the atoms that images use, with prefix, count and exponent (UCUM section 2).
const ATOM = String.raw`(?:\d{1,6}|(?:\d{1,3})?(?:da|[munpfkMGcd])?(?:mol|min|rad|deg|bar|Hz|Gy|Bq|Sv|eV|Pa|dB|m|g|l|L|s|h|T|W|V|A|K|J)-?\d{0,2}|%|10\*-?\d{1,2}|\{(?:counts|ratio|propcounts|SUVbw|SUVlbm|SUVbsa|SUVibw)\}|\[?hnsf'U\]?)`;
const UNIT = new RegExp(`^/?${ATOM}(?:[./]${ATOM}|\\{SUV[a-z]{2,3}\\}(?:[./]${ATOM})?){0,4}$`);

// Codes that images carry, beside the body parts of PS3.16 annex L, with their meanings: scheme, value, meaning.
const ROWS = `
DCM|113076|Segmentation
DCM|121322|Source image for image processing operation
DCM|121320|Uncompressed predecessor
DCM|121311|Localizer
DCM|121329|Source image for segmentation
DCM|113085|Spatial resampling
DCM|113086|Edge enhancement
DCM|113087|Smoothing
DCM|113088|Gaussian blur
DCM|113072|Multiplanar reformatting
DCM|113073|Curved multiplanar reformatting
DCM|113074|Volume rendering
DCM|113075|Surface rendering
DCM|113040|Lossy Compression
DCM|113691|IEC Body Dosimetry Phantom
DCM|113690|IEC Head Dosimetry Phantom
DCM|110910|Pixel Data
DCM|111744|Brightfield illumination
SCT|123037004|Anatomical Structure
SCT|85756007|Tissue
SCT|49755003|Morphologically Abnormal Structure
SCT|260787004|Physical object
SCT|91723000|Anatomical Structure
SCT|4421005|Cell
SCT|91720002|Body Substance
SCT|108369006|Neoplasm
SCT|4147007|Mass
SCT|52988006|Lesion
SCT|27925004|Nodule
SCT|24028007|Right
SCT|7771000|Left
SCT|51440002|Right and left
SCT|399162004|cranio-caudal
SCT|399368009|medio-lateral oblique
SCT|399260004|medio-lateral
SCT|399352003|latero-medial
SCT|399348003|antero-posterior
SCT|272479007|postero-anterior
SCT|10200004|Liver
SCT|39607008|Lung
SCT|64033007|Kidney
SCT|78961009|Spleen
SCT|15776009|Pancreas
SCT|80891009|Heart
SCT|12738006|Brain
SCT|41216001|Prostate
SRT|T-D000A|Anatomical Structure
SRT|T-D0050|Tissue
SRT|M-01000|Morphologically Altered Structure
SRT|G-A100|Right
SRT|G-A101|Left
SRT|R-10242|cranio-caudal
SRT|R-10226|medio-lateral oblique
UCUM|1|no units
UCUM|mm2/s|mm2/s
UCUM|um2/s|um2/s
UCUM|mm|mm
UCUM|ms|ms
UCUM|s|s
`;

const meanings: ReadonlyMap<string, string> = (() => {
  const known = new Map<string, string>();
  for (const part of allBodyParts())
    if (part.code !== '-' && part.meaning !== '' && part.meaning !== '-') known.set(`${part.scheme}|${part.code}`, part.meaning);
  for (const row of ROWS.trim().split('\n')) {
    const [scheme = '', value = '', meaning = ''] = row.split('|');
    known.set(`${scheme}|${value}`, meaning);
  }
  return known;
})();

/** Whether a text is a published meaning, which is nobody's name. */
export function isPublishedMeaning(text: string): boolean {
  return MEANINGS.has(text) || text === HIDDEN_MEANING || [...methodMeanings().values()].includes(text);
}

/** Every meaning that a coded entry may carry in clear: a closed vocabulary, also for labels of segments. */
export const MEANINGS: ReadonlySet<string> = new Set(meanings.values());

/**
 * What a coded entry must say: the published meaning when we know it, a constant when only the form of the value tells that it
 * belongs to its scheme, null when scheme or value are strange (a private scheme may hold anything).
 *
 * @see PS3.16 section 8, PS3.3 section 8.8
 */
export const publishedCode: CodeLaw = (scheme, value) => {
  const meaning = meanings.get(`${scheme}|${value}`);
  if (meaning !== undefined) return meaning;
  return SCHEMES.get(scheme)?.(value) === true ? HIDDEN_MEANING : null;
};

/** Codes of CID 7050 only: what the label may carry. */
export const methodCode: CodeLaw = (scheme, value) => (scheme === 'DCM' ? (methodMeanings().get(value as MethodCode) ?? null) : null);

// A SNOMED CT identifier ends in a Verhoeff check digit: a number of a hospital passes once in ten.
function isSnomed(value: string): boolean {
  return /^[1-9]\d{5,17}$/.test(value) && verhoeff(value) === 0;
}

const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const TURNS = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

function verhoeff(digits: string): number {
  let check = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const turned = Number(TURNS[i % 8]?.[digit]);
    check = Number(DIHEDRAL[check]?.[turned]);
  }
  return check;
}

// A LOINC number ends in a Luhn check digit behind a hyphen.
function isLoinc(value: string): boolean {
  if (!/^\d{1,5}-\d$/.test(value)) return false;
  const digits = value.replace('-', '');
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const twice = i % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}
