import type { Span } from './place.ts';

/**
 * The closed shape in which a value can identify nobody. A law lists forms, the look at a header compares values with
 * them: what has no form, or another, is a finding.
 */
export type Form =
  /** Numbers, written as their VR demands, at most `max` of them. */
  | { readonly kind: 'number'; readonly max: number }
  /** Values of closed lists, by value number (the last list serves all later ones). From value `tail` (counted from 0) on, strange values may be cut off; null: none may. */
  | { readonly kind: 'terms'; readonly lists: readonly ReadonlySet<string>[]; readonly tail: number | null }
  /** One or more values that a pattern describes. */
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  /** A UID of the standard itself (SOP class, transfer syntax, frame of reference, palette). */
  | { readonly kind: 'standard-uid' }
  /** UIDs that were issued under the contribution's public id, or that the standard itself names. */
  | { readonly kind: 'issued-uid' }
  /** An age in whole five years from 020Y to 090Y. */
  | { readonly kind: 'age' }
  /** Exactly this text. */
  | { readonly kind: 'exactly'; readonly text: string }
  /** Short printable ASCII text that the law keeps by declaration. */
  | { readonly kind: 'declared'; readonly max: number }
  /** A lookup table exactly as long as the element at `descriptor` says: a palette, one in segments, a curve that only rises or only falls, or values that spell no word. */
  | { readonly kind: 'table'; readonly descriptor: number; readonly shape: 'palette' | 'segments' | 'curve' | 'values' }
  /** Tags of the standard that point into the same object (VR AT). */
  | { readonly kind: 'pointer' }
  /** Items, each of whose elements has a form; `code` says what a coded entry may be. */
  | { readonly kind: 'items'; readonly forms: Forms; readonly max: number; readonly code: CodeLaw | null }
  /** Pixel Data, looked at as pixels. */
  | { readonly kind: 'pixels' }
  /** Text of which a law names no stretch. */
  | { readonly kind: 'text'; readonly strange: TextLaw }
  /** Dates, times and dates with times as their VR has them; `shifted`: only where the label says that they were shifted, times of day excepted. */
  | { readonly kind: 'date'; readonly shifted: boolean }
  /** UIDs, whoever issued them. */
  | { readonly kind: 'any-uid' }
  /** A pseudonym that was issued under the contribution's public id. */
  | { readonly kind: 'pseudonym' }
  /** Samples or tables of numbers, in bytes; `mute`: a run of letters among them is no sample. */
  | { readonly kind: 'samples'; readonly mute: boolean }
  /** Whatever stands there, in the VR of the standard: an option of the profile keeps it. */
  | { readonly kind: 'kept' };

/** The stretches of a text that may not stay, in order and apart. */
export type TextLaw = (text: string) => readonly Span[];

/** A form for each tag that may stay. */
export type Forms = ReadonlyMap<number, Form>;

/** The meaning that a coded entry must carry; null when the code is not one that may stay (PS3.3 section 8.8). */
export type CodeLaw = (scheme: string, value: string) => string | null;
