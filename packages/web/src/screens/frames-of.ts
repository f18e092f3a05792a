import type { CaseContent, CaseView } from '@silhouette/core/api';

/** One frame of a case: of which object, which of its frames from 0, and where it stands among all. */
export interface FramePlace {
  readonly object: string;
  readonly frame: number;
  /** `Series 2, frame 3 of 40`. */
  readonly label: string;
}

type Series = CaseContent['studies'][number]['series'][number];

/** The frames of a series, in the order in which a reader scrolls. */
export function framesOfSeries(series: Series, name: string): readonly FramePlace[] {
  const total = series.objects.reduce((sum, { frames }) => sum + frames, 0);
  let at = 0;
  return series.objects.flatMap(({ object, frames }) =>
    Array.from({ length: frames }, (_, frame) => {
      at += 1;
      return { object, frame, label: `${name}, frame ${at} of ${total}` };
    }),
  );
}

/** Every frame of a case: series by series as they are arranged, then objects that stand in none. */
export function framesOfCase(view: Pick<CaseView, 'content' | 'team'>): readonly FramePlace[] {
  const series = view.content.studies.flatMap((study) => study.series);
  const arranged = series.flatMap((one, n) => framesOfSeries(one, `Series ${n + 1}`));
  const known = new Set(arranged.map(({ object }) => object));
  const others = (view.team?.objects ?? []).filter(({ object }) => !known.has(object));
  return [...arranged, ...framesOfSeries({ objects: [...others] }, 'In no series')];
}
