import { lstatSync, opendirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One thing to look at: a file, or an entry of a zip archive. `path` is for the caller's own eyes. */
export interface Input {
  readonly path: string;
  readonly file: string;
  readonly size: number;
  /** The name of the entry when `file` is a zip archive. */
  readonly entry: string | null;
}

/** An argument that names nothing which can be read. */
export interface NoSuchInput {
  readonly path: string;
}

/**
 * Every regular file under the given files and folders, sorted by name within each folder, one at a time: memory does not grow
 * with their number beyond one folder's names. Links inside folders are not followed (they could lead out of what was meant).
 */
export function* inputsUnder(paths: readonly string[], skip: string | null): Generator<Input | NoSuchInput> {
  const avoided = skip === null ? null : realOf(resolve(skip));
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) yield { path };
    else if (stat.isDirectory()) yield* inFolder(path, avoided);
    else yield { path, file: path, size: stat.size, entry: null };
  }
}

function realOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? path : realpathSync(path);
}

function* inFolder(root: string, avoided: string | null): Generator<Input | NoSuchInput> {
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (avoided !== null && realpathSync(folder) === avoided) continue;
    const names = namesIn(folder);
    if (names === null) {
      yield { path: folder };
      continue;
    }
    const folders: string[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat === undefined) yield { path };
      else if (stat.isDirectory()) folders.push(path);
      else if (stat.isFile()) yield { path, file: path, size: stat.size, entry: null };
    }
    waiting.push(...folders.toReversed());
  }
}

function namesIn(folder: string): readonly string[] | null {
  try {
    const dir = opendirSync(folder);
    const names: string[] = [];
    for (let entry = dir.readSync(); entry !== null; entry = dir.readSync()) names.push(entry.name);
    dir.closeSync();
    return names.sort();
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** Whether something thrown is the operating system's word (ENOENT, EACCES, ENOSPC ...). */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
