import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useArchive } from '../screens/index.ts';
import { LightSwitch, MenuButton, TopBar } from '../ui/index.ts';
import type { MenuEntry } from '../ui/index.ts';

interface Way {
  readonly href: string;
  readonly name: string;
  readonly roles: readonly string[] | 'all' | 'signed-in';
}

const WAYS: readonly Way[] = [
  { href: '/', name: 'Library', roles: 'all' },
  { href: '/new', name: 'New case', roles: ['contributor'] },
  { href: '/mine', name: 'My cases', roles: ['contributor'] },
  { href: '/review', name: 'Review', roles: ['reviewer', 'editor'] },
  { href: '/notices', name: 'Notices', roles: ['editor'] },
  { href: '/accounts', name: 'Accounts', roles: ['editor'] },
];

const isHere = (way: Way, path: string): boolean => path === way.href || (way.href !== '/' && path.startsWith(`${way.href}/`));

/** The bar with the ways that the visitor's roles open. */
export function Header({ path }: { readonly path: string }): ReactNode {
  const { session, client, signedIn } = useArchive();
  const [, go] = useLocation();
  const account = session.account;
  const ways = WAYS.filter(
    ({ roles }) =>
      roles === 'all' || (account !== null && (roles === 'signed-in' || roles.some((role) => account.roles.some((has) => has === role)))),
  );
  const signOut = async (): Promise<void> => {
    const answer = await client.ask('signOut', {});
    if (!answer.ok) return;
    signedIn({ account: null, setUp: true });
    go('/');
  };
  const entries: readonly MenuEntry[] = [
    ...ways.map(({ href, name }) => ({ href, name, here: isHere({ href, name, roles: 'all' }, path) })),
    ...(account === null ? [{ name: 'Sign in', href: '/sign-in' }] : [{ name: 'Sign out', onPress: () => void signOut(), aside: account.login }]),
  ];
  return (
    <TopBar>
      {session.setUp ? (
        <>
          <nav aria-label="Main" className="nav-wide">
            {ways.map((way) => (
              <a key={way.href} className="nav-link" href={way.href} aria-current={isHere(way, path) ? 'page' : undefined}>
                {way.name}
              </a>
            ))}
          </nav>
          <div className="nav-wide">
            {account === null ? (
              <a className="nav-link" href="/sign-in" aria-current={path === '/sign-in' ? 'page' : undefined}>
                Sign in
              </a>
            ) : (
              <MenuButton name={account.login} label={`Account ${account.login}`} entries={[{ name: 'Sign out', onPress: () => void signOut() }]} />
            )}
          </div>
          <div className="nav-small">
            <MenuButton name="Menu" label="Menu" entries={entries} />
          </div>
        </>
      ) : null}
    </TopBar>
  );
}

/** The foot of every page: the policy, the notice, light. */
export function Footer(): ReactNode {
  const { session } = useArchive();
  return (
    <footer className="foot">
      {session.setUp ? (
        <>
          <a href="/policy">What we take out, and what we promise</a>
          <a href="/notice" data-server="">
            Something here could identify someone
          </a>
        </>
      ) : null}
      <div className="grow" />
      <LightSwitch />
    </footer>
  );
}
