import type { Original, Pool } from '../../worker/index.ts';
import type { Dropped } from './walk.ts';

/** What was dropped, as originals; archives are opened. `broken` are archives that could not be. */
export interface TakenIn {
  readonly originals: readonly Original[];
  readonly broken: number;
}

/** Makes originals of dropped files: the entries of a zip stand for it. */
export async function originalsOf(files: readonly Dropped[], pool: Pick<Pool, 'list'>): Promise<TakenIn> {
  const originals: Original[] = [];
  let broken = 0;
  for (const { file, path } of files) {
    if (!(await isArchive(file))) originals.push({ file, entry: null, name: path });
    else {
      const listed = await pool.list(file);
      if (!listed.ok) broken += 1;
      else for (const entry of listed.value) if (!isOfTheSystem(entry.name)) originals.push({ file, entry, name: entry.name });
    }
  }
  return { originals: originals.filter(({ name }) => !isOfTheSystem(name)), broken };
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];

// Only what is called a zip, or is alone without a telling name, is opened to see: thousands of files are not.
async function isArchive(file: File): Promise<boolean> {
  if (!/\.zip$/i.test(file.name) && file.type !== 'application/zip') return false;
  const head = await file
    .slice(0, ZIP.length)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const bytes = new Uint8Array(head);
  return ZIP.every((byte, n) => bytes[n] === byte);
}

// Files that systems leave in folders; they hold no picture.
const isOfTheSystem = (name: string): boolean => /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*|\._[^/]*)$/i.test(name);
