import type { CaseRow, CaseView } from '@silhouette/core/api';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState, ErrorBox, LinkButton, Page, SayBox, useAnswer } from '../ui/index.ts';
import { EraseButton, HideButton } from './acts.tsx';
import { useArchive } from './archive.tsx';
import { CaseLine } from './case-line.tsx';
import { RETURN_REASONS, sayRefusal } from './words.ts';

const ORDER: readonly CaseRow['stage'][] = ['draft', 'in-review', 'hidden', 'published', 'erased', 'none'];

/** The contributor's own cases: where each stands, why one came back, and the two things that its author may always do. */
export function MineScreen(): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('mine', {}), 'mine');
  const [erased, setErased] = useState<string | null>(null);
  const rows = now.state === 'ok' ? now.value.cases.toSorted((a, b) => ORDER.indexOf(a.stage) - ORDER.indexOf(b.stage)) : [];
  return (
    <Page
      title="My cases"
      lead="You can hide a published case, and erase any of them, at any time and without a reason."
      actions={
        <LinkButton kind="primary" href="/new" keys="N">
          New case
        </LinkButton>
      }
    >
      {now.state === 'refused' ? (
        <ErrorBox title="Your cases could not be listed." again={again}>
          {sayRefusal(now.refusal)}
        </ErrorBox>
      ) : null}
      {erased === null ? null : (
        <SayBox tier="clean" title="The case is erased.">
          {erased}
        </SayBox>
      )}
      {now.state === 'ok' && rows.length === 0 ? (
        <EmptyState title="You have no case yet." actions={<LinkButton href="/new?sample=1">Try a synthetic one</LinkButton>}>
          A case begins with a folder, dropped on the page. Nothing of it leaves the device before it is clean.
        </EmptyState>
      ) : null}
      <ul className="lines">
        {rows.map((row) => (
          <li key={row.id}>
            <CaseLine row={row} href={hrefOf(row)} />
            <div className="row line-acts">
              {row.stage === 'draft' ? <LinkButton href={`/new?case=${row.id}`}>Go on</LinkButton> : null}
              {row.stage === 'published' ? <HideButton id={row.id} reasons={['author', 'privacy', 'consent-withdrawn']} onDone={again} /> : null}
              {row.stage === 'erased' || row.stage === 'none' ? null : (
                <EraseButton
                  quiet
                  id={row.id}
                  reasons={['author', 'privacy', 'consent-withdrawn', 'copyright']}
                  onDone={(words) => {
                    setErased(words);
                    again();
                  }}
                />
              )}
            </div>
            {row.stage === 'draft' ? <Returned id={row.id} /> : null}
          </li>
        ))}
      </ul>
    </Page>
  );
}

function hrefOf(row: CaseRow): string | null {
  if (row.stage === 'draft') return `/new?case=${row.id}`;
  return row.stage === 'published' || row.stage === 'in-review' ? `/case/${row.id}` : null;
}

/** Why a draft came back; nothing where it did not. */
function Returned({ id }: { readonly id: CaseRow['id'] }): ReactNode {
  const { client } = useArchive();
  const { now } = useAnswer(() => client.ask('case', { params: { id } }), id);
  const note: NonNullable<CaseView['team']>['returned'] = now.state === 'ok' ? (now.value.team?.returned ?? null) : null;
  if (note === null) return null;
  return (
    <SayBox tier="ask" title="It came back from review.">
      <ul className="bullets">
        {note.reasons.map((reason) => (
          <li key={reason}>{RETURN_REASONS[reason]}</li>
        ))}
      </ul>
      {note.text === '' ? null : (
        <p className="prose-small" translate="no">
          {note.text}
        </p>
      )}
    </SayBox>
  );
}
