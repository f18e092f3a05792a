import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { no, yes } from '@silhouette/core/model';
import {
  type Archive,
  HAS_POSTGRES,
  type TestPostgres,
  archive,
  draft,
  filesWith,
  folder,
  good,
  newCase,
  published,
  removeFolder,
  sha256,
  startPostgres,
  submit,
  testClock,
} from '../../../../tests/servers/index.ts';
import { openStore } from './index.ts';

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (HAS_POSTGRES) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.close();
});

const engines = ['sqlite', 'postgres'] as const;

describe.each(engines)('on %s', (engine) => {
  const skipped = engine === 'postgres' && !HAS_POSTGRES;
  const promise = test.skipIf(skipped);
  const place = async (): Promise<{ dir: string; url: string | null }> => ({
    dir: folder(),
    url: engine === 'postgres' ? ((await postgres?.fresh()) ?? null) : null,
  });
  const within = async (work: (here: Archive, again: () => Promise<Archive>) => Promise<void>): Promise<void> => {
    const { dir, url } = await place();
    const here = await archive(dir, url);
    let last = here;
    try {
      await work(here, async () => {
        await last.store.close();
        last = await archive(dir, url);
        return last;
      });
    } finally {
      await last.store.close();
      removeFolder(dir);
    }
  };

  promise('[B1] what was acknowledged is there after the archive was closed and opened again', () =>
    within(async (here, again) => {
      const { id, object } = await published(here, 'Colon carcinoma');
      const before = good(await here.store.viewCase(id, 'see', { kind: 'anyone' }));
      const { store } = await again();
      expect(good(await store.viewCase(id, 'see', { kind: 'anyone' }))).toEqual(before);
      const blob = good(await store.openObject(id, 'see', { actor: { kind: 'anyone' }, object }));
      expect(await new Response(blob.stream()).text()).toBe('Colon carcinoma');
      expect((await store.library(null, null)).cases.map((one) => one.title)).toEqual(['Colon carcinoma']);
      expect(await store.firstBreak()).toBeNull();
    }),
  );

  promise('[B2] the log stays one whole chain when many append to it at once', () =>
    within(async (here) => {
      await Promise.all(Array.from({ length: 50 }, () => here.store.draftCase(newCase(), here.people.ann)));
      expect(await here.store.firstBreak()).toBeNull();
      expect((await here.store.casesOf(here.people.ann.id)).length).toBe(50);
    }),
  );

  promise('[B3] of two who approve or clear at once each counts once, and a case is published by the last approval needed', () =>
    within(async (here) => {
      const { id } = await draft(here, 'Twice');
      await submit(here, id);
      const command = ({ version }: { version: ReturnType<typeof sha256> }) => yes({ kind: 'approve' as const, content: version });
      const both = await Promise.all([here.store.carryOut(id, here.people.bea, { command }), here.store.carryOut(id, here.people.bea, { command })]);
      expect(both.filter(({ ok }) => ok).length).toBe(1);
    }),
  );

  promise('[B4] an erased case leaves its number, the events and a receipt: no row, no object, no line of the library', () =>
    within(async (here) => {
      const { store, people } = here;
      const { id, object } = await published(here, 'Erased title canary', 'erased object canary');
      good(await store.notice(id, { id: randomUUID(), receipt: sha256('r'), class: 'image', place: { object, frame: 0 } }));
      const receipt = good(await store.eraseCase(id, { actor: people.cem, reason: 'privacy' }));
      expect(receipt).toEqual({
        case: id,
        reason: 'privacy',
        on: '2026-11-25',
        deleted: { objects: 1, bytes: 20, documents: 1, notices: 1 },
        verified: { objectsLeft: 0, rowsLeft: 0, indexRowsLeft: 0 },
        mayRemain: engine === 'postgres' ? ['postgres-wal', 'postgres-dead-rows', 'copies-made-while-published'] : ['copies-made-while-published'],
      });
      expect(good(await store.receiptOf(id))).toEqual(receipt);
      expect(await store.tombstoneOf(id)).toEqual({ reason: 'privacy', on: '2026-11-25' });
      for (const actor of [people.ann, people.bea, people.cem, { kind: 'anyone' } as const]) {
        expect(await store.viewCase(id, 'see', actor)).toEqual(no({ code: 'erased', at: null }));
        expect(await store.openObject(id, 'see', { actor, object })).toEqual(no({ code: 'erased', at: null }));
      }
      expect(await store.library('canary', null)).toEqual({ cases: [], more: false, total: 0 });
      expect(await store.casesOf(people.ann.id)).toEqual([{ id, stage: 'erased', title: null, modalities: [], instances: 0, key: null, own: true }]);
      expect((await store.noticeByReceipt(sha256('r')))?.outcome).toBe('erased');
      expect(await store.firstBreak()).toBeNull();
    }),
  );

  promise('[B6] the library lists published cases only, by title, and a hidden one is gone from it at once', () =>
    within(async (here) => {
      const { store, people } = here;
      const middle = await published(here, 'Middle lobe syndrome');
      await published(here, 'Aortic dissection');
      await published(here, 'Ödem der Lunge, middle');
      await draft(here, 'Middle of a draft');
      const titles = async (query: string | null): Promise<string[]> => (await store.library(query, null)).cases.map((one) => one.title);
      expect(await titles(null)).toEqual(['Aortic dissection', 'Middle lobe syndrome', 'Ödem der Lunge, middle']);
      expect((await titles('middle')).toSorted()).toEqual(['Middle lobe syndrome', 'Ödem der Lunge, middle']);
      expect(await titles('odem lun')).toEqual(['Ödem der Lunge, middle']);
      for (const odd of ['"', 'title:middle', '* OR', 'NEAR(', '', '  ', "'; drop table words;--"]) await titles(odd);
      good(await store.carryOut(middle.id, people.cem, { command: () => yes({ kind: 'hide', reason: 'privacy' }) }));
      expect(await titles('middle')).toEqual(['Ödem der Lunge, middle']);
      expect((await store.hiddenCases(people.cem.id)).map((row) => [row.id, row.title])).toEqual([[middle.id, null]]);
    }),
  );

  promise('[B7] the library comes in pages in the order of titles, each case once', () =>
    within(async (here) => {
      const wanted = Array.from({ length: 65 }, (_, n) => `Case ${String(n).padStart(2, '0')}`);
      for (const title of wanted.toReversed()) await published(here, title);
      const first = await here.store.library(null, null);
      const rest = await here.store.library(null, first.cases.at(-1)?.id ?? null);
      expect([...first.cases, ...rest.cases].map(({ title }) => title)).toEqual(wanted);
      expect([first.more, rest.more, first.total]).toEqual([true, false, 65]);
    }),
  );

  promise('[B8] a notice hides, is kept without its sender, and two editors clear it', () =>
    within(async (here) => {
      const { store, people } = here;
      const { id, object } = await published(here, 'Noticed');
      good(await store.notice(id, { id: randomUUID(), receipt: sha256('one'), class: 'face', place: { object, frame: 3 } }));
      good(await store.notice(id, { id: randomUUID(), receipt: sha256('two'), class: 'other', place: { object: sha256('elsewhere'), frame: 0 } }));
      expect((await store.stateOf(id)).stage).toBe('hidden');
      expect(await store.viewCase(id, 'see', people.ann)).toEqual(no({ code: 'not-shown', at: null }));
      const open = await store.openNotices();
      const rows = open.map((one) => JSON.stringify([one.class, one.place, one.outcome]));
      expect(rows.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
        '["face",{"object":"' + object + '","frame":3},"hidden"]',
        '["other",null,"hidden"]',
      ]);
      expect(Object.keys(open[0] ?? {}).toSorted()).toEqual(['at', 'caseId', 'class', 'id', 'outcome', 'place']);
      for (const editor of [people.cem, people.dia]) {
        good(await store.carryOut(id, editor, { command: ({ version }) => yes({ kind: 'clear', content: version }) }));
      }
      expect((await store.stateOf(id)).stage).toBe('published');
      expect(await store.openNotices()).toEqual([]);
      expect((await store.noticeByReceipt(sha256('one')))?.outcome).toBe('cleared');
    }),
  );

  promise('[B9] an object comes in only while its draft is a draft, and what came too late does not stay', () =>
    within(async (here) => {
      const { store, people, dir } = here;
      const { id, object } = await draft(here, 'Late');
      expect(await store.missingObjects(id, people.ann, [object, sha256('late')])).toEqual(yes([sha256('late')]));
      await submit(here, id);
      const late = new Uint8Array(Buffer.from('late'));
      const refused = await store.admitObject(id, people.ann, { object: sha256('late'), bytes: 4, frames: 1, content: late });
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'wrong-stage' } });
      expect(readdirSync(join(dir, 'objects', id))).toEqual([object]);
      const other = await store.admitObject(id, people.cem, { object: sha256('late'), bytes: 4, frames: 1, content: late });
      expect(other).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
    }),
  );

  promise('[B10] what no study shows is taken out when a case is submitted', () =>
    within(async (here) => {
      const { store, people, dir } = here;
      const { id, object } = await draft(here, 'Tidy');
      good(await store.admitObject(id, people.ann, { object: sha256('spare'), bytes: 5, frames: 1, content: new Uint8Array(Buffer.from('spare')) }));
      expect(readdirSync(join(dir, 'objects', id)).length).toBe(2);
      await submit(here, id);
      expect(readdirSync(join(dir, 'objects', id))).toEqual([object]);
      expect(good(await store.viewCase(id, 'see', people.bea)).objects.map((one) => one.object)).toEqual([object]);
    }),
  );

  promise('[B11] a code works once and in time, closing an account ends its sessions, and an editor always stays', () =>
    within(async ({ store, people }) => {
      const { accounts } = store;
      const now = testClock().now();
      await accounts.setCode(people.bea.id, { code: sha256('code'), until: now + 10 });
      expect(await accounts.redeem({ login: 'bea', code: sha256('other'), password: 'new', now })).toBeNull();
      expect(await accounts.redeem({ login: 'bea', code: sha256('code'), password: 'new', now: now + 11 })).toBeNull();
      expect((await accounts.redeem({ login: 'bea', code: sha256('code'), password: 'new', now }))?.password).toBe('new');
      expect(await accounts.redeem({ login: 'bea', code: sha256('code'), password: 'again', now })).toBeNull();
      await accounts.openSession({ token: sha256('token'), account: people.bea.id, until: now + 10, now });
      expect((await accounts.sessionOf(sha256('token'), now))?.id).toBe(people.bea.id);
      expect(await accounts.sessionOf(sha256('token'), now + 10)).toBeNull();
      await accounts.change(people.bea.id, { roles: ['reviewer'], closed: true });
      expect(await accounts.sessionOf(sha256('token'), now)).toBeNull();
      await accounts.change(people.cem.id, { roles: ['editor'], closed: true });
      expect(await accounts.change(people.dia.id, { roles: ['editor'], closed: true })).toBe('last-editor');
      expect(await accounts.change(people.dia.id, { roles: ['reviewer'], closed: false })).toBe('last-editor');
      expect(await accounts.admitFirst({ id: people.ann.id, login: 'first', roles: ['editor'], password: 'x', closed: false })).toBe(false);
    }),
  );
});

