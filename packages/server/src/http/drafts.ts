import { type CasePatch, type ConfirmedText, MAX_OBJECTS } from '@silhouette/core/api';
import { CaseId, type CaseDocument, type Digest, type Dismissal, no, type Result, yes } from '@silhouette/core/model';
import type { Gate } from '../gate/index.ts';
import type { Kept } from '../store/index.ts';
import type { Asking, Edge, Refused, Some } from './handler.ts';
import { announced, receiveObject } from './receive.ts';
import { submit } from './submit.ts';
import { refusedBy, textRefusal } from './turned.ts';
import { viewOf } from './view.ts';

type Names = 'draft' | 'patch' | 'missing' | 'putObject' | 'removeObject' | 'submit';

/** Everything that a contributor does with a draft. */
export function draftHandlers(edge: Edge): Some<Names> {
  const { store } = edge;
  return {
    draft: async (_, { actor }) => {
      const id = CaseId.parse(edge.newId());
      const done = await store.draftCase(id, actor);
      return done.ok ? yes({ id }) : done;
    },
    patch: async ({ params, body }, { actor }) => {
      const edited = await store.editCase(params.id, actor, (kept) => patched(kept, body, edge.gate));
      return edited.ok ? yes(viewOf(edited.value, actor)) : edited;
    },
    missing: async ({ params, body }, { actor }) => {
      const missing = await store.missingObjects(params.id, actor, body.objects);
      return missing.ok ? yes({ missing: [...missing.value] }) : missing;
    },
    putObject: ({ params }, asking) => putObject(edge, params, asking),
    removeObject: async ({ params }, { actor }) => {
      const done = await store.removeObject(params.id, actor, params.sha256);
      return done.ok ? yes(undefined) : done;
    },
    submit: ({ params, body }, { actor }) => submit(edge, params.id, actor, body),
  };
}

type Facts = { object: Digest; bytes: number; frames: number };

// Until the gate has passed an object its bytes are in memory only, and nothing of them is written or logged.
async function putObject(edge: Edge, { id, sha256 }: { id: CaseId; sha256: Digest }, asking: Asking): Promise<Result<Facts, Refused>> {
  const { store, gate, room, log } = edge;
  const draft = await store.mayAdmit(id, asking.actor, sha256);
  if (!draft.ok) return draft;
  if (draft.value.here !== null) return yes({ ...draft.value.here });
  if (draft.value.count >= MAX_OBJECTS) return no({ code: 'too-many-objects', at: null });
  const length = announced(asking.request) ?? 0;
  if (!room.take(length)) return no({ code: 'busy', at: null });
  try {
    const received = await receiveObject(asking.request);
    if (!received.ok) return received;
    if (received.value.sha256 !== sha256) return no({ code: 'hash-mismatch', at: null });
    const looked = await gate.look(received.value.bytes, []);
    if (!looked.ok) {
      const refused = refusedBy(looked.refusal);
      log({ event: 'upload-refused', caseId: id, code: refused.code });
      return no(refused);
    }
    const { bytes, frames } = looked.value;
    const done = await store.admitObject(id, asking.actor, { object: sha256, bytes: bytes.length, frames, content: bytes });
    return done.ok ? yes({ object: sha256, bytes: bytes.length, frames }) : done;
  } finally {
    room.give(length);
  }
}

/** A draft's content after one change. */
export function patched(kept: Kept, patch: CasePatch, gate: Gate): Result<CaseDocument, Refused> {
  const { document } = kept;
  if ('field' in patch) return withText(document, patch, gate);
  if ('studies' in patch) return withStudies(kept, patch.studies);
  return yes({ ...document, age: patch.age, sex: patch.sex });
}

function withText(document: CaseDocument, patch: ConfirmedText, gate: Gate): Result<CaseDocument, Refused> {
  const dismissed = patch.dismissed ?? [];
  const refused = textRefusal(gate, patch.field, patch.text, dismissed);
  if (refused !== null) return no(refused);
  if (patch.field !== 'findings') return yes({ ...document, [patch.field]: patch.text, ...said(document, patch.field, dismissed) });
  if (document.studies[patch.study] === undefined) return no({ code: 'no-such-study', at: String(patch.study) });
  const studies = document.studies.map((study, index) => (index === patch.study ? { ...study, findings: patch.text } : study));
  return yes({ ...document, studies, ...said(document, `findings.${patch.study}`, dismissed) });
}

function said(document: CaseDocument, field: string, dismissed: Dismissal[]): Pick<CaseDocument, 'confirmed' | 'dismissed'> {
  return { confirmed: [...new Set([...document.confirmed, field])].toSorted(), dismissed: { ...document.dismissed, [field]: dismissed } };
}

function withStudies({ document, objects }: Kept, wanted: Extract<CasePatch, { studies: unknown }>['studies']): Result<CaseDocument, Refused> {
  const here = new Set(objects.map(({ object }) => object));
  const named = wanted.flatMap(({ series }) => series.flatMap((one) => one.objects));
  const absent = named.find((object) => !here.has(object));
  if (absent !== undefined) return no({ code: 'no-such-object', at: absent });
  if (new Set(named).size !== named.length) return no({ code: 'bad-input', at: 'studies' });
  const studies = wanted.map((study, index) => ({ ...study, findings: document.studies[index]?.findings ?? '' }));
  const confirmed = document.confirmed.filter((field) => !field.startsWith('findings.') || Number(field.slice('findings.'.length)) < studies.length);
  return yes({ ...document, studies, confirmed });
}
