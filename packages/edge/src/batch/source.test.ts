import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSource } from './source.ts';

const SIZE = 4096;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silhouette-source-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(name: string, fill: number) {
  const file = join(folder, name);
  writeFileSync(file, Buffer.alloc(SIZE, fill));
  return openSource(file, SIZE);
}

test('[X8] what was read from one file is unchanged after it is closed and the next one is read', () => {
  const a = open('a', 1);
  const held = a.read(0, SIZE);
  a.close();
  const b = open('b', 2);
  const next = b.read(0, SIZE);
  b.borrow(0, SIZE);
  b.close();
  expect(held).toEqual(new Uint8Array(SIZE).fill(1));
  expect(next).toEqual(new Uint8Array(SIZE).fill(2));
  expect(held.buffer).not.toBe(next.buffer);
});

test('[X8] a file that became shorter gives only its own bytes, and no memory behind them', () => {
  const a = open('a', 1);
  writeFileSync(join(folder, 'a'), Buffer.alloc(SIZE / 2, 3));
  const read = a.read(0, SIZE);
  a.close();
  expect(read).toEqual(new Uint8Array(SIZE / 2).fill(3));
  expect(new Uint8Array(read.buffer).subarray(SIZE / 2).every((byte) => byte === 0)).toBe(true);
});
