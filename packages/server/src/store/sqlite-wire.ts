import type { SQLInputValue } from 'node:sqlite';

/** What the owner of the thread asks. */
export type Ask = { readonly id: number; readonly sql: string; readonly values: readonly unknown[] } | 'close';

/** What the thread answers: rows, or the number of SQLite's error (2067 and 1555: not unique). */
export type Reply =
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly Record<string, unknown>[]; readonly changes: number }
  | { readonly id: number; readonly kind: 'failed'; readonly code: number };

/** What the thread is started with. */
export interface Start {
  readonly sqlite: string;
}

/** Whether a worker was started as a thread of the database. */
export function isStart(data: unknown): data is Start {
  return typeof data === 'object' && data !== null && 'sqlite' in data && typeof data.sqlite === 'string';
}

/** Whether SQLite can bind a value. */
export function isBound(value: unknown): value is SQLInputValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array;
}
