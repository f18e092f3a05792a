import { Worker } from 'node:worker_threads';
import type { Answer } from '@silhouette/core/model';
import type { Ask, Reply, Seen } from './wire.ts';

/** What came of a look: what the thread saw, or that it did not come back in time or at all. */
export type Outcome =
  | { readonly kind: 'seen'; readonly seen: Seen; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'lost'; readonly because: 'out-of-time' | 'crashed' };

/** Threads that look, one object each at a time; a thread that overruns is killed and the next look gets a new one. */
export interface Threads {
  ask(bytes: Uint8Array<ArrayBuffer>, answers: readonly Answer[]): Promise<Outcome>;
  close(): Promise<void>;
}

interface Limits {
  readonly threads: number;
  readonly ms: number;
  readonly heapMb: number;
}

/** Opens up to `limits.threads` threads of a script, as they are needed. */
export function openThreads(script: URL, limits: Limits): Threads {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let last = 0;

  const start = (): Worker => {
    const worker = new Worker(script, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: limits.heapMb }, stdout: true, stderr: true });
    all.add(worker);
    worker.on('exit', () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    worker.on('error', ignore);
    return worker;
  };
  const turn = async (): Promise<void> => {
    if (busy < limits.threads) {
      busy += 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    await promise;
  };
  const endTurn = (): void => {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  };

  return {
    ask: async (bytes, answers) => {
      await turn();
      try {
        const worker = idle.pop() ?? start();
        last += 1;
        const outcome = await run(worker, { id: last, bytes, answers }, limits.ms);
        if (outcome.kind === 'seen') idle.push(worker);
        else await worker.terminate();
        return outcome;
      } finally {
        endTurn();
      }
    },
    close: async () => {
      idle.length = 0;
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

function run(worker: Worker, ask: Ask, ms: number): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const done = (outcome: Outcome): void => {
    clearTimeout(timer);
    worker.off('message', onMessage).off('exit', onExit);
    resolve(outcome);
  };
  const onMessage = (reply: Reply): void => done({ kind: 'seen', seen: reply.seen, bytes: reply.bytes });
  const onExit = (): void => done({ kind: 'lost', because: 'crashed' });
  const timer = setTimeout(() => done({ kind: 'lost', because: 'out-of-time' }), ms);
  worker.on('message', onMessage).on('exit', onExit);
  worker.postMessage(ask, [ask.bytes.buffer]);
  return promise;
}

// A thread that fails also ends, and that is what is acted on; without a listener its error would end this process.
const ignore = (): void => undefined;
