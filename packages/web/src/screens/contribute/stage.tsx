import type { Box } from '@silhouette/core/model';
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, PointerEvent, ReactNode } from 'react';
import { drawPicture } from '../../ui/index.ts';
import type { Picture, Tone } from '../../ui/index.ts';
import { boxBetween, type FrameSize, type Place } from './box.ts';

/** What a stage can be told. `id` names the picture: another one is loaded when it changes. */
export interface StageProps {
  readonly id: string;
  readonly load: (signal: AbortSignal) => Promise<Picture | null>;
  readonly tone: Tone;
  readonly caption: string;
  readonly label: string;
  readonly boxes: readonly Box[];
  /** The box that is being drawn, and how it changes; null while none is. */
  readonly drawing: { readonly box: Box; readonly keep: boolean; readonly onBox: (box: Box) => void } | null;
  readonly onDrawn?: () => void;
}

/** One frame as large as there is room, with boxes on it. The picture before stays until the next is there. */
export function Stage({ id, load, tone, caption, label, boxes, drawing, onDrawn }: StageProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fit = useRef<HTMLDivElement>(null);
  const anchor = useRef<Place | null>(null);
  const [size, setSize] = useState<(FrameSize & { readonly aspect: number }) | null>(null);
  const [state, setState] = useState<'busy' | 'drawn' | 'lost'>('busy');
  const latest = useRef({ load, onDrawn });
  latest.current = { load, onDrawn };
  useEffect(() => {
    const stop = new AbortController();
    setState('busy');
    void latest.current.load(stop.signal).then((picture) => {
      if (stop.signal.aborted) return;
      if (picture === null || canvas.current === null) return setState('lost');
      drawPicture(canvas.current, picture, tone);
      setSize({ columns: picture.columns, rows: picture.rows, aspect: picture.aspect });
      setState('drawn');
      latest.current.onDrawn?.();
    });
    return () => stop.abort();
  }, [id, tone]);
  const placeOf = (event: PointerEvent): Place | null => {
    const at = fit.current?.getBoundingClientRect();
    return at === undefined || size === null
      ? null
      : { x: ((event.clientX - at.left) / at.width) * size.columns, y: ((event.clientY - at.top) / at.height) * size.rows };
  };
  const draw = (event: PointerEvent): void => {
    const place = placeOf(event);
    if (drawing === null || place === null || size === null || anchor.current === null) return;
    drawing.onBox(boxBetween(anchor.current, place, size));
  };
  const ratio = size === null ? 1 : size.columns / (size.rows * size.aspect);
  return (
    <figure className={`stage${drawing === null ? '' : ' stage-draw'}`}>
      <div className="stage-room">
        <div
          ref={fit}
          className="stage-fit"
          style={fitting(ratio)}
          role="img"
          aria-label={state === 'lost' ? `${label}: cannot be shown` : label}
          data-state={state}
          onPointerDown={(event) => {
            if (drawing === null || event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            anchor.current = placeOf(event);
          }}
          onPointerMove={draw}
          onPointerUp={(event) => {
            draw(event);
            anchor.current = null;
          }}
        >
          <canvas ref={canvas} style={{ visibility: state === 'lost' ? 'hidden' : 'visible' }} />
          {size === null ? null : (
            <>
              {boxes.map((box, n) => (
                <span key={box.join()} className="stage-box" style={placed(box, size)}>
                  <i>{n + 1}</i>
                </span>
              ))}
              {drawing === null ? null : <span className={drawing.keep ? 'stage-keep' : 'stage-new'} style={placed(drawing.box, size)} />}
            </>
          )}
          {state === 'lost' ? <span className="stage-lost">Cannot be shown</span> : null}
        </div>
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

const fitting = (ratio: number): CSSProperties => ({ aspectRatio: String(ratio), width: `min(100cqw, calc(100cqh * ${ratio}))` });

function placed([left, top, right, bottom]: Box, { columns, rows }: FrameSize): CSSProperties {
  const part = (value: number, of: number): string => `${(value / of) * 100}%`;
  return { left: part(left, columns), top: part(top, rows), width: part(right - left, columns), height: part(bottom - top, rows) };
}
