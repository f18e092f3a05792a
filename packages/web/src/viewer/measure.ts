import { eventTarget } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import * as tools from '@cornerstonejs/tools';
import type { FramePoint } from '@silhouette/core/image';
import { sayLength } from './length.ts';
import type { ReadFrame } from './open.ts';

/** A length on the frame in view: its words, and where they stand on the canvas in CSS pixels. */
export interface Measurement {
  readonly id: string;
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

/** Lists and clears the lengths of a viewport. */
export interface Measurer {
  readonly list: () => readonly Measurement[];
  readonly clear: () => void;
  readonly listen: (onChange: () => void) => () => void;
}

type Point = Parameters<Types.IStackViewport['worldToCanvas']>[0];

/** Makes a measurer; points come from Cornerstone's length tool, the distance from the plane of the frame. */
export function makeMeasurer(element: HTMLDivElement, viewport: Types.IStackViewport, frameOf: (imageId: string) => ReadFrame | null): Measurer {
  const name = tools.LengthTool.toolName;
  const all = (): tools.Types.Annotations => tools.annotation.state.getAnnotations(name, element) ?? [];
  const indexOf = (point: Point): FramePoint | null => {
    const index = viewport.getImageData()?.imageData.worldToIndex?.(point);
    return index === undefined ? null : { column: index[0] ?? 0, row: index[1] ?? 0 };
  };
  const describe = (annotation: tools.Types.Annotation, frame: ReadFrame): readonly Measurement[] => {
    const [a, b] = annotation.data.handles?.points ?? [];
    if (a === undefined || b === undefined) return [];
    const [from, to] = [indexOf(a), indexOf(b)];
    if (from === null || to === null) return [];
    const [ax, ay] = viewport.worldToCanvas(a);
    const [bx, by] = viewport.worldToCanvas(b);
    const isRight = bx >= ax;
    return [{ id: annotation.annotationUID ?? '', words: sayLength(from, to, frame), x: isRight ? bx : ax, y: isRight ? by : ay }];
  };
  return {
    list() {
      const imageId = viewport.getCurrentImageId() ?? '';
      const frame = frameOf(imageId);
      if (frame === null) return [];
      return all()
        .filter((annotation) => annotation.metadata?.referencedImageId === imageId)
        .flatMap((annotation) => describe(annotation, frame));
    },
    clear() {
      for (const { annotationUID } of all()) if (annotationUID !== undefined) tools.annotation.state.removeAnnotation(annotationUID);
    },
    listen(onChange) {
      const { ANNOTATION_ADDED, ANNOTATION_MODIFIED, ANNOTATION_COMPLETED, ANNOTATION_REMOVED } = tools.Enums.Events;
      const events = [ANNOTATION_ADDED, ANNOTATION_MODIFIED, ANNOTATION_COMPLETED, ANNOTATION_REMOVED];
      for (const event of events) eventTarget.addEventListener(event, onChange);
      return () => {
        for (const event of events) eventTarget.removeEventListener(event, onChange);
      };
    },
  };
}
