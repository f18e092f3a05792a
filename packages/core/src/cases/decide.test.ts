import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AccountId, type CaseEvent, Digest, type Role, type Stage } from '../model/index.ts';
import { advance, ATTESTATIONS, type Actor, type CaseState, type Command, decide, fold, may, type Submission, TERMS } from './index.ts';

const account = (digit: string): AccountId => AccountId.parse(`${digit.repeat(8)}-0000-4000-8000-000000000000`);
const owner = account('1');
const other = account('2');
const third = account('3');
const fourth = account('4');
const digest = (letter: string): Digest => Digest.parse(letter.repeat(64));
const content = digest('a');
const stamp = { name: 'teaching', version: 1, digest: digest('d') };
const notice = '11111111-1111-4111-8111-111111111111';

const as = (id: AccountId, ...roles: Role[]): Actor => ({ kind: 'account', id, roles });
const actors = {
  nobody: { kind: 'anyone' },
  machine: { kind: 'machine' },
  administrator: { kind: 'administrator' },
  roleless: as(other),
  'owner, contributor': as(owner, 'contributor'),
  'owner, also editor': as(owner, 'contributor', 'reviewer', 'editor'),
  contributor: as(other, 'contributor'),
  reviewer: as(other, 'reviewer'),
  editor: as(third, 'editor'),
  'editor who approved': as(fourth, 'editor'),
} as const satisfies Record<string, Actor>;
type Name = keyof typeof actors;

const submission: Submission = {
  content,
  record: digest('b'),
  attestations: ATTESTATIONS.map(({ id, version }) => ({ id, version })),
  terms: TERMS.version,
  consent: 'not-declared',
  policy: stamp,
  policyInForce: stamp,
  approvals: 1,
  gateGreen: true,
  everyFrameSeen: true,
  hasTitle: true,
  hasObjects: true,
};
const commands = {
  draft: { kind: 'draft' },
  submit: { kind: 'submit', ...submission },
  return: { kind: 'return', reasons: ['date'] },
  approve: { kind: 'approve', content },
  notice: { kind: 'notice', notice, class: 'image' },
  hide: { kind: 'hide', reason: 'privacy' },
  clear: { kind: 'clear', content },
  erase: { kind: 'erase', reason: 'privacy' },
} as const satisfies Record<string, Command>;
type CommandName = keyof typeof commands;

const version = { owner, content, approvalsNeeded: 1, approvers: [fourth] } as const;
const states: Readonly<Record<Stage, CaseState>> = {
  none: { stage: 'none' },
  draft: { stage: 'draft', owner },
  'in-review': { ...version, stage: 'in-review', approvalsNeeded: 2 },
  published: { ...version, stage: 'published' },
  hidden: { ...version, stage: 'hidden', noticed: true, clearers: [] },
  erased: { stage: 'erased', owner, reason: 'privacy' },
};

const team: Name[] = ['owner, also editor', 'reviewer', 'editor', 'editor who approved'];
/** HOUSE.md's table: who may, from which stage, and where it leads. All that is not here is refused. */
const table: readonly { from: Stage; command: CommandName; who: readonly Name[]; to: Stage }[] = [
  { from: 'none', command: 'draft', who: ['owner, contributor', 'owner, also editor', 'contributor'], to: 'draft' },
  { from: 'draft', command: 'submit', who: ['owner, contributor', 'owner, also editor'], to: 'in-review' },
  { from: 'in-review', command: 'return', who: ['reviewer', 'editor', 'editor who approved'], to: 'draft' },
  { from: 'in-review', command: 'approve', who: ['reviewer', 'editor'], to: 'published' },
  { from: 'published', command: 'notice', who: Object.keys(actors).filter((name): name is Name => name in actors), to: 'hidden' },
  { from: 'hidden', command: 'notice', who: Object.keys(actors).filter((name): name is Name => name in actors), to: 'hidden' },
  { from: 'published', command: 'hide', who: ['owner, contributor', ...team], to: 'hidden' },
  { from: 'hidden', command: 'clear', who: ['editor'], to: 'hidden' },
  ...(['draft', 'in-review', 'published', 'hidden'] as const).map((from) => ({
    from,
    command: 'erase' as const,
    who: ['administrator', 'owner, contributor', 'owner, also editor', 'editor', 'editor who approved'] as const,
    to: 'erased' as const,
  })),
];

