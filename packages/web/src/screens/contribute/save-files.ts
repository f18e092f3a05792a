import { saveAsZip, type SavedFile } from '../../worker/index.ts';
import { writeKeyFile } from './key-file.ts';
import type { Ready } from './record.ts';

/** Gives a file to the browser's own saving, under a name that says nothing of the case. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

const KEPT_MS = 60_000;

/** Saves the key of the contribution. */
export function saveKey(secret: Uint8Array): void {
  saveBlob(new Blob([writeKeyFile(secret)], { type: 'application/json' }), 'silhouette-key.json');
}

/** The names of clean objects in an archive: the place of series and instance, and nothing else. */
export function namesOf(ready: readonly Pick<Ready, 'series' | 'object'>[]): readonly SavedFile[] {
  const numbers = new Map<Ready['series'], number>();
  const counts = new Map<Ready['series'], number>();
  return ready.map(({ object, series }) => {
    const folder = numbers.get(series) ?? numbers.size + 1;
    numbers.set(series, folder);
    const place = (counts.get(series) ?? 0) + 1;
    counts.set(series, place);
    return { name: `series-${pad(folder, 2)}/${pad(place, 4)}.dcm`, blob: object.blob };
  });
}

const pad = (number: number, digits: number): string => String(number).padStart(digits, '0');

/** Saves the clean case as a zip. */
export async function saveCase(ready: readonly Ready[], onFile: (done: number) => void): Promise<void> {
  saveBlob(await saveAsZip(namesOf(ready), onFile), 'silhouette-clean-case.zip');
}
