import { never, no, yes } from '../model/index.ts';
import type {
  AccountId,
  AttestationStamp,
  CaseEvent,
  CaseRefusalCode,
  ConsentWord,
  Digest,
  ErasureReason,
  HideReason,
  NoticeClass,
  PolicyStamp,
  Result,
  ReturnReason,
  Role,
} from '../model/index.ts';
import type { CaseState } from './state.ts';
import { ATTESTATIONS, TERMS } from './terms.ts';

/** Who asks: an account with its roles, somebody without one, the archive itself, or who runs its machine (in an emergency). */
export type Actor =
  | { readonly kind: 'account'; readonly id: AccountId; readonly roles: readonly Role[] }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'machine' }
  | { readonly kind: 'administrator' };

/** What is asked of a case. */
export type Command =
  | { readonly kind: 'draft' }
  | ({ readonly kind: 'submit' } & Submission)
  | { readonly kind: 'return'; readonly reasons: readonly ReturnReason[] }
  | { readonly kind: 'approve'; readonly content: Digest }
  | { readonly kind: 'notice'; readonly notice: string; readonly class: NoticeClass }
  | { readonly kind: 'hide'; readonly reason: HideReason }
  | { readonly kind: 'clear'; readonly content: Digest }
  | { readonly kind: 'erase'; readonly reason: ErasureReason };

/** What goes with a submission: the contributor's words, and what the server's second look said. */
export interface Submission {
  readonly content: Digest;
  readonly record: Digest;
  readonly attestations: readonly AttestationStamp[];
  readonly terms: number;
  readonly consent: ConsentWord;
  /** The policy that the contributor's side used, and the one in force. */
  readonly policy: PolicyStamp;
  readonly policyInForce: PolicyStamp;
  /** How many approvals the policy in force asks. */
  readonly approvals: number;
  /** `false` unless the gate looked at every object and field again and found nothing to do. */
  readonly gateGreen: boolean;
  readonly everyFrameSeen: boolean;
  readonly hasTitle: boolean;
  readonly hasObjects: boolean;
}

/** Why a command was refused, and where: a stage or null. */
export interface CaseRefusal {
  readonly code: CaseRefusalCode;
  readonly at: string | null;
}

type Decision = Result<CaseEvent, CaseRefusal>;
type Account = Extract<Actor, { kind: 'account' }>;

/** The only way to a new event: what a command by this actor makes of a case in this state (HOUSE.md, "Life of a case"). */
export function decide(state: CaseState, command: Command, actor: Actor): Decision {
  if (command.kind === 'draft') return draft(state, actor);
  if (state.stage === 'none') return refuse('no-such-case');
  if (state.stage === 'erased') return refuse('erased');
  switch (command.kind) {
    case 'submit':
      return submit(state, command, actor);
    case 'return':
      return giveBack(state, command.reasons, actor);
    case 'approve':
      return approve(state, command.content, actor);
    case 'notice':
      if (state.stage !== 'published' && state.stage !== 'hidden') return refuse('no-such-case');
      return yes({ kind: 'noticed', notice: command.notice, class: command.class });
    case 'hide':
      return hide(state, command.reason, actor);
    case 'clear':
      return clear(state, command.content, actor);
    case 'erase':
      return erase(state, command.reason, actor);
    default:
      return never(command);
  }
}

/** What can be asked without an event: to see a case, to see it while it is hidden, or to change a draft. */
export type Access = 'see' | 'see-hidden' | 'edit';

/** Whether an actor may see or edit a case: a value, not an event. */
export function may(state: CaseState, access: Access, actor: Actor): Result<null, CaseRefusal> {
  if (state.stage === 'none') return refuse('no-such-case');
  if (state.stage === 'erased') return refuse('erased');
  switch (access) {
    case 'edit':
      if (!isOwner(state, actor)) return deny(state, actor, 'not-yours');
      if (!has(actor, 'contributor')) return refuse('not-allowed');
      if (state.stage === 'hidden') return refuse('not-shown');
      return state.stage === 'draft' ? yes(null) : refuse('wrong-stage', state.stage);
    case 'see-hidden':
      if (!has(actor, 'editor')) return refuse('not-allowed');
      return state.stage === 'hidden' ? yes(null) : refuse('wrong-stage', state.stage);
    case 'see':
      return see(state, actor);
    default:
      return never(access);
  }
}

// What is not shown to somebody does not exist for them: a draft's number tells nobody that there is a draft.
function see(state: Exclude<CaseState, { stage: 'none' | 'erased' }>, actor: Actor): Result<null, CaseRefusal> {
  switch (state.stage) {
    case 'published':
      return yes(null);
    case 'hidden':
      return refuse('not-shown');
    case 'draft':
      return isOwner(state, actor) || has(actor, 'editor') ? yes(null) : refuse('no-such-case');
    case 'in-review':
      return isOwner(state, actor) || isTeam(actor) ? yes(null) : refuse('no-such-case');
    default:
      return never(state);
  }
}

function draft(state: CaseState, actor: Actor): Decision {
  if (state.stage !== 'none') return refuse('wrong-stage', state.stage);
  if (actor.kind !== 'account' || !has(actor, 'contributor')) return refuse('not-allowed');
  return yes({ kind: 'drafted', by: actor.id });
}

