import { characterSets } from '../standard/index.ts';
import type { CharacterSet } from '../standard/index.ts';

/** How the bytes of one code element become text: by a decoder of this label, after `prepare`; or byte by byte. */
export interface CodeElement {
  readonly set: CharacterSet;
  /** A label of the WHATWG Encoding Standard; null where bytes map to characters by a formula. */
  readonly label: string | null;
  /** Bytes of one character. */
  readonly width: 1 | 2;
}

/** WHATWG's decoder for each ISO registration number of PS3.3 Tables C.12-2 to C.12-4. */
const labels: Readonly<Record<string, string>> = {
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '144': 'iso-8859-5',
  '127': 'iso-8859-6',
  '126': 'iso-8859-7',
  '138': 'iso-8859-8',
  '148': 'iso-8859-9',
  '203': 'iso-8859-15',
  '166': 'iso-8859-11',
  '87': 'euc-jp',
  '159': 'euc-jp',
  '149': 'euc-kr',
  '58': 'gbk',
};

/** A term without what writers vary: case, spaces, underscores, hyphens. */
function keyOf(term: string): string {
  let key = '';
  for (const character of term.toUpperCase()) if ((character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9')) key += character;
  return key === 'UTF8' ? 'ISOIR192' : key === 'LATIN1' || key === 'ISO88591' ? 'ISOIR100' : key;
}

interface Tables {
  readonly byKey: ReadonlyMap<string, readonly CodeElement[]>;
  readonly byEscape: readonly CodeElement[];
}

let tables: Tables | undefined;

function tablesOf(): Tables {
  if (tables !== undefined) return tables;
  const byKey = new Map<string, CodeElement[]>();
  const byEscape: CodeElement[] = [];
  for (const set of characterSets()) {
    const element: CodeElement = { set, label: labels[set.isoIr] ?? null, width: set.multiByte && set.element !== null ? 2 : 1 };
    byKey.set(keyOf(set.term), [...(byKey.get(keyOf(set.term)) ?? []), element]);
    if (set.escape.length > 0) byEscape.push(element);
  }
  tables = { byKey, byEscape };
  return tables;
}

/** The code elements of a defined term (PS3.3 section C.12.1.1.2), also when it is spelt loosely; undefined when it is none. */
export function codeElementsOf(term: string): readonly CodeElement[] | undefined {
  return tablesOf().byKey.get(keyOf(term));
}

/** The code element that an escape sequence at `at` designates, and where it ends; null when it is none of ours. */
export function escapeAt(bytes: Uint8Array, at: number): { readonly element: CodeElement; readonly end: number } | null {
  for (const element of tablesOf().byEscape) {
    const { escape } = element.set;
    if (escape.every((byte, index) => bytes[at + index] === byte)) return { element, end: at + escape.length };
  }
  return null;
}
