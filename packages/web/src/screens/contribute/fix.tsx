import type { Box } from '@silhouette/core/model';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, ContactSheet, EmptyState, SayBox, TierBadge, sayCount, sayMany, useKeys } from '../../ui/index.ts';
import type { SheetCell, Tone } from '../../ui/index.ts';
import { ToneChoice } from '../look-closer.tsx';
import { everyFrameSeen, framesOf } from './bench.ts';
import { firstBox, moveBox, sizeBox } from './box.ts';
import { Changes } from './changes.tsx';
import { boxesOn, similarTo, type Reach } from './choices.ts';
import { DrawBar } from './draw-bar.tsx';
import { Moves, NeedBar } from './need-bar.tsx';
import type { Need } from './queue.ts';
import { nameSeries, reasonFor, sayNotCleaned, sizeOfSeries } from './say.ts';
import type { Series } from './series.ts';
import { Stage } from './stage.tsx';
import { useBench } from './use-bench.tsx';

/** A box that is being drawn. */
export interface Drawing {
  readonly box: Box;
  readonly keep: boolean;
  readonly reach: Reach;
}

type Tab = 'sheet' | 'pair' | 'header';
const TABS: readonly (readonly [tab: Tab, name: string])[] = [
  ['sheet', 'All frames'],
  ['pair', 'As it came / as it will be sent'],
  ['header', 'Header'],
];
const SIZES = [96, 152, 240] as const;
/** So few frames are shown large. */
const FEW = 6;
/** So many pixels of a wheel are one frame: a notch of a mouse, a short stroke on a pad. */
const WHEEL_STEP = 50;

/** What the fix queue can be told. */
export interface FixProps {
  readonly series: Series | null;
  readonly need: Need | null;
  readonly needs: readonly Need[];
  readonly onNeed: (by: number) => void;
  readonly onWrite: (() => void) | null;
}

/** The middle of the bench: one series at a time, what it needs, and the one key for it. */
export function Fix(props: FixProps): ReactNode {
  const { series } = props;
  if (series === null)
    return (
      <EmptyState title="Nothing here can be sent.">
        Each series on the left says why, and what to do instead. Add another folder to go on.
      </EmptyState>
    );
  return series.refusal === null ? (
    <FixSeries key={series.key} {...props} series={series} />
  ) : (
    <Refused series={series} needs={props.needs} onNeed={props.onNeed} />
  );
}

function Refused({ needs, onNeed, series }: Pick<FixProps, 'needs' | 'onNeed'> & { readonly series: Series }): ReactNode {
  if (series.refusal === null) return null;
  const reason = reasonFor(series.refusal);
  return (
    <div className="fix-refused">
      <SayBox tier="block" title={`${nameSeries(series)}, ${sizeOfSeries(series)}: not sent`}>
        <p>{reason.why}</p>
        <p>{reason.way}</p>
      </SayBox>
      <Moves needs={needs} onNeed={onNeed} place={-1} />
    </div>
  );
}

