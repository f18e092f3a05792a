import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { pathOf, type RouteName, ROUTES } from '@silhouette/core/api';
import { type CaseId, type Digest, type Role, yes } from '@silhouette/core/model';
import { TEACHING } from '@silhouette/core/policy';
import type { Gate } from '@silhouette/server/gate';
import { folder, newCase, sha256, stamp, submission, testClock } from './archive.ts';
import { openStore, type Store } from '@silhouette/server/store';
import { type Edge, type LogEvent, makeApp, newCode, digestOf, openLimits, roomFor, SET_UP_SETTING } from '@silhouette/server/http';

/** Somebody with a session, or without one. */
export interface Person {
  readonly login: string;
  readonly cookie: string | null;
}
export type Who = 'nobody' | 'owner' | 'stranger' | 'reviewer' | 'editor' | 'second';

/** A running edge, without a port. */
export interface House {
  readonly app: Hono;
  readonly store: Store;
  readonly edge: Edge;
  readonly dir: string;
  readonly clock: ReturnType<typeof testClock>;
  readonly logged: readonly LogEvent[];
  readonly people: Readonly<Record<Who, Person>>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse battery staple';

/** A gate that lets everything in: for tests of everything else. */
export const openDoor: Gate = {
  policy: TEACHING,
  stamp,
  look: (bytes) => Promise.resolve(yes({ bytes, frames: 1, open: [] })),
  lookAtText: () => [],
  textRules: 'text-0-000000000000',
  close: () => Promise.resolve(),
};

/** What a request holds besides its route. */
export interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks as somebody. */
export function ask(house: Pick<House, 'app'>, who: Person, name: RouteName, parts: Parts = {}): Promise<Response> {
  const row = ROUTES[name];
  const headers: Record<string, string> = { ...(who.cookie === null ? {} : { cookie: who.cookie }), 'sec-fetch-site': 'same-origin' };
  const init: RequestInit = { method: row.method, headers: { ...headers, ...parts.headers } };
  const path = pathOf(name, parts.params ?? {}) + (parts.query ?? '');
  if (row.body === null) return Promise.resolve(house.app.request(path, init));
  if (parts.body instanceof Uint8Array) {
    const bytes = new Uint8Array(parts.body);
    return Promise.resolve(
      house.app.request(path, { ...init, body: bytes, headers: { 'content-length': String(bytes.length), ...headers, ...parts.headers } }),
    );
  }
  return Promise.resolve(
    house.app.request(path, {
      ...init,
      body: JSON.stringify(parts.body),
      headers: { 'content-type': 'application/json', ...headers, ...parts.headers },
    }),
  );
}

/** Opens an archive over HTTP with an owner, another contributor, a reviewer and two editors. */
export async function openHouse(gate: Gate = openDoor, change: Partial<Edge> = {}, postgres: string | null = null): Promise<House> {
  const dir = folder();
  const clock = testClock();
  const store = await openStore({ dir, postgres, clock: clock.now, onLost: () => undefined });
  if (!store.ok) throw new Error(store.refusal.code);
  const logged: LogEvent[] = [];
  const edge: Edge = {
    store: store.value,
    gate,
    log: (event) => logged.push(event),
    limits: openLimits(clock.now),
    clock: clock.now,
    newId: randomUUID,
    room: roomFor(64 * 1024 * 1024),
    pages: dir,
    origin: null,
    ...change,
  };
  const app = makeApp(edge);
  const people = await invite(app, store.value);
  return { app, store: store.value, edge, dir, clock, logged, people, close: () => store.value.close() };
}

/** The body of an answer, for tests that go on to look at it. */
export function json<T>(response: Promise<Response>): Promise<T>;
export async function json(response: Promise<Response>): Promise<unknown> {
  return (await response).json();
}

const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const nobody: Person = { login: '', cookie: null };

async function invite(app: Hono, store: Store): Promise<House['people']> {
  const code = newCode();
  await store.setSetting(SET_UP_SETTING, digestOf(code));
  const first = await ask({ app }, nobody, 'setUp', { body: { code, login: 'editor', password: PASSWORD } });
  const editor: Person = { login: 'editor', cookie: cookieOf(first) };
  const person = async (login: string, roles: readonly Role[]): Promise<Person> => {
    const invited = await json<{ code: string }>(ask({ app }, editor, 'invite', { body: { login, roles } }));
    const active = await ask({ app }, nobody, 'activate', { body: { login, code: invited.code, password: PASSWORD } });
    return { login, cookie: cookieOf(active) };
  };
  return {
    nobody,
    editor,
    owner: await person('owner', ['contributor']),
    stranger: await person('stranger', ['contributor']),
    reviewer: await person('reviewer', ['reviewer']),
    second: await person('second', ['editor']),
  };
}

/** A case of the owner's with one object, over HTTP. */
export async function draftOver(
  house: House,
  title: string,
  bytes: Uint8Array = new Uint8Array(Buffer.from(title)),
): Promise<{ id: CaseId; object: Digest; version: string }> {
  const { owner } = house.people;
  const { id } = await json<{ id: CaseId }>(ask(house, owner, 'draft'));
  const object = sha256(bytes);
  await ask(house, owner, 'putObject', { params: { id, sha256: object }, body: bytes });
  await ask(house, owner, 'patch', { params: { id }, body: { studies: [{ modality: 'CT', series: [{ objects: [object] }] }] } });
  const view = await json<{ team: { version: string } }>(
    ask(house, owner, 'patch', { params: { id }, body: { field: 'title', text: title, confirmed: true } }),
  );
  return { id, object, version: view.team.version };
}

/** What a submission says of a case with one object. */
export function submitBody(version: string, object: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  const { attestations, terms, consent } = submission(sha256('x'));
  const record = {
    software: 'silhouette/0.1.0',
    policy: stamp,
    counts: { instances: 1, findings: 0, fixes: 0, blackouts: 0, leftOut: 0 },
    looks: [{ object, frames: 1, answers: [] }],
  };
  return { version, attestations, terms, consent, record, ...change };
}

export type CaseStage = 'draft' | 'in-review' | 'published' | 'hidden' | 'erased';

/** A case of the owner's in a stage. */
export async function caseIn(house: House, stage: CaseStage, title = `Case ${newCase()}`): Promise<{ id: CaseId; object: Digest; version: string }> {
  const made = await draftOver(house, title);
  const params = { id: made.id };
  const { owner, reviewer, editor } = house.people;
  if (stage === 'draft') return made;
  await ask(house, owner, 'submit', { params, body: submitBody(made.version, made.object) });
  if (stage === 'in-review') return made;
  await ask(house, reviewer, 'approve', { params, body: { version: made.version } });
  if (stage === 'published') return made;
  if (stage === 'hidden') await ask(house, owner, 'hide', { params, body: { reason: 'privacy' } });
  else await ask(house, editor, 'erase', { params, body: { reason: 'privacy' } });
  return made;
}
