import { afterEach, expect, test } from 'vitest';
import type { Orders } from './orders.ts';
import { openPool, type Pool } from './pool.ts';

const orders: Orders = {
  mode: 'inspect',
  policy: null,
  secret: new Uint8Array(32),
  channels: [],
  out: null,
  decisions: [],
  decided: new Map(),
  digests: false,
};
const ways = { thread: new URL('./test-thread.mjs', import.meta.url), baseMs: 300 };
const input = (path: string) => ({ path, file: path, size: 0, entry: null });
let pool: Pool | null = null;
afterEach(async () => pool?.close());

test.each([
  ['[X4] a thread that hangs is stopped and its file told', 'hang', 'out-of-time'],
  ['[X4] a thread that ends by itself is replaced and its file told', 'end', 'crashed'],
])('%s', async (_promise, bad, why) => {
  pool = openPool(orders, 1, ways);
  const lost = await pool.give('collect', [input(bad)]);
  const next = await pool.give('collect', [input('well')]);
  expect(await lost.answer).toBe(why);
  expect(await next.answer).toEqual({ kind: 'collected', all: [null] });
});
