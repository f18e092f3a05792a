import type { CaseContent, CaseId } from '@silhouette/core/api';
import type { ViewerSeries } from '../viewer/index.ts';
import { framesOfSeries } from './frames-of.ts';
import { sayModality } from './words.ts';

/** The series of a case as the viewer takes them, objects named `case/digest`. */
export function viewerSeries(id: CaseId, content: CaseContent): readonly ViewerSeries[] {
  const several = content.studies.flatMap((study) => study.series).length > 1;
  let number = 0;
  return content.studies.flatMap((study) =>
    study.series.map((series) => {
      number += 1;
      const name = several ? `${sayModality(study.modality)}, series ${number}` : sayModality(study.modality);
      return {
        name,
        modality: study.modality,
        places: framesOfSeries(series, name).map(({ object, frame }) => ({ object: `${id}/${object}`, digest: object, frame })),
      };
    }),
  );
}
