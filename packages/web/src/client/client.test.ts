import { CaseId, Digest } from '@silhouette/core/model';
import { expect, test } from 'vitest';
import { makeClient } from './client.ts';

const id = CaseId.parse('0b3c5f0e-9a57-4c61-8f0d-3a6f2c1d4e5f');
const sha256 = Digest.parse('a'.repeat(64));
const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const clientThat = (answer: () => Promise<Response>) => {
  const asked: { readonly url: string; readonly init: RequestInit }[] = [];
  const client = makeClient({
    fetch: (url, init) => {
      asked.push({ url, init });
      return answer();
    },
  });
  return { client, asked };
};

test('[W8] requests go to the site alone, keep nothing, and are remembered with the bytes that left', async () => {
  const { client, asked } = clientThat(async () => json(200, { object: sha256, bytes: 3, frames: 1 }));
  let changes = 0;
  const stop = client.listen(() => (changes += 1));
  const answer = await client.ask('putObject', { params: { id, sha256 }, body: Uint8Array.from([1, 2, 3]) });
  stop();
  expect(answer.ok).toBe(true);
  expect(asked[0]?.url).toBe(`/api/v1/cases/${id}/objects/${sha256}`);
  expect(asked[0]?.init).toMatchObject({ method: 'PUT', credentials: 'same-origin', cache: 'no-store', referrerPolicy: 'no-referrer' });
  expect(client.requests()).toEqual([{ route: 'putObject', method: 'PUT', bytes: 3, state: 'taken' }]);
  expect(changes).toBe(2);
});

test('[W8] a refusal is a code and a place; what is not of the table is no answer', async () => {
  const problem = {
    type: '/problems/erased',
    title: 'erased',
    status: 410,
    code: 'erased',
    at: null,
    findings: [],
    tombstone: { reason: 'privacy', on: '2026-11-25' },
  };
  const erased = await clientThat(async () => json(410, problem)).client.ask('case', { params: { id } });
  expect(erased).toMatchObject({ ok: false, refusal: { code: 'erased', tombstone: { reason: 'privacy', on: '2026-11-25' } } });
  const strange = await clientThat(async () => json(200, { hello: 'world' })).client.ask('case', { params: { id } });
  expect(strange).toMatchObject({ ok: false, refusal: { code: 'bad-answer' } });
  const silent = await clientThat(() => Promise.reject(new TypeError('gone'))).client.ask('session', {});
  expect(silent).toMatchObject({ ok: false, refusal: { code: 'no-connection' } });
});
