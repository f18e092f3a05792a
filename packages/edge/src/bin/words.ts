import type { Tally } from './tally.ts';

/** What stands behind each reason, and what to do about it: sentences for people, by code. */
const sentences: Readonly<Record<string, string>> = {
  'pixels: not-built': 'nobody looked for text in pixels: look at every frame and answer with --decide, or ask for --channels header',
  'pixels: text-likely': 'this kind of picture usually has text burnt in, and nobody looked for it (S8, S13)',
  'heads: not-built': 'nothing looks for faces in volumes yet, and the file does not say which part of the body it shows (S49)',
  'heads: head-shown': 'a head volume can be rendered as a face, and nothing can look for it yet (S36, S49)',
  'file: object-kind': 'this kind of object holds documents, marks or measurements and is not taken by this policy',
  'file: photograph': 'a photograph needs the board (S36, S37)',
  'file: identifier-left': 'an identifying value of the originals would be left in the output: nothing was written',
  'error not-dicom': 'not a DICOM file',
  'error truncated': 'the file ends before its data set does',
  'error read-failed': 'could not be read',
  'error write-failed': 'could not be written: is the disk full?',
};

/** A short summary: counts, then every reason with its number of files. */
export function summaryOf(tally: Tally, verb: string, out: string | null): string {
  const lines = [
    `${tally.files} files: ${tally.clean} ${verb}, ${tally.needsPerson} need a person, ${tally.unreadable} could not be read or written`,
    ...[...tally.reasons]
      .sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => `  ${count} x ${reason}${sentences[reason] === undefined ? '' : `: ${sentences[reason]}`}`),
  ];
  if (out !== null) lines.push(`clean copies lie under ${out}`);
  return `${lines.join('\n')}\n`;
}
