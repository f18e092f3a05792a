import { expect, test } from 'vitest';
import { openPool, type StartThread } from './pool.ts';
import type { Ask, Looked, Original } from './wire.ts';

const originalOf = (name: string): Original => ({ file: new Blob([name]), entry: null, name });
const looked: Looked = {
  seen: { ok: false, refusal: { code: 'not-dicom', at: null } },
  known: { words: new Set(), dates: new Set(), uids: new Set() },
};

/** Threads whose behaviour a test says, by the name of the file. */
function makeThreads(behave: (ask: Extract<Ask, { kind: 'look' }>) => 'answer' | 'hang' | 'die'): {
  readonly start: StartThread;
  readonly started: () => number;
  readonly told: Ask[];
  readonly clocks: (() => void)[];
} {
  let count = 0;
  const told: Ask[] = [];
  const clocks: (() => void)[] = [];
  const start: StartThread = (hear, fall) => {
    count += 1;
    return {
      send(ask) {
        told.push(ask);
        if (ask.kind !== 'look') return;
        const how = behave(ask);
        if (how === 'answer') queueMicrotask(() => hear({ turn: ask.turn, value: looked }));
        if (how === 'die') queueMicrotask(fall);
      },
      end: () => undefined,
    };
  };
  return { start, started: () => count, told, clocks };
}

const settings = (threads: ReturnType<typeof makeThreads>) => ({
  start: threads.start,
  threads: 2,
  policy: {},
  secret: new Uint8Array(32),
  patience: () => 1,
  later: (act: () => void) => {
    threads.clocks.push(act);
    return () => void threads.clocks.splice(threads.clocks.indexOf(act), 1);
  },
});

test('[F4] a thread that dies is replaced, its file is refused, and the rest goes on', async () => {
  const threads = makeThreads(({ original }) => (original.name === 'bad' ? 'die' : 'answer'));
  const pool = openPool(settings(threads));
  const answers = await Promise.all(['one', 'bad', 'two', 'three'].map((name) => pool.look(originalOf(name))));
  expect(answers.map(({ seen }) => (seen.ok ? 'seen' : seen.refusal.code))).toEqual(['not-dicom', 'crashed', 'not-dicom', 'not-dicom']);
  expect(threads.started()).toBeGreaterThan(2);
});

test('[F4] a thread that hangs is ended when its time is over, and a new one knows what the old one knew', async () => {
  const threads = makeThreads(({ original }) => (original.name === 'slow' ? 'hang' : 'answer'));
  const pool = openPool({ ...settings(threads), threads: 1 });
  pool.know({ words: new Set(['x']), dates: new Set(), uids: new Set() });
  const slow = pool.look(originalOf('slow'));
  const next = pool.look(originalOf('next'));
  expect(threads.clocks).toHaveLength(1);
  threads.clocks[0]?.();
  expect((await slow).seen.ok).toBe(false);
  expect((await next).seen).toEqual(looked.seen);
  expect(threads.told.filter(({ kind }) => kind === 'know')).toHaveLength(2);
});

test('[F4] what no thread has begun with can be taken back, and a closed pool answers at once', async () => {
  const threads = makeThreads(() => 'hang');
  const pool = openPool({ ...settings(threads), threads: 1 });
  void pool.look(originalOf('held'));
  const waiting = pool.look(originalOf('waiting'));
  pool.clear();
  expect(await waiting).toMatchObject({ seen: { refusal: { code: 'stopped' } } });
  pool.close();
  expect(await pool.look(originalOf('late'))).toMatchObject({ seen: { refusal: { code: 'stopped' } } });
});
