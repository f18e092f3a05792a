import { charsetsOf, readText, walk, type DecodeBytes, type Element, type Instance } from '../dicom/index.ts';
import { findElement, findProfileRow, isPrivate, keywordOf, tagOf } from '../standard/index.ts';
import { isStandard } from './standard-uid.ts';

export type { DecodeBytes } from '../dicom/index.ts';

/**
 * The identifying values of the originals of a case, normalised. Plain sets: they can be sent to a worker. They never leave the
 * contributor's side.
 */
export interface KnownValues {
  /** Whole values and, where they are long enough, their words, in lower case: names, numbers, places, institutions. */
  readonly words: Set<string>;
  /** Dates as YYYYMMDD. */
  readonly dates: Set<string>;
  readonly uids: Set<string>;
}

/** An empty collection. */
export function newKnown(): KnownValues {
  return { words: new Set(), dates: new Set(), uids: new Set() };
}

/** A copy that can grow by itself. */
export function copyKnown(known: KnownValues): KnownValues {
  return { words: new Set(known.words), dates: new Set(known.dates), uids: new Set(known.uids) };
}

/** Adds one collection to another. */
export function mergeKnown(into: KnownValues, from: KnownValues): void {
  for (const word of from.words) into.words.add(word);
  for (const date of from.dates) into.dates.add(date);
  for (const uid of from.uids) into.uids.add(uid);
}

/** Below this many characters a value is looked for only as a whole value. */
export const SHORTEST_WORD = 4;
const LONGEST_VALUE = 256;
const MOST_VALUES = 100_000;
// Names the software that wrote a file; ours writes its own.
const IMPLEMENTATION = tagOf('ImplementationClassUID');

/**
 * Adds the identifying values of an original, and of its file name, to `into`: names, numbers, places, dates, UIDs at any
 * depth, private elements too. Total.
 */
export function collectKnown(instance: Instance, decode: DecodeBytes, into: KnownValues, fileName: string | null = null): void {
  collectUnder(instance, { decode, fileName, isText: () => false, isWord: () => false }, into);
}

/** How identifying values are told from what a policy keeps. */
export interface CollectUnder {
  readonly decode: DecodeBytes;
  readonly fileName: string | null;
  /** Whether the policy cleans an attribute as a description, so that its words are not somebody's by themselves. */
  readonly isText: (tag: number) => boolean;
  /** Whether a word is one of the trade: outside names it identifies nobody. */
  readonly isWord: (word: string) => boolean;
}

/** The same, for a policy that keeps descriptions. */
export function collectUnder(instance: Instance, { decode, fileName, isText, isWord }: CollectUnder, into: KnownValues): void {
  const charsets = charsetsOf(instance.data);
  let seen = 0;
  const visit = (element: Element): void => {
    if ('bytes' in element && element.bytes.length > 0 && element.tag !== IMPLEMENTATION && seen < MOST_VALUES) {
      seen += 1;
      collectElement(element, { charsets, decode, into, isText, isWord });
    }
  };
  walk(instance.meta, visit);
  walk(instance.data, visit);
  if (fileName !== null) addWords(fileName.replace(/\.[A-Za-z0-9]{1,5}$/, ''), into, isWord);
}

interface Collecting {
  readonly charsets: readonly string[];
  readonly decode: DecodeBytes;
  readonly into: KnownValues;
  readonly isText: (tag: number) => boolean;
  readonly isWord: (word: string) => boolean;
}

function collectElement(element: Element & { readonly bytes: Uint8Array }, collecting: Collecting): void {
  const vr = findElement(element.tag)?.vr ?? element.vr;
  const { into, isText, isWord } = collecting;
  switch (vr) {
    case 'PN':
      for (const name of texts(element, collecting)) addName(name, into);
      break;
    case 'DA':
    case 'DT':
      for (const date of texts(element, collecting)) addDate(date, into);
      break;
    case 'UI':
      for (const uid of texts(element, collecting)) if (!isStandard(uid)) into.uids.add(uid);
      break;
    case 'LO':
    case 'SH':
    case 'AE':
    case 'ST':
    case 'LT':
    case 'UT':
    case 'UC':
    case 'UR':
      if (isDirect(element.tag) && !isText(element.tag)) for (const text of texts(element, collecting)) addWords(text, into, isWord);
      break;
    default:
  }
}

function texts(element: Element & { readonly bytes: Uint8Array }, { charsets, decode }: Collecting): readonly string[] {
  const vr = findElement(element.tag)?.vr ?? element.vr;
  if (vr === 'SQ' || element.bytes.length > LONGEST_VALUE * 8) return [];
  return readText({ tag: element.tag, vr, bytes: element.bytes }, charsets, decode);
}

const DIRECT =
  /Name|Patient|ID$|IDs$|Identif|Accession|Institution|Department|Address|Telephone|Phone|Station|Serial|Physician|Operator|Requesting|Issuer|Admission|Order|Location|Occupation|AETitle|Gantry|Residence|Organization|Responsible|Sponsor|Site|Subject|Protocol(ID|Name)$|UDI|URL|URI/;
const NEVER =
  /^(Code|CodingScheme|Manufacturer|Software|Contrast|Model|RescaleType|TransmitCoil|ReceiveCoil|SequenceName|PulseSequence|StageName|ViewName|ScheduledProcedureStepDescription)/;

const direct = new Map<number, boolean>();

/** Whether a text element names a person, a place or a number by itself: those of Table E.1-1 with such a keyword. */
function isDirect(tag: number): boolean {
  const before = direct.get(tag);
  if (before !== undefined) return before;
  const keyword = keywordOf(tag) ?? '';
  const answer = !isPrivate(tag) && DIRECT.test(keyword) && !NEVER.test(keyword) && findProfileRow(tag) !== undefined;
  direct.set(tag, answer);
  return answer;
}

function addName(name: string, into: KnownValues): void {
  addWhole(name.replaceAll(/[\^=]+/g, ' '), into);
  for (const component of name.split(/[\^=]/)) addWhole(component, into);
  addWords(name.replaceAll(/[\^=]+/g, ' '), into, () => false);
}

function addDate(date: string, into: KnownValues): void {
  const [, year, month, day] = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})/.exec(date) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) into.dates.add(year + month + day);
}

function addWords(text: string, into: KnownValues, isWord: (word: string) => boolean): void {
  const tokens = tokensOf(text);
  if (!tokens.every(isWord)) addWhole(text, into);
  for (const word of tokens) if (word.length >= SHORTEST_WORD && !isCommon(word) && !isWord(word)) into.words.add(word);
}

function addWhole(text: string, into: KnownValues): void {
  const value = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (value.length > 1 && value.length <= LONGEST_VALUE && !isCommon(value)) into.words.add(value);
}

// What stands in such fields without naming anybody: words of the trade, and the constants of de-identifiers, ours among them.
const COMMON: ReadonlySet<string> = new Set(
  'removed anonymous anonymized anonymised anon unknown none null patient name test deidentified de-identified hospital clinic university medical center centre department radiology imaging health institute street road first last middle mister head neck brain chest abdomen pelvis spine left right with without contrast routine study series image scan exam protocol phantom axial sagittal coronal original derived primary secondary other standard male female adult child'.split(
    ' ',
  ),
);

function isCommon(word: string): boolean {
  return COMMON.has(word) || /^0+$/.test(word);
}

/** The words of a text: runs of letters, digits and marks inside them, in lower case. */
export function tokensOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu) ?? [];
}
