import type { CaseRow, NoticeRow } from '@silhouette/core/api';
import type { ReactNode } from 'react';
import { EmptyState, ErrorBox, LinkButton, Page, TierBadge, sayMany, useAnswer } from '../ui/index.ts';
import { useArchive } from './archive.tsx';
import { sayLeft } from './clock.ts';
import { CaseLine } from './case-line.tsx';
import { NOTICE_CLASSES, sayRefusal } from './words.ts';

interface Waiting {
  readonly row: CaseRow;
  readonly notices: readonly NoticeRow[];
}

/** The editors' board: every hidden case with the notices on it, the nearest end first. */
export function NoticesScreen(): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(async () => {
    const [hidden, notices] = await Promise.all([client.ask('hiddenCases', {}), client.ask('notices', {})]);
    if (!hidden.ok) return hidden;
    if (!notices.ok) return notices;
    return { ok: true as const, value: waitingOf(hidden.value.cases, notices.value.notices) };
  }, 'board');
  return (
    <Page title="Notices" lead="A notice hides a case at once. Look, then clear it or erase it; what nobody acts on is erased after 24 hours.">
      {now.state === 'refused' ? (
        <ErrorBox title="The board could not be opened." again={again}>
          {sayRefusal(now.refusal)}
        </ErrorBox>
      ) : null}
      {now.state === 'ok' && now.value.length === 0 ? <EmptyState title="No case is hidden." /> : null}
      {now.state === 'ok' && now.value.length > 0 ? (
        <ul className="lines">
          {now.value.map(({ row, notices }) => (
            <li key={row.id}>
              <CaseLine row={row} href={`/hidden/${row.id}`} aside={<Clock notices={notices} />} />
              <div className="row line-acts">
                <LinkButton href={`/hidden/${row.id}`}>Look and decide</LinkButton>
              </div>
              <ul className="notice-lines">
                {notices.map((notice) => (
                  <li key={notice.id}>
                    {NOTICE_CLASSES[notice.class].name}
                    <span className="muted">{sayPlace(notice)}</span>
                  </li>
                ))}
                {notices.length === 0 ? <li className="muted">Hidden by a person, without a notice.</li> : null}
              </ul>
            </li>
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function sayPlace({ place }: NoticeRow): string {
  const { frame = null, object = null } = place ?? {};
  if (object === null) return '';
  return frame === null ? ', on one object' : ', on one image';
}

/** Hidden cases with their open notices: the one that ends first comes first, those without a clock last. */
export function waitingOf(cases: readonly CaseRow[], notices: readonly NoticeRow[]): readonly Waiting[] {
  const waiting = cases.map((row) => ({ row, notices: notices.filter((notice) => notice.case === row.id && notice.status === 'hidden') }));
  const age = ({ notices: some }: Waiting): number => Math.max(-1, ...some.map(({ hours }) => hours));
  return waiting.toSorted((a, b) => age(b) - age(a));
}

function Clock({ notices }: { readonly notices: readonly NoticeRow[] }): ReactNode {
  const hours = Math.max(-1, ...notices.map((notice) => notice.hours));
  if (hours < 0) return <TierBadge tier="note">Hidden</TierBadge>;
  return (
    <div>
      <TierBadge tier={hours >= 20 ? 'block' : 'ask'}>{sayLeft(hours)}</TierBadge>
      <div className="muted">{sayMany(notices.length, 'notice')}</div>
    </div>
  );
}
