import type { FindingOf, TextField } from '../../model/index.ts';
import { AFFIXES, LISTS, LISTS_DIGEST } from './lists.generated.ts';
import type { KnownHeader } from './known.ts';
import { hitsOf } from './look.ts';
import { openPage, type Hit, type Page } from './page.ts';
import { openWords, type Words } from './words.ts';

export type { KnownHeader } from './known.ts';

/** The rules' own number; it grows when a rule changes what is found. */
const RULES = 4;

/** The version of the rule pack: its number and the digest of its word lists. It is stamped on every case. */
export const RULE_PACK = `text-${RULES}-${LISTS_DIGEST.slice(0, 12)}`;

/** Where a text stands, and what is known of its case. */
export interface TextLook {
  /** Null: the strictest. */
  readonly field: TextField | null;
  /** A country, such as AU; null when it is not known. */
  readonly locale: string | null;
  /** Header values of the case; null when they are not at hand. */
  readonly known: KnownHeader | null;
}

let opened: Words | null = null;
const words = (): Words => (opened ??= openWords({ AFFIXES, LISTS, LISTS_DIGEST }));

/**
 * Finds possible identifiers in a text: the case's own header values in near forms, formats, contexts, lists, and last whatever nothing
 * explains (rules `unknown.*`). Spans are UTF-16 code units of the text as given, end exclusive, in order, none overlapping. Pure and
 * total; the work is linear in the text.
 */
export function findText(text: string, look: TextLook): readonly FindingOf<'text'>[] {
  if (text === '') return [];
  const page = openPage(text, words(), { field: look.field, locale: look.locale });
  return hitsOf(page, look.known).map((hit) => findingOf(page, hit, look.field));
}

function findingOf(page: Page, { identifier, rule, score, start, end }: Hit, field: TextField | null): FindingOf<'text'> {
  return { kind: 'text', identifier, score, field: field ?? 'description', rule, span: [page.from[start] ?? 0, page.to[end - 1] ?? 0] };
}
