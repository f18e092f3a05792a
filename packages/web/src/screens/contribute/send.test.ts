import { Digest, CaseId, type CaseRecord } from '@silhouette/core/model';
import { expect, test } from 'vitest';
import type { Client, Refused } from '../../client/index.ts';
import { sendCase, type Submission } from './send.ts';

const id = CaseId.parse('11111111-1111-4111-8111-111111111111');
const digest = (n: number): Digest => Digest.parse(n.toString(16).padStart(64, '0'));
const record: CaseRecord = {
  software: 'silhouette/0.1.0',
  policy: { name: 'teaching', version: 1, digest: digest(0) },
  counts: { instances: 0, findings: 0, fixes: 0, blackouts: 0, leftOut: 0 },
  looks: [],
};
const plan = (count: number): Submission => ({
  parcels: Array.from({ length: count }, (_, n) => ({ object: digest(n + 1), blob: new Blob([String(n)]) })),
  studies: [{ modality: 'CT', series: [Array.from({ length: count }, (_, n) => digest(n + 1))], findings: 'Words.', dismissed: [] }],
  texts: [{ field: 'title', text: 'A title', confirmed: true }],
  age: '45',
  sex: null,
  consent: 'not-declared',
  terms: 1,
  attestations: [],
  record,
});

/** An archive in memory: it has objects, counts what is asked, and fails as a test says. */
function makeArchive(has: readonly Digest[], fail: (asked: string, times: number) => Refused['code'] | null = () => null) {
  const objects = new Set<string>(has);
  const asked: string[] = [];
  const times = new Map<string, number>();
  let open = 0;
  let most = 0;
  const answer = (name: string, parts: { readonly params?: { readonly sha256?: string }; readonly body?: unknown }): unknown => {
    if (name === 'missing' && typeof parts.body === 'object' && parts.body !== null && 'objects' in parts.body && Array.isArray(parts.body.objects)) {
      return { missing: parts.body.objects.filter((one) => !objects.has(one)) };
    }
    if (name === 'putObject') objects.add(parts.params?.sha256 ?? '');
    return name === 'patch' ? { team: { version: digest(99) } } : {};
  };
  const ask = async (name: string, parts: { readonly params?: { readonly sha256?: string }; readonly body?: unknown }): Promise<unknown> => {
    const what = name === 'putObject' ? `putObject ${Number.parseInt(parts.params?.sha256 ?? '', 16)}` : name;
    const turn = (times.get(what) ?? 0) + 1;
    times.set(what, turn);
    asked.push(what);
    open += 1;
    most = Math.max(most, open);
    await Promise.resolve();
    open -= 1;
    const code = fail(what, turn);
    return code === null ? { ok: true, value: answer(name, parts) } : { ok: false, refusal: { code, at: null, findings: [], tombstone: null } };
  };
  // The client's type ties each answer to its route; a test's archive gives what these routes answer.
  return { ask: ask as unknown as Client['ask'], asked, most: () => most, objects };
}

const needsFor = (archive: ReturnType<typeof makeArchive>, signal = new AbortController().signal) => ({
  ask: archive.ask,
  wait: () => Promise.resolve(),
  signal,
  onProgress: () => undefined,
});

test('[F9] only what the archive lacks is sent, four at a time, and the words and the submission come after', async () => {
  const archive = makeArchive([digest(2)]);
  expect(await sendCase(id, plan(9), needsFor(archive))).toMatchObject({ ok: true });
  expect(archive.asked.filter((one) => one.startsWith('putObject'))).toHaveLength(8);
  expect(archive.asked).not.toContain('putObject 2');
  expect(archive.most()).toBe(4);
  expect(archive.asked.slice(-5)).toEqual(['patch', 'patch', 'patch', 'patch', 'submit']);
});

test('[F9] a connection that fails for a while is tried again, and what was sent is not sent twice', async () => {
  const archive = makeArchive([], (what, times) => (what === 'putObject 3' && times < 4 ? 'no-connection' : null));
  expect(await sendCase(id, plan(5), needsFor(archive))).toMatchObject({ ok: true });
  expect(archive.asked.filter((one) => one === 'putObject 3')).toHaveLength(4);
  expect(archive.asked.filter((one) => one === 'putObject 4')).toHaveLength(1);
});

test('[F9] after an interruption it goes on where it stopped', async () => {
  let isDown = false;
  const archive = makeArchive([], (what) => {
    if (what === 'putObject 4') isDown = true;
    return isDown ? 'no-connection' : null;
  });
  expect(await sendCase(id, plan(6), needsFor(archive))).toMatchObject({
    ok: false,
    refusal: { kind: 'refused', refusal: { code: 'no-connection' } },
  });
  const arrived = archive.objects.size;
  const again = makeArchive([...archive.objects].map((one) => Digest.parse(one)));
  expect(await sendCase(id, plan(6), needsFor(again))).toMatchObject({ ok: true });
  expect(again.asked.filter((one) => one.startsWith('putObject'))).toHaveLength(6 - arrived);
});

test('[F9] an object that the archive turns away is named, the others arrive, and nothing is submitted', async () => {
  const archive = makeArchive([], (what) => (what === 'putObject 2' ? 'not-clean' : null));
  expect(await sendCase(id, plan(4), needsFor(archive))).toMatchObject({
    ok: false,
    refusal: { kind: 'turned-away', objects: [{ object: digest(2), refusal: { code: 'not-clean' } }] },
  });
  expect(archive.objects.size).toBe(3);
  expect(archive.asked).not.toContain('submit');
});

test('[F9] a refused text names its field, and a stop stops', async () => {
  const archive = makeArchive([], (what, times) => (what === 'patch' && times === 4 ? 'text-not-clean' : null));
  expect(await sendCase(id, plan(1), needsFor(archive))).toMatchObject({ ok: false, refusal: { kind: 'refused', field: 'title' } });
  const stop = new AbortController();
  stop.abort();
  expect(await sendCase(id, plan(1), needsFor(makeArchive([]), stop.signal))).toEqual({ ok: false, refusal: { kind: 'stopped' } });
});
