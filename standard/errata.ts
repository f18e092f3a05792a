/** One correction to a source: which row, what to do with it, and why. */
export interface Erratum {
  readonly file: string;
  /** The row is found by the cells named here. */
  readonly where: Readonly<Record<string, string>>;
  /** Cells to put in; `null` drops the row, `add` adds `where` and these cells as a new row. */
  readonly change: Readonly<Record<string, string>> | null;
  readonly add?: true;
  readonly because: string;
}

const doubledMask = (last: string): Erratum => ({
  file: 'elements.tsv',
  where: { tag: `100000x${last}` },
  change: null,
  because: 'PS3.6 has one row (1000,xxx' + last + '); one source writes it with a narrower mask, and the wide one covers it',
});

/** Every correction to a source of the standard's tables. An erratum that matches nothing stops the run. */
export const ERRATA: readonly Erratum[] = [
  {
    file: 'elements.tsv',
    where: { tag: '0040E012' },
    change: { keyword: 'DisplayURI', name: 'Display URI', vr: 'UR', vm: '1', retired: 'N', source: 'erratum' },
    add: true,
    because:
      'Table E.1-1 of 2026c names it and the dictionary source is older. Its VR is in none of our sources: UR is that of Retrieve URI (0040,E010) beside it; the profile removes the element, so a wrong VR here keeps nothing',
  },
  {
    file: 'module_attributes.tsv',
    where: { module: 'stereometric-relationship', path: '00081155/00081155/00220022/00220022' },
    change: null,
    because: 'a path through two UID elements cannot exist; the row for 00220020/00220022 is there as well',
  },
  ...['0', '1', '2', '3', '4', '5'].map(doubledMask),
];