test.skipIf(!HAS_POSTGRES)('[B6] on PostgreSQL a case that one process hides is gone from the library of another', async () => {
  const url = (await postgres?.fresh()) ?? null;
  const [one, two] = [await archive(folder(), url), await archive(folder(), url)];
  try {
    const { id } = await published(one, 'Seen by both');
    expect((await two.store.library(null, null)).total).toBe(1);
    good(await one.store.notice(id, { id: randomUUID(), receipt: sha256('n'), class: 'text', place: null }));
    expect((await two.store.library(null, null)).total).toBe(0);
    expect((await two.store.viewCase(id, 'see', { kind: 'anyone' })).ok).toBe(false);
  } finally {
    await Promise.all([one.store.close(), two.store.close()]);
    removeFolder(one.dir);
    removeFolder(two.dir);
  }
});

test.skipIf(!HAS_POSTGRES)('[B16] connections to PostgreSQL that break do not end the archive: it opens new ones', async () => {
  const url = (await postgres?.fresh()) ?? '';
  const dir = folder();
  const store = await openStore({ dir, postgres: url, clock: Date.now, onLost: () => undefined });
  if (!store.ok) throw new Error(store.refusal.code);
  await store.value.setSetting('name', 'before');
  await postgres?.breakConnections();
  expect(await eventually(() => store.value.setting('name'))).toBe('before');
  await store.value.close();
  removeFolder(dir);
});

