import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Session } from '@silhouette/core/api';
import type { Client, Refused } from '../client/index.ts';
import { ErrorBox, Page } from '../ui/index.ts';
import type { Sent } from '../ui/index.ts';
import { sayRoute, sayRefusal } from './words.ts';

/** The archive as the screens see it: how to ask it, who is signed in, and how to tell that this changed. */
export interface Archive {
  readonly client: Client;
  readonly session: Session;
  readonly signedIn: (session: Session) => void;
}

const Here = createContext<Archive | null>(null);

/** The archive that the page belongs to. */
export function useArchive(): Archive {
  const here = useContext(Here);
  if (here === null) throw new Error('screen outside of its archive');
  return here;
}

/** The client alone. */
export const useClient = (): Client => useArchive().client;

/** Whether the account that is signed in has a role. */
export const useRole = (role: 'contributor' | 'reviewer' | 'editor'): boolean => useArchive().session.account?.roles.includes(role) ?? false;

/** Every request of the contributor's flow as the ledger lists it: routes of a case, and the bytes of their bodies. */
export function useSent(): readonly Sent[] {
  const { client } = useArchive();
  const made = useSyncExternalStore(client.listen, client.requests);
  return useMemo(
    () =>
      made
        .filter((one) => one.state !== 'under-way')
        .map((one) => ({
          what: sayRoute(one.route),
          bytes: one.route === 'putObject' || one.route === 'patch' || one.route === 'submit' ? one.bytes : 0,
          instance: one.route === 'putObject' && one.state === 'taken',
        })),
    [made],
  );
}

/** Asks who is signed in before any screen is shown. */
export function ArchiveDoor({ client, children }: { readonly client: Client; readonly children: ReactNode }): ReactNode {
  const [session, setSession] = useState<Session | Refused | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    void client.ask('session', {}, stop.signal).then((answer) => stop.signal.aborted || setSession(answer.ok ? answer.value : answer.refusal));
    return () => stop.abort();
  }, [client, turn]);
  const archive = useMemo(() => (session === null || 'code' in session ? null : { client, session, signedIn: setSession }), [client, session]);
  if (archive !== null) return <Here.Provider value={archive}>{children}</Here.Provider>;
  if (session === null || !('code' in session)) return null;
  return (
    <Page width="narrow">
      <ErrorBox title="The archive does not answer." again={() => setTurn(turn + 1)}>
        {sayRefusal(session)}
      </ErrorBox>
    </Page>
  );
}
