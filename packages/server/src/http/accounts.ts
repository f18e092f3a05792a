import { AccountId, no, type Result, yes } from '@silhouette/core/model';
import type { Session } from '@silhouette/core/api';
import type { AccountKept } from '../store/index.ts';
import type { Asking, Edge, Refused, Some } from './handler.ts';
import { digestOf, hashPassword, isPassword, newCode, newToken } from './secrets.ts';

/** How long one stays signed in, and how long an invitation counts. */
export const SESSION_MS = 12 * 3_600_000;
const CODE_MS = 7 * 86_400_000;

/** The name of the setting that holds the digest of the set-up code. */
export const SET_UP_SETTING = 'set-up-code';

type Names = 'setUp' | 'signIn' | 'session' | 'signOut' | 'activate' | 'accounts' | 'invite' | 'changeAccount' | 'newCode';

/** Everything about who one is. */
export function accountHandlers(edge: Edge): Some<Names> {
  const { store, clock } = edge;
  return {
    setUp: ({ body }, asking) => limited(edge, asking, 'code', () => setUp(edge, asking, body)),
    signIn: ({ body }, asking) =>
      limited(edge, asking, 'sign-in', async () => {
        const account = await store.accounts.byLogin(body.login);
        const right = await isPassword(body.password, account?.password ?? null);
        if (account === null || !right || account.closed) return no({ code: 'wrong-sign-in', at: null });
        return signedIn(edge, asking, account);
      }),
    session: async (_, { account }) => yes({ account: account === null ? null : shown(account), setUp: await store.accounts.any() }),
    signOut: async (_, { token, setSession }) => {
      if (token !== null) await store.accounts.closeSession(digestOf(token));
      setSession(null);
      return yes(undefined);
    },
    activate: ({ body }, asking) =>
      limited(edge, asking, 'code', async () => {
        const password = await hashPassword(body.password);
        const account = await store.accounts.redeem({ login: body.login, code: digestOf(body.code), password, now: clock() });
        return account === null ? no({ code: 'wrong-code', at: null }) : signedIn(edge, asking, account);
      }),
    accounts: async () => yes({ accounts: (await store.accounts.all()).map(row) }),
    invite: async ({ body }) => {
      const code = newCode();
      const account: AccountKept = { id: AccountId.parse(edge.newId()), login: body.login, roles: body.roles, password: null, closed: false };
      const invited = await store.accounts.invite(account, { code: digestOf(code), until: clock() + CODE_MS });
      return invited ? yes({ account: shown(account), code }) : no({ code: 'login-taken', at: null });
    },
    changeAccount: async ({ params, body }) => {
      const changed = await store.accounts.change(params.id, body);
      return typeof changed === 'string' ? no({ code: changed, at: null }) : yes(row(changed));
    },
    newCode: async ({ params }) => {
      if ((await store.accounts.byId(params.id)) === null) return no({ code: 'no-such-account', at: null });
      const code = newCode();
      await store.accounts.setCode(params.id, { code: digestOf(code), until: clock() + CODE_MS });
      return yes({ code });
    },
  };
}

async function setUp(edge: Edge, asking: Asking, body: { code: string; login: string; password: string }): Promise<Result<Session, Refused>> {
  const { store } = edge;
  if (await store.accounts.any()) return no({ code: 'already-set-up', at: null });
  if ((await store.setting(SET_UP_SETTING)) !== digestOf(body.code)) return no({ code: 'wrong-code', at: null });
  const password = await hashPassword(body.password);
  const account: AccountKept = { id: AccountId.parse(edge.newId()), login: body.login, roles: ['editor'], password, closed: false };
  if (!(await store.accounts.admitFirst(account))) return no({ code: 'already-set-up', at: null });
  await store.setSetting(SET_UP_SETTING, null);
  return signedIn(edge, asking, account);
}

async function signedIn(edge: Edge, asking: Asking, account: AccountKept): Promise<Result<Session, Refused>> {
  const token = newToken();
  await edge.store.accounts.openSession({ token: digestOf(token), account: account.id, until: edge.clock() + SESSION_MS, now: edge.clock() });
  asking.setSession(token);
  return yes({ account: shown(account), setUp: true });
}

// Only what fails is counted, so that a ward behind one address can sign in.
async function limited<T>(
  edge: Edge,
  asking: Asking,
  what: 'sign-in' | 'code',
  work: () => Promise<Result<T, Refused>>,
): Promise<Result<T, Refused>> {
  if (!edge.limits.allows(what, asking.address)) return no({ code: 'too-many-requests', at: null });
  const done = await work();
  if (!done.ok) edge.limits.count(what, asking.address);
  return done;
}

const shown = ({ id, login, roles }: AccountKept): { id: AccountId; login: string; roles: AccountKept['roles'][number][] } => ({
  id,
  login,
  roles: [...roles],
});
const row = (account: AccountKept): ReturnType<typeof shown> & { active: boolean; closed: boolean } => ({
  ...shown(account),
  active: account.password !== null,
  closed: account.closed,
});
