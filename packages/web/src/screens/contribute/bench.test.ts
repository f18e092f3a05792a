import { Digest, type Result } from '@silhouette/core/model';
import { expect, test } from 'vitest';
import type { CleanObject, CleanOrder, Looked, NotCleaned, Original, Pool } from '../../worker/index.ts';
import { everyFrameSeen, framesOf, openBench, readyObjects } from './bench.ts';

const sizes = { rows: 8, columns: 8, frames: 1 };
const lookedFor = (name: string): Looked => ({
  seen: {
    ok: true,
    value: {
      facts: {
        sopClass: '1',
        transferSyntax: '1',
        modality: 'CT',
        age: null,
        sex: null,
        ...sizes,
        samples: 1,
        bitsStored: 12,
        photometric: null,
        encapsulated: false,
        hasPixels: true,
        seriesNumber: 1,
        instanceNumber: Number(name),
        position: null,
        orientation: null,
        spacing: null,
        thickness: 1,
        bodyPart: null,
      },
      person: 'P',
      study: 'S',
      series: 'A',
      instance: name,
      kind: 'CT',
      plane: 'axial',
      depth: Number(name),
      isLocaliser: false,
      isDirectory: false,
      words: '',
      refusal: null,
      questions: [],
    },
  },
  known: { words: new Set([`word${name}`]), dates: new Set(), uids: new Set() },
});

/** A pool that answers at once, and remembers in which order it was asked. */
function fakePool(refuse: (name: string) => boolean = () => false): { readonly pool: Pool; readonly log: string[] } {
  const log: string[] = [];
  const object = (order: CleanOrder): Result<CleanObject, NotCleaned> =>
    refuse(order.original.name)
      ? { ok: false, refusal: { kind: 'left', findings: [{ kind: 'file', identifier: 'other', because: 'identifier-left' }] } }
      : {
          ok: true,
          value: {
            object: Digest.parse(order.original.name.padStart(64, String(order.boxes.length))),
            blob: new Blob([order.original.name]),
            frames: 1,
            findings: 1,
            fixes: 1,
            blackouts: 0,
            answered: [],
            uids: { study: '', series: '', instance: '', frameOfReference: null },
          },
        };
  const pool: Pool = {
    stamp: () => Promise.resolve({ ok: false, refusal: 'policy' }),
    list: () => Promise.resolve({ ok: true, value: [] }),
    look: (original) => {
      log.push(`look ${original.name}`);
      return Promise.resolve(lookedFor(original.name));
    },
    know: ({ words }) => void log.push(`know ${[...words].toSorted().join(' ')}`),
    clean: (order) => {
      log.push(`clean ${order.original.name} ${order.boxes.length}`);
      return Promise.resolve(object(order));
    },
    changes: () => Promise.resolve([]),
    read: () => Promise.resolve({ ok: false, refusal: { code: 'stopped', at: null } }),
    sample: () => Promise.resolve(null),
    clear: () => undefined,
    close: () => undefined,
  };
  return { pool, log };
}

const originals = (...names: readonly string[]): readonly Original[] => names.map((name) => ({ file: new Blob([name]), entry: null, name }));
const benchWith = (pool: Pool) => openBench({ pool, clock: () => 0, soon: queueMicrotask });

async function settled(bench: ReturnType<typeof openBench>, items: readonly number[]): Promise<void> {
  await Promise.all(items.map((id) => bench.cleanOf(id)));
  await Promise.resolve();
  await Promise.resolve();
}

test('[F8] nothing is cleaned before all files of the case were looked at, and what is known of all of them is searched for in each', async () => {
  const { log, pool } = fakePool();
  const bench = benchWith(pool);
  await bench.add(originals('1', '2'));
  await settled(bench, [0, 1]);
  expect(log).toEqual(['look 1', 'look 2', 'know word1 word2', 'clean 1 0', 'clean 2 0']);
  await bench.add(originals('3'));
  await settled(bench, [0, 1, 2]);
  expect(log.slice(5)).toEqual(['look 3', 'know word1 word2 word3', 'clean 1 0', 'clean 2 0', 'clean 3 0']);
});

test('[F8] a series is ready when every frame of it was seen as it will be sent; a box taken back has to be looked under again', async () => {
  const { pool } = fakePool();
  const bench = benchWith(pool);
  await bench.add(originals('1', '2'));
  await settled(bench, [0, 1]);
  const series = () => {
    const [one] = bench.view().sorted.series;
    if (one === undefined) throw new Error('no series');
    return one;
  };
  const { key } = series();
  bench.act({ kind: 'draw', box: { series: key, item: 0, frame: 0, box: [0, 0, 2, 2], keep: false, reach: 'series' } });
  await settled(bench, [0, 1]);
  bench.see(key, ['0/0']);
  await Promise.resolve();
  expect(everyFrameSeen(series(), bench.view())).toMatchObject({ seen: 1, of: 2, all: false });
  bench.see(key, ['1/0']);
  await Promise.resolve();
  expect(everyFrameSeen(series(), bench.view()).all).toBe(true);
  expect(readyObjects(bench.view())).toEqual([]);
  bench.act({ kind: 'confirm', series: key });
  expect(readyObjects(bench.view()).map(({ object }) => object.object.slice(0, 3))).toEqual(['111', '111']);
  bench.undo();
  bench.undo();
  await settled(bench, [0, 1]);
  expect(everyFrameSeen(series(), bench.view())).toMatchObject({ seen: 0, all: false });
});

test('[F8] what could not be cleaned is left out with its reason, and the rest goes on', async () => {
  const { pool } = fakePool((name) => name === '2');
  const bench = benchWith(pool);
  await bench.add(originals('1', '2', '3'));
  await settled(bench, [0, 1, 2]);
  const [series] = bench.view().sorted.series;
  if (series === undefined) throw new Error('no series');
  expect(framesOf(series, bench.view()).map(({ item }) => item)).toEqual([0, 2]);
  bench.act({ kind: 'confirm', series: series.key });
  expect(readyObjects(bench.view()).map(({ item }) => item)).toEqual([0, 2]);
});
