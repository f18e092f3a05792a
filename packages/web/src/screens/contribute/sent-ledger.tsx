import { ROUTES } from '@silhouette/core/api';
import { useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { RequestMade } from '../../client/index.ts';
import { BarSlot, Dialog, sayBytes, sayCount } from '../../ui/index.ts';
import { useClient } from '../archive.tsx';
import { sayRoute } from '../words.ts';
import { carriesOfCase, groupRequests, sayLeft } from './ledger-lines.ts';

/** The requests that this page made since a moment: really made, in the order in which they were. */
export function useRequests(): readonly RequestMade[] {
  const client = useClient();
  const [from] = useState(() => client.requests().length);
  const all = useSyncExternalStore(client.listen, client.requests);
  return all.slice(from);
}

/** The ledger in the bar: one line, always in view; it opens into the list of requests. */
export function SentLedger({ held }: { readonly held: string }): ReactNode {
  const requests = useRequests();
  const [open, setOpen] = useState(false);
  const left = requests.some(carriesOfCase);
  return (
    <BarSlot>
      <button type="button" className={`ledger${left ? ' ledger-sent' : ''}`} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <i aria-hidden="true" />
        <b role="status">{sayLeft(requests)}</b>
        {held === '' ? null : <span className="muted ledger-held">{held}</span>}
      </button>
      <Dialog title="What has left this device" open={open} onClose={() => setOpen(false)} wide>
        <p className="muted">
          All requests that this page has made for the case. Your browser’s network panel shows the same. Names of files and folders are in none of
          them.
        </p>
        <table className="ledger-list">
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">Times</th>
              <th scope="col">Sent</th>
            </tr>
          </thead>
          <tbody>
            {groupRequests(requests).map(({ bytes, request, times }) => (
              <tr key={`${request.route} ${request.state}`}>
                <td>
                  {sayRoute(request.route)}
                  {request.state === 'taken' ? '' : request.state === 'refused' ? ': not taken' : ': under way'}
                  <div className="mono muted">
                    {request.method} {ROUTES[request.route].path}
                  </div>
                </td>
                <td>{sayCount(times)}</td>
                <td>{bytes === 0 ? 'nothing' : sayBytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Dialog>
    </BarSlot>
  );
}