type Living = Exclude<CaseState, { stage: 'none' | 'erased' }>;

function submit(state: Living, asked: Submission, actor: Actor): Decision {
  if (!isOwner(state, actor)) return deny(state, actor, 'not-yours');
  if (!has(actor, 'contributor')) return refuse('not-allowed');
  if (state.stage !== 'draft') return refuse('wrong-stage', state.stage);
  const missing = missingFrom(asked);
  if (missing !== null) return refuse(missing);
  if (asked.consent === 'unsure') return refuse('consent-unsure');
  const { content, record, policy, terms, consent, approvals } = asked;
  return yes({ kind: 'submitted', by: state.owner, content, record, policy, attestations: [...asked.attestations], terms, consent, approvals });
}

function missingFrom(asked: Submission): CaseRefusalCode | null {
  if (!asked.hasTitle) return 'title-missing';
  if (!asked.hasObjects) return 'objects-missing';
  if (asked.terms !== TERMS.version) return 'terms-outdated';
  const said = (id: string, version: number): boolean => asked.attestations.some((one) => one.id === id && one.version === version);
  if (!ATTESTATIONS.every(({ id, version }) => said(id, version))) return 'attestation-missing';
  if (asked.policy.digest !== asked.policyInForce.digest) return 'policy-outdated';
  if (!asked.everyFrameSeen) return 'frames-not-seen';
  return asked.gateGreen ? null : 'gate-not-green';
}

function giveBack(state: Living, reasons: readonly ReturnReason[], actor: Actor): Decision {
  const judge = judgeOf(state, actor);
  if (!judge.ok) return judge;
  if (state.stage !== 'in-review') return wrongStage(state, actor);
  if (reasons.length === 0) return refuse('reason-missing');
  return yes({ kind: 'returned', by: judge.value.id, reasons: [...reasons] });
}

function approve(state: Living, content: Digest, actor: Actor): Decision {
  const judge = judgeOf(state, actor);
  if (!judge.ok) return judge;
  if (state.stage !== 'in-review') return wrongStage(state, actor);
  if (state.approvers.includes(judge.value.id)) return refuse('already-approved');
  if (state.content !== content) return refuse('changed');
  return yes({ kind: 'approved', by: judge.value.id, content });
}

function hide(state: Living, reason: HideReason, actor: Actor): Decision {
  if (actor.kind !== 'account' || !(isTeam(actor) || isOwner(state, actor))) return deny(state, actor, 'not-allowed');
  if (state.stage === 'hidden') return refuse('not-shown');
  if (state.stage !== 'published') return wrongStage(state, actor);
  return yes({ kind: 'hidden', by: actor.id, reason });
}

function clear(state: Living, content: Digest, actor: Actor): Decision {
  if (actor.kind !== 'account' || !has(actor, 'editor')) return deny(state, actor, 'not-allowed');
  if (state.stage !== 'hidden') return refuse('wrong-stage', state.stage);
  if (state.owner === actor.id) return refuse('own-case');
  if (state.approvers.includes(actor.id)) return refuse('approver-may-not-clear');
  if (state.clearers.includes(actor.id)) return refuse('already-cleared');
  if (state.content !== content) return refuse('changed');
  return yes({ kind: 'cleared', by: actor.id, content });
}

function erase(state: Living, reason: ErasureReason, actor: Actor): Decision {
  if (actor.kind === 'machine') {
    if (state.stage !== 'hidden' || !state.noticed) return refuse('wrong-stage', state.stage);
    return reason === 'notice-unanswered' ? yes({ kind: 'erased', by: 'machine', reason }) : refuse('not-allowed');
  }
  if (reason === 'notice-unanswered') return refuse('not-allowed');
  if (actor.kind === 'administrator') return yes({ kind: 'erased', by: 'administrator', reason });
  if (actor.kind !== 'account' || !(isOwner(state, actor) || has(actor, 'editor'))) return deny(state, actor, 'not-allowed');
  return yes({ kind: 'erased', by: actor.id, reason });
}

// What may not be done to a case that one cannot see is refused as if there were none.
function deny(state: Living, actor: Actor, code: CaseRefusalCode): Result<never, CaseRefusal> {
  const seen = see(state, actor);
  return seen.ok ? refuse(code) : seen;
}

function wrongStage(state: Living, actor: Actor): Result<never, CaseRefusal> {
  const seen = see(state, actor);
  return seen.ok ? refuse('wrong-stage', state.stage) : seen;
}

// Whoever judges a case is a reviewer or an editor, and never its owner.
function judgeOf(state: Living, actor: Actor): Result<Account, CaseRefusal> {
  if (actor.kind !== 'account' || !isTeam(actor)) return deny(state, actor, 'not-allowed');
  return isOwner(state, actor) ? refuse('own-case') : yes(actor);
}

const has = (actor: Actor, role: Role): boolean => actor.kind === 'account' && actor.roles.includes(role);
const isTeam = (actor: Actor): boolean => has(actor, 'reviewer') || has(actor, 'editor');
const isOwner = (state: Living, actor: Actor): boolean => actor.kind === 'account' && actor.id === state.owner;
const refuse = (code: CaseRefusalCode, at: string | null = null) => no({ code, at });
