import type { KnownValues } from '@silhouette/core/deid';
import { no, type FileRefusal, type PolicyStamp, type Result } from '@silhouette/core/model';
import type { Answer, Ask, Change, CleanObject, CleanOrder, Looked, NotCleaned, Original, Sample, Talk, TalkKind } from './wire.ts';
import type { ZipEntry } from './zip.ts';

/** What the pool needs of a worker: the browser's own, or another in tests. */
export interface Thread {
  readonly send: (ask: Ask) => void;
  readonly end: () => void;
}

/** Starts a thread; `hear` is told its answers, `fall` that it died. */
export type StartThread = (hear: (answer: Answer) => void, fall: () => void) => Thread;

/** What the pool is told at its start. `patience` gives the milliseconds that a question about so many bytes may take. */
export interface PoolSettings {
  readonly start: StartThread;
  readonly threads: number;
  readonly policy: unknown;
  readonly secret: Uint8Array;
  readonly patience: (bytes: number) => number;
  readonly later: (act: () => void, ms: number) => () => void;
}

/** Threads that look and clean. A thread that hangs or dies is replaced; what it worked on becomes a gap, and the rest goes on. */
export interface Pool {
  /** The stamp of the policy, or that this software does not understand it. */
  readonly stamp: () => Promise<Result<PolicyStamp, 'policy'>>;
  readonly list: (file: Blob) => Promise<Result<readonly ZipEntry[], FileRefusal>>;
  readonly look: (original: Original) => Promise<Looked>;
  /** Tells all threads what identifies in this case; from then on it is searched for in whatever is written. */
  readonly know: (known: KnownValues) => void;
  readonly clean: (order: CleanOrder) => Promise<Result<CleanObject, NotCleaned>>;
  readonly changes: (order: CleanOrder) => Promise<readonly Change[]>;
  readonly read: (original: Original) => Promise<Result<Uint8Array<ArrayBuffer>, FileRefusal>>;
  readonly sample: (number: number) => Promise<Sample | null>;
  /** Takes back all questions that no thread has begun with. */
  readonly clear: () => void;
  readonly close: () => void;
}

/** Why a question got no answer. */
type Lost = 'crashed' | 'out-of-time' | 'stopped';

interface Task {
  readonly make: (turn: number) => Ask;
  readonly bytes: number;
  readonly settle: (answer: { readonly value: Talk[TalkKind]['answer'] } | Lost) => void;
}

interface Seat {
  thread: Thread | null;
  task: Task | null;
  turn: number;
  stopClock: () => void;
}

const NOTHING: KnownValues = { words: new Set(), dates: new Set(), uids: new Set() };

