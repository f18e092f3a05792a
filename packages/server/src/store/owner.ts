import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { no, type Result, yes } from '@silhouette/core/model';

/** Held as long as the data folder is ours. */
export interface Owner {
  close(): void;
}

/**
 * Takes the data folder for this process: exactly one may have it. The lock is the operating system's own, taken through SQLite, so it
 * ends with the process however that ends, and a number that was used again cannot keep the door shut.
 */
export function takeFolder(dir: string): Result<Owner, { readonly code: 'in-use' }> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(dir, 'owner.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive');
    return yes({ close: () => lock.close() });
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return no({ code: 'in-use' });
    throw error;
  }
}

const SQLITE_BUSY = 5;
