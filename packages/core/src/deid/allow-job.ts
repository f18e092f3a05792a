import { roundAge } from '../check/index.ts';
import type { FixJob, TidiedTerms } from '../fix/index.ts';
import type { ElementPath, Forms, Span } from '../model/index.ts';
import { formAt, HIDDEN_MEANING, publishedCode, tagsOf } from '../policy/index.ts';
import type { ContributionKey } from '../uid/index.ts';

/** How the fixes of a policy that is a closed list are made: rounded ages, lists of terms, published meanings. */
export function allowJob(key: ContributionKey, forms: Forms): FixJob {
  return {
    key,
    shownAge: (text) => shownAge(text),
    tidyTerms: (at, text) => tidyTerms(at, text, forms),
    meaning: (scheme, value) => publishedCode(scheme, value) ?? HIDDEN_MEANING,
  };
}

function shownAge(text: string): string | null {
  const [, digits, unit] = /^(\d{3})([DWMY])$/.exec(text) ?? [];
  if (digits === undefined || (unit !== 'D' && unit !== 'W' && unit !== 'M' && unit !== 'Y')) return null;
  const shown = roundAge({ value: Number(digits), unit });
  return shown.kind === 'adult' ? `${String(shown.years).padStart(3, '0')}Y` : null;
}

// A strange value behind the first two becomes OTHER, then NONE, so that the others keep their places; a list that is strange
// from the start goes as a whole.
function tidyTerms(at: ElementPath, text: string, forms: Forms): TidiedTerms | null {
  const form = formAt(tagsOf(at), forms);
  if (form?.kind !== 'terms' || form.tail === null) return null;
  const { lists, tail } = form;
  const spans: Span[] = [];
  const values: string[] = [];
  let from = 0;
  for (const [index, raw] of text.split('\\').entries()) {
    const value = raw.trim();
    const isKnown = value === '' || lists[Math.min(index, lists.length - 1)]?.has(value) === true;
    if (!isKnown && index < tail) return null;
    if (!isKnown && raw.length > 0) spans.push([from, from + raw.length]);
    values.push(isKnown ? value : index === tail ? 'OTHER' : 'NONE');
    from += raw.length + 1;
  }
  return { text: values.join('\\'), spans };
}
