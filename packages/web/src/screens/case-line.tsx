import type { CaseRow } from '@silhouette/core/api';
import type { ReactNode } from 'react';
import { loadPicture } from '../viewer/index.ts';
import { PictureBox, TierBadge, sayMany } from '../ui/index.ts';
import type { TierWord } from '../ui/index.ts';
import { STAGES, sayModality } from './words.ts';
import { useFrames, useInSight } from './use-frames.ts';

const TIERS: Readonly<Record<CaseRow['stage'], TierWord>> = {
  none: 'note',
  draft: 'note',
  'in-review': 'fix',
  published: 'clean',
  hidden: 'ask',
  erased: 'note',
};

/** A case number in the short form that people read out. */
export const shortId = (id: string): string => id.slice(0, 8);

/** One case in a list: its picture, its title or what stands for it, and where it stands. */
export function CaseLine({ row, href, aside }: { readonly row: CaseRow; readonly href: string | null; readonly aside?: ReactNode }): ReactNode {
  const [box, inSight] = useInSight();
  const frames = useFrames(row.stage === 'hidden' ? 'hiddenObject' : 'object');
  const shows = row.key !== null && row.stage !== 'erased' && (row.stage !== 'hidden' || href !== null);
  const load = inSight && shows ? (signal: AbortSignal) => loadPicture(frames, { object: `${row.id}/${row.key}`, frame: 0 }, signal) : null;
  const words = (
    <>
      <div ref={box} className="line-pic">
        {shows ? <PictureBox load={load} id={load === null ? 'none' : row.id} label="" /> : null}
      </div>
      <div className="line-words">
        <div className="line-title" translate="no">
          {row.title === null || row.title === '' ? (
            <span className="muted">{row.stage === 'draft' ? 'Draft without a title' : 'Case'}</span>
          ) : (
            row.title
          )}
        </div>
        <div className="muted">
          {row.modalities.map(sayModality).join(', ')}
          {row.modalities.length > 0 ? ' · ' : ''}
          {row.instances === 0 ? null : `${sayMany(row.instances, 'instance')} · `}
          <span className="mono">{shortId(row.id)}</span>
        </div>
      </div>
      <div className="line-stage">{aside ?? <TierBadge tier={TIERS[row.stage]}>{STAGES[row.stage]}</TierBadge>}</div>
    </>
  );
  return href === null ? (
    <div className="line">{words}</div>
  ) : (
    <a className="line" href={href}>
      {words}
    </a>
  );
}
