import { findAddresses } from './address.ts';
import { findAges } from './ages.ts';
import { findCallings } from './callings.ts';
import { findCircumstances } from './circumstances.ts';
import { findContacts } from './contact.ts';
import { findDates } from './dates.ts';
import { findDisguised } from './disguised.ts';
import { findEvents } from './events.ts';
import { findInFilename } from './filenames.ts';
import { findInitials } from './initials.ts';
import { findKnown, type KnownHeader } from './known.ts';
import { citationsOf, maskClinical } from './mask.ts';
import { findNumbers } from './numbers.ts';
import type { Hit, Page } from './page.ts';
import { findPeople } from './people.ts';
import { findPlaces } from './places.ts';
import { findResidual } from './residual.ts';

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
  findCallings,
  findDisguised,
  findInFilename,
  findCircumstances,
];
const named: ReadonlySet<Hit['identifier']> = new Set(['name', 'clinician', 'initials', 'relative-name', 'date', 'institution', 'place']);

/** All places of a page in their order, none overlapping: rules, known values, and last what nothing explains. */
export function hitsOf(page: Page, known: KnownHeader | null): readonly Hit[] {
  maskClinical(page);
  const citations = citationsOf(page);
  const credited = new Uint8Array(page.cas.length);
  for (const [start, end] of citations) credited.fill(1, start, end);
  const cited = ({ identifier, start, end }: Hit): boolean => named.has(identifier) && credited[start] === 1 && credited[end - 1] === 1;
  const ruled = finders.flatMap((finder) => finder(page)).filter((hit) => !cited(hit));
  const sure = settle([...(known === null ? [] : findKnown(page, known)), ...ruled]);
  const doubtful = findResidual(page, [
    ...sure,
    ...citations.map(([start, end]) => ({ identifier: 'other' as const, rule: 'cited', score: 0, start, end })),
  ]);
  const all = [...sure, ...doubtful].toSorted((a, b) => a.start - b.start);
  return page.field === 'filename' ? wholeName(page, all) : all;
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
  const telling = hits.filter(({ rule }) => !rule.startsWith('unknown.'));
  if (telling.length === 0) return hits;
  const score = Math.max(...telling.map((hit) => hit.score), 0.6);
  return [{ identifier: 'filename', rule: 'filename.telling', score, start: 0, end: page.cas.length }];
}
