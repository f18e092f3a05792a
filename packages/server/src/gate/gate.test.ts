import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { makeCanaryFiles, makeSeries, plantEverywhere } from '@silhouette/testkit';
import { cleanObject, cleanSeries, undone } from '../../../../tests/servers/index.ts';
import { isNotBuilt, openGate } from './index.ts';

const script = (body: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${body}`)}`);
const answers = `const seen = { kind: 'looked', frames: 1, findings: [], open: [], mustStop: false };
  const answer = (ask) => parentPort.postMessage({ id: ask.id, bytes: ask.bytes, seen }, [ask.bytes.buffer]);`;
const one = new Uint8Array([1]);
const two = new Uint8Array([2]);

test('[G1] a look that hangs is killed and counts as a gap, and the next look goes on', async () => {
  const gate = openGate(
    { threads: 1, ms: 200, heapMb: 64 },
    script(`${answers} parentPort.on('message', (ask) => { while (ask.bytes[0] === 1); answer(ask); });`),
  );
  const hung = await gate.look(new Uint8Array(one), []);
  expect(hung).toEqual({ ok: false, refusal: { code: 'not-clean', findings: [{ kind: 'gap', check: 'header', because: 'out-of-time' }] } });
  expect((await gate.look(new Uint8Array(two), [])).ok).toBe(true);
  await gate.close();
});

test.each([
  ['throws', 'throw new Error()'],
  ['ends', 'process.exit(1)'],
  ['takes all memory', 'for (const all = []; ; ) all.push(Array.from({ length: 1e5 }, (_, n) => ({ n })))'],
])('[G1] a look that %s counts as a gap and does not end the archive', async (_, doing) => {
  const gate = openGate(
    { threads: 2, ms: 30_000, heapMb: 32 },
    script(`${answers} parentPort.on('message', (ask) => { if (ask.bytes[0] === 1) { ${doing} } answer(ask); });`),
  );
  const crashed = await gate.look(new Uint8Array(one), []);
  expect(crashed).toEqual({ ok: false, refusal: { code: 'not-clean', findings: [{ kind: 'gap', check: 'header', because: 'crashed' }] } });
  expect((await gate.look(new Uint8Array(two), [])).ok).toBe(true);
  await gate.close();
});

test('[G1] more looks than threads wait for their turn', async () => {
  const gate = openGate({ threads: 2, ms: 30_000, heapMb: 64 }, script(`${answers} parentPort.on('message', answer);`));
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => gate.look(new Uint8Array([n]), [])));
  expect(all.map((looked) => looked.ok && looked.value.bytes[0])).toEqual(Array.from({ length: 20 }, (_, n) => n));
  await gate.close();
});

const gate = openGate();
afterAll(() => gate.close());
test('[G2] what the contributor side wrote comes in unchanged, with the questions that only a person can answer', async () => {
  for (const { bytes, answers: given } of await cleanSeries()) {
    const digest = createHash('sha256').update(bytes).digest('hex');
    const looked = await gate.look(bytes, []);
    expect(looked.ok ? [] : looked.refusal).toEqual([]);
    if (!looked.ok) return;
    expect(createHash('sha256').update(looked.value.bytes).digest('hex')).toBe(digest);
    expect(looked.value.frames).toBe(1);
    expect(looked.value.open.every(isNotBuilt)).toBe(true);
    const answered = await gate.look(looked.value.bytes, given);
    expect(answered.ok && answered.value.open).toEqual([]);
  }
});

test('[G3] every original of the canaries is turned away, with a code and a place and never a value', async () => {
  for (const file of makeCanaryFiles()) {
    const words = file.canaries.map(({ word }) => word);
    const looked = await gate.look(new Uint8Array(file.bytes), []);
    expect(looked.ok, file.name).toBe(false);
    if (looked.ok) continue;
    const said = JSON.stringify(looked.refusal);
    expect(words.filter((word) => said.includes(word))).toEqual([]);
    if (looked.refusal.code === 'not-clean') expect(looked.refusal.findings.length).toBeGreaterThan(0);
  }
});

const noise = new Uint8Array(createHash('shake256', { outputLength: 4_096 }).update('seed 1').digest());

test('[G6] a clean object with one fix undone is turned away, whichever it is', async () => {
  const originals = [plantEverywhere(null).bytes, ...makeSeries({ seed: 5, slices: 1 }).map(({ bytes }) => bytes)];
  let count = 0;
  const letIn: string[] = [];
  for (const original of originals) {
    const clean = await cleanObject(original);
    if (clean === null) throw new Error('not written');
    expect((await gate.look(new Uint8Array(clean.bytes), [])).ok).toBe(true);
    for (const { tag, bytes } of undone(original, clean.bytes)) {
      count += 1;
      const looked = await gate.look(bytes, []);
      if (looked.ok) letIn.push(tag);
    }
  }
  expect(letIn).toEqual([]);
  expect(count).toBeGreaterThan(60);
});

test('[G4] any bytes at all get an answer', async () => {
  for (const bytes of [new Uint8Array(0), new Uint8Array(132), new Uint8Array(Buffer.from('%PDF-1.7')), noise]) {
    expect((await gate.look(bytes, [])).ok).toBe(false);
  }
  const [clean] = await cleanSeries();
  if (clean === undefined) throw new Error('no series');
  for (let length = 0; length < clean.bytes.length; length += 997) expect((await gate.look(clean.bytes.slice(0, length), [])).ok).toBe(false);
});

test('[G5] bytes before or behind a clean object turn it away', async () => {
  const [clean] = await cleanSeries();
  if (clean === undefined) throw new Error('no series');
  expect((await gate.look(new Uint8Array([...clean.bytes, 0x4d, 0x52, 0x4e]), [])).ok).toBe(false);
  const preamble = new Uint8Array(clean.bytes);
  preamble[3] = 0x41;
  expect((await gate.look(preamble, [])).ok).toBe(false);
});

test('[F23] a text with a place that is only asked about waits for an answer to that place, and no other', () => {
  const text = 'Known to Zilbermann Hospital with pain.';
  const open = gate.lookAtText('presentation', text, []);
  expect(open.map((finding) => finding.kind === 'text' && finding.identifier)).toEqual(['institution']);
  const [asked] = open;
  if (asked?.kind !== 'text') throw new Error('nothing was asked');
  const { rule, span } = asked;
  expect(gate.lookAtText('presentation', text, [{ rule, span, because: 'not-this-case' }])).toEqual([]);
  expect(gate.lookAtText('presentation', text, [{ rule, span: [span[0], span[1] + 1], because: 'not-this-case' }])).toHaveLength(1);
  expect(gate.lookAtText('presentation', text, null)).toEqual([]);
  expect(gate.lookAtText('presentation', 'Call 020 7946 0123.', [])).not.toEqual([]);
  expect(gate.textRules).toMatch(/^text-\d+-[0-9a-f]{12}$/);
});
