import type { CaseView } from '@silhouette/core/api';
import { CaseId } from '@silhouette/core/model';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSearch } from 'wouter';
import { ErrorBox, Page, useAnswer, useTabTitle } from '../../ui/index.ts';
import { useClient } from '../archive.tsx';
import { sayRefusal } from '../words.ts';
import { Flow } from './flow.tsx';
import './contribute.css';
import { newSecret } from './use-bench.tsx';

/** The contributor's flow: from a dropped folder to a case in review. `?case=` goes on with a draft, `?sample=` begins with a synthetic case. */
export function Contribute(): ReactNode {
  useTabTitle(null);
  const search = new URLSearchParams(useSearch());
  const id = CaseId.safeParse(search.get('case'));
  const sample = Number(search.get('sample') ?? 0);
  const [turn, setTurn] = useState(0);
  return (
    <Start
      key={`${id.data ?? 'new'} ${sample} ${turn}`}
      id={id.success ? id.data : null}
      sample={sample >= 1 && sample <= 3 ? sample : null}
      onNew={() => setTurn(turn + 1)}
    />
  );
}

interface StartProps {
  readonly id: CaseId | null;
  readonly sample: number | null;
  readonly onNew: () => void;
}

/** Before anything is dropped: the policy in force, and the draft that one goes on with. */
function Start({ id, onNew, sample }: StartProps): ReactNode {
  const client = useClient();
  const policy = useAnswer(() => client.ask('policy', {}), 'policy');
  const draft = useAnswer(async () => (id === null ? { ok: true as const, value: null } : client.ask('case', { params: { id } })), id ?? 'none');
  const [secret, setSecret] = useState(newSecret);
  const [keyGiven, setKeyGiven] = useState(false);
  for (const asked of [policy, draft]) {
    if (asked.now.state === 'refused') {
      return (
        <Page width="narrow">
          <ErrorBox title="The archive did not answer, so a case cannot begin." again={asked.again}>
            {sayRefusal(asked.now.refusal)}
          </ErrorBox>
        </Page>
      );
    }
  }
  if (policy.now.state !== 'ok' || draft.now.state !== 'ok') return <Page width="full">{null}</Page>;
  const earlier: CaseView | null = draft.now.value;
  if (earlier !== null && earlier.stage !== 'draft') {
    return (
      <Page width="narrow">
        <ErrorBox title="This case is not a draft any more.">
          <a href="/mine">My cases</a> say where it stands.
        </ErrorBox>
      </Page>
    );
  }
  return (
    <Flow
      policy={policy.now.value.document}
      secret={secret}
      keyGiven={keyGiven}
      onSecret={(given) => {
        setSecret(given);
        setKeyGiven(true);
      }}
      earlier={earlier}
      sample={sample}
      onNew={onNew}
    />
  );
}
