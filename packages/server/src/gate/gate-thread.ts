import { parentPort } from 'node:worker_threads';
import { checkInstanceWith } from '@silhouette/core/check';
import { decodeFrame } from '@silhouette/engines/codecs';
import { findText, findTextAgain } from '@silhouette/engines/text';
import { ALL_CHANNELS, openQuestions, resolve, type ResolvedPolicy, TEACHING } from '@silhouette/core/policy';
import type { Ask, Reply, Seen } from './wire.ts';

const understood = resolve(TEACHING);
if (!understood.ok) throw new Error('the policy in force is not understood');
const policy = understood.value;

const engines = { decode: decodeFrame, first: findText, second: findTextAgain };

async function answer(ask: Ask): Promise<void> {
  const reply: Reply = { id: ask.id, bytes: ask.bytes, seen: await look(ask, policy) };
  parentPort?.postMessage(reply, [ask.bytes.buffer]);
}

// What a look throws ends the thread, and the gate counts it as a gap.
parentPort?.on('message', (ask: Ask) => void answer(ask));

/** Looks with all channels: an object that was cleaned for fewer says so in its label and shows here as a question or a refusal. */
async function look({ bytes, answers }: Ask, inForce: ResolvedPolicy): Promise<Seen> {
  const source = { size: bytes.length, read: (start: number, end: number): Uint8Array => bytes.subarray(start, end) };
  const looked = await checkInstanceWith(source, { policy: inForce, channels: ALL_CHANNELS, publicId: null, decisions: [], known: null }, engines);
  if (!looked.ok) return { kind: 'unreadable', refusal: looked.refusal };
  const { plan, findings, facts } = looked.value;
  return {
    kind: 'looked',
    frames: Math.max(1, facts.frames),
    findings,
    open: openQuestions(plan, answers),
    mustStop: plan.fixes.length + plan.refusals.length > 0,
  };
}
