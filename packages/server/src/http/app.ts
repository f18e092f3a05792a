import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Given, problem, type ProblemCode, type Route, type RouteName, ROUTES } from '@silhouette/core/api';
import type { Actor } from '@silhouette/core/cases';
import { CaseId, no, type Result, yes } from '@silhouette/core/model';
import type { AccountKept, Blob } from '../store/index.ts';
import { accountHandlers, SESSION_MS } from './accounts.ts';
import { caseHandlers } from './cases.ts';
import { draftHandlers } from './drafts.ts';
import type { Asking, Edge, Handlers, Refused } from './handler.ts';
import { ALWAYS, isOwnOrigin } from './headers.ts';
import { placeOf } from './log.ts';
import { pagesOf } from './pages.ts';
import { announced, receiveText } from './receive.ts';
import { digestOf } from './secrets.ts';

const MAX_JSON_BYTES = 32 * 1024 * 1024;

/** The whole edge: every row of the table, and the pages. */
export function makeApp(edge: Edge): Hono {
  const handlers: Handlers = { ...accountHandlers(edge), ...draftHandlers(edge), ...caseHandlers(edge) };
  const app = new Hono();
  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(ALWAYS)) context.header(name, value);
    if (edge.origin?.startsWith('https:') === true) context.header('strict-transport-security', 'max-age=31536000');
    await next();
  });
  for (const name of namesOf(ROUTES)) app.on(ROUTES[name].method, ROUTES[name].path, (context) => answer(edge, handlers, name, context));
  app.all('/api/*', (context) => refuse(context, { code: 'no-such-page', at: null }));
  app.get('/healthz', (context) => context.text('ok'));
  pagesOf(edge, app, addressOf);
  return app;
}

async function answer<N extends RouteName>(edge: Edge, handlers: Handlers, name: N, context: Context): Promise<Response> {
  const began = edge.clock();
  const response = await respond(edge, handlers, name, context);
  edge.log({ event: 'answered', route: name, status: response.status, ms: edge.clock() - began });
  return response;
}

async function respond<N extends RouteName>(edge: Edge, handlers: Handlers, name: N, context: Context): Promise<Response> {
  try {
    const done = await handle(edge, handlers, name, context);
    if (done.ok) return done.value;
    edge.log({ event: 'refused', route: name, code: done.refusal.code });
    return refuse(context, done.refusal, done.refusal.code === 'erased' ? await tombstone(edge, context) : null);
  } catch (error) {
    edge.log({ event: 'fault', route: name, at: placeOf(error) });
    return refuse(context, { code: 'internal', at: null });
  }
}

async function handle<N extends RouteName>(edge: Edge, handlers: Handlers, name: N, context: Context): Promise<Result<Response, Refused>> {
  const row: Route = ROUTES[name];
  // A notice needs no session, and its form must work for everybody.
  const changes = row.method !== 'GET' && row.carries !== 'notice';
  if (changes && !isOwnOrigin(context.req.raw, edge.origin)) return no({ code: 'bad-request-origin', at: null });
  const asking = await askingOf(edge, context);
  const door = mayKnock(row, asking.account);
  if (door !== null) return no({ code: door, at: null });
  const given = await parse(row, context);
  if (!given.ok) return given;
  const done = await handlers[name](parsedFor<N>(given.value), asking);
  if (!done.ok) return done;
  if (row.output === null) return yes(context.body(null, 204));
  if (row.output === 'bytes') return isBlob(done.value) ? yes(objectAnswer(context, done.value)) : no({ code: 'internal', at: null });
  // Parsed once more on the way out: nothing leaves that the table does not name.
  return yes(context.json(row.output.parse(done.value)));
}

function mayKnock({ who }: Route, account: AccountKept | null): ProblemCode | null {
  if (who === 'anyone') return null;
  if (account === null) return 'not-signed-in';
  return who === 'signed-in' || account.roles.includes(who) ? null : 'not-allowed';
}

