import { type CaseContent, type CaseView, type ObjectFacts } from '@silhouette/core/api';
import { type Actor, decide } from '@silhouette/core/cases';
import type { Digest } from '@silhouette/core/model';
import type { Kept } from '../store/index.ts';

/** A case as the one who asks may see it: readers get its content, the team and the owner the rest too. */
export function viewOf(kept: Kept, actor: Actor): CaseView {
  const { id, state } = kept;
  return { id, stage: state.stage, content: contentOf(kept), team: isInside(kept, actor) ? teamOf(kept, actor) : null };
}

function contentOf({ document, objects }: Kept): CaseContent {
  const facts = new Map(objects.map((one) => [one.object, one]));
  const factsOf = (object: Digest): ObjectFacts[] => {
    const found = facts.get(object);
    return found === undefined ? [] : [found];
  };
  const { title, presentation, discussion, age, sex, consent, studies } = document;
  return {
    title,
    presentation,
    discussion,
    age,
    sex,
    consent,
    studies: studies.map(({ modality, findings, series }) => ({
      modality,
      findings,
      series: series.map((one) => ({ objects: one.objects.flatMap(factsOf) })),
    })),
  };
}

function teamOf(kept: Kept, actor: Actor): NonNullable<CaseView['team']> {
  const { state, document, version, objects } = kept;
  const judged = state.stage === 'in-review' || state.stage === 'published' || state.stage === 'hidden' ? state : null;
  const content = judged?.content ?? version;
  return {
    own: state.stage !== 'none' && actor.kind === 'account' && state.owner === actor.id,
    version: content,
    confirmed: [...document.confirmed],
    objects: [...objects],
    returned: document.returned,
    record: document.record,
    approvals: judged?.approvers.length ?? 0,
    approvalsNeeded: judged?.approvalsNeeded ?? 0,
    clears: state.stage === 'hidden' ? state.clearers.length : 0,
    mayApprove: decide(state, { kind: 'approve', content }, actor).ok,
    mayClear: decide(state, { kind: 'clear', content }, actor).ok,
  };
}

function isInside({ state }: Kept, actor: Actor): boolean {
  if (actor.kind !== 'account' || state.stage === 'none') return false;
  return state.owner === actor.id || actor.roles.includes('reviewer') || actor.roles.includes('editor');
}
