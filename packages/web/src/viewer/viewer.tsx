import './viewer.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, PictureBox, useKeys } from '../ui/index.ts';
import { loadPicture } from './frames.ts';
import type { Frames } from './frames.ts';
import { Help } from './help.tsx';
import { Hud } from './hud.tsx';
import { presetsFor } from './presets.ts';
import type { Range } from './presets.ts';
import type { Hand } from './stage.ts';
import { TURNS, Tools } from './tools.tsx';
import { useStage } from './use-stage.ts';

/** One frame of a series: its object for `Frames`, the object's digest, and which frame of it from 0. */
export interface ViewerPlace {
  readonly object: string;
  readonly digest: string;
  readonly frame: number;
}

/** A series in the order in which a reader scrolls. */
export interface ViewerSeries {
  readonly name: string;
  readonly modality: string;
  readonly places: readonly ViewerPlace[];
}

/** What a viewer can be told. It begins with the object `startAt`, else in the middle of the first series. */
export interface ViewerProps {
  readonly series: readonly ViewerSeries[];
  readonly frames: Frames;
  readonly startAt: string | null;
  readonly onNotice: (place: { readonly object: string; readonly frame: number }) => void;
}

function startOf(series: readonly ViewerSeries[], startAt: string | null): { readonly series: number; readonly at: number } {
  for (const [number, { places }] of series.entries()) {
    const at = places.findIndex(({ digest }) => digest === startAt);
    if (at >= 0) return { series: number, at };
  }
  return { series: 0, at: middleOf(series[0]) };
}

const middleOf = (series: ViewerSeries | undefined): number => Math.floor(((series?.places.length ?? 1) - 1) / 2);

/** The stack: a first picture at once, drawn by the page itself; then Cornerstone3D, with everything a reader's hands know. */
export function Viewer({ series, frames, startAt, onNotice }: ViewerProps): ReactNode {
  const [start] = useState(() => startOf(series, startAt));
  const [number, setNumber] = useState(start.series);
  const [hand, setHand] = useState<Hand>('scroll');
  const [playing, setPlaying] = useState(false);
  const [helping, setHelping] = useState(false);
  const [full, setFull] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const stageBox = useRef<HTMLDivElement>(null);
  const now = series[number];
  const first = number === start.series ? start.at : middleOf(now);
  const { view, stage, drawn, failed } = useStage(stageBox, frames, now ?? null, first);
  const count = now?.places.length ?? 0;
  const at = view?.at ?? first;
  const presets = useMemo(() => presetsFor(now?.modality ?? ''), [now?.modality]);

  const goTo = useCallback((to: number) => stage?.goTo(Math.min(Math.max(to, 0), count - 1)), [stage, count]);
  const take = (next: Hand): void => {
    setHand(next);
    stage?.take(next);
  };
  useEffect(() => stage?.take(hand), [stage]);
  const [set, setSet] = useState<{ readonly name: string; readonly range: Range } | null>(null);
  const preset = set !== null && view?.range?.lower === set.range.lower && view.range.upper === set.range.upper ? set.name : null;
  const pickPreset = (n: number): void => {
    const picked = presets[n];
    const frame = view?.frame ?? null;
    if (picked === undefined || frame === null) return;
    const range = picked.range(frame);
    setSet({ name: picked.name, range });
    stage?.setRange(range);
  };
  const toggleFull = (): void => {
    const element = box.current;
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else if (element !== null && 'requestFullscreen' in element) element.requestFullscreen().catch(() => setFull(!full));
    else setFull(!full);
  };
  const turnTo = (next: number): void => {
    setPlaying(false);
    setNumber(Math.min(Math.max(next, 0), series.length - 1));
  };
  usePlaying(playing && count > 1, () => stage?.goTo((at + 1) % count), [at, stage]);

  const digits = Object.fromEntries(presets.map((_, n) => [String(n + 1), () => pickPreset(n)] as const));
  useKeys(
    {
      ...digits,
      ...Object.fromEntries(TURNS.map(([what, , keys]) => [keys, () => stage?.turn(what)] as const)),
      ArrowDown: () => goTo(at + 1),
      ArrowRight: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      ArrowLeft: () => goTo(at - 1),
      PageDown: () => goTo(at + 10),
      PageUp: () => goTo(at - 10),
      Home: () => goTo(0),
      End: () => goTo(count - 1),
      '[': () => turnTo(number - 1),
      ']': () => turnTo(number + 1),
      Plus: () => stage?.turn('closer'),
      '-': () => stage?.turn('farther'),
      0: () => stage?.reset(),
      Backspace: () => stage?.clearMeasurements(),
      ...(full ? { Escape: () => setFull(false) } : {}),
    },
    { within: () => box.current },
  );
  const place = now?.places[at];
  if (now === undefined || count === 0) return <div className="viewer viewer-empty">This case has no images.</div>;
  return (
    <div>
      <div ref={box} className={full ? 'viewer viewer-full' : 'viewer'} role="group" aria-label={`Viewer: ${now.name}`} data-drawn={drawn}>
        <div className="viewer-stage" data-hand={hand}>
          <FirstPicture frames={frames} series={now} at={first} hidden={drawn} />
          <div ref={stageBox} className="viewer-canvas" onContextMenu={(event) => event.preventDefault()} />
          <Hud view={view} name={now.name} at={at} count={count} onGoTo={goTo} />
          {failed ? <div className="viewer-note">The viewer could not be started in this browser. The first picture is drawn without it.</div> : null}
        </div>
        <Tools
          hand={hand}
          onHand={take}
          presets={presets}
          preset={preset}
          onPreset={pickPreset}
          playing={playing}
          onPlay={count > 1 ? () => setPlaying(!playing) : null}
          onTurn={(what) => stage?.turn(what)}
          onClear={() => stage?.clearMeasurements()}
          onReset={() => stage?.reset()}
          onFull={toggleFull}
          onHelp={() => setHelping(true)}
        />
      </div>
      <div className="viewer-below">
        {series.length < 2 ? null : <SeriesStrip series={series} frames={frames} number={number} onTurnTo={turnTo} />}
        <div className="grow" />
        <Button kind="quiet" onPress={() => place !== undefined && onNotice({ object: place.digest, frame: place.frame })}>
          Something in this image could identify someone
        </Button>
      </div>
      <Help open={helping} onClose={() => setHelping(false)} presets={presets} />
    </div>
  );
}

