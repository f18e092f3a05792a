import type { AgeBand, Sex } from '@silhouette/core/model';
import { makeSeries, type SeriesSpec, type TestFile } from './series.ts';

/** A case of the library that nobody had: for the first start, for screenshots and for tests. */
export interface SampleCase {
  readonly id: string;
  readonly title: string;
  readonly presentation: string;
  readonly age: AgeBand;
  readonly sex: Exclude<Sex, 'other'>;
  readonly modality: 'CT' | 'MR';
  readonly findings: string;
  readonly discussion: string;
  readonly tags: readonly string[];
  /** The slice to show first, from 0, and the window to show it in. */
  readonly keySlice: number;
  readonly window: { readonly center: number; readonly width: number };
  /** The files of its one series; fewer pixels make them faster. */
  files(size?: number): readonly TestFile[];
}

const filesOf =
  (spec: SeriesSpec): SampleCase['files'] =>
  (size = 512) =>
    makeSeries({ ...spec, rows: size, columns: size });

/** Three cases with anatomy painted by code, and text that breaks no rule of the text gate. */
export function sampleCases(): readonly SampleCase[] {
  return [
    {
      id: 'appendicitis',
      title: 'Acute appendicitis with an appendicolith',
      presentation: 'Right lower quadrant pain, low-grade fever and raised inflammatory markers.',
      age: '30',
      sex: 'female',
      modality: 'CT',
      findings:
        'The appendix is dilated to 15 mm, with a thick, enhancing wall and fluid in its lumen. An appendicolith lies at its base. The surrounding fat is stranded, and a small pocket of free fluid lies beside the tip. No abscess and no free gas.',
      discussion:
        'A dilated appendix with wall enhancement and stranding of the fat around it is diagnostic of acute appendicitis. An appendicolith makes perforation more likely and conservative treatment less likely to succeed. Look for defects of the wall, extraluminal gas and collections before calling the disease uncomplicated.',
      tags: ['abdomen', 'appendix', 'emergency'],
      keySlice: 6,
      window: { center: 50, width: 400 },
      files: filesOf({ seed: 101, modality: 'CT', bodyPart: 'ABDOMEN', slices: 24, sliceMm: 5, lesion: true }),
    },
    {
      id: 'lung-nodule',
      title: 'Spiculated nodule of the right upper lobe',
      presentation: 'Persistent cough in a smoker.',
      age: '65',
      sex: 'male',
      modality: 'CT',
      findings:
        'A solid nodule of 20 mm lies in the right upper lobe. Its margin is spiculated. It holds neither fat nor calcification. No enlarged lymph nodes, no pleural effusion, and the other lobes are clear.',
      discussion:
        'A spiculated margin, a place in an upper lobe and a history of smoking each raise the likelihood of malignancy. Solid nodules of this size call for tissue sampling or a metabolic study rather than follow-up. Granulomas and organising pneumonia can look alike.',
      tags: ['chest', 'lung', 'oncology'],
      keySlice: 18,
      window: { center: -500, width: 1500 },
      files: filesOf({ seed: 102, modality: 'CT', bodyPart: 'CHEST', slices: 25, sliceMm: 5.5, lesion: true }),
    },
    {
      id: 'meniscal-tear',
      title: 'Tear of the medial meniscus',
      presentation: 'Knee pain and locking after a twisting injury.',
      age: '40',
      sex: 'male',
      modality: 'MR',
      findings:
        'A bright line crosses the posterior horn of the medial meniscus and reaches its lower surface. Joint effusion in the suprapatellar recess. The cruciate ligaments, the lateral meniscus and the cartilage are intact.',
      discussion:
        'A signal that reaches an articular surface on two neighbouring slices is a tear; a signal that stays within the meniscus is degeneration. Follow the contour of the meniscus to look for a displaced fragment, which explains locking.',
      tags: ['knee', 'meniscus', 'sports'],
      keySlice: 4,
      window: { center: 480, width: 1000 },
      files: filesOf({ seed: 103, modality: 'MR', bodyPart: 'KNEE', slices: 21, sliceMm: 4.2, lesion: true }),
    },
  ];
}
