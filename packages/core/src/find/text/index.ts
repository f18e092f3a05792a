import type { FindingOf, TextField } from '../../model/index.ts';
import { findAddresses } from './address.ts';
import { findAges } from './ages.ts';
import { findCircumstances } from './circumstances.ts';
import { findContacts } from './contact.ts';
import { findDates } from './dates.ts';
import { findEvents } from './events.ts';
import { findInitials } from './initials.ts';
import { findKnown, type KnownHeader } from './known.ts';
import { AFFIXES, LISTS, LISTS_DIGEST } from './lists.generated.ts';
import { citationsOf, maskClinical } from './mask.ts';
import { findNumbers } from './numbers.ts';
import { openPage, type Hit, type Page } from './page.ts';
import { findPeople } from './people.ts';
import { findPlaces } from './places.ts';
import { findResidual } from './residual.ts';
import { openWords, type Words } from './words.ts';

export type { KnownHeader } from './known.ts';

/** The rules' own number; it grows when a rule changes what is found. */
const RULES = 1;

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

const finders: readonly ((page: Page) => Hit[])[] = [
  findContacts,
  findNumbers,
  findDates,
  findEvents,
  findAges,
  findAddresses,
  findPeople,
  findInitials,
  findPlaces,
  findCircumstances,
];
const named: ReadonlySet<Hit['identifier']> = new Set(['name', 'clinician', 'initials', 'relative-name', 'date', 'institution', 'place']);

/**
 * Finds possible identifiers in a text: the case's own header values in near forms, formats, contexts, lists, and last whatever nothing
 * explains (rules `unknown.*`). Spans are UTF-16 code units of the text as given, end exclusive, in order, none overlapping. Pure and
 * total; the work is linear in the text.
 */
export function findText(text: string, look: TextLook): readonly FindingOf<'text'>[] {
  if (text === '') return [];
  const page = openPage(text, words(), { field: look.field, locale: look.locale });
  maskClinical(page);
  const citations = citationsOf(page);
  const cited = (hit: Hit): boolean => named.has(hit.identifier) && citations.some(([start, end]) => hit.start >= start && hit.end <= end);
  const ruled = finders.flatMap((finder) => finder(page)).filter((hit) => !cited(hit));
  const sure = settle([...(look.known === null ? [] : findKnown(page, look.known)), ...ruled]);
  const doubtful = findResidual(page, [
    ...sure,
    ...citations.map(([start, end]) => ({ identifier: 'other' as const, rule: 'cited', score: 0, start, end })),
  ]);
  const all = [...sure, ...doubtful].toSorted((a, b) => a.start - b.start);
  return (look.field === 'filename' ? wholeName(page, all) : all).map((hit) => findingOf(page, hit, look.field));
}

// Of places that overlap the surest names the finding, and all of them together are its span.
function settle(hits: readonly Hit[]): Hit[] {
  const settled: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = settled.at(-1);
    if (last === undefined || hit.start >= last.end) {
      settled.push(hit);
      continue;
    }
    const surer = hit.score > last.score ? hit : last;
    settled[settled.length - 1] = { ...surer, start: last.start, end: Math.max(last.end, hit.end) };
  }
  return settled;
}

// A file name is one thing: a part that tells makes the whole name telling. A number alone is how cameras and archives count.
function wholeName(page: Page, hits: readonly Hit[]): readonly Hit[] {
  const telling = hits.filter(({ rule }) => rule !== 'unknown.number');
  if (telling.length === 0) return hits;
  const score = Math.max(...telling.map((hit) => hit.score), 0.6);
  return [{ identifier: 'filename', rule: 'filename.telling', score, start: 0, end: page.cas.length }];
}

function findingOf(page: Page, { identifier, rule, score, start, end }: Hit, field: TextField | null): FindingOf<'text'> {
  return { kind: 'text', identifier, score, field: field ?? 'description', rule, span: [page.from[start] ?? 0, page.to[end - 1] ?? 0] };
}
