import type { CodeLaw, Form, Forms } from '../model/index.ts';
import { findElement, tagOf, termsOf, type Keyword, type Vr } from '../standard/index.ts';

// Tail-recursive, so that a list may have a thousand words.
type AllKeywords<S extends string> = S extends `${infer First} ${infer Rest}`
  ? First extends Keyword
    ? AllKeywords<Rest>
    : First
  : S extends Keyword
    ? true
    : S;

/** A list of keywords in one string, each checked by the compiler. */
export function words<const S extends string>(text: S & (AllKeywords<S> extends true ? unknown : AllKeywords<S>)): readonly Keyword[] {
  return text.split(' ') as Keyword[];
}

/** What may stay in a data set or an item: the hand-written half of the law. */
export interface Allowed {
  /** Why these may stay. */
  readonly because: string;
  /** Attributes whose form follows from their VR and their terms in PS3.3. */
  readonly plain?: readonly Keyword[];
  /** Attributes with a form of their own. */
  readonly own?: readonly (readonly [Keyword, Form])[];
  /** Sequences whose items are looked into. */
  readonly items?: readonly (readonly [Keyword, readonly Allowed[]])[];
  /** Sequences of coded entries, with what their items may hold besides. */
  readonly codes?: readonly Keyword[];
}

const MAX_NUMBERS = 65_536;
const MAX_ITEMS = 65_536;
const NUMBERS: ReadonlySet<Vr> = new Set<Vr>(['DS', 'IS', 'US', 'SS', 'UL', 'SL', 'FL', 'FD', 'SV', 'UV']);
const STANDARD_UIDS: ReadonlySet<Keyword> = new Set(
  words('SOPClassUID ReferencedSOPClassUID MediaStorageSOPClassUID TransferSyntaxUID PaletteColorLookupTableUID OriginalSpecializedSOPClassUID'),
);
const CODED_ENTRY = words('CodeValue CodingSchemeDesignator CodeMeaning');
/** What a term list of the data dictionary is taken for when it names two kinds of numbers. */
const TEXT: Form = { kind: 'pattern', pattern: /^[\x20-\x5b\x5d-\x7e]{1,64}$/ };

/** The forms of a list of allowances; a keyword without a form that follows from the standard is a bug of the list. */
export function formsFrom(allowed: readonly Allowed[], code: CodeLaw): Forms {
  const forms = new Map<number, Form>();
  for (const group of allowed) {
    for (const keyword of group.plain ?? []) forms.set(tagOf(keyword), plainForm(keyword));
    for (const [keyword, form] of group.own ?? []) forms.set(tagOf(keyword), form);
    for (const [keyword, inside] of group.items ?? [])
      forms.set(tagOf(keyword), { kind: 'items', forms: formsFrom(inside, code), max: MAX_ITEMS, code: null });
    for (const keyword of group.codes ?? []) forms.set(tagOf(keyword), codedForm(code));
  }
  return forms;
}

/** A form of closed lists: one for each value number. */
export function terms(...lists: readonly string[][]): Form {
  return { kind: 'terms', lists: lists.map((list) => new Set(list)), tail: null };
}

/** The form of the terms that PS3.3 gives for a tag, value by value; null where it gives none. */
export function termsForm(tag: number, tail: number | null = null): Form | null {
  const rows = termsOf(tag);
  if (rows.length === 0) return null;
  const numbered = Math.max(...rows.map(({ valueNumber }) => valueNumber ?? 0));
  const count = numbered + (rows.some(({ valueNumber }) => valueNumber === null) || numbered === 0 ? 1 : 0);
  const lists = Array.from({ length: count }, (_, index) => {
    const here = rows.filter(({ valueNumber }) => valueNumber === null || valueNumber === index + 1);
    return new Set(here.flatMap((row) => [...row.terms]));
  });
  return { kind: 'terms', lists, tail };
}

function plainForm(keyword: Keyword): Form {
  const tag = tagOf(keyword);
  const fact = findElement(tag);
  const vr = fact?.vr ?? null;
  if (fact === undefined || vr === null) throw new Error('an allowed keyword without a VR');
  if (fact.vrs.some((one) => NUMBERS.has(one))) return { kind: 'number', max: MAX_NUMBERS };
  if (vr === 'UI') return STANDARD_UIDS.has(keyword) ? { kind: 'standard-uid' } : { kind: 'issued-uid' };
  if (vr === 'AT') return { kind: 'pointer' };
  const form = vr === 'CS' ? termsForm(tag) : null;
  if (form === null) throw new Error(`no form follows from the standard for ${keyword}`);
  return form;
}

/** The form of a sequence of coded entries. */
export function codedForm(code: CodeLaw): Form {
  return { kind: 'items', forms: codedForms(code), max: MAX_CODES, code };
}

const MAX_CODES = 256;
const coded = new WeakMap<CodeLaw, Forms>();

function codedForms(code: CodeLaw): Forms {
  const before = coded.get(code);
  if (before !== undefined) return before;
  const made = new Map<number, Form>(CODED_ENTRY.map((keyword) => [tagOf(keyword), TEXT]));
  coded.set(code, made);
  return made;
}
