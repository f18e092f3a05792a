import { CONTENT_ROWS } from './content.generated.ts';
import type { MethodCode, ProfileCode } from './profile.generated.ts';
import { SAFE_PRIVATE_ROWS } from './private.generated.ts';
import { optionsOf, type OptionAction } from './profile.ts';
import type { Vr } from './vr.generated.ts';
import { lazy, rowsOf } from './table.ts';

/** A row of Table E.3.4-1: a content item and what becomes of its value. */
export interface ContentRow {
  readonly scheme: string;
  readonly code: string;
  readonly valueType: string;
  readonly basic: ProfileCode;
  readonly options: Readonly<Partial<Record<MethodCode, OptionAction>>>;
}

const content = lazy(
  () =>
    new Map(
      rowsOf(CONTENT_ROWS).map(([scheme = '', code = '', valueType = '', basic = '', ...marks]): [string, ContentRow] => [
        `${scheme} ${code} ${valueType}`,
        { scheme, code, valueType, basic: basic as ProfileCode, options: optionsOf(marks) },
      ]),
    ),
);

/**
 * The row for a content item, found by its concept name (scheme and code) and value type.
 *
 * @see PS3.15 Table E.3.4-1
 */
export function findContentRow(scheme: string, code: string, valueType: string): ContentRow | undefined {
  return content().get(`${scheme} ${code} ${valueType}`);
}

/** All 213 rows of Table E.3.4-1. */
export function contentRows(): readonly ContentRow[] {
  return [...content().values()];
}

/** A private element that is known to be safe. */
export interface SafePrivate {
  readonly creator: string;
  readonly group: number;
  /** The last byte of the element number; the block byte differs between data sets. */
  readonly element: number;
  /** Null for the five whose VR the table leaves out. */
  readonly vr: Vr | null;
  readonly vm: string;
}

const keyOf = (creator: string, group: number, element: number): string => `${group} ${element} ${creator}`;

const safe = lazy(
  () =>
    new Map(
      rowsOf(SAFE_PRIVATE_ROWS, '|').map(([creator = '', group = '', element = '', vr = '-', vm = '-']): [string, SafePrivate] => {
        const row = {
          creator,
          group: Number.parseInt(group, 16),
          element: Number.parseInt(element, 16),
          vr: vr === '-' ? null : (vr.split('/')[0] as Vr),
          vm: vm === '-' ? '' : vm,
        };
        return [keyOf(creator, row.group, row.element), row];
      }),
    ),
);

/**
 * The row of the safe private attributes for a creator (without trailing spaces), a group and the last byte of the element.
 *
 * @see PS3.15 Table E.3.10-1
 */
export function findSafePrivate(creator: string, group: number, element: number): SafePrivate | undefined {
  return safe().get(keyOf(creator, group, element & 0xff));
}

/** All 479 rows of Table E.3.10-1. */
export function safePrivates(): readonly SafePrivate[] {
  return [...safe().values()];
}
