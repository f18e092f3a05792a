import { parentPort } from 'node:worker_threads';
import { checkInstance } from '@silhouette/core/check';
import { ALL_CHANNELS, openQuestions, resolve, type ResolvedPolicy, TEACHING } from '@silhouette/core/policy';
import type { Ask, Reply, Seen } from './wire.ts';

const understood = resolve(TEACHING);
if (!understood.ok) throw new Error('the policy in force is not understood');
const policy = understood.value;

parentPort?.on('message', (ask: Ask) => {
  const reply: Reply = { id: ask.id, bytes: ask.bytes, seen: look(ask, policy) };
  parentPort?.postMessage(reply, [ask.bytes.buffer]);
});

/** Looks with all channels: an object that was cleaned for fewer says so in its label and shows here as a question or a refusal. */
function look({ bytes, answers }: Ask, inForce: ResolvedPolicy): Seen {
  const source = { size: bytes.length, read: (start: number, end: number): Uint8Array => bytes.subarray(start, end) };
  const looked = checkInstance(source, { policy: inForce, channels: ALL_CHANNELS, publicId: null, decisions: [], known: null });
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
