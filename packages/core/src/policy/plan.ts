import { never, pathTo, type Box, type ElementPath, type Finding, type FindingOf, type Fix, type Plan } from '../model/index.ts';
import { tagOf } from '../standard/index.ts';
import { actionFor, fixOf, tagsOf, type Action } from './actions.ts';
import type { ResolvedPolicy } from './resolve.ts';
import type { Decision } from './schema.ts';

/** What a plan must know of the object besides its findings. */
export interface PlanContext {
  readonly sopClass: string;
}

interface Lists {
  readonly fixes: Fix[];
  readonly questions: Finding[];
  readonly refusals: Finding[];
}

/** What a policy demands for given findings: total, pure, one answer for every kind of finding. A kind of object that is not taken refuses. */
export function plan(findings: readonly Finding[], policy: ResolvedPolicy, context: PlanContext): Plan {
  const lists: Lists = { fixes: [], questions: [], refusals: [] };
  const action = actionsOf(policy, context.sopClass);
  for (const finding of findings) {
    switch (finding.kind) {
      case 'header':
        if (action === null) lists.refusals.push(finding);
        else lists.fixes.push(fixOf(action(finding.at), finding.at));
        break;
      case 'pixel':
        planPixel(finding, policy, lists);
        break;
      case 'file':
        planFile(finding, lists);
        break;
      case 'gap':
        (finding.because === 'not-built' ? lists.questions : lists.refusals).push(finding);
        break;
      case 'text':
      case 'context':
        lists.questions.push(finding);
        break;
      case 'face':
        lists.refusals.push(finding);
        break;
      default:
        never(finding);
    }
  }
  return lists;
}

/** The questions of a plan that no decision answers with `clear`. */
export function openQuestions(made: Plan, decisions: readonly Decision[]): readonly Finding[] {
  if (made.questions.length === 0) return made.questions;
  const answered = new Set(decisions.filter(({ answer }) => answer === 'clear').map(({ finding }) => keyOf(finding)));
  return made.questions.filter((question) => !answered.has(keyOf(question)));
}

/** How far a finding may reach out of a box that a person cleared: what was done beside it moves its edges a little. */
const NEAR = 4;

/** Findings without the boxes of which a person said that they show no text. */
export function notCleared(findings: readonly Finding[], decisions: readonly Decision[]): readonly Finding[] {
  const cleared = decisions.flatMap(({ answer, finding }) => (answer === 'clear' && finding.kind === 'pixel' ? [finding] : []));
  if (cleared.length === 0) return findings;
  return findings.filter(
    (finding) => finding.kind !== 'pixel' || !cleared.some((other) => other.frame === finding.frame && holds(other.box, finding.box)),
  );
}

function holds(outer: Box, inner: Box): boolean {
  return outer[0] - NEAR <= inner[0] && outer[1] - NEAR <= inner[1] && outer[2] + NEAR >= inner[2] && outer[3] + NEAR >= inner[3];
}

// A key that does not depend on the order in which somebody wrote the fields.
function keyOf(finding: Finding): string {
  return JSON.stringify(Object.entries(finding).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const BLACKOUT_ABOVE = { 'above 0.4': 0.4, 'above 0.2': 0.2 } as const;

function planPixel(finding: FindingOf<'pixel'>, { policy }: ResolvedPolicy, { fixes, questions }: Lists): void {
  if (finding.marker) return;
  if (finding.score > BLACKOUT_ABOVE[policy.pixels.blackout]) fixes.push({ kind: 'blackout', frames: [finding.frame], box: finding.box });
  else questions.push(finding);
}

const PIXEL_PATH = pathTo([{ tag: tagOf('PixelData') }]);

function planFile(finding: FindingOf<'file'>, { fixes, questions, refusals }: Lists): void {
  switch (finding.because) {
    case 'preamble':
      fixes.push({ kind: 'strip', at: null, part: 'preamble' });
      break;
    case 'trailing-bytes':
      fixes.push({ kind: 'strip', at: null, part: 'trailing' });
      break;
    case 'excess-pixels':
    case 'unused-bits':
    case 'codestream-segment':
      fixes.push({ kind: 'strip', at: PIXEL_PATH, part: finding.because });
      break;
    // Whether it may show what it shows, a person says; a face in it is a finding of its own.
    case 'photograph':
      questions.push(finding);
      break;
    case 'audio':
    case 'video':
    case 'pdf':
    case 'document':
    case 'telling-name':
    case 'polyglot':
    case 'object-kind':
    case 'identifier-left':
    case 'not-ours':
      refusals.push(finding);
      break;
    default:
      never(finding.because);
  }
}

type ActionAt = (at: ElementPath) => Action;
const compiled = new WeakMap<ResolvedPolicy, Map<string, ActionAt>>();

// The action at a place depends on its tags and the kind of object only, so it is looked up once for each.
function actionsOf(policy: ResolvedPolicy, sopClass: string): ActionAt | null {
  const forms = policy.formsOf(sopClass);
  if (forms === null) return null;
  const byClass = compiled.get(policy) ?? new Map<string, ActionAt>();
  compiled.set(policy, byClass);
  const before = byClass.get(sopClass);
  if (before !== undefined) return before;
  const actions = new Map<string, Action>();
  const made: ActionAt = (at) => {
    const place = at.length === 8 ? at : at.replaceAll(/\[\d+\]/g, '');
    const known = actions.get(place);
    if (known !== undefined) return known;
    const action = policy.profile?.actionAt(tagsOf(at), sopClass) ?? actionFor(tagsOf(at), forms, sopClass);
    if (actions.size < 16_384) actions.set(place, action);
    return action;
  };
  byClass.set(sopClass, made);
  return made;
}
