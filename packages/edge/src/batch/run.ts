import { mergeKnown, newKnown } from '@silhouette/core/deid';
import type { FileReport } from '@silhouette/core/model';
import { inputsUnder, type Input, type NoSuchInput } from './inputs.ts';
import type { Journal } from './journal.ts';
import type { Answer, KnownByStudy, Orders, Seen } from './orders.ts';
import { openPool, type Lost, type Pool } from './pool.ts';
import { openSource } from './source.ts';
import { zipEntries } from './zip.ts';

/** What a run needs besides its orders. */
export interface Run {
  readonly orders: Orders;
  readonly paths: readonly string[];
  readonly threads: number;
  readonly journal: Journal | null;
  /** Called for every input in the order of the folders. */
  readonly onFile: (path: string, seen: Seen) => void;
  readonly onProgress: (stage: 'reading' | 'cleaning', done: number) => void;
  /** Asked between files: a run that is told to stop finishes what it has begun. */
  readonly stopped: () => boolean;
}

const COLLECT_AT_ONCE = 64;
const LOOK_AT_ONCE = 8;

/** Looks at every input: first all headers of the originals, to know what must not be left, then each file. */
export async function runBatch(run: Run): Promise<void> {
  const pool = openPool(run.orders, run.threads);
  try {
    if (run.orders.mode !== 'verify') pool.know(await collectAll(run, pool));
    await lookAtAll(run, pool);
  } finally {
    await pool.close();
  }
}

async function collectAll(run: Run, pool: Pool): Promise<KnownByStudy> {
  const known: KnownByStudy = new Map();
  let done = 0;
  const merge = (answer: Answer | Lost, inputs: readonly Input[]): void => {
    done += inputs.length;
    run.onProgress('reading', done);
    if (typeof answer === 'string' || answer.kind !== 'collected') return; // the second stage meets the same file again, and reports it
    for (const collected of answer.all) {
      if (collected === null) continue;
      const ofStudy = known.get(collected.study) ?? newKnown();
      mergeKnown(ofStudy, collected.known);
      known.set(collected.study, ofStudy);
    }
  };
  const under = new Set<Promise<void>>();
  for (const inputs of groups(allInputs(run), COLLECT_AT_ONCE)) {
    if (run.stopped()) break;
    const readable = inputs.filter((input) => 'file' in input);
    const { answer } = await pool.give('collect', readable);
    const settled = answer.then((said) => merge(said, readable)).finally(() => under.delete(settled));
    under.add(settled);
  }
  await Promise.all(under);
  return known;
}

async function lookAtAll(run: Run, pool: Pool): Promise<void> {
  let done = 0;
  let order: Promise<void> = Promise.resolve();
  for (const inputs of groups(allInputs(run), run.orders.channels.includes('pixels') ? 1 : LOOK_AT_ONCE)) {
    if (run.stopped()) break;
    const looked = await startLook(run, pool, inputs);
    const tell = async (): Promise<void> => {
      const all = await looked.seen;
      for (const [index, input] of inputs.entries()) {
        run.onFile(input.path, all[index] ?? lost('crashed'));
        done += 1;
      }
      run.onProgress('cleaning', done);
    };
    order = order.then(tell);
  }
  await order;
}

async function startLook(run: Run, pool: Pool, inputs: readonly (Input | NoSuchInput)[]): Promise<{ readonly seen: Promise<readonly Seen[]> }> {
  const before = inputs.map((input) => ('file' in input ? (run.journal?.find(input) ?? null) : unreadable));
  const todo = inputs.filter((input, index): input is Input => 'file' in input && before[index] === null);
  if (todo.length === 0) return { seen: Promise.resolve(before.map((seen) => seen ?? unreadable)) };
  const { answer } = await pool.give('look', todo);
  const seen = answer.then(async (said) => {
    const fresh = await answersFor(pool, todo, said);
    for (const [index, input] of todo.entries()) run.journal?.add(input, fresh[index] ?? lost('crashed'));
    let next = 0;
    return before.map((known) => known ?? fresh[next++] ?? lost('crashed'));
  });
  return { seen };
}

// Of several files one may have brought the thread down: each is then asked by itself.
async function answersFor(pool: Pool, inputs: readonly Input[], said: Answer | Lost): Promise<readonly Seen[]> {
  if (typeof said !== 'string') return said.kind === 'seen' ? said.all : [];
  if (inputs.length === 1) return [lost(said)];
  const all: Seen[] = [];
  for (const input of inputs) {
    const { answer } = await pool.give('look', [input]);
    all.push(...(await answersFor(pool, [input], await answer)));
  }
  return all;
}

const nothing: Omit<FileReport, 'path'> = { out: null, findings: [], fixes: [], questions: [], refusals: [], error: null };
const unreadable: Seen = { report: { ...nothing, error: { code: 'read-failed', at: null } }, bytesIn: 0, bytesOut: 0, digest: null, decisions: [] };
function lost(because: Lost): Seen {
  const gap = { kind: 'gap' as const, check: 'header' as const, because };
  return { ...unreadable, report: { ...nothing, findings: [gap], refusals: [gap] } };
}

function* groups<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let group: T[] = [];
  for (const one of all) {
    group.push(one);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

function* allInputs(run: Run): Generator<Input | NoSuchInput> {
  for (const input of inputsUnder(run.paths, run.orders.out)) {
    if (!('file' in input) || !input.file.toLowerCase().endsWith('.zip')) yield input;
    else yield* inArchive(input);
  }
}

function* inArchive(input: Input): Generator<Input | NoSuchInput> {
  const source = openSource(input.file, input.size);
  const entries = zipEntries(source);
  source.close();
  if (!entries.ok) {
    yield { path: input.path };
    return;
  }
  for (const { name } of entries.value) yield { path: `${input.path}/${name}`, file: input.file, size: input.size, entry: name };
}
