import { randomUUID } from 'node:crypto';
import { type Actor, ATTESTATIONS, type Command, TERMS } from '@silhouette/core/cases';
import type { CaseDocument, CaseId, Digest, Stage } from '@silhouette/core/model';
import { no, type Result, yes } from '@silhouette/core/model';
import type { Blob, NoticeKept, Row } from '../store/index.ts';
import type { Asking, Edge, Refused, Some } from './handler.ts';
import { digestOf } from './secrets.ts';
import { textRefusal, textsRefusal } from './turned.ts';
import { viewOf } from './view.ts';

type Names =
  | 'policy'
  | 'library'
  | 'mine'
  | 'reviews'
  | 'case'
  | 'object'
  | 'giveBack'
  | 'approve'
  | 'hide'
  | 'clear'
  | 'erase'
  | 'receipt'
  | 'hiddenCases'
  | 'hiddenCase'
  | 'hiddenObject'
  | 'notice'
  | 'noticeStatus'
  | 'notices';

const HOUR_MS = 3_600_000;

/** Everything from the review of a case to its end. */
export function caseHandlers(edge: Edge): Some<Names> {
  const { store, gate } = edge;
  return {
    ...judgements(edge),
    ...hiddenHandlers(edge),
    ...noticeHandlers(edge),
    policy: async () =>
      yes({ stamp: gate.stamp, document: gate.policy, terms: TERMS.version, attestations: ATTESTATIONS.map(({ id, version }) => ({ id, version })) }),
    library: async ({ query }) => {
      const asked = query.q?.trim() ?? '';
      const { cases, more, total } = await store.library(asked === '' ? null : asked, query.after ?? null);
      return yes({ cases: cases.map((one) => ({ ...one, modalities: [...one.modalities] })), more, total });
    },
    mine: async (_, { account }) => yes({ cases: account === null ? [] : (await store.casesOf(account.id)).map(rowOf) }),
    reviews: async (_, { account }) => {
      if (account === null || !account.roles.some((role) => role !== 'contributor')) return no({ code: 'not-allowed', at: null });
      return yes({ cases: (await store.casesToReview(account.id)).map(rowOf) });
    },
    case: async ({ params }, { actor }) => {
      const kept = await store.viewCase(params.id, 'see', actor);
      return kept.ok ? yes(viewOf(kept.value, actor)) : kept;
    },
    object: ({ params }, { actor }) => openObject(edge, 'see', params, actor),
    receipt: async ({ params }, { account }) => {
      const state = await store.stateOf(params.id);
      if (state.stage === 'none') return no({ code: 'no-such-case', at: null });
      if (account === null || (state.owner !== account.id && !account.roles.includes('editor'))) {
        return no({ code: state.stage === 'erased' ? 'not-allowed' : 'no-such-case', at: null });
      }
      return store.receiptOf(params.id);
    },
  };
}

function judgements(edge: Edge): Some<'giveBack' | 'approve' | 'hide' | 'clear' | 'erase'> {
  const { store } = edge;
  const simply = (
    id: CaseId,
    actor: Actor,
    command: Command,
    edit?: (document: CaseDocument) => CaseDocument,
  ): Promise<Result<{ stage: Stage }, Refused>> =>
    store
      .carryOut(id, actor, { command: () => yes(command), ...(edit === undefined ? {} : { edit }) })
      .then((done) => (done.ok ? yes({ stage: done.value.stage }) : done));
  return {
    giveBack: async ({ params, body }, { actor }) => {
      const refused = textRefusal(edge.gate, 'description', body.text, null);
      if (refused !== null) return no(refused);
      return simply(params.id, actor, { kind: 'return', reasons: body.reasons }, (document) => ({ ...document, consent: null, returned: body }));
    },
    // The rules may have grown since the case was submitted: its texts are looked at again, and the case says by which rules.
    approve: async ({ params, body }, { actor }) => {
      const seen = await store.viewCase(params.id, 'see', actor);
      if (!seen.ok) return seen;
      const refused = textsRefusal(edge.gate, seen.value.document);
      if (refused !== null) return no(refused);
      return simply(params.id, actor, { kind: 'approve', content: body.version }, (document) => ({ ...document, textRules: edge.gate.textRules }));
    },
    hide: ({ params, body }, { actor }) => simply(params.id, actor, { kind: 'hide', reason: body.reason }),
    clear: ({ params, body }, { actor }) => simply(params.id, actor, { kind: 'clear', content: body.version }),
    erase: async ({ params, body }, { actor }) => {
      const erased = await store.eraseCase(params.id, { actor, reason: body.reason });
      if (!erased.ok) return erased;
      const { verified } = erased.value;
      edge.log({
        event: 'erased',
        caseId: params.id,
        left: (verified?.objectsLeft ?? 0) + (verified?.rowsLeft ?? 0) + (verified?.indexRowsLeft ?? 0),
      });
      return erased;
    },
  };
}