interface Loose {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

async function parse(row: Route, context: Context): Promise<Result<Loose, Refused>> {
  const params = take(row.params, context.req.param(), 'path');
  if (!params.ok) return params;
  const query = take(row.query, context.req.query(), 'query');
  if (!query.ok) return query;
  if (row.body === null || row.body === 'bytes') return yes({ params: params.value, query: query.value, body: row.body ?? undefined });
  const json = await readJson(context.req.raw);
  if (!json.ok) return json;
  const body = take(row.body, json.value, 'body');
  return body.ok ? yes({ params: params.value, query: query.value, body: body.value }) : body;
}

// The place of a fault is the path of a key that the schema names: what was sent is never told back.
function take(schema: Route['params'], value: unknown, where: string): Result<unknown, Refused> {
  if (schema === null) return yes(undefined);
  const parsed = schema.safeParse(value);
  if (parsed.success) return yes(parsed.data);
  return no({ code: 'bad-input', at: [where, ...(parsed.error.issues[0]?.path ?? []).map(String)].join('.') });
}

async function readJson(request: Request): Promise<Result<unknown, Refused>> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return no({ code: 'bad-input', at: 'content-type' });
  if ((announced(request) ?? 0) > MAX_JSON_BYTES) return no({ code: 'too-large', at: null });
  const text = await receiveText(request, MAX_JSON_BYTES);
  if (text === null) return no({ code: 'too-large', at: null });
  try {
    const value: unknown = JSON.parse(text);
    return yes(value);
  } catch {
    return no({ code: 'bad-input', at: 'body' });
  }
}

async function askingOf(edge: Edge, context: Context): Promise<Asking> {
  const secure = edge.origin?.startsWith('https:') === true;
  const name = secure ? '__Host-silhouette' : 'silhouette';
  const token = getCookie(context, name) ?? null;
  const account = token === null ? null : await edge.store.accounts.sessionOf(digestOf(token), edge.clock());
  const actor: Actor = account === null ? { kind: 'anyone' } : { kind: 'account', id: account.id, roles: account.roles };
  return {
    actor,
    account,
    token,
    address: addressOf(context),
    request: context.req.raw,
    setSession: (to) =>
      setCookie(context, name, to ?? '', { path: '/', httpOnly: true, secure, sameSite: 'Strict', maxAge: to === null ? 0 : SESSION_MS / 1_000 }),
  };
}

// Used for limits only, as a keyed digest; never kept, never logged.
function addressOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? '';
  } catch {
    return '';
  }
}

function objectAnswer(context: Context, blob: Blob): Response {
  return context.body(blob.stream(), 200, { 'content-type': 'application/dicom', 'content-length': String(blob.bytes) });
}

function refuse(context: Context, refused: Refused, erased: Awaited<ReturnType<Edge['store']['tombstoneOf']>> = null): Response {
  const body = { ...problem(refused.code, refused.at, refused.findings ?? []), tombstone: erased };
  if (refused.code === 'too-many-requests') context.header('retry-after', '600');
  if (refused.code === 'busy') context.header('retry-after', '5');
  return new Response(JSON.stringify(body), { status: body.status, headers: { ...headersOf(context), 'content-type': 'application/problem+json' } });
}

const headersOf = (context: Context): Record<string, string> => Object.fromEntries(context.res.headers.entries());

async function tombstone(edge: Edge, context: Context): Promise<Awaited<ReturnType<Edge['store']['tombstoneOf']>>> {
  const id = CaseId.safeParse(context.req.param('id'));
  return id.success ? edge.store.tombstoneOf(id.data) : null;
}

const isBlob = (value: unknown): value is Blob => typeof value === 'object' && value !== null && 'stream' in value;

// What a row's own schemas parsed is what its handler is typed for.
function parsedFor<N extends RouteName>(parsed: Loose): Given<N>;
function parsedFor(parsed: Loose): unknown {
  return parsed;
}

function namesOf<K extends string>(table: Readonly<Record<K, unknown>>): K[];
function namesOf(table: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(table);
}