function usePlaying(on: boolean, step: () => void, when: readonly unknown[]): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (!on) return undefined;
    const timer = setTimeout(() => latest.current(), 66);
    return () => clearTimeout(timer);
  }, [on, ...when]);
}

function FirstPicture({
  frames,
  series,
  at,
  hidden,
}: {
  readonly frames: Frames;
  readonly series: ViewerSeries;
  readonly at: number;
  readonly hidden: boolean;
}): ReactNode {
  const place = series.places[at];
  if (place === undefined) return null;
  const { object, frame } = place;
  return (
    <div className={hidden ? 'viewer-first viewer-first-done' : 'viewer-first'}>
      <PictureBox
        key={`${object}/${frame}`}
        id={`${object}/${frame}`}
        label={`${series.name}, image ${at + 1} of ${series.places.length}`}
        load={(signal) => loadPicture(frames, { object, frame }, signal)}
      />
    </div>
  );
}

function SeriesStrip(props: {
  readonly series: readonly ViewerSeries[];
  readonly frames: Frames;
  readonly number: number;
  readonly onTurnTo: (number: number) => void;
}): ReactNode {
  return (
    <div className="series-strip" role="group" aria-label="Series">
      {props.series.map((one, n) => {
        const place = one.places[middleOf(one)];
        return (
          <button
            key={one.name}
            type="button"
            className="series-pick"
            aria-pressed={n === props.number}
            title={one.name}
            onClick={() => props.onTurnTo(n)}
          >
            <PictureBox
              id={place === undefined ? 'none' : place.object}
              label={one.name}
              load={place === undefined ? null : (signal) => loadPicture(props.frames, { object: place.object, frame: place.frame }, signal)}
            />
            <span>{one.places.length}</span>
          </button>
        );
      })}
    </div>
  );
}
