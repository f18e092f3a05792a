import type { Box, FileRefusal } from '@silhouette/core/model';
import { never, no, yes, type Result } from '@silhouette/core/model';
import type { Change, CleanObject, CleanOrder, NotCleaned, Original, Pool } from '../../worker/index.ts';
import { beginHistory, boxesOn, decide, similarTo, takeBack, uncovered, type Act, type Blackout, type Choices, type History } from './choices.ts';
import { secondsLeft } from './say.ts';
import { sortOut, type Item, type Series, type Sorted } from './series.ts';

/** How far one original has come: waiting for its turn, clean, or not to be had. */
export type CleanState =
  | { readonly state: 'busy' }
  | { readonly state: 'clean'; readonly object: CleanObject }
  | { readonly state: 'not'; readonly why: NotCleaned };

/** A count with its end, and the time that is left. */
export interface Count {
  readonly done: number;
  readonly of: number;
  readonly secondsLeft: number | null;
}

/** The bench as the screens see it; a new one for each change. */
export interface BenchView {
  readonly stage: 'looking' | 'ready';
  readonly looked: Count;
  readonly cleaned: Count;
  readonly items: ReadonlyMap<number, Item>;
  readonly sorted: Sorted;
  readonly choices: Choices;
  readonly canUndo: boolean;
  readonly clean: ReadonlyMap<number, CleanState>;
  /** The frames that a person has seen as they will be sent, as `item/frame`, by series. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly heldBytes: number;
}

/** What a bench needs of the world. */
export interface BenchNeeds {
  readonly pool: Pool;
  /** Seconds that pass. */
  readonly clock: () => number;
  /** Calls back soon, once for many changes. */
  readonly soon: (act: () => void) => void;
}

/** The originals of one case on this device, what was found, decided and cleaned. */
export interface Bench {
  readonly view: () => BenchView;
  readonly listen: (onChange: () => void) => () => void;
  readonly add: (originals: readonly Original[]) => Promise<void>;
  readonly stopLooking: () => void;
  readonly act: (act: Act) => void;
  readonly undo: () => void;
  readonly see: (series: string, frames: readonly string[]) => void;
  /** The clean object of an original as soon as it is there. */
  readonly cleanOf: (item: number) => Promise<CleanState>;
  readonly changesOf: (item: number) => Promise<readonly Change[]>;
  readonly bytesOf: (item: number) => Promise<Result<Uint8Array<ArrayBuffer>, FileRefusal>>;
  /** Tells apart what an original was cleaned with: it changes whenever the clean object may. */
  readonly markOf: (item: number) => string;
}

interface Slot {
  readonly mark: string;
  now: CleanState;
  readonly done: Promise<CleanState>;
}

/** Opens an empty bench. */
export function openBench({ clock, pool, soon }: BenchNeeds): Bench {
  const items = new Map<number, Item>();
  const slots = new Map<number, Slot>();
  const seen = new Map<string, ReadonlySet<string>>();
  const known = { words: new Set<string>(), dates: new Set<string>(), uids: new Set<string>() };
  const listeners = new Set<() => void>();
  let history: History = beginHistory([]);
  let sorted: Sorted = sortOut([]);
  let homes = new Map<number, Series>();
  let stage: BenchView['stage'] = 'ready';
  let round = 0;
  let stopped = false;
  let looked = { done: 0, of: 0, since: 0 };
  let cleanedSince = { at: 0, done: 0 };
  let view: BenchView = look();
  let pending = false;

  function look(): BenchView {
    const wanted = wantedItems();
    const done = wanted.filter((id) => (slots.get(id)?.now.state ?? 'busy') !== 'busy').length;
    return {
      stage,
      looked: { done: looked.done, of: looked.of, secondsLeft: secondsLeft(looked.done, looked.of, clock() - looked.since) },
      cleaned: {
        done,
        of: wanted.length,
        secondsLeft: secondsLeft(done - cleanedSince.done, wanted.length - cleanedSince.done, clock() - cleanedSince.at),
      },
      items: new Map(items),
      sorted,
      choices: history.now,
      canUndo: history.past.length > 0,
      clean: new Map([...slots].map(([id, { now }]) => [id, now])),
      seen: new Map(seen),
      heldBytes: [...items.values()].reduce((sum, { original }) => sum + (original.entry?.size ?? original.file.size), 0),
    };
  }
  const tellNow = (): void => {
    view = look();
    for (const tell of listeners) tell();
  };
  const change = (): void => {
    if (pending) return;
    pending = true;
    soon(() => {
      pending = false;
      tellNow();
    });
  };
  const similar = (key: string): readonly string[] => similarTo(sorted.series, key);
  function wantedItems(): readonly number[] {
    const { off, removed } = history.now;
    return sorted.series
      .filter(({ key, refusal }) => refusal === null && !off.has(key))
      .flatMap((series) => series.items.filter((id) => !removed.has(id)));
  }
  const boxesOf = (id: number): readonly Blackout[] => {
    const home = homes.get(id);
    const facts = items.get(id)?.seen;
    if (home === undefined || facts?.ok !== true) return [];
    const { columns, rows } = facts.value.facts;
    return boxesOn(history.now, { id, series: home.key, columns, rows }, similar);
  };
  const markOf = (id: number): string => `${round}:${boxesOf(id).map(sayBox).join(';')}`;
  const orderFor = (id: number): CleanOrder | null => {
    const item = items.get(id);
    return item === undefined ? null : { original: item.original, boxes: boxesOf(id).map(({ box, frames }) => ({ box, frames })) };
  };
  const begin = (id: number, order: CleanOrder): Slot => {
    const mark = markOf(id);
    const done = pool.clean(order).then((answer): CleanState | Promise<CleanState> => {
      if (slots.get(id)?.mark !== mark) return cleanOf(id);
      const state: CleanState = answer.ok ? { state: 'clean', object: answer.value } : { state: 'not', why: answer.refusal };
      const slot = slots.get(id);
      if (slot !== undefined) slot.now = state;
      change();
      return state;
    });
    const slot: Slot = { mark, now: { state: 'busy' }, done };
    slots.set(id, slot);
    return slot;
  };
  // Whatever is wanted and is not clean, or clean with other boxes, gets its turn.
  const cleanWanted = (): void => {
    if (stage !== 'ready') return;
    const stale = wantedItems().filter((id) => slots.get(id)?.mark !== markOf(id));
    if (stale.length > 0) cleanedSince = { at: clock(), done: wantedItems().length - stale.length };
    for (const id of stale) {
      const order = orderFor(id);
      if (order !== null) begin(id, order);
    }
    change();
  };
  function cleanOf(id: number): Promise<CleanState> {
    const slot = slots.get(id);
    if (slot !== undefined && slot.mark === markOf(id)) return slot.done;
    const order = orderFor(id);
    return order === null ? Promise.resolve({ state: 'not', why: { kind: 'file', refusal: { code: 'stopped', at: null } } }) : begin(id, order).done;
  }
  const lookAt = async (item: Item): Promise<void> => {
    const answer = await pool.look(item.original);
    for (const kind of ['words', 'dates', 'uids'] as const) for (const value of answer.known[kind]) known[kind].add(value);
    items.set(item.id, { ...item, seen: answer.seen });
    looked = { ...looked, done: looked.done + 1 };
    change();
  };
  const sortAgain = (): void => {
    sorted = sortOut([...items.values()]);
    homes = new Map(sorted.series.flatMap((series) => series.items.map((id) => [id, series] as const)));
  };

  return {
    view: () => view,
    listen(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    async add(originals) {
      const first = items.size;
      const fresh = originals.map((original, n): Item => ({ id: first + n, original, seen: null }));
      const before = new Set(sorted.series.map(({ key }) => key));
      for (const item of fresh) items.set(item.id, item);
      stage = 'looking';
      stopped = false;
      looked = { done: 0, of: fresh.length, since: clock() };
      change();
      await Promise.all(fresh.map(lookAt));
      if (stopped) for (const item of fresh) if (items.get(item.id)?.seen?.ok !== true) items.delete(item.id);
      sortAgain();
      const off = sorted.series.filter((series) => series.off !== null && !before.has(series.key)).map(({ key }) => key);
      history = { now: { ...history.now, off: new Set([...history.now.off, ...off]), confirmed: new Set() }, past: [] };
      // What identifies in the new files is searched for in all of them, so all are cleaned once more.
      round += 1;
      pool.know(known);
      stage = 'ready';
      cleanWanted();
      tellNow();
    },
    stopLooking() {
      stopped = true;
      pool.clear();
    },
    act(act) {
      history = decide(history, act, similar);
      cleanWanted();
      tellNow();
    },
    undo() {
      const before = history.now;
      history = takeBack(history);
      for (const key of uncovered(before, history.now, similar)) if (!history.now.confirmed.has(key)) seen.delete(key);
      cleanWanted();
      tellNow();
    },
    see(series, frames) {
      const old = seen.get(series) ?? new Set();
      if (frames.every((frame) => old.has(frame))) return;
      seen.set(series, new Set([...old, ...frames]));
      change();
    },
    cleanOf,
    async changesOf(id) {
      const order = orderFor(id);
      return order === null ? [] : pool.changes(order);
    },
    bytesOf: (id) => {
      const item = items.get(id);
      return item === undefined ? Promise.resolve(no({ code: 'stopped', at: null })) : pool.read(item.original);
    },
    markOf,
  };
}

const sayBox = ({ box, frames }: { readonly box: Box; readonly frames: Blackout['frames'] }): string =>
  `${box.join(',')}@${frames === 'all' ? 'all' : frames.join(',')}`;

/** The frames of a series that will be sent, as `item/frame`, in order; pictures that were taken out or could not be cleaned are none. */
export function framesOf(
  series: Series,
  { choices, clean, items }: Pick<BenchView, 'choices' | 'clean' | 'items'>,
): readonly { readonly item: number; readonly frame: number; readonly key: string }[] {
  return series.items.flatMap((id) => {
    const seen = items.get(id)?.seen;
    if (choices.removed.has(id) || clean.get(id)?.state === 'not' || seen?.ok !== true) return [];
    return Array.from({ length: Math.max(1, seen.value.facts.frames) }, (_, frame) => ({ item: id, frame, key: `${id}/${frame}` }));
  });
}

/** Whether every frame of a series that will be sent was seen, and all of them are clean. */
export function everyFrameSeen(series: Series, view: BenchView): { readonly seen: number; readonly of: number; readonly all: boolean } {
  const frames = framesOf(series, view);
  const seen = view.seen.get(series.key);
  const count = frames.filter(({ key }) => seen?.has(key) === true).length;
  const clean = frames.every(({ item }) => view.clean.get(item)?.state === 'clean');
  return { seen: count, of: frames.length, all: frames.length > 0 && clean && count === frames.length };
}

/** The clean objects that are ready to be sent, by series and in order. */
export function readyObjects({
  choices,
  clean,
  sorted,
}: BenchView): readonly { readonly series: Series; readonly item: number; readonly object: CleanObject }[] {
  return sorted.series
    .filter(({ key, refusal }) => refusal === null && !choices.off.has(key) && choices.confirmed.has(key))
    .flatMap((series) =>
      series.items.flatMap((item) => {
        const state = clean.get(item);
        if (choices.removed.has(item) || state === undefined) return [];
        switch (state.state) {
          case 'clean':
            return [{ series, item, object: state.object }];
          case 'busy':
          case 'not':
            return [];
          default:
            return never(state);
        }
      }),
    );
}

/** A clean object as its bytes. */
export async function bytesOfClean(state: CleanState): Promise<Result<Uint8Array<ArrayBuffer>, 'not-clean'>> {
  if (state.state !== 'clean') return no('not-clean');
  return state.object.blob.arrayBuffer().then(
    (buffer) => yes(new Uint8Array(buffer)),
    () => no('not-clean'),
  );
}
