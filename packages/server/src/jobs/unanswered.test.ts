import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { archive, folder, newCase, published, removeFolder, sha256, testClock, type Archive } from '../../../../tests/servers/index.ts';
import type { NoticeKept, Store } from '../store/index.ts';
import { eraseUnanswered, HOURS_TO_ACT, MOST_OPEN } from './unanswered.ts';

const hours = (n: number): number => n * 3_600_000;
let open: Archive | null = null;
afterEach(async () => {
  await open?.store.close();
  if (open !== null) removeFolder(open.dir);
  open = null;
});

test('[L16] a case whose notice nobody acted on in time is erased by the archive, and no earlier', async () => {
  const clock = testClock();
  open = await archive(folder(), null, clock.now);
  const { store } = open;
  const { id } = await published(open, 'A case that is noticed');
  const { id: other } = await published(open, 'A case that is not');
  await store.notice(id, { id: randomUUID(), receipt: sha256('receipt'), class: 'image', place: null });
  clock.set(clock.now() + hours(HOURS_TO_ACT) - 1);
  expect(await eraseUnanswered(store, clock.now())).toEqual({ erased: [], stopped: false });
  clock.set(clock.now() + 1);
  expect(await eraseUnanswered(store, clock.now())).toEqual({ erased: [{ caseId: id, left: 0 }], stopped: false });
  expect((await store.stateOf(id)).stage).toBe('erased');
  expect((await store.stateOf(other)).stage).toBe('published');
  expect(await eraseUnanswered(store, clock.now())).toEqual({ erased: [], stopped: false });
});

test('[L16] with more open notices than people can see the clock stops and nothing is erased', async () => {
  const many: NoticeKept[] = Array.from({ length: MOST_OPEN + 1 }, () => ({
    id: randomUUID(),
    caseId: newCase(),
    class: 'image',
    place: null,
    outcome: 'hidden',
    at: 0,
  }));
  const store: Pick<Store, 'openNotices' | 'eraseCase'> = {
    openNotices: () => Promise.resolve(many),
    eraseCase: () => Promise.reject(new Error('must not be asked')),
  };
  expect(await eraseUnanswered(store, hours(100))).toEqual({ erased: [], stopped: true });
});
