import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Tag, sayMany } from '../../ui/index.ts';
import type { Change } from '../../worker/index.ts';
import { ACTS } from './say.ts';
import { useBench } from './use-bench.tsx';

/** Every change of the header of one image, as it came and as it will be sent. The values are looked up in the local file, for this screen alone. */
export function Changes({ item, name }: { readonly item: number; readonly name: string }): ReactNode {
  const { bench } = useBench();
  const mark = bench.markOf(item);
  const [found, setFound] = useState<readonly Change[] | null>(null);
  useEffect(() => {
    let isOver = false;
    setFound(null);
    void bench.changesOf(item).then((changes) => isOver || setFound(changes));
    return () => {
      isOver = true;
    };
  }, [bench, item, mark]);
  return (
    <div className="changes" role="region" aria-label="Changes of the header" tabIndex={0}>
      <p className="muted" role="status">
        {found === null ? 'Comparing…' : `${name}: ${sayMany(found.length, 'change')} of the header. Elements that are not listed stay as they came.`}
      </p>
      {found === null ? null : (
        <table className="table changes-list" translate="no">
          <thead>
            <tr>
              <th scope="col">Element</th>
              <th scope="col">As it came</th>
              <th scope="col">As it will be sent</th>
              <th scope="col">What was done</th>
            </tr>
          </thead>
          <tbody>
            {found.map((change) => (
              <tr key={`${change.at} ${change.act}`}>
                <th scope="row">
                  {change.name}
                  <div className="mono muted">{sayPlace(change.at)}</div>
                </th>
                <td className="changes-before">{change.before === '' ? <span className="muted">empty</span> : change.before}</td>
                <td>{change.after === '' ? <span className="muted">{change.act === 'remove' ? 'not there' : 'empty'}</span> : change.after}</td>
                <td>
                  <Tag>{ACTS[change.act]}</Tag>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** `00081140[0]/00080018` as people write tags: `(0008,1140) item 1 › (0008,0018)`. */
export function sayPlace(at: string): string {
  return at
    .split('/')
    .map((step) => {
      const [, group, element, item] = /^([0-9A-F]{4})([0-9A-F]{4})(?:\[(\d+)\])?$/.exec(step) ?? [];
      return `(${group ?? ''},${element ?? ''})${item === undefined ? '' : ` item ${Number(item) + 1}`}`;
    })
    .join(' › ');
}
