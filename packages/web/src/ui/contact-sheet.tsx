import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useKeys } from './keys.ts';
import { drawPicture } from './picture.ts';
import type { Picture, Tone } from './picture.ts';

/** A box on a frame, in its pixels: left, top, right, bottom; right and bottom exclusive. */
export type SheetBox = readonly [left: number, top: number, right: number, bottom: number];

/** One frame on the sheet. `load` is called when it comes into sight; null says that it cannot be shown. */
export interface SheetCell {
  readonly key: string;
  /** What it is, for those who do not see it: `Series 1, frame 12 of 300`. */
  readonly label: string;
  readonly load: (signal: AbortSignal) => Promise<Picture | null>;
  readonly boxes?: readonly SheetBox[];
  readonly marked?: boolean;
  readonly off?: boolean;
}

/** What a contact sheet can be told. `size` is the edge of a cell in CSS pixels; `paged` lets Space turn the page. */
export interface ContactSheetProps {
  readonly cells: readonly SheetCell[];
  readonly label: string;
  readonly size?: number;
  readonly tone?: Tone;
  readonly seen?: ReadonlySet<string>;
  readonly onSeen?: (keys: readonly string[]) => void;
  readonly onOpen?: (index: number) => void;
  readonly paged?: boolean;
}

const GAP = 6;
const PAD = 12;
const SEEN_AFTER_MS = 300;

/** How the cells lie in a width: columns, the edge of a cell, the height of all. */
export function layOut(count: number, width: number, size: number): { readonly columns: number; readonly edge: number; readonly height: number } {
  const room = Math.max(width - 2 * PAD, size);
  const columns = Math.max(1, Math.floor((room + GAP) / (size + GAP)));
  const edge = Math.floor((room - GAP * (columns - 1)) / columns);
  const lines = Math.ceil(count / columns);
  return { columns, edge, height: lines === 0 ? 0 : lines * (edge + GAP) - GAP + 2 * PAD };
}

/** The rows in sight, end exclusive, with `spare` more on both sides. */
export function linesIn(top: number, height: number, edge: number, spare: number): readonly [from: number, to: number] {
  const step = edge + GAP;
  return [Math.max(0, Math.floor((top - PAD) / step) - spare), Math.max(0, Math.ceil((top + height - PAD) / step) + spare)];
}

interface Sight {
  readonly width: number;
  readonly height: number;
  readonly top: number;
}

