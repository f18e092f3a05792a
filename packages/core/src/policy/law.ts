import type { Form, Forms } from '../model/index.ts';
import type { MethodCode, Vr } from '../standard/index.ts';
import type { Action } from './actions.ts';

/** Text of an element of an item, by tag; empty when there is none. */
export type TextAt = (tag: number) => string;

/** What becomes of an attribute under a profile: all that is known of it without an object. */
export interface TagLaw {
  /** The form in which it may stay; null: it never does. */
  readonly form: Form | null;
  /** The action code of the table, or ours where it has no row. */
  readonly code: string;
  /** The option of the profile that this follows; null: the basic profile, or a rule of ours. */
  readonly option: MethodCode | null;
  /** Whether the option keeps the value as it stands. */
  readonly asIs: boolean;
  readonly because: string;
}

/** The form of a safe private element, and the VR that the table gives it. */
export interface SafeForm {
  readonly form: Form;
  readonly vr: Vr;
}

/** A policy that carries out the profile of PS3.15 Annex E: what the closed forms alone do not say. */
export interface ProfileLaw {
  readonly dates: 'remove' | 'shift' | 'keep';
  readonly options: ReadonlySet<MethodCode>;
  readonly forms: Forms;
  readonly lawOf: (tag: number) => TagLaw;
  /** Forms that hold in one item only, by what it says it is: a coded entry, a content item. Null: none. */
  readonly inItem: (textAt: TextAt) => Forms | null;
  /** The form of a private element that the profile knows to be safe, by its creator, group and last byte; null for all others. */
  readonly privates: (creator: string, group: number, element: number) => SafeForm | null;
  /** Whether any element of this group is safe under this creator. */
  readonly isSafeCreator: (creator: string, group: number) => boolean;
  /** What must be done at a path of tags in an object of a SOP class. */
  readonly actionAt: (tags: readonly number[], sopClass: string) => Action;
  /** Whether a word is one of the trade: it is never taken for somebody's name, unless a name element holds it. */
  readonly isWord: (word: string) => boolean;
}