/** Opens a pool. Threads start when they are first needed. */
export function openPool(settings: PoolSettings): Pool {
  const seats: Seat[] = Array.from({ length: settings.threads }, () => ({ thread: null, task: null, turn: 0, stopClock: () => undefined }));
  const waiting: Task[] = [];
  let known: KnownValues | null = null;
  let turns = 0;
  let closed = false;

  const leave = (seat: Seat, how: Parameters<Task['settle']>[0]): void => {
    const { task } = seat;
    seat.stopClock();
    seat.task = null;
    task?.settle(how);
  };
  const fall = (seat: Seat, why: Lost): void => {
    seat.thread?.end();
    seat.thread = null;
    leave(seat, why);
    next();
  };
  const hear = (seat: Seat, { turn, value }: Answer): void => {
    if (turn !== seat.turn || seat.task === null) return;
    leave(seat, value === null ? 'crashed' : { value });
    next();
  };
  const start = (seat: Seat): Thread => {
    const thread: Thread = settings.start(
      (answer) => seat.thread === thread && hear(seat, answer),
      () => seat.thread === thread && fall(seat, 'crashed'),
    );
    seat.thread = thread;
    thread.send({ kind: 'begin', turn: 0, policy: settings.policy, secret: settings.secret });
    if (known !== null) thread.send({ kind: 'know', turn: 0, known });
    return thread;
  };
  const next = (): void => {
    for (const seat of seats) {
      if (closed || seat.task !== null) continue;
      const task = waiting.shift();
      if (task === undefined) return;
      seat.task = task;
      seat.turn = ++turns;
      const thread = seat.thread ?? start(seat);
      seat.stopClock = settings.later(() => fall(seat, 'out-of-time'), settings.patience(task.bytes));
      thread.send(task.make(seat.turn));
    }
  };
  const ask = <K extends TalkKind>(order: Order<K>): Promise<Talk[K]['answer'] | Lost> =>
    new Promise((resolve) => {
      const task: Task = {
        make: order.make,
        bytes: order.bytes,
        // A thread answers a question of one kind with an answer of that kind.
        settle: (answer) => resolve(typeof answer === 'string' ? answer : answered<K>(answer.value)),
      };
      if (closed) return resolve('stopped');
      if (order.first) waiting.unshift(task);
      else waiting.push(task);
      next();
    });
  const sizeOf = ({ entry, file }: Original): number => entry?.size ?? file.size;

  return {
    async stamp() {
      const answer = await ask<'begin'>({
        make: (turn) => ({ kind: 'begin', turn, policy: settings.policy, secret: settings.secret }),
        bytes: 0,
        first: true,
      });
      return typeof answer === 'string' ? no('policy') : answer;
    },
    async list(file) {
      const answer = await ask<'list'>({ make: (turn) => ({ kind: 'list', turn, file }), bytes: 0, first: true });
      return typeof answer === 'string' ? no(refusalOf(answer)) : answer;
    },
    async look(original) {
      const answer = await ask<'look'>({ make: (turn) => ({ kind: 'look', turn, original }), bytes: sizeOf(original), first: false });
      return typeof answer === 'string' ? { seen: no(refusalOf(answer)), known: NOTHING } : answer;
    },
    know(all) {
      known = all;
      for (const { thread } of seats) thread?.send({ kind: 'know', turn: 0, known: all });
    },
    async clean(order) {
      const answer = await ask<'clean'>({ make: (turn) => ({ kind: 'clean', turn, ...order }), bytes: sizeOf(order.original), first: false });
      if (typeof answer !== 'string') return answer;
      return answer === 'stopped'
        ? no({ kind: 'file', refusal: refusalOf(answer) })
        : no({ kind: 'left', findings: [{ kind: 'gap', check: 'header', because: answer }] });
    },
    async changes(order) {
      const answer = await ask<'changes'>({ make: (turn) => ({ kind: 'changes', turn, ...order }), bytes: sizeOf(order.original), first: true });
      return typeof answer === 'string' ? [] : answer;
    },
    async read(original) {
      const answer = await ask<'read'>({ make: (turn) => ({ kind: 'read', turn, original }), bytes: sizeOf(original), first: true });
      return typeof answer === 'string' ? no(refusalOf(answer)) : answer;
    },
    async sample(number) {
      const answer = await ask<'sample'>({ make: (turn) => ({ kind: 'sample', turn, number }), bytes: SAMPLE_BYTES, first: true });
      return typeof answer === 'string' || answer.files.length === 0 ? null : answer;
    },
    clear() {
      for (const task of waiting.splice(0)) task.settle('stopped');
    },
    close() {
      closed = true;
      for (const task of waiting.splice(0)) task.settle('stopped');
      for (const seat of seats) {
        seat.thread?.end();
        seat.thread = null;
        leave(seat, 'stopped');
      }
    },
  };
}

// Painting a case takes as long as cleaning about so much.
const SAMPLE_BYTES = 512 * 1024 * 1024;

interface Order<K extends TalkKind> {
  readonly make: (turn: number) => Extract<Ask, { kind: K }>;
  readonly bytes: number;
  /** Whether a person waits for it. */
  readonly first: boolean;
}

const answered = <K extends TalkKind>(value: Talk[TalkKind]['answer']): Talk[K]['answer'] => value as Talk[K]['answer'];

const refusalOf = (lost: Lost): FileRefusal => ({ code: lost === 'stopped' ? 'stopped' : 'crashed', at: null });
