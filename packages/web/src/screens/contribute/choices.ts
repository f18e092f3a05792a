import type { Box } from '@silhouette/core/model';
import type { Series } from './series.ts';

/** On which pictures a box lies: one frame, the series, or all series like it. */
export type Reach = 'frame' | 'series' | 'similar';

/** A box that a person drew; `keep` blacks out all that lies outside of it. */
export interface DrawnBox {
  readonly id: number;
  readonly series: string;
  readonly item: number;
  readonly frame: number;
  readonly box: Box;
  readonly keep: boolean;
  readonly reach: Reach;
}

/** What a contributor decided so far. */
export interface Choices {
  readonly off: ReadonlySet<string>;
  /** Whole pictures that were taken out: ids of items. */
  readonly removed: ReadonlySet<number>;
  readonly boxes: readonly DrawnBox[];
  readonly noHead: ReadonlySet<string>;
  readonly confirmed: ReadonlySet<string>;
}

/** One decision. */
export type Act =
  | { readonly kind: 'leave-out' | 'take-in' | 'no-head' | 'confirm'; readonly series: string }
  | { readonly kind: 'remove'; readonly series: string; readonly item: number }
  | { readonly kind: 'draw'; readonly box: Omit<DrawnBox, 'id'> };

/** Decisions with the way back. */
export interface History {
  readonly now: Choices;
  readonly past: readonly Choices[];
}

/** Nothing was decided yet, but for the series that are off from the start. */
export function beginHistory(off: readonly string[]): History {
  return { now: { off: new Set(off), removed: new Set(), boxes: [], noHead: new Set(), confirmed: new Set() }, past: [] };
}

/** Takes one more decision; it can be taken back. */
export function decide({ now, past }: History, act: Act, similar: (series: string) => readonly string[]): History {
  return { now: withAct(now, act, similar), past: [...past, now] };
}

/** Takes the last decision back. */
export function takeBack({ now, past }: History): History {
  const before = past.at(-1);
  return before === undefined ? { now, past } : { now: before, past: past.slice(0, -1) };
}

function withAct(now: Choices, act: Act, similar: (series: string) => readonly string[]): Choices {
  switch (act.kind) {
    case 'leave-out':
      return { ...now, off: added(now.off, act.series) };
    case 'take-in':
      return { ...now, off: without(now.off, act.series) };
    case 'no-head':
      return { ...now, noHead: added(now.noHead, act.series) };
    case 'confirm':
      return { ...now, confirmed: added(now.confirmed, act.series) };
    case 'remove':
      return { ...now, removed: new Set([...now.removed, act.item]) };
    case 'draw': {
      const id = Math.max(0, ...now.boxes.map((box) => box.id)) + 1;
      // What changed has to be confirmed anew.
      const touched = act.box.reach === 'similar' ? similar(act.box.series) : [act.box.series];
      const confirmed = new Set([...now.confirmed].filter((key) => !touched.includes(key)));
      return { ...now, boxes: [...now.boxes, { ...act.box, id }], confirmed };
    }
    default:
      return act satisfies never;
  }
}

const added = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => new Set([...set, key]);
const without = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => new Set([...set].filter((one) => one !== key));

/** Series whose pictures have the same modality and size: what is burnt into one is likely to be burnt into the others. */
export function similarTo(series: readonly Series[], key: string): readonly string[] {
  const one = series.find((other) => other.key === key);
  if (one === undefined) return [key];
  return series
    .filter((other) => other.refusal === null && other.modality === one.modality && other.columns === one.columns && other.rows === one.rows)
    .map((other) => other.key);
}

/** A box to be blacked out in one original, with its frames. */
export interface Blackout {
  readonly frames: 'all' | readonly number[];
  readonly box: Box;
}

/** One original for which boxes are asked. */
export interface BoxedItem {
  readonly id: number;
  readonly series: string;
  readonly columns: number;
  readonly rows: number;
}

/** The boxes that lie on one original. A crop becomes the up to four boxes around what is kept; what lies outside the picture is cut. */
export function boxesOn({ boxes }: Choices, item: BoxedItem, similar: (series: string) => readonly string[]): readonly Blackout[] {
  return boxes.flatMap((drawn) => {
    if (!lies(drawn, item, similar)) return [];
    const frames = drawn.reach === 'frame' ? [drawn.frame] : 'all';
    const parts = drawn.keep ? around(drawn.box, item) : [drawn.box];
    return parts.flatMap((part) => {
      const box = within(part, item);
      return box === null ? [] : [{ frames, box } as const];
    });
  });
}

function lies({ item, reach, series }: DrawnBox, on: BoxedItem, similar: (series: string) => readonly string[]): boolean {
  if (reach === 'frame') return item === on.id;
  return reach === 'series' ? series === on.series : similar(series).includes(on.series);
}

function within([left, top, right, bottom]: Box, { columns, rows }: BoxedItem): Box | null {
  const box: Box = [Math.max(0, left), Math.max(0, top), Math.min(columns, right), Math.min(rows, bottom)];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

function around([left, top, right, bottom]: Box, { columns, rows }: BoxedItem): readonly Box[] {
  const all: readonly Box[] = [
    [0, 0, columns, top],
    [0, bottom, columns, rows],
    [0, top, left, bottom],
    [right, top, columns, bottom],
  ];
  return all.filter(([l, t, r, b]) => l < r && t < b);
}

/** Series from which a box was taken away between two states: what it covered has to be seen again. */
export function uncovered(before: Choices, after: Choices, similar: (series: string) => readonly string[]): ReadonlySet<string> {
  const left = new Set(after.boxes.map(({ id }) => id));
  const gone = before.boxes.filter(({ id }) => !left.has(id));
  return new Set(gone.flatMap(({ reach, series }) => (reach === 'similar' ? similar(series) : [series])));
}
