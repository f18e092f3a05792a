import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Frames } from './frames.ts';
import type { Stage, StageView } from './stage.ts';

interface Shown {
  readonly modality: string;
  readonly places: readonly { readonly object: string; readonly frame: number }[];
}

/** A stage in an element: loaded after the first picture, shown when its own first picture is drawn, closed with the page. */
export interface OnStage {
  readonly stage: Stage | null;
  readonly view: StageView | null;
  readonly drawn: boolean;
  readonly failed: boolean;
}

/** Loads Cornerstone3D when the page is idle, and puts a series on its stage. */
export function useStage(box: RefObject<HTMLDivElement | null>, frames: Frames, series: Shown | null, first: number): OnStage {
  const [stage, setStage] = useState<Stage | null>(null);
  const [view, setView] = useState<StageView | null>(null);
  const [drawn, setDrawn] = useState<Shown | null>(null);
  const [failed, setFailed] = useState(false);
  const wanted = useRef({ series, first });
  wanted.current = { series, first };
  useEffect(() => {
    const element = box.current;
    const place = wanted.current.series?.places[wanted.current.first];
    if (element === null || place === undefined) return undefined;
    let gone = false;
    let opened: Stage | null = null;
    const open = async (): Promise<void> => {
      // The first picture comes before everything else, on slow lines above all.
      await frames.read(place.object, place.frame);
      const { openStage } = await import('./stage.ts');
      if (gone) return;
      opened = openStage(element, frames, (next) => gone || setView(next));
      setStage(opened);
    };
    open().catch(() => gone || setFailed(true));
    const watcher = new ResizeObserver(() => opened?.resize());
    watcher.observe(element);
    return () => {
      gone = true;
      watcher.disconnect();
      opened?.close();
      setStage(null);
    };
  }, [box, frames]);
  useEffect(() => {
    if (stage === null || series === null) return;
    setDrawn(null);
    void stage.show(series.places, series.modality, first).then(
      () => setDrawn(series),
      () => setFailed(true),
    );
  }, [stage, series]);
  return { stage, view, drawn: drawn !== null && drawn === series && (view?.frame ?? null) !== null, failed };
}