async function eventually<T>(work: () => Promise<T>, left = 20): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (left === 0) throw error;
    return eventually(work, left - 1);
  }
}

test('[B12] after an erasure no byte of a case stands in any file of the embedded archive, also where its text was changed before', async () => {
  const here = await archive(folder(), null);
  const canaries = ['Zyprexqua', 'Wobblefint', 'Krumplotz', 'Vintageous'];
  try {
    const [title = '', content = '', before = '', name = ''] = canaries;
    const { id } = await published(here, title, content.repeat(3_000));
    const second = await draft(here, before);
    for (let n = 0; n < 20; n += 1) {
      good(
        await here.store.editCase(second.id, here.people.ann, ({ document }) =>
          yes({ ...document, title: `${name} ${n}`, discussion: `${name} ${before} `.repeat(200 * n) }),
        ),
      );
    }
    for (const canary of canaries) expect(filesWith(here.dir, canary).length, 'positive control').toBeGreaterThan(0);
    good(await here.store.eraseCase(id, { actor: here.people.ann, reason: 'author' }));
    good(await here.store.eraseCase(second.id, { actor: here.people.ann, reason: 'author' }));
    for (const canary of canaries) expect(filesWith(here.dir, canary)).toEqual([]);
    await here.store.close();
    for (const canary of canaries) expect(filesWith(here.dir, canary)).toEqual([]);
  } finally {
    await here.store.close();
    removeFolder(here.dir);
  }
});

