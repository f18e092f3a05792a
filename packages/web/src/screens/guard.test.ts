import { expect, test } from 'vitest';
import { nextAfter, passage } from './guard.ts';

const nobody = { setUp: true, roles: null };
const contributor = { setUp: true, roles: ['contributor'] } as const;
const reviewer = { setUp: true, roles: ['reviewer'] } as const;
const editor = { setUp: true, roles: ['editor'] } as const;

test('[W2] before the set-up every page leads to it, and after it none', () => {
  const fresh = { setUp: false, roles: null };
  expect(passage('/', '', fresh)).toEqual({ kind: 'go', to: '/set-up' });
  expect(passage('/case/x', '', fresh)).toEqual({ kind: 'go', to: '/set-up' });
  expect(passage('/set-up', '', fresh)).toEqual({ kind: 'open' });
  expect(passage('/set-up', '', nobody)).toEqual({ kind: 'go', to: '/sign-in' });
});

test.each(['/', '/case/1', '/case/1/notice', '/policy', '/sign-in', '/activate', '/newer'])('[W2] readers need no account: %s', (path) => {
  expect(passage(path, '', nobody)).toEqual({ kind: 'open' });
});

test.each([
  ['/new', contributor, true],
  ['/new', reviewer, false],
  ['/mine', reviewer, true],
  ['/review', reviewer, true],
  ['/review/1', editor, true],
  ['/review/1', contributor, false],
  ['/accounts', reviewer, false],
  ['/accounts', editor, true],
  ['/notices', contributor, false],
  ['/hidden/1', reviewer, false],
  ['/hidden/1', editor, true],
])('[W2] a page of the house asks for its role: %s', (path, visitor, opens) => {
  expect(passage(path, '', nobody)).toEqual({ kind: 'go', to: `/sign-in?next=${encodeURIComponent(path)}` });
  expect(passage(path, '', visitor).kind).toBe(opens ? 'open' : 'closed');
});

test('[W2] after signing in one comes back to where one wanted to go, never to another site', () => {
  expect(nextAfter('next=%2Fnew%3Fsample%3D1')).toBe('/new?sample=1');
  expect(nextAfter('next=https%3A%2F%2Fexample.org')).toBe('/');
  expect(nextAfter('next=%2F%2Fexample.org')).toBe('/');
  expect(nextAfter('next=%2F%5Cexample.org')).toBe('/');
  expect(nextAfter('')).toBe('/');
});
