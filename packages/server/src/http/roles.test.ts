import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RouteName, ROUTES } from '@silhouette/core/api';
import {
  type CaseStage,
  type House,
  PASSWORD,
  type Parts,
  type Who,
  ask,
  caseIn,
  newCase,
  openHouse,
  removeFolder,
  sha256,
  submitBody,
} from '../../../../tests/servers/index.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.close();
  removeFolder(house.dir);
});

type Made = Awaited<ReturnType<typeof caseIn>>;
interface Row {
  /** Who is let through; everybody else is refused at the door or by the case. */
  readonly who: readonly Who[];
  readonly stage?: CaseStage;
  readonly parts?: (made: Made) => Parts;
  /** A refusal that those who are let through get all the same. */
  readonly but?: string;
}

const everyone: readonly Who[] = ['nobody', 'owner', 'stranger', 'reviewer', 'editor'];
const signedIn: readonly Who[] = ['owner', 'stranger', 'reviewer', 'editor'];
const noCode = 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA';
const id = (made: Made): Parts => ({ params: { id: made.id } });
const object = (made: Made): Parts => ({ params: { id: made.id, sha256: made.object } });
const spare = new Uint8Array(Buffer.from('spare'));

/** A new row of the API does not compile until it stands here. */
const table: Readonly<Record<RouteName, Row>> = {
  setUp: { who: everyone, parts: () => ({ body: { code: noCode, login: 'late', password: PASSWORD } }), but: 'already-set-up' },
  signIn: { who: everyone, parts: () => ({ body: { login: 'owner', password: PASSWORD } }) },
  session: { who: everyone },
  signOut: { who: ['nobody'] },
  activate: { who: everyone, parts: () => ({ body: { login: 'owner', code: noCode, password: PASSWORD } }), but: 'wrong-code' },
  accounts: { who: ['editor'] },
  invite: { who: ['editor'], parts: () => ({ body: { login: `x${randomUUID()}`, roles: ['reviewer'] } }) },
  changeAccount: {
    who: ['editor'],
    parts: () => ({ params: { id: randomUUID() }, body: { roles: ['reviewer'], closed: false } }),
    but: 'no-such-account',
  },
  newCode: { who: ['editor'], parts: () => ({ params: { id: randomUUID() } }), but: 'no-such-account' },
  policy: { who: everyone },
  library: { who: everyone, parts: () => ({ query: '?q=case' }) },
  mine: { who: signedIn },
  reviews: { who: ['reviewer', 'editor'] },
  draft: { who: ['owner', 'stranger'] },
  case: { who: everyone, stage: 'published', parts: id },
  patch: { who: ['owner'], stage: 'draft', parts: (made) => ({ ...id(made), body: { age: '45', sex: 'female' } }) },
  missing: { who: ['owner'], stage: 'draft', parts: (made) => ({ ...id(made), body: { objects: [made.object, sha256('none')] } }) },
  putObject: { who: ['owner'], stage: 'draft', parts: (made) => ({ params: { id: made.id, sha256: sha256(spare) }, body: spare }) },
  object: { who: everyone, stage: 'published', parts: object },
  removeObject: { who: ['owner'], stage: 'draft', parts: object },
  submit: { who: ['owner'], stage: 'draft', parts: (made) => ({ ...id(made), body: submitBody(made.version, made.object) }) },
  giveBack: {
    who: ['reviewer', 'editor'],
    stage: 'in-review',
    parts: (made) => ({ ...id(made), body: { reasons: ['date'], text: 'See slice 3.' } }),
  },
  approve: { who: ['reviewer', 'editor'], stage: 'in-review', parts: (made) => ({ ...id(made), body: { version: made.version } }) },
  hide: { who: ['owner', 'reviewer', 'editor'], stage: 'published', parts: (made) => ({ ...id(made), body: { reason: 'privacy' } }) },
  clear: { who: ['editor'], stage: 'hidden', parts: (made) => ({ ...id(made), body: { version: made.version } }) },
  erase: { who: ['owner', 'editor'], stage: 'published', parts: (made) => ({ ...id(made), body: { reason: 'privacy' } }) },
  receipt: { who: ['owner', 'editor'], stage: 'erased', parts: id },
  hiddenCases: { who: ['editor'] },
  hiddenCase: { who: ['editor'], stage: 'hidden', parts: id },
  hiddenObject: { who: ['editor'], stage: 'hidden', parts: object },
  notice: { who: everyone, stage: 'published', parts: (made) => ({ body: { case: made.id, class: 'image', place: null } }) },
  noticeStatus: { who: everyone, parts: () => ({ params: { receipt: randomUUID() } }), but: 'no-such-notice' },
  notices: { who: ['editor'] },
};

const rows = Object.entries(table).flatMap(([name, row]) => everyone.map((who) => ({ name, row, who })));
const isRoute = (name: string): name is RouteName => name in ROUTES;

test.each(rows)('[A1] $who may ask $name only if the table says so', async ({ name, row, who }) => {
  if (!isRoute(name)) throw new Error('no such row');
  if (name === 'signOut' && who !== 'nobody') return;
  const made = row.stage === undefined ? { id: newCase(), object: sha256(''), version: '' } : await caseIn(house, row.stage);
  const response = await ask(house, house.people[who], name, row.parts?.(made) ?? {});
  const problem: { code: string } | null = response.ok ? null : await response.json();
  const code = problem?.code ?? null;
  if (row.who.includes(who)) expect(code).toBe(row.but ?? null);
  else expect(['not-signed-in', 'not-allowed', 'not-yours', 'no-such-case']).toContain(code);
});

test('[A1] whoever signs out or is shut out has no session any more', async () => {
  const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const signIn = async () => ({
    login: 'second',
    cookie: cookieOf(await ask(house, house.people.nobody, 'signIn', { body: { login: 'second', password: PASSWORD } })),
  });
  const [one, two] = [await signIn(), await signIn()];
  expect((await ask(house, one, 'mine')).status).toBe(200);
  expect((await ask(house, one, 'signOut')).status).toBe(204);
  expect((await ask(house, one, 'mine')).status).toBe(401);
  expect((await ask(house, two, 'mine')).status).toBe(200);
  const account = (await house.store.accounts.byLogin('second'))?.id ?? '';
  await ask(house, house.people.editor, 'changeAccount', { params: { id: account }, body: { roles: ['editor'], closed: true } });
  expect((await ask(house, two, 'mine')).status).toBe(401);
  expect((await ask(house, house.people.nobody, 'signIn', { body: { login: 'second', password: PASSWORD } })).status).toBe(401);
});
