import { z } from 'zod';
import {
  Account,
  AccountId,
  AccountRow,
  CaseId,
  CasePatch,
  CaseRow,
  CaseView,
  Digest,
  ErasureReason,
  ErasureReceipt,
  HideReason,
  LibraryRow,
  Login,
  MAX_OBJECTS,
  NoticeIn,
  NoticeReceipt,
  NoticeRow,
  ObjectFacts,
  OneTimeCode,
  Password,
  PolicyAnswer,
  ReturnNote,
  Role,
  Session,
  Submit,
} from './schemas.ts';
import type { ProblemCode } from './schemas.ts';

/** Who may come to the door at all; what is behind it, `core/cases` decides. */
export type Who = 'anyone' | 'signed-in' | Role;

/** The case command that a row carries, or what it asks to see or change; null where no case is concerned. */
export type Carries = 'draft' | 'submit' | 'return' | 'approve' | 'notice' | 'hide' | 'clear' | 'erase' | 'see' | 'see-hidden' | 'edit' | null;

/** One row of the table. `body` is `'bytes'` for an object; `output` is `'bytes'` for one and null for 204. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly who: Who;
  readonly carries: Carries;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | 'bytes' | null;
  readonly output: z.ZodType | 'bytes' | null;
  readonly refusals: readonly ProblemCode[];
}

const route = <const R extends Route>(row: R): R => row;

const Case = z.strictObject({ id: CaseId });
const CaseObject = z.strictObject({ id: CaseId, sha256: Digest });
const AccountParam = z.strictObject({ id: AccountId });
const Ok = z.strictObject({ stage: CaseRow.shape.stage });
const gone = ['no-such-case', 'not-shown', 'erased'] as const;
const judged = [...gone, 'not-allowed', 'own-case', 'wrong-stage'] as const;
const changed = [...gone, 'not-allowed', 'not-yours', 'wrong-stage', 'bad-input'] as const;
const none = { params: null, query: null, body: null, carries: null } as const;

/** The whole API: what may be asked over HTTP. Every row may also answer `bad-input`, `not-signed-in`, `not-allowed`, `bad-request-origin`, `too-many-requests` and `internal`. */
export const ROUTES = {
  setUp: route({
    ...none,
    method: 'POST',
    path: '/api/v1/setup',
    who: 'anyone',
    body: z.strictObject({ code: OneTimeCode, login: Login, password: Password }),
    output: Session,
    refusals: ['wrong-code', 'already-set-up'],
  }),
  signIn: route({
    ...none,
    method: 'POST',
    path: '/api/v1/session',
    who: 'anyone',
    body: z.strictObject({ login: Login, password: z.string().max(256) }),
    output: Session,
    refusals: ['wrong-sign-in'],
  }),
  session: route({ ...none, method: 'GET', path: '/api/v1/session', who: 'anyone', output: Session, refusals: [] }),
  signOut: route({ ...none, method: 'DELETE', path: '/api/v1/session', who: 'anyone', output: null, refusals: [] }),
  activate: route({
    ...none,
    method: 'POST',
    path: '/api/v1/accounts/activate',
    who: 'anyone',
    body: z.strictObject({ login: Login, code: OneTimeCode, password: Password }),
    output: Session,
    refusals: ['wrong-code'],
  }),
  accounts: route({
    ...none,
    method: 'GET',
    path: '/api/v1/accounts',
    who: 'editor',
    output: z.strictObject({ accounts: z.array(AccountRow) }),
    refusals: [],
  }),
  invite: route({
    ...none,
    method: 'POST',
    path: '/api/v1/accounts',
    who: 'editor',
    body: z.strictObject({ login: Login, roles: z.array(Role).min(1) }),
    output: z.strictObject({ account: Account, code: OneTimeCode }),
    refusals: ['login-taken'],
  }),
  changeAccount: route({
    ...none,
    method: 'PATCH',
    path: '/api/v1/accounts/:id',
    who: 'editor',
    params: AccountParam,
    body: z.strictObject({ roles: z.array(Role), closed: z.boolean() }),
    output: AccountRow,
    refusals: ['no-such-account', 'last-editor'],
  }),
  newCode: route({
    ...none,
    method: 'POST',
    path: '/api/v1/accounts/:id/code',
    who: 'editor',
    params: AccountParam,
    output: z.strictObject({ code: OneTimeCode }),
    refusals: ['no-such-account'],
  }),
  policy: route({ ...none, method: 'GET', path: '/api/v1/policy', who: 'anyone', output: PolicyAnswer, refusals: [] }),
  library: route({
    ...none,
    method: 'GET',
    path: '/api/v1/library',
    who: 'anyone',
    query: z.strictObject({ q: z.string().max(200).optional(), after: CaseId.optional() }),
    output: z.strictObject({ cases: z.array(LibraryRow), more: z.boolean(), total: z.int() }),
    refusals: [],
  }),
  mine: route({
    ...none,
    method: 'GET',
    path: '/api/v1/mine',
    who: 'signed-in',
    output: z.strictObject({ cases: z.array(CaseRow) }),
    refusals: [],
  }),
  reviews: route({
    ...none,
    method: 'GET',
    path: '/api/v1/reviews',
    who: 'signed-in',
    output: z.strictObject({ cases: z.array(CaseRow) }),
    refusals: [],
  }),
  draft: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases',
    who: 'contributor',
    carries: 'draft',
    output: z.strictObject({ id: CaseId }),
    refusals: ['not-allowed'],
  }),
  case: route({
    ...none,
    method: 'GET',
    path: '/api/v1/cases/:id',
    who: 'anyone',
    carries: 'see',
    params: Case,
    output: CaseView,
    refusals: gone,
  }),
  patch: route({
    ...none,
    method: 'PATCH',
    path: '/api/v1/cases/:id',
    who: 'signed-in',
    carries: 'edit',
    params: Case,
    body: CasePatch,
    output: CaseView,
    refusals: [...changed, 'no-such-study', 'no-such-object', 'text-not-clean'],
  }),
  missing: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/missing',
    who: 'signed-in',
    carries: 'edit',
    params: Case,
    body: z.strictObject({ objects: z.array(Digest).max(MAX_OBJECTS) }),
    output: z.strictObject({ missing: z.array(Digest) }),
    refusals: changed,
  }),
  putObject: route({
    ...none,
    method: 'PUT',
    path: '/api/v1/cases/:id/objects/:sha256',
    who: 'signed-in',
    carries: 'edit',
    params: CaseObject,
    body: 'bytes',
    output: ObjectFacts,
    refusals: [...changed, 'hash-mismatch', 'not-clean', 'unreadable-object', 'too-large', 'too-many-objects', 'busy'],
  }),
  object: route({
    ...none,
    method: 'GET',
    path: '/api/v1/cases/:id/objects/:sha256',
    who: 'anyone',
    carries: 'see',
    params: CaseObject,
    output: 'bytes',
    refusals: [...gone, 'no-such-object'],
  }),
  removeObject: route({
    ...none,
    method: 'DELETE',
    path: '/api/v1/cases/:id/objects/:sha256',
    who: 'signed-in',
    carries: 'edit',
    params: CaseObject,
    output: null,
    refusals: [...changed, 'no-such-object'],
  }),
  submit: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/submit',
    who: 'signed-in',
    carries: 'submit',
    params: Case,
    body: Submit,
    output: Ok,
    refusals: [
      ...changed,
      'changed',
      'title-missing',
      'objects-missing',
      'terms-outdated',
      'attestation-missing',
      'policy-outdated',
      'consent-unsure',
      'frames-not-seen',
      'gate-not-green',
      'not-clean',
      'text-not-clean',
      'unreadable-object',
      'busy',
    ],
  }),
  giveBack: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/return',
    who: 'signed-in',
    carries: 'return',
    params: Case,
    body: ReturnNote,
    output: Ok,
    refusals: [...judged, 'reason-missing', 'text-not-clean'],
  }),
  approve: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/approve',
    who: 'signed-in',
    carries: 'approve',
    params: Case,
    body: z.strictObject({ version: Digest }),
    output: Ok,
    refusals: [...judged, 'already-approved', 'changed'],
  }),
  hide: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/hide',
    who: 'signed-in',
    carries: 'hide',
    params: Case,
    body: z.strictObject({ reason: HideReason }),
    output: Ok,
    refusals: [...gone, 'not-allowed', 'wrong-stage'],
  }),
  clear: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/clear',
    who: 'editor',
    carries: 'clear',
    params: Case,
    body: z.strictObject({ version: Digest }),
    output: Ok,
    refusals: [...judged, 'approver-may-not-clear', 'already-cleared', 'changed'],
  }),
  erase: route({
    ...none,
    method: 'POST',
    path: '/api/v1/cases/:id/erase',
    who: 'signed-in',
    carries: 'erase',
    params: Case,
    body: z.strictObject({ reason: ErasureReason }),
    output: ErasureReceipt,
    refusals: [...gone, 'not-allowed', 'wrong-stage'],
  }),
  receipt: route({
    ...none,
    method: 'GET',
    path: '/api/v1/cases/:id/receipt',
    who: 'signed-in',
    params: Case,
    output: ErasureReceipt,
    refusals: ['no-such-case', 'not-allowed', 'wrong-stage'],
  }),
  hiddenCases: route({
    ...none,
    method: 'GET',
    path: '/api/v1/hidden',
    who: 'editor',
    output: z.strictObject({ cases: z.array(CaseRow) }),
    refusals: [],
  }),
  hiddenCase: route({
    ...none,
    method: 'GET',
    path: '/api/v1/hidden/:id',
    who: 'editor',
    carries: 'see-hidden',
    params: Case,
    output: CaseView,
    refusals: ['no-such-case', 'erased', 'not-allowed', 'wrong-stage'],
  }),
  hiddenObject: route({
    ...none,
    method: 'GET',
    path: '/api/v1/hidden/:id/objects/:sha256',
    who: 'editor',
    carries: 'see-hidden',
    params: CaseObject,
    output: 'bytes',
    refusals: ['no-such-case', 'erased', 'not-allowed', 'wrong-stage', 'no-such-object'],
  }),
  notice: route({
    ...none,
    method: 'POST',
    path: '/api/v1/notices',
    who: 'anyone',
    carries: 'notice',
    body: NoticeIn,
    output: NoticeReceipt,
    refusals: ['no-such-case', 'erased'],
  }),
  noticeStatus: route({
    ...none,
    method: 'GET',
    path: '/api/v1/notices/:receipt',
    who: 'anyone',
    params: z.strictObject({ receipt: z.uuidv4() }),
    output: NoticeReceipt,
    refusals: ['no-such-notice'],
  }),
  notices: route({
    ...none,
    method: 'GET',
    path: '/api/v1/notices',
    who: 'editor',
    output: z.strictObject({ notices: z.array(NoticeRow) }),
    refusals: [],
  }),
} as const;

