import { Login, OneTimeCode, Password } from '@silhouette/core/api';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button, ErrorBox, Page, SecretField, TextField } from '../ui/index.ts';
import { useArchive } from './archive.tsx';
import { codeFrom } from './code.ts';
import { nextAfter } from './guard.ts';
import { sayRefusal } from './words.ts';
import type { Refused } from '../client/index.ts';

const PHRASE_HINT = 'Twelve characters at least. Three or four words that do not belong together are good.';

interface Gathered {
  readonly login: string;
  readonly code: string;
  readonly password: string;
}

function wrongWith({ login, code, password }: Gathered): Partial<Record<keyof Gathered, string>> {
  return {
    ...(Login.safeParse(login).success ? {} : { login: 'Small letters, figures and . _ @ + - only, without spaces; two at least.' }),
    ...(OneTimeCode.safeParse(code).success ? {} : { code: 'The code has five groups of five letters and figures.' }),
    ...(Password.safeParse(password).success ? {} : { password: 'Twelve characters at least.' }),
  };
}

function DoorForm(props: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly codeHint: ReactNode;
  readonly act: string;
  readonly start: Partial<Gathered>;
  readonly onSend: (gathered: Gathered) => Promise<Refused | null>;
}): ReactNode {
  const [gathered, setGathered] = useState<Gathered>({ login: '', code: '', password: '', ...props.start });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const wrong = tried ? wrongWith(gathered) : {};
  const set = (part: Partial<Gathered>): void => setGathered({ ...gathered, ...part });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (busy || Object.keys(wrongWith(gathered)).length > 0) return;
    setBusy(true);
    void props.onSend(gathered).then((refused) => {
      setBusy(false);
      setRefusal(refused);
    });
  };
  return (
    <Page width="narrow" title={props.title} lead={props.lead}>
      <form className="stack" onSubmit={send} noValidate>
        {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
        <TextField
          label="Code"
          mono
          focus={props.start.code === undefined}
          value={gathered.code}
          onChange={(code) => set({ code: codeFrom(code) })}
          placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"
          hint={props.codeHint}
          wrong={wrong.code ?? null}
        />
        <TextField
          label="Your name here"
          aside="you sign in with it"
          fill="username"
          value={gathered.login}
          onChange={(login) => set({ login: login.toLowerCase() })}
          wrong={wrong.login ?? null}
        />
        <SecretField
          label="Pass phrase"
          fill="new-password"
          focus={props.start.code !== undefined}
          value={gathered.password}
          onChange={(password) => set({ password })}
          hint={PHRASE_HINT}
          wrong={wrong.password ?? null}
        />
        <Button type="submit" kind="primary" busy={busy} wide>
          {props.act}
        </Button>
      </form>
    </Page>
  );
}

/** The first start: the code that the server printed on its terminal makes the first editor. */
export function SetUpScreen(): ReactNode {
  const { client, signedIn } = useArchive();
  const [, go] = useLocation();
  return (
    <DoorForm
      title="Set up this archive"
      lead="You become its first editor. Editors invite everybody else."
      codeHint="The server printed it on its terminal when it started. Only who can read that can set up the archive."
      act="Set up and sign in"
      start={{}}
      onSend={async (body) => {
        const answer = await client.ask('setUp', { body });
        if (!answer.ok) return answer.refusal;
        signedIn(answer.value);
        go('/');
        return null;
      }}
    />
  );
}

/** Taking up an invitation: the code came from an editor, and the pass phrase is one's own. */
export function InvitationScreen(): ReactNode {
  const { client, signedIn } = useArchive();
  const [, go] = useLocation();
  const [start] = useState<Partial<Gathered>>(() => {
    const given = new URLSearchParams(location.hash.slice(1));
    // The code goes from the address bar, so that it does not stay in the history.
    if (location.hash !== '') history.replaceState(null, '', location.pathname);
    const [login, code] = [given.get('name'), given.get('code')];
    return { ...(login === null ? {} : { login }), ...(code === null ? {} : { code: codeFrom(code) }) };
  });
  return (
    <DoorForm
      title="Take up your invitation"
      lead="Choose a pass phrase. It is kept as a hash; nobody can read it, and an editor can only give you a new code."
      codeHint="An editor gave it to you. It works once."
      act="Set pass phrase and sign in"
      start={start}
      onSend={async (body) => {
        const answer = await client.ask('activate', { body });
        if (!answer.ok) return answer.refusal;
        signedIn(answer.value);
        go('/');
        return null;
      }}
    />
  );
}

/** Signing in. */
export function SignInScreen(): ReactNode {
  const { client, signedIn } = useArchive();
  const [, go] = useLocation();
  const search = useSearch();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await client.ask('signIn', { body: { login, password } });
    setBusy(false);
    if (!answer.ok) {
      setRefusal(answer.refusal.code === 'bad-input' ? { ...answer.refusal, code: 'wrong-sign-in' } : answer.refusal);
      return;
    }
    signedIn(answer.value);
    go(nextAfter(search));
  };
  return (
    <Page width="narrow" title="Sign in" lead="Reading, and sending a notice, need no account.">
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
        <TextField label="Name" fill="username" focus value={login} onChange={(typed) => setLogin(typed.toLowerCase())} />
        <SecretField label="Pass phrase" fill="current-password" value={password} onChange={setPassword} />
        <Button type="submit" kind="primary" busy={busy} wide>
          Sign in
        </Button>
      </form>
      <p className="muted below">
        Invited? <a href="/activate">Take up your invitation</a>. Forgotten the pass phrase? An editor can give you a new code.
      </p>
    </Page>
  );
}
