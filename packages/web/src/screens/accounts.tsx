import type { AccountRow } from '@silhouette/core/api';
import type { Role } from '@silhouette/core/model';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Refused } from '../client/index.ts';
import { Button, Dialog, ErrorBox, Page, Panel, TextField, TickField, TierBadge, useAnswer } from '../ui/index.ts';
import { useArchive } from './archive.tsx';
import { ROLES, sayRefusal } from './words.ts';

const ALL: readonly Role[] = ['contributor', 'reviewer', 'editor'];

interface Code {
  readonly login: string;
  readonly code: string;
}

/** Accounts: editors invite people and give roles. */
export function AccountsScreen(): ReactNode {
  const { client, session, signedIn } = useArchive();
  const { now, again } = useAnswer(() => client.ask('accounts', {}), 'accounts');
  const [code, setCode] = useState<Code | null>(null);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const change = async (row: AccountRow, part: { readonly roles?: readonly Role[]; readonly closed?: boolean }): Promise<void> => {
    const answer = await client.ask('changeAccount', {
      params: { id: row.id },
      body: { roles: [...(part.roles ?? row.roles)], closed: part.closed ?? row.closed },
    });
    setRefusal(answer.ok ? null : answer.refusal);
    const { account } = session;
    if (answer.ok && account?.id === row.id) signedIn({ ...session, account: { ...account, roles: answer.value.roles } });
    again();
  };
  const renew = async (row: AccountRow): Promise<void> => {
    const answer = await client.ask('newCode', { params: { id: row.id } });
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setCode({ login: row.login, code: answer.value.code });
  };
  return (
    <Page title="Accounts" lead="One person, one account, by invitation. A case is never approved by the account that sent it.">
      <div className="stack">
        {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
        {now.state === 'refused' ? (
          <ErrorBox title="The accounts could not be listed." again={again}>
            {sayRefusal(now.refusal)}
          </ErrorBox>
        ) : null}
        <Invite
          onInvited={(made) => {
            setCode(made);
            again();
          }}
        />
        <ul className="lines">
          {(now.state === 'ok' ? now.value.accounts : []).map((row) => (
            <li key={row.id} className="account">
              <div className="account-name">
                <b>{row.login}</b>
                {row.closed ? (
                  <TierBadge tier="block">closed</TierBadge>
                ) : row.active ? null : (
                  <TierBadge tier="ask">invited, not taken up</TierBadge>
                )}
              </div>
              <div className="row" role="group" aria-label={`Roles of ${row.login}`}>
                {ALL.map((role) => (
                  <Button
                    key={role}
                    pressed={row.roles.includes(role)}
                    title={ROLES[role].may}
                    onPress={() =>
                      void change(row, { roles: row.roles.includes(role) ? row.roles.filter((one) => one !== role) : [...row.roles, role] })
                    }
                  >
                    {ROLES[role].name}
                  </Button>
                ))}
              </div>
              <div className="row account-acts">
                <Button kind="quiet" onPress={() => void renew(row)}>
                  New code
                </Button>
                <Button kind="quiet" onPress={() => void change(row, { closed: !row.closed })}>
                  {row.closed ? 'Open again' : 'Close'}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </div>
      <CodeDialog code={code} onClose={() => setCode(null)} />
    </Page>
  );
}

function Invite({ onInvited }: { readonly onInvited: (made: Code) => void }): ReactNode {
  const { client } = useArchive();
  const [login, setLogin] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(['contributor']);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || roles.length === 0) return;
    setBusy(true);
    const answer = await client.ask('invite', { body: { login, roles: [...roles] } });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.refusal);
    setRefusal(null);
    setLogin('');
    onInvited({ login: answer.value.account.login, code: answer.value.code });
  };
  const wrong =
    refusal === null
      ? null
      : refusal.code === 'bad-input'
        ? 'Small letters, figures and . _ @ + - only, without spaces; two at least.'
        : sayRefusal(refusal);
  return (
    <Panel title="Invite somebody">
      <form className="invite" onSubmit={(event) => void send(event)}>
        <TextField label="Name" aside="they sign in with it" value={login} onChange={(typed) => setLogin(typed.toLowerCase())} wrong={wrong} />
        <div className="invite-roles" role="group" aria-label="Roles">
          {ALL.map((role) => (
            <TickField
              key={role}
              checked={roles.includes(role)}
              hint={ROLES[role].may}
              onChange={(on) => setRoles(on ? [...roles, role] : roles.filter((one) => one !== role))}
            >
              {ROLES[role].name}
            </TickField>
          ))}
        </div>
        <Button
          type="submit"
          kind="primary"
          busy={busy}
          off={login === '' ? 'Give a name first' : roles.length === 0 ? 'Choose a role first' : false}
        >
          Make an invitation
        </Button>
      </form>
    </Panel>
  );
}

function CodeDialog({ code, onClose }: { readonly code: Code | null; readonly onClose: () => void }): ReactNode {
  const [copied, setCopied] = useState(false);
  const link = code === null ? '' : `${location.origin}/activate#name=${encodeURIComponent(code.login)}&code=${code.code}`;
  return (
    <Dialog title={`Invitation for ${code?.login ?? ''}`} open={code !== null} onClose={onClose} wide>
      <p>Hand this over yourself. It works once, and it is shown only now.</p>
      <div className="code mono">{code?.code}</div>
      <p className="muted link-text">{link}</p>
      <div className="row">
        <Button
          kind="primary"
          onPress={() =>
            void navigator.clipboard.writeText(link).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied ? 'Copied' : 'Copy the link'}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