function hiddenHandlers(edge: Edge): Some<'hiddenCases' | 'hiddenCase' | 'hiddenObject'> {
  const { store } = edge;
  return {
    hiddenCases: async (_, { account }) => yes({ cases: account === null ? [] : (await store.hiddenCases(account.id)).map(rowOf) }),
    hiddenCase: async ({ params }, { actor }) => {
      const kept = await store.viewCase(params.id, 'see-hidden', actor);
      return kept.ok ? yes(viewOf(kept.value, actor)) : kept;
    },
    hiddenObject: ({ params }, { actor }) => openObject(edge, 'see-hidden', params, actor),
  };
}

function noticeHandlers(edge: Edge): Some<'notice' | 'noticeStatus' | 'notices'> {
  const { store, clock } = edge;
  return {
    notice: ({ body }, asking) => takeNotice(edge, asking, body),
    noticeStatus: async ({ params }) => {
      const notice = await store.noticeByReceipt(digestOf(params.receipt));
      return notice === null ? no({ code: 'no-such-notice', at: null }) : yes({ receipt: params.receipt, status: notice.outcome });
    },
    notices: async () => yes({ notices: (await store.openNotices()).map((notice) => noticeRow(notice, clock())) }),
  };
}

type Notice = Parameters<Some<'notice'>['notice']>[0]['body'];

/** Takes a notice: the case is hidden when this returns. The same for the form that works with scripts off. */
export async function takeNotice(
  edge: Edge,
  asking: Pick<Asking, 'address'>,
  notice: Notice,
): Promise<Result<{ receipt: string; status: 'hidden' }, Refused>> {
  if (!edge.limits.allows('notice', asking.address)) return no({ code: 'too-many-requests', at: null });
  edge.limits.count('notice', asking.address);
  const receipt = randomUUID();
  const done = await edge.store.notice(notice.case, { id: edge.newId(), receipt: digestOf(receipt), class: notice.class, place: notice.place });
  if (!done.ok) return done;
  edge.log({ event: 'noticed', caseId: notice.case });
  return yes({ receipt, status: 'hidden' });
}

function openObject(
  edge: Edge,
  access: 'see' | 'see-hidden',
  { id, sha256 }: { id: CaseId; sha256: Digest },
  actor: Actor,
): Promise<Result<Blob, Refused>> {
  return edge.store.openObject(id, access, { actor, object: sha256 });
}

const rowOf = (row: Row): Omit<Row, 'modalities'> & { modalities: string[] } => ({ ...row, modalities: [...row.modalities] });

function noticeRow(
  notice: NoticeKept,
  now: number,
): { id: string; case: CaseId; class: NoticeKept['class']; place: NoticeKept['place']; status: NoticeKept['outcome']; hours: number } {
  const { id, caseId, place, outcome, at } = notice;
  return { id, case: caseId, class: notice.class, place, status: outcome, hours: Math.max(0, Math.floor((now - at) / HOUR_MS)) };
}
