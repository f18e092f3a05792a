import type { Answer, CaseRecord, Digest, Finding, FrameLook, PolicyStamp } from '@silhouette/core/model';
import type { CleanObject } from '../../worker/index.ts';
import type { StudyPlan } from './send.ts';
import type { Series } from './series.ts';

/** The software as records name it. */
export const SOFTWARE = 'silhouette/0.1.0';

/** A clean object with its series and the number of boxes that lie on it. */
export interface Ready {
  readonly series: Series;
  readonly object: CleanObject;
  readonly boxes: number;
}

/** The record of a case: what the machine did, and a person's word for every object that is sent. Numbers, codes and digests only. */
export function recordOf(ready: readonly Ready[], stamp: PolicyStamp, leftOut: number): CaseRecord {
  const sum = (of: (one: Ready) => number): number => ready.reduce((total, one) => total + of(one), 0);
  return {
    software: SOFTWARE,
    policy: stamp,
    counts: {
      instances: ready.length,
      findings: sum(({ object }) => object.findings),
      fixes: sum(({ object }) => object.fixes),
      blackouts: sum(({ object }) => object.blackouts),
      leftOut,
    },
    looks: ready.map(lookOf),
  };
}

function lookOf({ boxes, object }: Ready): FrameLook {
  return { object: object.object, frames: object.frames, answers: object.answered.map((finding) => answerTo(finding, boxes)) };
}

function answerTo(finding: Finding, boxes: number): Answer {
  const ofHead = finding.kind === 'gap' && finding.check === 'heads';
  return { finding, answer: 'clear', because: ofHead ? 'no-face-can-be-seen' : boxes > 0 ? 'blacked-out' : 'looked-at-every-frame' };
}

/** How the objects stand in the case: by study, series by series, in the order in which a reader scrolls. What was written is given by study. */
export function studiesOf(ready: readonly Ready[], written: (study: string) => Pick<StudyPlan, 'findings' | 'dismissed'>): readonly StudyPlan[] {
  const studies = new Map<string, Map<string, { readonly series: Series; readonly objects: Digest[] }>>();
  for (const { object, series } of ready) {
    const study = studies.get(series.study) ?? new Map<string, { readonly series: Series; readonly objects: Digest[] }>();
    const here = study.get(series.key) ?? { series, objects: [] };
    if (!here.objects.includes(object.object)) here.objects.push(object.object);
    study.set(series.key, here);
    studies.set(series.study, study);
  }
  return [...studies].map(([key, study]) => ({
    modality: modalityOf([...study.values()].map(({ series }) => series)),
    series: [...study.values()].map(({ objects }) => objects),
    ...written(key),
  }));
}

/** The modality that most frames of a study have, as a code that a case may carry. */
export function modalityOf(series: readonly Pick<Series, 'modality' | 'frames'>[]): string {
  const frames = new Map<string, number>();
  for (const one of series) frames.set(one.modality, (frames.get(one.modality) ?? 0) + one.frames);
  const [most] = [...frames].toSorted((a, b) => b[1] - a[1]);
  return most !== undefined && /^[A-Z]{2,16}$/.test(most[0]) ? most[0] : 'OT';
}
