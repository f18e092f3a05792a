import { AccountId, Role } from '@silhouette/core/model';
import { type Database, type Engine, lockChain } from './schema.ts';

/** An account. `password` is an argon2id string, null until the person set one. */
export interface AccountKept {
  readonly id: AccountId;
  readonly login: string;
  readonly roles: readonly Role[];
  readonly password: string | null;
  readonly closed: boolean;
}

/** The digest of a one-time code, and until when it counts (milliseconds). */
export interface CodeKept {
  readonly code: string;
  readonly until: number;
}

/** What is kept of people: how they sign in and what they may do. */
export interface Accounts {
  all(): Promise<readonly AccountKept[]>;
  byLogin(login: string): Promise<AccountKept | null>;
  byId(id: AccountId): Promise<AccountKept | null>;
  /** Whether anyone has an account yet. */
  any(): Promise<boolean>;
  /** The first editor, if there is no account yet. */
  admitFirst(account: AccountKept): Promise<boolean>;
  /** A new account that waits for its code; false when the login is taken. */
  invite(account: AccountKept, code: CodeKept): Promise<boolean>;
  setCode(id: AccountId, code: CodeKept): Promise<void>;
  /** Sets the password of an open account whose code this is, uses the code up and ends its sessions; null when it is not. */
  redeem(asked: { readonly login: string; readonly code: string; readonly password: string; readonly now: number }): Promise<AccountKept | null>;
  /** Sets roles and whether the account is closed; refuses to leave the archive without an editor. */
  change(id: AccountId, to: { readonly roles: readonly Role[]; readonly closed: boolean }): Promise<AccountKept | 'no-such-account' | 'last-editor'>;
  /** Opens a session until a time; those that ended before `now` are forgotten. */
  openSession(session: { readonly token: string; readonly account: AccountId; readonly until: number; readonly now: number }): Promise<void>;
  sessionOf(token: string, now: number): Promise<AccountKept | null>;
  closeSession(token: string): Promise<void>;
}

/** Accounts in the tables. Tokens and codes arrive as digests. */
export function accountsIn(db: Database, engine: Engine): Accounts {
  const one = async (column: 'id' | 'login', value: string): Promise<AccountKept | null> => {
    const row = await db.selectFrom('accounts').selectAll().where(column, '=', value).executeTakeFirst();
    return row === undefined ? null : keptOf(row);
  };
  return {
    all: async () => (await db.selectFrom('accounts').selectAll().orderBy('login').execute()).map(keptOf),
    byLogin: (login) => one('login', login),
    byId: (id) => one('id', id),
    any: () => anyIn(db),
    admitFirst: (account) =>
      db.transaction().execute(async (tx) => {
        await lockChain(tx, engine);
        if (await anyIn(tx)) return false;
        return insert(tx, account, null);
      }),
    invite: (account, code) => insert(db, account, code),
    setCode: async (id, { code, until }) => {
      await db.updateTable('accounts').set({ code, code_until: until }).where('id', '=', id).execute();
    },
    redeem: async ({ login, code, password, now }) => {
      const row = await db
        .updateTable('accounts')
        .set({ password, code: null, code_until: null })
        .where('login', '=', login)
        .where('code', '=', code)
        .where('code_until', '>', now)
        .where('closed', '=', 0)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      await db.deleteFrom('sessions').where('account', '=', row.id).execute();
      return keptOf(row);
    },
    change: (id, to) =>
      db.transaction().execute(async (tx) => {
        await lockChain(tx, engine);
        return change(tx, id, to);
      }),
    openSession: async ({ now, ...session }) => {
      await db.deleteFrom('sessions').where('until', '<=', now).execute();
      await db.insertInto('sessions').values(session).execute();
    },
    sessionOf: async (token, now) => {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('accounts', 'accounts.id', 'sessions.account')
        .selectAll('accounts')
        .where('sessions.token', '=', token)
        .where('sessions.until', '>', now)
        .where('accounts.closed', '=', 0)
        .executeTakeFirst();
      return row === undefined ? null : keptOf(row);
    },
    closeSession: async (token) => {
      await db.deleteFrom('sessions').where('token', '=', token).execute();
    },
  };
}

async function anyIn(db: Database): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function insert(db: Database, { id, login, roles, password }: AccountKept, code: CodeKept | null): Promise<boolean> {
  const row = { id, login, roles: JSON.stringify(roles), password, code: code?.code ?? null, code_until: code?.until ?? null, closed: 0 };
  const done = await db
    .insertInto('accounts')
    .values(row)
    .onConflict((clash) => clash.column('login').doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1;
}

async function change(
  tx: Database,
  id: AccountId,
  to: { readonly roles: readonly Role[]; readonly closed: boolean },
): Promise<AccountKept | 'no-such-account' | 'last-editor'> {
  const others = (await tx.selectFrom('accounts').selectAll().where('id', '!=', id).execute()).map(keptOf);
  const editorStays = to.roles.includes('editor') && !to.closed;
  const otherEditor = others.some(({ roles, closed, password }) => roles.includes('editor') && !closed && password !== null);
  if (!editorStays && !otherEditor) return 'last-editor';
  const row = await tx
    .updateTable('accounts')
    .set({ roles: JSON.stringify(to.roles), closed: to.closed ? 1 : 0 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return 'no-such-account';
  if (to.closed) await tx.deleteFrom('sessions').where('account', '=', id).execute();
  return keptOf(row);
}

function keptOf(row: { id: string; login: string; roles: string; password: string | null; closed: number }): AccountKept {
  return {
    id: AccountId.parse(row.id),
    login: row.login,
    roles: Role.array().parse(JSON.parse(row.roles)),
    password: row.password,
    closed: row.closed !== 0,
  };
}