const rows = Object.entries(states).flatMap(([from, state]) =>
  Object.entries(commands).flatMap(([command, asked]) => Object.entries(actors).map(([who, actor]) => ({ from, command, who, state, asked, actor }))),
);

test.each(rows)('[L1] $who asks $command of a case that is $from', ({ from, command, who, state, asked, actor }) => {
  const row = table.find((one) => one.from === from && one.command === command && one.who.some((name) => name === who));
  const decided = decide(state, asked, actor);
  expect(decided.ok).toBe(row !== undefined);
  if (decided.ok) expect(advance(state, decided.value).stage).toBe(row?.to);
});

test('[L2] nobody approves, returns or clears a case of their own, whatever their roles', () => {
  const self = actors['owner, also editor'];
  expect(decide(states['in-review'], commands.approve, self)).toEqual({ ok: false, refusal: { code: 'own-case', at: null } });
  expect(decide(states['in-review'], commands.return, self)).toEqual({ ok: false, refusal: { code: 'own-case', at: null } });
  expect(decide(states.hidden, commands.clear, self)).toEqual({ ok: false, refusal: { code: 'own-case', at: null } });
});

test('[L3] one person hides, two editors show again, and neither of them approved it', () => {
  const first = decide(states.hidden, commands.clear, as(other, 'editor'));
  expect(first.ok).toBe(true);
  if (!first.ok) return;
  const half = advance(states.hidden, first.value);
  expect(half.stage).toBe('hidden');
  expect(decide(half, commands.clear, as(other, 'editor'))).toMatchObject({ refusal: { code: 'already-cleared' } });
  expect(decide(half, commands.clear, actors['editor who approved'])).toMatchObject({ refusal: { code: 'approver-may-not-clear' } });
  const second = decide(half, commands.clear, actors.editor);
  expect(second.ok && advance(half, second.value).stage).toBe('published');
});

test('[L3] another notice takes back a clearance that was under way', () => {
  const half: CaseState = { ...version, stage: 'hidden', noticed: false, clearers: [other] };
  const after = advance(half, { kind: 'noticed', notice, class: 'face' });
  expect(after).toEqual({ ...version, stage: 'hidden', noticed: true, clearers: [] });
});

test('[L4] a case needs as many approvals as its policy asked, each from another person and of this very content', () => {
  const waiting: CaseState = { ...version, stage: 'in-review', approvers: [], approvalsNeeded: 2 };
  const first = decide(waiting, commands.approve, actors.reviewer);
  expect(first.ok).toBe(true);
  if (!first.ok) return;
  const half = advance(waiting, first.value);
  expect(half.stage).toBe('in-review');
  expect(decide(half, commands.approve, actors.reviewer)).toMatchObject({ refusal: { code: 'already-approved' } });
  expect(decide(half, { kind: 'approve', content: digest('f') }, actors.editor)).toMatchObject({ refusal: { code: 'changed' } });
  const second = decide(half, commands.approve, actors.editor);
  expect(second.ok && advance(half, second.value).stage).toBe('published');
});

test.each([
  ['no title', { hasTitle: false }, 'title-missing'],
  ['no object', { hasObjects: false }, 'objects-missing'],
  ['older terms', { terms: TERMS.version - 1 }, 'terms-outdated'],
  ['a statement left out', { attestations: submission.attestations.slice(1) }, 'attestation-missing'],
  [
    'another wording of a statement',
    { attestations: submission.attestations.map((one) => ({ ...one, version: one.version + 1 })) },
    'attestation-missing',
  ],
  ['another policy', { policy: { ...stamp, digest: digest('e') } }, 'policy-outdated'],
  ['frames not looked at', { everyFrameSeen: false }, 'frames-not-seen'],
  ['a gate that is not green', { gateGreen: false }, 'gate-not-green'],
  ['consent that one is unsure of', { consent: 'unsure' }, 'consent-unsure'],
] as const)('[L5] %s keeps a draft from review', (_, change, code) => {
  expect(decide(states.draft, { ...commands.submit, ...change }, actors['owner, contributor'])).toEqual({ ok: false, refusal: { code, at: null } });
});

