import type { CaseView } from '@silhouette/core/api';
import type { ReactNode } from 'react';
import { TierBadge, sayCount } from '../ui/index.ts';

/** What the machine did on the contributor's side, in numbers, and what nobody's machine has looked at. */
export function MachineAccount({ view }: { readonly view: CaseView }): ReactNode {
  const record = view.team?.record ?? null;
  if (record === null) {
    return (
      <section className="bench-row">
        <h2>What the machine did</h2>
        <TierBadge tier="ask">No record came with this case</TierBadge>
      </section>
    );
  }
  const { counts, looks, policy, software } = record;
  const looked = looks.reduce((sum, { frames }) => sum + frames, 0);
  const answered = looks.reduce((sum, { answers }) => sum + answers.length, 0);
  const rows: readonly (readonly [name: string, count: number])[] = [
    ['Instances cleaned', counts.instances],
    ['Possible identifiers found', counts.findings],
    ['Places changed', counts.fixes],
    ['Boxes blacked out', counts.blackouts],
    ['Files left out', counts.leftOut],
    ['Frames the contributor looked at', looked],
    ['Questions the contributor answered', answered],
  ];
  return (
    <section className="bench-row">
      <h2>What the machine did</h2>
      <dl className="facts">
        {rows.map(([name, count]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{sayCount(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="bench-note">
        <TierBadge tier="ask">No detector finds all lettering</TierBadge>{' '}
        <span className="muted">What is left of it in an image, and faces, are for your eyes.</span>
      </p>
      <p className="muted bench-note">
        The server looked again at every header and every frame with the same code and found nothing to do. {software}, policy {policy.name}{' '}
        {policy.version}.
      </p>
    </section>
  );
}
