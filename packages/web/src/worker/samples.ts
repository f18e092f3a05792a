import { sampleCases } from '@silhouette/testkit';
import type { Original, Sample } from './wire.ts';

const SIZE = 512;

/** The files and the words of a synthetic case, by its number from 1; null where there is none. Nobody had it: code painted it. */
export function sampleOf(number: number): Sample | null {
  const found = sampleCases()[number - 1];
  if (found === undefined) return null;
  const { discussion, findings, presentation, title } = found;
  const files = found.files(SIZE).map(({ bytes, path }): Original => ({ file: new Blob([new Uint8Array(bytes)]), entry: null, name: path }));
  return { files, title, presentation, findings, discussion };
}