function useSight(box: RefObject<HTMLDivElement | null>): Sight {
  const [sight, setSight] = useState<Sight>({ width: 0, height: 0, top: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = (): void => setSight({ width: element.clientWidth, height: element.clientHeight, top: element.scrollTop });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  return sight;
}

/** Every frame, small, in order: only what is in sight is read and drawn. A frame counts as seen when it was drawn and stood wholly in sight for a moment. */
export function ContactSheet({ cells, label, size = 112, tone = 'shown', seen, onSeen, onOpen, paged = false }: ContactSheetProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const sight = useSight(box);
  const { columns, edge, height } = layOut(cells.length, sight.width, size);
  const [from, to] = linesIn(sight.top, sight.height, edge, 1);
  const [focus, setFocus] = useState(0);
  const drawn = useRef(new Set<string>());
  const tell = useRef(onSeen);
  tell.current = onSeen;

  const soon = useRef<ReturnType<typeof setTimeout> | null>(null);
  const look = useCallback(() => {
    const step = edge + GAP;
    const first = Math.max(0, Math.ceil((sight.top - PAD) / step - 0.02));
    const last = Math.floor((sight.top + sight.height - PAD + GAP) / step + 0.02);
    const whole = cells.slice(first * columns, Math.max(last, first + 1) * columns).filter((cell) => drawn.current.has(cell.key));
    if (sight.height > 0 && whole.length > 0) tell.current?.(whole.map((cell) => cell.key));
  }, [cells, columns, edge, sight.height, sight.top]);
  // A frame that only flies past was not seen.
  const report = useCallback(() => {
    soon.current ??= setTimeout(() => {
      soon.current = null;
      look();
    }, SEEN_AFTER_MS);
  }, [look]);
  useEffect(() => {
    report();
    return () => {
      if (soon.current !== null) clearTimeout(soon.current);
      soon.current = null;
    };
  }, [report]);

  const show = (index: number): void => {
    const within = Math.min(Math.max(index, 0), cells.length - 1);
    const y = PAD + Math.floor(within / columns) * (edge + GAP);
    const element = box.current;
    if (element === null) return;
    if (y < element.scrollTop + PAD) element.scrollTop = y - PAD;
    else if (y + edge > element.scrollTop + element.clientHeight) element.scrollTop = y + edge + PAD - element.clientHeight;
    setFocus(within);
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-cell="${within}"]`)?.focus());
  };
  const page = (pages: number): void => {
    const step = edge + GAP;
    const jump = Math.max(1, Math.floor((sight.height - 2 * PAD + GAP) / step)) * step;
    box.current?.scrollBy({ top: jump * pages });
  };
  useKeys(paged ? { Space: () => page(1), 'Shift+Space': () => page(-1) } : {}, { within: () => box.current });

  const lines = useMemo(
    () => Array.from({ length: Math.max(0, Math.min(to, Math.ceil(cells.length / columns)) - from) }, (_, i) => from + i),
    [from, to, cells.length, columns],
  );
  const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  return (
    <div
      ref={box}
      className="sheet"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const by = moves[event.key];
        if (by === undefined) return;
        event.preventDefault();
        show(focus + by);
      }}
    >
      <div style={{ height }} />
      {sight.width === 0
        ? null
        : lines.map((line) => (
            <div key={line} className="sheet-row" style={{ top: PAD + line * (edge + GAP), paddingInline: PAD }}>
              {cells.slice(line * columns, (line + 1) * columns).map((cell, i) => {
                const index = line * columns + i;
                return (
                  <SheetPicture
                    key={cell.key}
                    cell={cell}
                    index={index}
                    edge={edge}
                    tone={tone}
                    seen={seen?.has(cell.key) ?? false}
                    reachable={index === focus}
                    onFocus={() => setFocus(index)}
                    onDrawn={() => {
                      drawn.current.add(cell.key);
                      report();
                    }}
                    onOpen={() => onOpen?.(index)}
                  />
                );
              })}
            </div>
          ))}
    </div>
  );
}

interface SheetPictureProps {
  readonly cell: SheetCell;
  readonly index: number;
  readonly edge: number;
  readonly tone: Tone;
  readonly seen: boolean;
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onDrawn: () => void;
  readonly onOpen: () => void;
}

function SheetPicture({ cell, index, edge, tone, seen, reachable, onFocus, onDrawn, onOpen }: SheetPictureProps): ReactNode {
  const { canvas, state, size } = usePicture(cell.load, cell.key, tone, onDrawn);
  const marks = `cell${seen ? ' cell-seen' : ''}${cell.marked === true ? ' cell-marked' : ''}${cell.off === true ? ' cell-off' : ''}`;
  const fit = size === null ? 0 : Math.min(edge / size.width, edge / size.height);
  return (
    <button
      type="button"
      className={marks}
      data-cell={index}
      data-drawn={state === 'drawn'}
      style={{ width: edge, height: edge }}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${cell.label}${seen ? ', seen' : ''}${state === 'lost' ? ', cannot be shown' : ''}`}
      onFocus={onFocus}
      onClick={onOpen}
    >
      {state === 'lost' ? (
        <span className="cell-note">Cannot be shown</span>
      ) : (
        <canvas ref={canvas} style={size === null ? { opacity: 0 } : { width: size.width * fit, height: size.height * fit }} />
      )}
      {size === null
        ? null
        : (cell.boxes ?? []).map(([left, top, right, bottom]) => (
            <span
              key={`${left},${top},${right},${bottom}`}
              className="cell-box"
              style={{
                left: (edge - size.width * fit) / 2 + left * fit,
                top: (edge - size.height * fit) / 2 + (top * size.height * fit) / size.rows,
                width: (right - left) * fit,
                height: ((bottom - top) * size.height * fit) / size.rows,
              }}
            />
          ))}
      {seen ? (
        <span className="cell-sign" aria-hidden="true">
          ✓
        </span>
      ) : null}
    </button>
  );
}

interface Shown {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly state: 'busy' | 'drawn' | 'lost';
  /** Width and height as they should look, in columns of the frame; null until drawn. */
  readonly size: { readonly width: number; readonly height: number; readonly rows: number } | null;
}

function usePicture(load: SheetCell['load'], key: string, tone: Tone, onDrawn: () => void): Shown {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<Picture | 'busy' | null>('busy');
  const latest = useRef({ load, onDrawn });
  latest.current = { load, onDrawn };
  useEffect(() => {
    const stop = new AbortController();
    latest.current.load(stop.signal).then(
      (found) => stop.signal.aborted || setPicture(found),
      () => stop.signal.aborted || setPicture(null),
    );
    return () => stop.abort();
  }, [key]);
  useLayoutEffect(() => {
    if (picture === 'busy' || picture === null || canvas.current === null) return;
    drawPicture(canvas.current, picture, tone);
    latest.current.onDrawn();
  }, [picture, tone]);
  if (picture === 'busy') return { canvas, state: 'busy', size: null };
  if (picture === null) return { canvas, state: 'lost', size: null };
  return { canvas, state: 'drawn', size: { width: picture.columns, height: picture.rows * picture.aspect, rows: picture.rows } };
}

/** One picture that fills its box, drawn by the page itself. Without `load` the box stays black; without a label it only adorns. */
export function PictureBox({
  load,
  id,
  label,
  tone = 'shown',
}: {
  readonly load: SheetCell['load'] | null;
  readonly id: string;
  readonly label: string;
  readonly tone?: Tone;
}): ReactNode {
  const { canvas, state, size } = usePicture(load ?? never, id, tone, () => undefined);
  return (
    <div className="pic" {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} data-drawn={state === 'drawn'}>
      <canvas
        ref={canvas}
        style={size === null ? { opacity: 0 } : { aspectRatio: `${size.width} / ${size.height}`, width: '100%', height: '100%' }}
      />
    </div>
  );
}

const never = (): Promise<null> => new Promise(() => undefined);