test('[L6] the archive itself erases only what a notice hid, and only for that reason', () => {
  const unanswered: Command = { kind: 'erase', reason: 'notice-unanswered' };
  expect(decide(states.hidden, unanswered, actors.machine)).toEqual({
    ok: true,
    value: { kind: 'erased', by: 'machine', reason: 'notice-unanswered' },
  });
  expect(decide({ ...version, stage: 'hidden', noticed: false, clearers: [] }, unanswered, actors.machine).ok).toBe(false);
  expect(decide(states.published, unanswered, actors.machine).ok).toBe(false);
  expect(decide(states.hidden, commands.erase, actors.machine).ok).toBe(false);
  expect(decide(states.hidden, unanswered, actors.editor).ok).toBe(false);
});

const seeing: Readonly<Record<Stage, readonly Name[]>> = {
  none: [],
  draft: ['owner, contributor', 'owner, also editor', 'editor', 'editor who approved'],
  'in-review': ['owner, contributor', ...team],
  published: Object.keys(actors).filter((name): name is Name => name in actors),
  hidden: [],
  erased: [],
};
test.each(Object.entries(states).flatMap(([stage, state]) => Object.entries(actors).map(([who, actor]) => ({ stage, who, state, actor }))))(
  '[L7] $who sees, edits or sees hidden a case that is $stage only if the table says so',
  ({ stage, who, state, actor }) => {
    const sees = Object.entries(seeing).find(([name]) => name === stage)?.[1] ?? [];
    expect(may(state, 'see', actor).ok).toBe(sees.some((name) => name === who));
    expect(may(state, 'edit', actor).ok).toBe(stage === 'draft' && who.startsWith('owner'));
    expect(may(state, 'see-hidden', actor).ok).toBe(stage === 'hidden' && ['owner, also editor', 'editor', 'editor who approved'].includes(who));
  },
);

test('[L7] a draft does not exist for whom it is not shown', () => {
  for (const actor of [actors.nobody, actors.contributor, actors.roleless]) {
    expect(may(states.draft, 'see', actor)).toEqual(may(states.none, 'see', actor));
    expect(may(states['in-review'], 'see', actor)).toEqual(may(states.none, 'see', actor));
  }
  const { draft: _, ...rest } = commands;
  for (const command of Object.values(rest)) {
    for (const actor of [actors.nobody, actors.contributor, actors.roleless, actors.reviewer])
      expect(decide(states.draft, command, actor)).toEqual(decide(states.none, command, actor));
    for (const actor of [actors.nobody, actors.contributor, actors.roleless])
      expect(decide(states['in-review'], command, actor)).toEqual(decide(states.none, command, actor));
  }
});

const someone = fc.constantFrom(...Object.values(actors));
const command = fc.constantFrom(...Object.values(commands));

/** What decisions make of a sequence of commands: the events, each with the state it was decided in. */
function live(asked: readonly (readonly [Command, Actor])[]): readonly { before: CaseState; event: CaseEvent }[] {
  const lived: { before: CaseState; event: CaseEvent }[] = [];
  let state: CaseState = { stage: 'none' };
  for (const [one, actor] of asked) {
    const decided = decide(state, one, actor);
    if (!decided.ok) continue;
    lived.push({ before: state, event: decided.value });
    state = advance(state, decided.value);
  }
  return lived;
}

test('[L8] whatever is asked by whomever, erased is the end, and nothing is shown that another person did not approve', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(command, someone), { maxLength: 40 }), (asked) => {
      const lived = live(asked);
      const events = lived.map(({ event }) => event);
      const erased = events.findIndex(({ kind }) => kind === 'erased');
      expect(erased === -1 || erased === events.length - 1).toBe(true);
      const state = fold(events);
      if (state.stage === 'published') {
        expect(state.approvers.length).toBeGreaterThanOrEqual(state.approvalsNeeded);
        expect(state.approvers).not.toContain(state.owner);
      }
      for (const { before, event } of lived) if (event.kind === 'cleared') expect(before.stage).toBe('hidden');
    }),
    { seed: 3, numRuns: 500 },
  );
});
