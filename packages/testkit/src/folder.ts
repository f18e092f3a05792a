import { canary, type Canary } from './canary.ts';
import { makeSeries, type SeriesSpec, type TestFile } from './series.ts';

/** A folder of a study as it comes from a CD, with words in its paths. */
export interface StudyFolder {
  readonly files: readonly TestFile[];
  readonly canaries: readonly Canary[];
}

/**
 * A study of several series in folders and files named after the patient, with a text file beside them. Words in paths
 * begin at `firstCanary`.
 */
export function makeStudyFolder(
  seed: number,
  series: readonly Omit<SeriesSpec, 'seed'>[] = [{}, { modality: 'MR' }, { modality: 'CR' }],
  firstCanary = 5000,
): StudyFolder {
  const canaries: Canary[] = [];
  const word = (place: string): string => {
    const made = canary(firstCanary + canaries.length);
    canaries.push({ word: made, place });
    return made;
  };
  const patient = word('folder name');
  const files = series.flatMap((spec, i) => {
    const folder = `${patient}/${word('series folder name')} ${i + 1}`;
    return makeSeries({ seed: seed + i, ...spec }).map(({ bytes }, k) => ({
      path: `${folder}/${k === 0 ? `${word('file name')}_` : ''}${k + 1}.dcm`,
      bytes,
    }));
  });
  const note = Uint8Array.from(`Reading notes ${word('text file')}`, (letter) => letter.charCodeAt(0));
  return { files: [...files, { path: `${patient}/README.TXT`, bytes: note }], canaries };
}
