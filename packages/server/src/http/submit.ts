import { createHash } from 'node:crypto';
import type { Given } from '@silhouette/core/api';
import { type Actor, type CaseRefusal, type Command, decide } from '@silhouette/core/cases';
import { type Answer, type CaseId, Digest, no, type Result, type Stage, yes } from '@silhouette/core/model';
import { arranged, type Kept } from '../store/index.ts';
import type { Edge, Refused } from './handler.ts';
import { refusedBy, textsRefusal } from './turned.ts';

type Asked = Given<'submit'>['body'];

const LANES = 4;

/**
 * Submits a draft: first all that can be told without looking, then the gate looks at every object and every text again, then the
 * command itself, on the very content that was looked at.
 */
export async function submit(edge: Edge, id: CaseId, actor: Actor, asked: Asked): Promise<Result<{ stage: Stage }, Refused>> {
  const draft = await edge.store.viewCase(id, 'edit', actor);
  if (!draft.ok) return draft;
  const first = submission(edge, draft.value, asked);
  if (!first.ok) return first;
  const early = decide(draft.value.state, first.value, actor);
  if (!early.ok) return early;
  const seen = textsRefusal(edge.gate, draft.value.document) ?? (await lookAtObjects(edge, draft.value, { actor, asked }));
  if (seen !== null) return no(seen);
  const done = await edge.store.carryOut(id, actor, {
    command: (kept) => submission(edge, kept, asked),
    edit: (document) => ({
      ...document,
      consent: asked.consent === 'declared' ? 'declared' : 'not-declared',
      record: asked.record,
      returned: null,
      textRules: edge.gate.textRules,
    }),
    tidy: true,
  });
  return done.ok ? yes({ stage: done.value.stage }) : done;
}

function submission({ gate }: Edge, kept: Kept, asked: Asked): Result<Command, CaseRefusal> {
  if (kept.version !== asked.version) return no({ code: 'changed', at: null });
  const shown = arranged(kept.document);
  const looks = new Map(asked.record.looks.map((look) => [look.object, look.frames]));
  const facts = new Map(kept.objects.map((one) => [one.object, one.frames]));
  return yes({
    kind: 'submit',
    content: kept.version,
    record: Digest.parse(createHash('sha256').update(JSON.stringify(asked.record)).digest('hex')),
    attestations: asked.attestations,
    terms: asked.terms,
    consent: asked.consent,
    policy: asked.record.policy,
    policyInForce: gate.stamp,
    approvals: gate.policy.people.approvals,
    // Carried out only after the look; before it, only what else is missing counts.
    gateGreen: true,
    everyFrameSeen: shown.every((object) => (looks.get(object) ?? 0) >= (facts.get(object) ?? Infinity)),
    hasTitle: kept.document.title.trim() !== '',
    hasObjects: shown.length > 0 && shown.every((object) => facts.has(object)),
  });
}

async function lookAtObjects(edge: Edge, kept: Kept, by: { readonly actor: Actor; readonly asked: Asked }): Promise<Refused | null> {
  const answers = new Map(by.asked.record.looks.map((look) => [look.object, look.answers]));
  const queue = [...arranged(kept.document)];
  let refused: Refused | null = null;
  const lane = async (): Promise<void> => {
    for (let object = queue.shift(); object !== undefined && refused === null; object = queue.shift()) {
      refused ??= await lookAt(edge, kept, { actor: by.actor, object, answers: answers.get(object) ?? [] });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return refused;
}

// Here, unlike at the door, every question must have its answer: also those that no code can look into yet.
async function lookAt(
  { store, gate }: Edge,
  { id }: Kept,
  at: { actor: Actor; object: Digest; answers: readonly Answer[] },
): Promise<Refused | null> {
  const opened = await store.openObject(id, 'see', { actor: at.actor, object: at.object });
  if (!opened.ok) return opened.refusal;
  const bytes = new Uint8Array(opened.value.bytes);
  let filled = 0;
  for await (const chunk of opened.value.stream()) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  const looked = await gate.look(bytes, at.answers);
  if (!looked.ok) return refusedBy(looked.refusal);
  return looked.value.open.length === 0 ? null : { code: 'gate-not-green', at: at.object, findings: looked.value.open };
}
