import { Worker } from 'node:worker_threads';
import type { Input } from './inputs.ts';
import type { Answer, KnownByStudy, Orders, Task } from './orders.ts';

/** Why a thread gave no answer: it had to be stopped, or it ended by itself. */
export type Lost = 'out-of-time' | 'crashed';

/** Threads that look at files. One that hangs or ends is replaced; what it was asked is answered with why it was lost. */
export interface Pool {
  /** Waits for a free thread and gives it the inputs; `answer` settles when it has looked. */
  give(kind: 'collect' | 'look', inputs: readonly Input[]): Promise<{ readonly answer: Promise<Answer | Lost> }>;
  know(known: KnownByStudy): void;
  close(): Promise<void>;
}

const BYTES_PER_MS = 4_000;
// Little outlives a file: a large nursery only takes memory.
const YOUNG_MB = 16;

interface Place {
  worker: Worker;
  busy: boolean;
  settle: (said: Answer | Lost) => void;
  timer: NodeJS.Timeout | undefined;
}

/** What each thread runs, and how long it may take: `baseMs`, and a millisecond more for every 4 KB. */
export interface PoolWays {
  readonly thread: URL;
  readonly baseMs: number;
}
const thread = new URL('./thread.ts', import.meta.url);
// Looking for text takes a time for every frame, and frames may be compressed to little.
const waysFor = ({ channels }: Orders): PoolWays => ({ thread, baseMs: channels.includes('pixels') ? 1_200_000 : 60_000 });

/** Starts `threads` threads under the same orders. */
export function openPool(orders: Orders, threads: number, ways: PoolWays = waysFor(orders)): Pool {
  let known: KnownByStudy | null = null;
  let closing = false;
  const waiting: ((place: Place) => void)[] = [];

  const hire = (place: () => Place): Worker => {
    const worker = new Worker(ways.thread, { workerData: orders, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    worker.on('message', (said: Answer) => release(place(), said));
    worker.on('error', () => replace(place(), worker, 'crashed'));
    worker.on('exit', () => replace(place(), worker, 'crashed'));
    if (known !== null) worker.postMessage({ kind: 'known', known } satisfies Task);
    return worker;
  };
  const release = (place: Place, said: Answer | Lost): void => {
    clearTimeout(place.timer);
    place.settle(said);
    const next = waiting.shift();
    if (next === undefined) place.busy = false;
    else next(place);
  };
  const replace = (place: Place, worker: Worker, why: Lost): void => {
    if (closing || place.worker !== worker) return;
    place.worker = hire(() => place);
    void worker.terminate();
    if (place.busy) release(place, why);
  };
  const places = Array.from({ length: threads }, () => {
    const place: Place = { worker: hire(() => place), busy: false, settle: () => undefined, timer: undefined };
    return place;
  });
  const idle = (): Promise<Place> => {
    const place = places.find(({ busy }) => !busy);
    if (place === undefined) return new Promise((done) => waiting.push(done));
    place.busy = true;
    return Promise.resolve(place);
  };
  return {
    async give(kind, inputs) {
      const place = await idle();
      const answer = new Promise<Answer | Lost>((settle) => {
        place.settle = settle;
      });
      const bytes = inputs.reduce((sum, { size }) => sum + size, 0);
      place.timer = setTimeout(() => replace(place, place.worker, 'out-of-time'), ways.baseMs + bytes / BYTES_PER_MS);
      place.worker.postMessage({ kind, inputs } satisfies Task);
      return { answer };
    },
    know(all) {
      known = all;
      for (const { worker } of places) worker.postMessage({ kind: 'known', known } satisfies Task);
    },
    async close() {
      closing = true;
      for (const { timer } of places) clearTimeout(timer);
      await Promise.all(places.map(({ worker }) => worker.terminate()));
    },
  };
}
