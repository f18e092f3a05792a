import { tellTexts } from './text.ts';
import type { Link } from './wire.ts';
import { openPool, type Pool, type StartThread } from './pool.ts';

// Looking for text takes most of it: every frame of a long cine, however few bytes it has.
const FIRST_MS = 600_000;
const BYTES_A_MS = 2_000;
const MOST_THREADS = 2;

/** Starts a worker of the browser. */
const startWorker: StartThread = (hear, fall) => {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
  // What the headers tell goes straight to the thread that looks at texts: this page never sees it.
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ kind: 'texts', port: port1 } satisfies Link, [port1]);
  tellTexts(port2);
  worker.addEventListener('message', (event) => hear(event.data));
  worker.addEventListener('error', fall);
  worker.addEventListener('messageerror', fall);
  return { send: (ask) => worker.postMessage(ask), end: () => worker.terminate() };
};

/** Opens the pool of this page: as many workers as the machine has cores, two at most. */
export function startPool(policy: unknown, secret: Uint8Array): Pool {
  return openPool({
    start: startWorker,
    threads: Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency)),
    policy,
    secret,
    patience: (bytes) => FIRST_MS + bytes / BYTES_A_MS,
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
}
