import { Problem, ROUTES, pathOf } from '@silhouette/core/api';
import type { Answer, Asked, ProblemCode, RouteName } from '@silhouette/core/api';
import { no, yes } from '@silhouette/core/model';
import type { Result } from '@silhouette/core/model';

/** Why a question got no answer: a code of the table, or `no-connection` when nothing came back, or `bad-answer` when it was not ours. */
export interface Refused {
  readonly code: ProblemCode | 'no-connection' | 'bad-answer' | 'stopped';
  readonly at: string | null;
  readonly findings: Problem['findings'];
  /** Of an erased case: the reason class and the day. */
  readonly tombstone: Problem['tombstone'];
}

/** A request that was made, as the ledger lists it: the row of the table, its method, and the bytes of its body. */
export interface RequestMade {
  readonly route: RouteName;
  readonly method: string;
  readonly bytes: number;
  readonly state: 'under-way' | 'taken' | 'refused';
}

/** The parts of a question that its row asks for; the others may be left out. */
type Parts<N extends RouteName> = { readonly [K in keyof Asked<N> as Asked<N>[K] extends undefined ? never : K]: Asked<N>[K] };

/** Asks the server, and remembers what was asked. */
export interface Client {
  readonly ask: <N extends RouteName>(name: N, parts: Parts<N>, signal?: AbortSignal) => Promise<Result<Answer<N>, Refused>>;
  /** The bytes of an object. */
  readonly bytes: (
    name: 'object' | 'hiddenObject',
    params: { readonly id: string; readonly sha256: string },
    signal?: AbortSignal,
  ) => Promise<Result<Uint8Array<ArrayBuffer>, Refused>>;
  /** Every request since the page was opened, oldest first; the same array until another is made. */
  readonly requests: () => readonly RequestMade[];
  /** Calls back after each change of `requests`; gives the way to stop. */
  readonly listen: (onChange: () => void) => () => void;
}

/** What a client needs from the world. */
export interface Wire {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** A refusal by its code alone. */
export const refused = (code: Refused['code']): Refused => ({ code, at: null, findings: [], tombstone: null });

/** Makes a client; its requests go to the site that the page came from. */
export function makeClient(wire: Wire): Client {
  let made: readonly RequestMade[] = [];
  const listeners = new Set<() => void>();
  const change = (next: readonly RequestMade[]): void => {
    made = next;
    for (const tell of listeners) tell();
  };
  const send = async (name: RouteName, url: string, init: RequestInit, bytes: number): Promise<Result<Response, Refused>> => {
    const index = made.length;
    const entry: RequestMade = { route: name, method: ROUTES[name].method, bytes, state: 'under-way' };
    change([...made, entry]);
    const close = (state: RequestMade['state']): void => change(made.with(index, { ...entry, state }));
    const answer = await wire.fetch(url, init).then(yes, () => no(refused(init.signal?.aborted === true ? 'stopped' : 'no-connection')));
    if (!answer.ok || !answer.value.ok) close('refused');
    else close('taken');
    if (!answer.ok) return answer;
    return answer.value.ok ? yes(answer.value) : no(await problemOf(answer.value));
  };
  return {
    async ask(name, parts, signal) {
      const { url, init, bytes } = requestFor(name, parts, signal);
      const answer = await send(name, url, init, bytes);
      return answer.ok ? answerOf(name, answer.value) : answer;
    },
    async bytes(name, params, signal) {
      const answer = await send(name, pathOf(name, params), { ...FETCH, ...(signal === undefined ? {} : { signal }) }, 0);
      if (!answer.ok) return answer;
      return answer.value.arrayBuffer().then(
        (buffer) => yes(new Uint8Array(buffer)),
        () => no(refused('no-connection')),
      );
    },
    requests: () => made,
    listen(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

const FETCH: RequestInit = { credentials: 'same-origin', cache: 'no-store', referrerPolicy: 'no-referrer', redirect: 'error' };

interface LooseParts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

function requestFor(
  name: RouteName,
  parts: LooseParts,
  signal?: AbortSignal,
): { readonly url: string; readonly init: RequestInit; readonly bytes: number } {
  const row = ROUTES[name];
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parts.query ?? {})) if (value !== undefined && value !== '') query.set(key, value);
  const url = pathOf(name, parts.params) + (query.size > 0 ? `?${query}` : '');
  const init: RequestInit = { ...FETCH, method: row.method, ...(signal === undefined ? {} : { signal }) };
  if (row.body === null) return { url, init, bytes: 0 };
  if (row.body === 'bytes') {
    const body = parts.body instanceof Uint8Array ? new Uint8Array(parts.body) : new Uint8Array(0);
    return { url, init: { ...init, body, headers: { 'content-type': 'application/dicom' } }, bytes: body.byteLength };
  }
  const body = JSON.stringify(parts.body);
  return { url, init: { ...init, body, headers: { 'content-type': 'application/json' } }, bytes: new TextEncoder().encode(body).byteLength };
}

async function problemOf(response: Response): Promise<Refused> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  if (!problem.success) return refused('bad-answer');
  const { code, at, findings, tombstone } = problem.data;
  return { code, at, findings, tombstone };
}

async function answerOf<N extends RouteName>(name: N, response: Response): Promise<Result<Answer<N>, Refused>> {
  const schema = ROUTES[name].output;
  const body: unknown = schema === null ? undefined : await response.json().catch(() => null);
  if (schema === null || schema === 'bytes') return yes(trusted<N>(undefined));
  const parsed = schema.safeParse(body);
  return parsed.success ? yes(trusted<N>(parsed.data)) : no(refused('bad-answer'));
}

// The row's own schema made the value: the compiler cannot follow an indexed union of schemas to its output.
const trusted = <N extends RouteName>(value: unknown): Answer<N> => value as Answer<N>;
