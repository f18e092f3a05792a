import { Zip, ZipPassThrough } from 'fflate';

/** One file of an archive to be saved. */
export interface SavedFile {
  readonly name: string;
  readonly blob: Blob;
}

// The first day that a zip can name: the time of saving tells nothing then.
const NO_TIME = new Date(1980, 0, 1);

/** Packs clean objects into a zip, stored as they are, one at a time. All times in it are the same constant. */
export async function saveAsZip(files: readonly SavedFile[], onFile: (done: number) => void = () => undefined): Promise<Blob> {
  const parts: Blob[] = [];
  const zip = new Zip((_, chunk) => {
    parts.push(new Blob([new Uint8Array(chunk)]));
  });
  for (const [index, { blob, name }] of files.entries()) {
    const entry = new ZipPassThrough(name);
    entry.mtime = NO_TIME;
    zip.add(entry);
    entry.push(new Uint8Array(await blob.arrayBuffer()), true);
    onFile(index + 1);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
