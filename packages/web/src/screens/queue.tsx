import type { ReactNode } from 'react';
import { EmptyState, ErrorBox, Page, Tag, useAnswer, useKeys } from '../ui/index.ts';
import { useArchive } from './archive.tsx';
import { CaseLine } from './case-line.tsx';
import { sayRefusal } from './words.ts';

/** Cases that wait for another person's eyes. */
export function QueueScreen(): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('reviews', {}), 'reviews');
  useKeys({ Enter: () => document.querySelector<HTMLElement>('.lines a')?.click() });
  return (
    <Page title="Review" lead="Another person looks at every frame and every word before a case is shown.">
      {now.state === 'refused' ? (
        <ErrorBox title="The queue could not be opened." again={again}>
          {sayRefusal(now.refusal)}
        </ErrorBox>
      ) : null}
      {now.state === 'ok' && now.value.cases.length === 0 ? <EmptyState title="No case waits for you." /> : null}
      {now.state === 'ok' && now.value.cases.length > 0 ? (
        <ul className="lines">
          {now.value.cases.map((row) => (
            <li key={row.id}>
              <CaseLine row={row} href={`/review/${row.id}`} aside={row.own ? <Tag>your own: for another person</Tag> : <Tag>waits</Tag>} />
            </li>
          ))}
        </ul>
      ) : null}
    </Page>
  );
}
