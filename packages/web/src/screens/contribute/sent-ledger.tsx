import { ROUTES } from '@silhouette/core/api';
import { useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { RequestMade } from '../../client/index.ts';
import { BarSlot, Dialog, sayBytes, sayCount, sayMany } from '../../ui/index.ts';
import { useClient } from '../archive.tsx';
import { sayRoute } from '../words.ts';

/** The requests that this page made since a moment: really made, in the order in which they were. */
export function useRequests(): readonly RequestMade[] {
  const client = useClient();
  const [from] = useState(() => client.requests().length);
  const all = useSyncExternalStore(client.listen, client.requests);
  return all.slice(from);
}

// What carries something of the case; all other requests carry digests or nothing.
const CARRIES: ReadonlySet<RequestMade['route']> = new Set(['putObject', 'patch', 'submit']);

/** The line of the ledger: what has left this device, from the requests that were made. */
export function sayLeft(requests: readonly RequestMade[]): string {
  const instances = requests.filter(({ route, state }) => route === 'putObject' && state === 'taken').length;
  const under = requests.some(({ route, state }) => route === 'putObject' && state !== 'taken');
  const words = requests.some(({ route }) => route === 'patch' || route === 'submit');
  if (instances > 0) return `${sayMany(instances, 'clean instance')} sent; originals: none`;
  if (under) return 'Clean instances are being sent; originals: none';
  return words ? 'Confirmed words sent; images: none' : 'Nothing has left this device';
}

interface Line {
  readonly request: RequestMade;
  readonly times: number;
  readonly bytes: number;
}

/** Requests that ask the same, in one line with their number. */
export function group(requests: readonly RequestMade[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const request of requests) {
    const key = `${request.route} ${request.state}`;
    const line = lines.get(key);
    lines.set(key, { request, times: (line?.times ?? 0) + 1, bytes: (line?.bytes ?? 0) + request.bytes });
  }
  return [...lines.values()];
}

/** The ledger in the bar: one line, always in view; it opens into the list of requests. */
export function SentLedger({ held }: { readonly held: string }): ReactNode {
  const requests = useRequests();
  const [open, setOpen] = useState(false);
  const left = requests.some(({ route }) => CARRIES.has(route));
  return (
    <BarSlot>
      <button type="button" className={`ledger${left ? ' ledger-sent' : ''}`} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <i aria-hidden="true" />
        <b role="status">{sayLeft(requests)}</b>
        {held === '' ? null : <span className="muted ledger-held">{held}</span>}
      </button>
      <Dialog title="What has left this device" open={open} onClose={() => setOpen(false)} wide>
        <p className="muted">All requests that this page has made for the case. Your browser’s network panel shows the same. Names of files and folders are in none of them.</p>
        <table className="ledger-list">
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">Times</th>
              <th scope="col">Sent</th>
            </tr>
          </thead>
          <tbody>
            {group(requests).map(({ bytes, request, times }) => (
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