test('[B5] an erasure that was cut off is ended at the next start', async () => {
  const here = await archive(folder(), null);
  const { id, object } = await published(here, 'Cut off');
  const receipt = good(await here.store.eraseCase(id, { actor: here.people.cem, reason: 'privacy' }));
  await here.store.close();
  mkdirSync(join(here.dir, 'objects', id));
  writeFileSync(join(here.dir, 'objects', id, object), 'not yet removed');
  const file = new DatabaseSync(join(here.dir, 'silhouette.sqlite'));
  file.exec(`update receipts set document = json_set(document, '$.verified', json('null'))`);
  file.close();
  const again = await archive(here.dir, null);
  expect(good(await again.store.receiptOf(id))).toEqual(receipt);
  expect(existsSync(join(here.dir, 'objects', id, object))).toBe(false);
  await again.store.close();
  removeFolder(here.dir);
});

test('[B13] exactly one process has the folder of an embedded archive', async () => {
  const here = await archive(folder(), null);
  try {
    expect(await openStore({ dir: here.dir, postgres: null, clock: Date.now, onLost: () => undefined })).toEqual(no({ code: 'in-use' }));
  } finally {
    await here.store.close();
  }
  const after = await openStore({ dir: here.dir, postgres: null, clock: Date.now, onLost: () => undefined });
  expect(after.ok).toBe(true);
  if (after.ok) await after.value.close();
  removeFolder(here.dir);
});

test('[B14] files that a killed process left without a row are removed at the next start', async () => {
  const here = await archive(folder(), null);
  const { id, object } = await draft(here, 'Kept');
  await here.store.close();
  writeFileSync(join(here.dir, 'objects', id, '.part-0011223344556677'), 'half');
  writeFileSync(join(here.dir, 'objects', id, sha256('orphan')), 'orphan');
  const again = await archive(here.dir, null);
  expect(readdirSync(join(here.dir, 'objects', id))).toEqual([object]);
  await again.store.close();
  removeFolder(here.dir);
});

test('[B2] a row of the log that somebody changed is noticed', async () => {
  const here = await archive(folder(), null);
  for (let n = 0; n < 5; n += 1) await here.store.draftCase(newCase(), here.people.ann);
  await here.store.close();
  const file = new DatabaseSync(join(here.dir, 'silhouette.sqlite'));
  file.exec(`update case_events set at = at + 1 where seq = 3`);
  file.close();
  const again = await archive(here.dir, null);
  expect(await again.store.firstBreak()).toBe(3);
  await again.store.close();
  removeFolder(here.dir);
});
