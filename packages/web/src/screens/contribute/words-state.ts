import type { AgeBand, Dismissal, Finding, Sex } from '@silhouette/core/model';
import type { Refused } from '../../client/index.ts';

/** A field of text: `findings/…` belongs to the study with that pseudonym. */
export type FieldName = 'title' | 'presentation' | 'discussion' | `findings/${string}`;

/** One field: what is typed, what was confirmed, what the archive has. All of it is in memory alone. */
export interface Field {
  readonly text: string;
  readonly confirmed: string | null;
  readonly sent: string | null;
  readonly busy: boolean;
  /** What was said of places that the text gate asks about; places move with the text. */
  readonly dismissed: readonly Dismissal[];
  /** Why the archive did not take the text, and the places in it. */
  readonly wrong: { readonly refusal: Refused; readonly findings: readonly Finding[] } | null;
}

/** The words of a case. */
export interface Words {
  readonly fields: ReadonlyMap<FieldName, Field>;
  readonly age: AgeBand | null;
  readonly sex: Sex | null;
  /** Whether a person chose age and sex; until then the headers say them. */
  readonly ageChosen: boolean;
  readonly sexChosen: boolean;
}

export const NO_FIELD: Field = { text: '', confirmed: null, sent: null, busy: false, dismissed: [], wrong: null };
export const NO_WORDS: Words = { fields: new Map(), age: null, sex: null, ageChosen: false, sexChosen: false };

/** A field as it stands. */
export const fieldOf = ({ fields }: Words, name: FieldName): Field => fields.get(name) ?? NO_FIELD;

/** Words with one field changed. */
export function withField(words: Words, name: FieldName, change: Partial<Field>): Words {
  return { ...words, fields: new Map([...words.fields, [name, { ...fieldOf(words, name), ...change }]]) };
}

/** Answers after a change of their text: those before it stay, those behind it move along, those that it touches are gone. */
export function movedWith(dismissed: readonly Dismissal[], before: string, after: string): readonly Dismissal[] {
  if (dismissed.length === 0 || before === after) return dismissed;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const by = after.length - before.length;
  return dismissed.flatMap((one): readonly Dismissal[] => {
    const [from, to] = one.span;
    if (to <= start) return [one];
    return from >= before.length - end ? [{ ...one, span: [from + by, to + by] }] : [];
  });
}

/** Whether an answer was given for a finding. */
export const isDismissed = (
  dismissed: readonly Dismissal[],
  { rule, span }: { readonly rule: string; readonly span: readonly [number, number] },
): boolean => dismissed.some((one) => one.rule === rule && one.span[0] === span[0] && one.span[1] === span[1]);

/** Where a field stands: nothing written, waiting for its confirmation, confirmed, or sent as it is. */
export function standing({ busy, confirmed, sent, text, wrong }: Field): 'empty' | 'busy' | 'wrong' | 'open' | 'confirmed' | 'sent' {
  if (busy) return 'busy';
  if (wrong !== null) return 'wrong';
  if (sent === text && (text !== '' || sent !== null)) return 'sent';
  if (text.trim() === '' && (sent === null || sent === '')) return 'empty';
  return confirmed === text ? 'confirmed' : 'open';
}

/** What a submission waits for, as a sentence; null when nothing is left. */
export interface Awaited {
  readonly ready: number;
  readonly needs: number;
  readonly cleaning: boolean;
  readonly fields: readonly (readonly [label: string, field: Field])[];
  readonly consent: 'declared' | 'not-declared' | 'unsure' | null;
  readonly terms: boolean;
  readonly statements: boolean;
}

/** The first thing that is missing before a case can be signed. */
export function firstMissing({ cleaning, consent, fields, needs, ready, statements, terms }: Awaited): string | null {
  if (needs > 0) return needs === 1 ? 'One question is left in the fix queue' : `${needs} questions are left in the fix queue`;
  if (ready === 0) return 'No image is ready to be sent';
  if (cleaning) return 'Cleaning is not finished yet';
  const [title] = fields;
  if (title !== undefined && title[1].text.trim() === '') return 'The case needs a title';
  const open = fields.find(([, field]) => !['empty', 'confirmed', 'sent'].includes(standing(field)));
  if (open !== undefined) return `Confirm ${open[0]} first: it stays on this device until then`;
  if (consent === null) return 'Say how consent stands';
  if (consent === 'unsure') return 'Ask for consent first; the draft stays';
  if (!terms) return 'Read and accept the terms';
  return statements ? null : 'Make the three statements';
}
