/** A file that was dropped or chosen, with its path below what was dropped. */
export interface Dropped {
  readonly file: File;
  readonly path: string;
}

const MOST_FILES = 100_000;
const BREATH = 500;

/**
 * The files of a drop, folders walked to any depth. It gives the page time to breathe, and tells how many were found. What cannot be
 * read is counted. The entries must be taken from the event before anything is awaited: `entriesOf`.
 */
export async function walkEntries(
  entries: readonly FileSystemEntry[],
  onFound: (count: number) => void,
  signal: AbortSignal,
): Promise<{ readonly files: readonly Dropped[]; readonly lost: number }> {
  const files: Dropped[] = [];
  const open: FileSystemEntry[] = entries.toReversed();
  let lost = 0;
  let steps = 0;
  for (let entry = open.pop(); entry !== undefined && !signal.aborted && files.length < MOST_FILES; entry = open.pop()) {
    if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file === null) lost += 1;
      else files.push({ file, path: entry.fullPath.replace(/^\//, '') });
    } else if (isFolder(entry)) {
      const inside = await entriesIn(entry);
      if (inside === null) lost += 1;
      else open.push(...inside.toReversed());
    }
    steps += 1;
    if (steps % BREATH === 0) {
      onFound(files.length);
      await new Promise((resume) => setTimeout(resume, 0));
    }
  }
  onFound(files.length);
  return { files, lost };
}

/** The entries of a drop; must be called while the event is handled. */
export function entriesOf(transfer: DataTransfer): readonly FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => (item.kind === 'file' ? [item.webkitGetAsEntry()] : [])).filter((entry) => entry !== null);
}

/** The files of a chooser or of a paste. */
export function filesOf(list: Iterable<File>): readonly Dropped[] {
  return [...list].map((file) => ({ file, path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath }));
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/** A reader gives a hundred at most at a time, until it gives none. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[] | null> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[] | null>((resolve) => reader.readEntries(resolve, () => resolve(null)));
    if (some === null) return null;
    if (some.length === 0) return all;
    all.push(...some);
  }
}
