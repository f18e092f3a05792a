import { never } from '../model/index.ts';
import type { AccountId, CaseEvent, Digest, ErasureReason } from '../model/index.ts';

/** What was submitted and by whose word it is shown. */
interface Version {
  readonly owner: AccountId;
  readonly content: Digest;
  readonly approvalsNeeded: number;
  readonly approvers: readonly AccountId[];
}

/** Where a case stands. `content` is the digest of all that a reader would be shown. */
export type CaseState =
  | { readonly stage: 'none' }
  | { readonly stage: 'draft'; readonly owner: AccountId }
  | ({ readonly stage: 'in-review' } & Version)
  | ({ readonly stage: 'published' } & Version)
  | ({ readonly stage: 'hidden'; readonly noticed: boolean; readonly clearers: readonly AccountId[] } & Version)
  | { readonly stage: 'erased'; readonly owner: AccountId; readonly reason: ErasureReason };

/** How many editors it takes to show a hidden case again. */
export const CLEARS_NEEDED = 2;

/** The state of a case from all its events, oldest first. An event that does not fit the state before it changes nothing. */
export function fold(events: readonly CaseEvent[]): CaseState {
  return events.reduce<CaseState>(advance, { stage: 'none' });
}

/** The state after one more event. */
export function advance(state: CaseState, event: CaseEvent): CaseState {
  switch (event.kind) {
    case 'drafted':
      return state.stage === 'none' ? { stage: 'draft', owner: event.by } : state;
    case 'submitted':
      if (state.stage !== 'draft') return state;
      return { stage: 'in-review', owner: state.owner, content: event.content, approvalsNeeded: event.approvals, approvers: [] };
    case 'returned':
      return state.stage === 'in-review' ? { stage: 'draft', owner: state.owner } : state;
    case 'approved':
      return approved(state, event.by);
    case 'noticed':
      return hidden(state, true);
    case 'hidden':
      return hidden(state, false);
    case 'cleared':
      return cleared(state, event.by);
    case 'erased':
      return state.stage === 'none' || state.stage === 'erased' ? state : { stage: 'erased', owner: state.owner, reason: event.reason };
    default:
      return never(event);
  }
}

function approved(state: CaseState, by: AccountId): CaseState {
  if (state.stage !== 'in-review' || state.approvers.includes(by)) return state;
  const approvers = [...state.approvers, by];
  return { ...state, stage: approvers.length >= state.approvalsNeeded ? 'published' : 'in-review', approvers };
}

// A further notice takes back a clearance that was under way: what was cleared was not this.
function hidden(state: CaseState, noticed: boolean): CaseState {
  if (state.stage === 'hidden') return { ...state, noticed: state.noticed || noticed, clearers: [] };
  return state.stage === 'published' ? { ...state, stage: 'hidden', noticed, clearers: [] } : state;
}

function cleared(state: CaseState, by: AccountId): CaseState {
  if (state.stage !== 'hidden' || state.clearers.includes(by)) return state;
  const clearers = [...state.clearers, by];
  if (clearers.length < CLEARS_NEEDED) return { ...state, clearers };
  const { owner, content, approvalsNeeded, approvers } = state;
  return { stage: 'published', owner, content, approvalsNeeded, approvers };
}
