import { useRef } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { levelOf, sayNumber } from './presets.ts';
import type { StageView } from './stage.ts';

/** What stands in the corners of the picture, and the bar that says where in the stack one is. */
export function Hud({
  view,
  name,
  at,
  count,
  onGoTo,
}: {
  readonly view: StageView | null;
  readonly name: string;
  readonly at: number;
  readonly count: number;
  readonly onGoTo: (at: number) => void;
}): ReactNode {
  const frame = view?.frame ?? null;
  const { apartMm = null, loaded = 0, lost = false, measurements = [], range = null } = view ?? {};
  const level = range === null || frame?.samples === 3 ? null : levelOf(range);
  return (
    <>
      <div className="hud hud-tl">
        <div>{name}</div>
        <div aria-live="off">
          {at + 1} / {count}
        </div>
      </div>
      <div className="hud hud-tr">
        {level === null ? null : (
          <div>
            W {sayNumber(level.width)} L {sayNumber(level.level)}
          </div>
        )}
        {apartMm === null ? null : <div>{apartMm.toFixed(1)} mm apart</div>}
        {view === null || Math.abs(view.zoom - 1) < 0.01 ? null : <div>{view.zoom.toFixed(1)} ×</div>}
      </div>
      {view === null || view.left === '' ? null : (
        <>
          <div className="hud hud-left" aria-label={`Left edge: ${view.left}`}>
            {view.left}
          </div>
          <div className="hud hud-top" aria-label={`Upper edge: ${view.top}`}>
            {view.top}
          </div>
        </>
      )}
      {count > 1 && view !== null && loaded < count ? (
        <div className="hud hud-bl">
          {loaded} of {count} loaded
        </div>
      ) : null}
      {lost ? <div className="viewer-note">This image cannot be shown.</div> : null}
      {measurements.map(({ id, words, x, y }) => (
        <div key={id} className="measured" style={{ transform: `translate(${Math.round(x + 10)}px, ${Math.round(y - 10)}px)` }}>
          {words}
        </div>
      ))}
      {count > 1 ? <StackBar at={at} count={count} onGoTo={onGoTo} /> : null}
    </>
  );
}

function StackBar({ at, count, onGoTo }: { readonly at: number; readonly count: number; readonly onGoTo: (at: number) => void }): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  const follow = (event: PointerEvent): void => {
    const box = bar.current?.getBoundingClientRect();
    if (box === undefined || (event.type === 'pointermove' && event.buttons === 0)) return;
    onGoTo(Math.round(((event.clientY - box.top) / box.height) * (count - 1)));
  };
  return (
    <div
      ref={bar}
      className="stack-bar"
      role="slider"
      tabIndex={0}
      aria-label="Image of the stack"
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={at + 1}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={follow}
    >
      <i style={{ top: `${(at / (count - 1)) * 100}%` }} />
    </div>
  );
}