export type RouteName = keyof typeof ROUTES;
type Row<N extends RouteName> = (typeof ROUTES)[N];
type InputOf<S> = S extends z.ZodType ? z.input<S> : S extends 'bytes' ? Uint8Array : undefined;
type ParsedOf<S> = S extends z.ZodType ? z.output<S> : S extends 'bytes' ? 'bytes' : undefined;
type OutputOf<S> = S extends z.ZodType ? z.output<S> : S extends 'bytes' ? 'bytes' : undefined;

/** What a caller of a route gives. */
export interface Asked<N extends RouteName> {
  readonly params: InputOf<Row<N>['params']>;
  readonly query: InputOf<Row<N>['query']>;
  readonly body: InputOf<Row<N>['body']>;
}
/** What a handler of a route gets: parsed. A body of bytes stays with the request. */
export interface Given<N extends RouteName> {
  readonly params: ParsedOf<Row<N>['params']>;
  readonly query: ParsedOf<Row<N>['query']>;
  readonly body: ParsedOf<Row<N>['body']>;
}
/** What a route answers when it does not refuse. */
export type Answer<N extends RouteName> = OutputOf<Row<N>['output']>;

/** The path of a route with its parameters filled in; every parameter is an id or a digest, so none needs escaping. */
export function pathOf(name: RouteName, params: Readonly<Record<string, string>> = {}): string {
  return ROUTES[name].path.replaceAll(/:([a-z0-9]+)/g, (_, key: string) => params[key] ?? '');
}
