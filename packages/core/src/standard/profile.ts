import type { Keyword } from './keywords.generated.ts';
import { METHOD_ROWS, PROFILE_ROWS, type MethodCode, type ProfileCode } from './profile.generated.ts';
import { EXACT, fits, isPrivate, lazy, linesOf, patternOf, rowsOf, type TagPattern } from './table.ts';

/** The action of an option of the profile: K keep, C clean. */
export type OptionAction = 'K' | 'C';

/** A row of Table E.1-1. */
export interface ProfileRow {
  /** The tag; of a repeating group the first; null for the row of all private attributes. */
  readonly tag: number | null;
  readonly keyword: Keyword | null;
  readonly basic: ProfileCode;
  /** What each option (CID 7050 code) says of this attribute. */
  readonly options: Readonly<Partial<Record<MethodCode, OptionAction>>>;
  readonly retired: boolean;
  /** False where the table says that the attribute is in no standard composite IOD. */
  readonly inStandardIod: boolean;
}

interface Parsed {
  readonly pattern: TagPattern | null;
  readonly row: ProfileRow;
}

/** Reads `113110K 113109C` into a record. */
export function optionsOf(marks: readonly string[]): Readonly<Partial<Record<MethodCode, OptionAction>>> {
  return Object.fromEntries(marks.map((mark) => [mark.slice(0, 6), mark.slice(6)])) as Partial<Record<MethodCode, OptionAction>>;
}

function toRow([tag = '', keyword = '-', basic = '', notes = '', ...marks]: readonly string[]): Parsed {
  const pattern = tag === 'private' ? null : patternOf(tag);
  const row: ProfileRow = {
    tag: pattern?.value ?? null,
    keyword: keyword === '-' ? null : (keyword as Keyword),
    basic: basic as ProfileCode,
    options: optionsOf(marks),
    retired: notes.includes('R'),
    inStandardIod: !notes.includes('N'),
  };
  return { pattern, row };
}

const profile = lazy(() => {
  const parsed = rowsOf(PROFILE_ROWS).map(toRow);
  return {
    rows: parsed.map(({ row }) => row),
    exact: new Map(parsed.flatMap(({ pattern, row }) => (pattern?.mask === EXACT ? [[pattern.value, row]] : []))),
    patterns: parsed.flatMap(({ pattern, row }) => (pattern === null || pattern.mask === EXACT ? [] : [{ pattern, row }])),
    privates: parsed.find(({ pattern }) => pattern === null)?.row,
  };
});

/**
 * The row of Table E.1-1 that covers a tag: its own, the one of its repeating group, or that of all private attributes.
 * Undefined where the table has none, which does not mean that the attribute is safe.
 *
 * @see PS3.15 Table E.1-1
 */
export function findProfileRow(tag: number): ProfileRow | undefined {
  const { exact, patterns, privates } = profile();
  if (isPrivate(tag)) return privates;
  return exact.get(tag) ?? patterns.find(({ pattern }) => fits(tag, pattern))?.row;
}

/** All 656 rows of Table E.1-1 in order of tag, that of the private attributes last. */
export function profileRows(): readonly ProfileRow[] {
  return profile().rows;
}

/** CID 7050: code and meaning. The meaning is what (0012,0064) must carry. */
export const methodMeanings: () => ReadonlyMap<MethodCode, string> = lazy(
  () => new Map(linesOf(METHOD_ROWS).map((line) => [line.slice(0, 6) as MethodCode, line.slice(7)])),
);
