import { no } from '@silhouette/core/model';
import type { Result } from '@silhouette/core/model';
import type { Picture } from '../ui/index.ts';
import type { FramesAnswer, FramesAsk } from './frames-worker.ts';
import type { ReadFrame, ShowRefusal } from './open.ts';

/** Where the bytes of an object come from. */
export type LoadObject = (object: string, signal: AbortSignal) => Promise<Result<Uint8Array<ArrayBuffer>, unknown>>;

/** Why a frame was not read. */
export type ReadRefusal = ShowRefusal | 'not-there' | 'taken-back';

/** Reads frames of objects in a worker that can be killed. */
export interface Frames {
  /** One frame, counted from 0; a signal takes back the wish as long as nothing was fetched for it. */
  readonly read: (object: string, frame: number, signal?: AbortSignal) => Promise<Result<ReadFrame, ReadRefusal>>;
  /** Forgets everything, in memory and in the worker. */
  readonly close: () => void;
}

/** How much a page of frames may hold and do at once. */
export interface FramesLimits {
  /** Bytes of objects that the worker keeps. */
  readonly keptBytes: number;
  readonly fetches: number;
  /** Milliseconds after which a worker that does not answer is ended. */
  readonly patience: number;
}

const LIMITS: FramesLimits = { keptBytes: 192 * 1024 * 1024, fetches: 6, patience: 30_000 };

interface Kept {
  readonly bytes: number;
  readonly taken: Promise<Result<number, ReadRefusal>>;
}

/** Makes a reader of frames; it must be closed. */
export function makeFrames(load: LoadObject, limits: FramesLimits = LIMITS): Frames {
  const stop = new AbortController();
  const queue = makeQueue(limits.fetches);
  const line = makeLine(limits.patience);
  const kept = new Map<string, Kept>();
  const trim = (): void => {
    let sum = [...kept.values()].reduce((all, { bytes }) => all + bytes, 0);
    for (const [object, { bytes }] of kept) {
      if (sum <= limits.keptBytes || bytes === 0 || object === [...kept.keys()].at(-1)) continue;
      sum -= bytes;
      kept.delete(object);
      line.forget(object);
    }
  };
  const fetchObject = async (object: string, signal: AbortSignal | undefined): Promise<Result<number, ReadRefusal>> => {
    const found = await queue(() => load(object, stop.signal), signal);
    if (found === null || !found.ok) {
      kept.delete(object);
      return no(found === null ? 'taken-back' : 'not-there');
    }
    const { byteLength } = found.value;
    const taken = await line.take(object, found.value);
    if (!taken.ok) kept.delete(object);
    else kept.set(object, { bytes: byteLength, taken: Promise.resolve(taken) });
    trim();
    return taken;
  };
  const open = (object: string, signal: AbortSignal | undefined): Promise<Result<number, ReadRefusal>> => {
    const known = kept.get(object);
    if (known !== undefined) {
      kept.delete(object);
      kept.set(object, known);
      return known.taken;
    }
    const taken = fetchObject(object, signal);
    kept.set(object, { bytes: 0, taken });
    return taken;
  };
  return {
    async read(object, frame, signal) {
      let taken = await open(object, signal);
      // Another cell of the same object took its wish back; this one still stands.
      if (!taken.ok && taken.refusal === 'taken-back' && signal?.aborted !== true) taken = await open(object, signal);
      if (!taken.ok) return taken;
      const answer = await line.read(object, frame);
      if (!answer.ok && answer.refusal === 'out-of-time') kept.clear();
      return answer;
    },
    close() {
      stop.abort();
      kept.clear();
      line.close();
    },
  };
}

/** Runs at most `most` at once; the newest wish first, for it is what a person looks at. A wish that was taken back gives null. */
function makeQueue(most: number): <T>(work: () => Promise<T>, signal: AbortSignal | undefined) => Promise<T | null> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const next = (): void => {
    if (running >= most) return;
    const start = waiting.pop();
    if (start === undefined) return;
    running++;
    start();
  };
  return (work, signal) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        const done = (): void => {
          running--;
          next();
        };
        if (signal?.aborted === true) {
          resolve(null);
          done();
        } else {
          work().then(resolve, reject).finally(done);
        }
      });
      next();
    });
}

interface Line {
  readonly take: (object: string, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<number, ShowRefusal>>;
  readonly read: (object: string, frame: number) => Promise<Result<ReadFrame, ShowRefusal>>;
  readonly forget: (object: string) => void;
  readonly close: () => void;
}

// The line to the worker: questions by number, each with its time. A worker that is late is ended, and a new one begins with nothing.
function makeLine(patience: number): Line {
  let worker: Worker | null = null;
  let turn = 0;
  const open = new Map<number, { readonly settle: (answer: FramesAnswer | null) => void; readonly timer: ReturnType<typeof setTimeout> }>();
  const end = (): void => {
    worker?.terminate();
    worker = null;
    for (const [number, { settle, timer }] of open) {
      clearTimeout(timer);
      open.delete(number);
      settle(null);
    }
  };
  const start = (): Worker => {
    const made = new Worker(new URL('./frames-worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('error', end);
    made.addEventListener('message', (event: MessageEvent<FramesAnswer>) => {
      const waiting = open.get(event.data.turn);
      if (waiting === undefined) return;
      clearTimeout(waiting.timer);
      open.delete(event.data.turn);
      waiting.settle(event.data);
    });
    return made;
  };
  const ask = (message: FramesAsk, transfer: readonly ArrayBuffer[]): void => {
    worker ??= start();
    worker.postMessage(message, [...transfer]);
  };
  const question = (make: (turn: number) => FramesAsk, transfer: readonly ArrayBuffer[] = []): Promise<FramesAnswer | null> =>
    new Promise((settle) => {
      const mine = ++turn;
      open.set(mine, { settle, timer: setTimeout(end, patience) });
      ask(make(mine), transfer);
    });
  return {
    async take(object, bytes) {
      const found = await question((mine) => ({ kind: 'take', turn: mine, object, bytes }), [bytes.buffer]);
      return found?.kind === 'taken' ? found.answer : no('out-of-time');
    },
    async read(object, frame) {
      const found = await question((mine) => ({ kind: 'read', turn: mine, object, frame }));
      return found?.kind === 'read' ? found.answer : no('out-of-time');
    },
    forget: (object) => ask({ kind: 'forget', object }, []),
    close: end,
  };
}

/** A frame as the page draws it. The header's window is of the `linear` kind: its edges lie half a value further in (PS3.3 C.11.2.1.2). */
export function pictureOf(frame: ReadFrame): Picture {
  const [window] = frame.windows;
  const exact =
    window === undefined
      ? null
      : window.shape === 'linear'
        ? { centre: window.center - 0.5, width: Math.max(window.width - 1, 1) }
        : { centre: window.center, width: window.width };
  const { columns, rows, samples, values, slope, intercept, invert, aspect } = frame;
  return { columns, rows, samples, values, slope, intercept, invert, window: exact, aspect };
}

/** A frame for a contact sheet: a picture, or null where it cannot be shown. */
export async function loadPicture(
  frames: Frames,
  place: { readonly object: string; readonly frame: number },
  signal: AbortSignal,
): Promise<Picture | null> {
  const found = await frames.read(place.object, place.frame, signal);
  return found.ok ? pictureOf(found.value) : null;
}
