import { nameRun } from './names.ts';
import type { Hit, Page, Token } from './page.ts';

/** Whose name it is. */
export type Kind = 'name' | 'relative-name' | 'clinician';

/** A page being read for people, and what was found so far. */
export interface Reader {
  readonly page: Page;
  readonly hits: Hit[];
}

/** The token of a number. */
export const at = (page: Page, i: number): Token | undefined => page.tokens[i];
/** Adds a hit from one token to another. */
export const put = ({ hits }: Reader, what: Pick<Hit, 'rule' | 'identifier' | 'score'>, [from, to]: readonly [Token, Token]): void => {
  hits.push({ ...what, start: from.start, end: to.end });
};

/** Adds the run of name tokens that begins at token i; gives the number of the token after it, or i when none does. */
export function take(
  reader: Reader,
  i: number,
  rule: string,
  wish: { readonly identifier: Kind; readonly score: number; readonly from?: number; readonly strong?: boolean },
): number {
  const end = nameRun(reader.page, i, wish.strong === true);
  const first = at(reader.page, wish.from ?? i);
  const last = at(reader.page, end - 1);
  if (end === i || first === undefined || last === undefined) return i;
  put(reader, { rule, identifier: wish.identifier, score: wish.score }, [first, last]);
  return end;
}
