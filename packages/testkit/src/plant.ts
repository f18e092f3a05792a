import { findElement, keywordOf, profileRows, tagOf, type ProfileRow } from '@silhouette/core/standard';
import { concat, latin1 } from './bytes.ts';
import { canary, canaryBytes, canaryText, canaryWord, type Canary } from './canary.ts';
import type { Part } from './encode.ts';
import { sequence, text, textAt, value, writeFile } from './parts.ts';
import { instanceOf, type SeriesSpec } from './series.ts';
import type { FileParts } from './parts.ts';

/** A file, what it is about, and the words that must not come out of it. */
export interface CanaryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly canaries: readonly Canary[];
}

/** Hands out canaries one after the other and remembers them. */
export interface Planter {
  /** An element with a canary that is legal for its VR; `vr` overrules the dictionary's. */
  element(tag: number, vr?: string): Part;
  /** A word, remembered with its place. */
  word(place: string): string;
  readonly planted: readonly Canary[];
}

/** A planter whose words begin at a number. */
export function makePlanter(first: number): Planter {
  const planted: Canary[] = [];
  let next = first;
  const note = (word: string, place: string): void => {
    planted.push({ word, place });
  };
  return {
    planted,
    word: (place) => {
      const word = canary(next++);
      note(word, place);
      return word;
    },
    element: (tag, vr = findElement(tag)?.vr ?? 'UN') => {
      const n = next++;
      const place = keywordOf(tag) ?? tag.toString(16).padStart(8, '0');
      if (vr === 'SQ') {
        const inner = canary(n);
        note(inner, `${place}/CodeMeaning`);
        return {
          kind: 'sequence',
          tag,
          vr: 'SQ',
          items: [[text('CodeValue', 'T1'), text('CodingSchemeDesignator', '99TEST'), text('CodeMeaning', inner)]],
          open: false,
        };
      }
      note(canaryWord(vr, n), place);
      return value(tag, vr, several(tag, vr, n));
    },
  };
}

/** Where the standard wants several values, the canary stands in each place. */
function several(tag: number, vr: string, n: number): Uint8Array {
  const least = Number.parseInt(findElement(tag)?.vm ?? '1', 10) || 1;
  const one = canaryBytes(vr, n);
  if (least === 1) return one;
  const binary = ['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'AT'].includes(vr);
  if (binary) return concat(...Array.from({ length: least }, () => one));
  return latin1(Array.from({ length: least }, () => canaryText(vr, n)).join('\\'));
}

/** Puts parts into a file: they replace those with the same tag, and stand in order. */
export function withParts<F extends FileParts>(file: F, parts: readonly Part[]): F {
  const replaced = new Set(parts.map((part) => part.tag));
  const data = [...file.data.filter((part) => !replaced.has(part.tag)), ...parts].toSorted((a, b) => a.tag - b.tag);
  return { ...file, data };
}

/** The tags that a row of Table E.1-1 stands for in a test. */
function tagOfRow(row: ProfileRow): number {
  if (row.tag === null) return 0x00111001;
  return row.tag === 0x50000000 ? 0x50003000 : row.tag;
}

const DEPTH: readonly Parameters<typeof sequence>[0][] = ['ReferencedStudySequence', 'ReferencedSeriesSequence', 'ReferencedImageSequence'];

/** Elements that a nested item may not hold without breaking the reader: they are planted at the top only. */
export function isTopOnly(tag: number): boolean {
  return tag >>> 16 < 0x0008;
}

/**
 * A CT instance with a canary at one row of Table E.1-1 (its tag; null for private attributes), `depth` sequences deep.
 * Rows of group 0002 are planted in the file meta information.
 *
 * @see PS3.15 Table E.1-1
 */
export function plantEverywhere(rowTag: number | null, depth = 0, spec: SeriesSpec = { seed: 11, rows: 16, columns: 16 }): CanaryFile {
  const row = profileRows().find(({ tag }) => tag === rowTag);
  if (row === undefined) throw new Error('not a row of Table E.1-1');
  const tag = tagOfRow(row);
  const planter = makePlanter(1000 + profileRows().indexOf(row));
  const part = planter.element(tag, row.tag === null ? 'LO' : undefined);
  const creator = row.tag === null ? [textAt(0x00110010, 'LO', 'SOMEBODY 1.0')] : [];
  const base = instanceOf(spec);
  const name = `${row.keyword ?? (row.tag === null ? 'private' : 'curve')} at depth ${depth}`;
  if (tag >>> 16 === 2) return { name, bytes: writeFile({ ...base, ...inMeta(part, tag, planter.planted) }), canaries: planter.planted };
  const nested = DEPTH.slice(0, depth).reduceRight<readonly Part[]>((inner, keyword) => [sequence(keyword, inner)], [...creator, part]);
  return { name, bytes: writeFile(withParts(base, nested)), canaries: planter.planted };
}

function inMeta(part: Part, tag: number, planted: readonly Canary[]): Partial<FileParts> {
  return tag === tagOf('MediaStorageSOPInstanceUID') ? { sopInstance: planted[0]?.word ?? '' } : { meta: [part] };
}
