import { isMasked, type Hit, type Page } from './page.ts';

/**
 * A rule that is a pattern. It runs over the small (`low`) or cased (`cas`) text; the whole match is the place, or the group called
 * `at` where there is one. `evenMasked`: clinical numbers do not stop it. `sure`: a last test on the match.
 */
export interface Pattern {
  readonly rule: string;
  readonly identifier: Hit['identifier'];
  readonly score: number;
  readonly over?: 'low' | 'cas';
  readonly re: RegExp;
  readonly evenMasked?: boolean;
  /** Whether the whole match is the place after all: a number and the label that goes with it. */
  readonly whole?: (match: RegExpExecArray) => boolean;
  readonly sure?: (match: RegExpExecArray, page: Page, start: number) => boolean;
}

/** All hits of patterns. Every pattern is bounded (tools/regex-lint.ts), so the work is linear in the text. */
export function runPatterns(page: Page, patterns: readonly Pattern[]): Hit[] {
  const hits: Hit[] = [];
  for (const { rule, identifier, score, over = 'low', re, evenMasked = false, whole, sure } of patterns) {
    for (const match of page[over].matchAll(re)) {
      const group = match.groups?.['at'];
      const start = group === undefined ? match.index : match.index + match[0].lastIndexOf(group);
      const end = start + (group ?? match[0]).length;
      if (end <= start || (!evenMasked && isMasked(page, start, end))) continue;
      if (sure !== undefined && !sure(match, page, start)) continue;
      hits.push({ identifier, rule, score, start: whole?.(match) === true ? match.index : start, end });
    }
  }
  return hits;
}
