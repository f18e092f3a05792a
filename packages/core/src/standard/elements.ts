import { ELEMENT_ROWS } from './elements.generated.ts';
import type { Keyword } from './keywords.generated.ts';
import type { Vr } from './vr.generated.ts';
import { EXACT, fits, isPrivate, lazy, patternOf, rowsOf, type TagPattern } from './table.ts';

/** A row of the data dictionary, PS3.6. */
export interface ElementFact {
  /** The tag; of a repeating group the first, such as 0x60003000. */
  readonly tag: number;
  /** Null for the few retired elements without a name. */
  readonly keyword: Keyword | null;
  /** The VR to read with when the file names none; of several (`OB or OW`) the one of implicit VR little endian where that is fixed, else the first. Null for items. */
  readonly vr: Vr | null;
  /** Every VR the standard allows here. */
  readonly vrs: readonly Vr[];
  /** Such as `1`, `1-n`, `2-2n`; empty when unknown. */
  readonly vm: string;
  readonly retired: boolean;
}

interface Dictionary {
  readonly exact: ReadonlyMap<number, ElementFact>;
  readonly patterns: readonly { readonly pattern: TagPattern; readonly fact: ElementFact }[];
  readonly byKeyword: ReadonlyMap<string, ElementFact>;
}

function toFact([tag = '', keyword = '-', vr = '-', vm = '-', retired]: readonly string[]): {
  readonly pattern: TagPattern;
  readonly fact: ElementFact;
} {
  const pattern = patternOf(tag);
  const vrs = vr === '-' ? [] : (vr.split('/') as Vr[]);
  const fact: ElementFact = {
    tag: pattern.value,
    keyword: keyword === '-' ? null : (keyword as Keyword),
    vr: vrs.includes('OW') ? 'OW' : (vrs[0] ?? null),
    vrs,
    vm: vm === '-' ? '' : vm,
    retired: retired === 'R',
  };
  return { pattern, fact };
}

const dictionary = lazy((): Dictionary => {
  const rows = rowsOf(ELEMENT_ROWS).map(toFact);
  const byKeyword = new Map<string, ElementFact>();
  for (const { fact } of rows) {
    if (fact.keyword !== null && !byKeyword.has(fact.keyword)) byKeyword.set(fact.keyword, fact);
  }
  return {
    exact: new Map(rows.filter(({ pattern }) => pattern.mask === EXACT).map(({ fact }) => [fact.tag, fact])),
    patterns: rows.filter(({ pattern }) => pattern.mask !== EXACT),
    byKeyword,
  };
});

/**
 * What the data dictionary says of a tag; undefined for private elements, group lengths and whatever it does not know.
 * Repeating groups (50xx, 60xx, 7Fxx and the like) are found by their pattern.
 *
 * @see PS3.6 chapter 6
 */
export function findElement(tag: number): ElementFact | undefined {
  const { exact, patterns } = dictionary();
  const found = exact.get(tag);
  if (found !== undefined || isPrivate(tag)) return found;
  return patterns.find(({ pattern }) => fits(tag, pattern))?.fact;
}

/** The tag of a keyword that the compiler knows; of a repeating group the first. */
export function tagOf(keyword: Keyword): number {
  const fact = findKeyword(keyword);
  if (fact === undefined) throw new Error('the generated keywords and rows differ');
  return fact.tag;
}

/** The row of a keyword that came from outside (a policy, a command line); undefined when there is none. */
export function findKeyword(keyword: string): ElementFact | undefined {
  return dictionary().byKeyword.get(keyword);
}

/** The keyword of a tag, or null. */
export function keywordOf(tag: number): Keyword | null {
  return findElement(tag)?.keyword ?? null;
}

/** Every row of the dictionary, by tag; repeating groups by their first tag. */
export function allElements(): readonly ElementFact[] {
  const { exact, patterns } = dictionary();
  return [...exact.values(), ...patterns.map(({ fact }) => fact)].toSorted((a, b) => a.tag - b.tag);
}