function FixSeries({ series, need, needs, onNeed, onWrite }: FixProps & { readonly series: Series }): ReactNode {
  const shared = useBench();
  const { asItCame, asSent, bench, view } = shared;
  const { choices } = view;
  const [tab, setTab] = useState<Tab>('sheet');
  const [tone, setTone] = useState<Tone>('shown');
  const [edge, setEdge] = useState(series.frames <= FEW ? 2 : 1);
  const [at, setAt] = useState(0);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const wheel = useRef(0);
  const lost = series.items.filter((id) => view.clean.get(id)?.state === 'not' && !choices.removed.has(id));
  // Only what changes the list of frames makes a new one: cleaning tells of itself many times.
  const frames = useMemo(() => framesOf(series, view), [series, choices.removed, view.items, lost.join()]);
  const similar = (key: string): readonly string[] => similarTo(view.sorted.series, key);
  const boxesOf = (item: number): readonly Box[] => {
    const seen = view.items.get(item)?.seen;
    return seen?.ok === true ? boxesOn(choices, { id: item, series: series.key, ...sizeOf(seen.value.facts) }, similar).map(({ box }) => box) : [];
  };
  const index = Math.min(at, Math.max(0, frames.length - 1));
  const frame = frames[index];
  const cells = useMemo<readonly SheetCell[]>(
    () =>
      frames.map(({ frame: n, item, key }, place) => ({
        key: `${key}@${bench.markOf(item)}`,
        label: `${nameSeries(series)}, frame ${place + 1} of ${frames.length}`,
        load: (signal) => asSent(item, n, signal),
        boxes: boxesOf(item),
      })),
    [frames, choices.boxes, bench, asSent],
  );
  const seenKeys = useMemo(
    () => new Set(cells.filter((_, n) => view.seen.get(series.key)?.has(frames[n]?.key ?? '') === true).map(({ key }) => key)),
    [cells, view.seen, frames, series.key],
  );
  const move = (by: number): void => setAt(Math.min(Math.max(index + by, 0), frames.length - 1));
  const facts = frame === undefined ? null : view.items.get(frame.item)?.seen;
  const size = facts?.ok === true ? sizeOf(facts.value.facts) : { columns: series.columns, rows: series.rows };
  const startDrawing = (keep: boolean): void => {
    setTab('pair');
    setDrawing({ box: keep ? inner(size) : firstBox(size), keep, reach: 'series' });
  };
  const apply = (): void => {
    if (drawing === null || frame === undefined) return;
    bench.act({ kind: 'draw', box: { ...drawing, series: series.key, item: frame.item, frame: frame.frame } });
    setDrawing(null);
  };
  const remove = (): void => {
    if (frame === undefined) return;
    const many = facts?.ok === true && facts.value.facts.frames > 1;
    if (many)
      bench.act({
        kind: 'draw',
        box: { series: series.key, item: frame.item, frame: frame.frame, box: [0, 0, size.columns, size.rows], keep: false, reach: 'frame' },
      });
    else bench.act({ kind: 'remove', series: series.key, item: frame.item });
  };
  const step = Math.max(1, Math.round(size.columns / 64));
  const nudge =
    (dx: number, dy: number, how: typeof moveBox): (() => void) =>
    () =>
      setDrawing((now) => (now === null ? null : { ...now, box: how(now.box, dx * step, dy * step, size) }));
  useKeys(
    drawing === null
      ? { ArrowRight: () => move(1), ArrowDown: () => move(1), ArrowLeft: () => move(-1), ArrowUp: () => move(-1) }
      : {
          ArrowRight: nudge(1, 0, moveBox),
          ArrowLeft: nudge(-1, 0, moveBox),
          ArrowDown: nudge(0, 1, moveBox),
          ArrowUp: nudge(0, -1, moveBox),
          'Shift+ArrowRight': nudge(1, 0, sizeBox),
          'Shift+ArrowLeft': nudge(-1, 0, sizeBox),
          'Shift+ArrowDown': nudge(0, 1, sizeBox),
          'Shift+ArrowUp': nudge(0, -1, sizeBox),
        },
    { on: tab === 'pair' },
  );
  const sight = everyFrameSeen(series, view);
  const isOff = choices.off.has(series.key);
  const others = similar(series.key).filter((key) => key !== series.key && !choices.off.has(key)).length;
  return (
    <section className={`fix${isOff ? ' fix-off' : ''}`} aria-label={`${nameSeries(series)}, ${sizeOfSeries(series)}`}>
      <div className="fix-bar">
        <div className="row" role="group" aria-label="View">
          {TABS.map(([one, name]) => (
            <Button key={one} pressed={tab === one} onPress={() => setTab(one)}>
              {name}
            </Button>
          ))}
        </div>
        <div className="grow" />
        {tab === 'header' ? null : <ToneChoice tone={tone} onTone={setTone} />}
        {tab !== 'sheet' ? null : (
          <Button title="How large the frames are" onPress={() => setEdge((edge + 1) % SIZES.length)}>
            {['Small', 'Middle', 'Large'][edge]}
          </Button>
        )}
      </div>
      {frame === undefined ? (
        <EmptyState title={series.items.length === lost.length ? 'Nothing of this series can be sent.' : 'No frame is left.'}>
          {sayLost(lost, view)}
        </EmptyState>
      ) : tab === 'sheet' ? (
        <ContactSheet
          cells={cells}
          label={`Frames of ${nameSeries(series)} as they will be sent`}
          size={SIZES[edge] ?? SIZES[0]}
          tone={tone}
          seen={seenKeys}
          onSeen={(keys) =>
            bench.see(
              series.key,
              keys.map((key) => key.slice(0, key.indexOf('@'))),
            )
          }
          onOpen={(n) => {
            setAt(n);
            setTab('pair');
          }}
          paged
        />
      ) : tab === 'pair' ? (
        <div
          className="pair"
          onWheel={(event) => {
            wheel.current += event.deltaY;
            const by = Math.trunc(wheel.current / WHEEL_STEP);
            wheel.current -= by * WHEEL_STEP;
            if (drawing === null && by !== 0) move(Math.sign(by));
          }}
        >
          <Stage
            id={`came/${frame.key}`}
            load={(signal) => asItCame(frame.item, frame.frame, signal)}
            tone={tone}
            caption="As it came"
            label={`Frame ${index + 1} as it came`}
            boxes={boxesOf(frame.item)}
            drawing={drawing === null ? null : { box: drawing.box, keep: drawing.keep, onBox: (box) => setDrawing({ ...drawing, box }) }}
          />
          <Stage
            id={`sent/${frame.key}@${bench.markOf(frame.item)}`}
            load={(signal) => asSent(frame.item, frame.frame, signal)}
            tone={tone}
            caption="As it will be sent"
            label={`Frame ${index + 1} as it will be sent`}
            boxes={[]}
            drawing={null}
            onDrawn={() => bench.see(series.key, [frame.key])}
          />
          <div className="pair-move">
            <Button kind="quiet" label="Previous frame" onPress={() => move(-1)}>
              ←
            </Button>
            <input
              type="range"
              min={1}
              max={frames.length}
              value={index + 1}
              onChange={(event) => setAt(Number(event.target.value) - 1)}
              aria-label="Frame"
              aria-valuetext={`Frame ${index + 1} of ${frames.length}`}
            />
            <span className="muted">
              {sayCount(index + 1)} of {sayCount(frames.length)}
            </span>
            <Button kind="quiet" label="Next frame" onPress={() => move(1)}>
              →
            </Button>
          </div>
        </div>
      ) : (
        <Changes item={frame.item} name={`Frame ${index + 1}`} />
      )}
      {lost.length === 0 || frame === undefined ? null : (
        <div className="fix-lost">
          <TierBadge tier="block">{sayMany(lost.length, 'image')} could not be cleaned: left out</TierBadge>{' '}
          <span className="muted">{sayLost(lost, view)}</span>
        </div>
      )}
      {drawing === null ? (
        <NeedBar
          series={series}
          need={need}
          needs={needs}
          sight={sight}
          isOff={isOff}
          canRemove={tab === 'pair' && frame !== undefined}
          onDraw={startDrawing}
          onRemove={remove}
          onNeed={onNeed}
          onWrite={onWrite}
        />
      ) : (
        <DrawBar
          drawing={drawing}
          images={series.items.length}
          others={others}
          onReach={(reach) => setDrawing({ ...drawing, reach })}
          onApply={apply}
          onCancel={() => setDrawing(null)}
        />
      )}
    </section>
  );
}

const sizeOf = ({ columns, rows }: { readonly columns: number; readonly rows: number }): { readonly columns: number; readonly rows: number } => ({
  columns,
  rows,
});

function inner({ columns, rows }: { readonly columns: number; readonly rows: number }): Box {
  const [x, y] = [Math.floor(columns / 10), Math.floor(rows / 10)];
  return [x, y, Math.max(x + 1, columns - x), Math.max(y + 1, rows - y)];
}

function sayLost(lost: readonly number[], { clean }: ReturnType<typeof useBench>['view']): string {
  const [first] = lost;
  const state = first === undefined ? undefined : clean.get(first);
  return state?.state === 'not' ? sayNotCleaned(state.why) : 'Undo brings them back.';
}
