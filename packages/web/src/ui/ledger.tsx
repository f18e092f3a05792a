import { useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';

/** One request that was made: what for in plain words, how many bytes of the case went out, and whether it carried a clean instance. */
export interface Sent {
  readonly what: string;
  readonly bytes: number;
  readonly instance: boolean;
}

/** What the ledger counts. */
export interface LedgerSums {
  readonly instances: number;
  readonly texts: number;
  readonly bytes: number;
}

/** Sums what was sent; a request without a body of the case counts for nothing. */
export function sumSent(sent: readonly Sent[]): LedgerSums {
  const instances = sent.filter((one) => one.instance).length;
  const texts = sent.filter((one) => !one.instance && one.bytes > 0).length;
  return { instances, texts, bytes: sent.reduce((sum, one) => sum + one.bytes, 0) };
}

/** A number of bytes as people read it. */
export function sayBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  if (bytes < 999_500_000) return `${(bytes / 1_000_000).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** A whole number with thin groups. */
export const sayCount = (count: number): string => count.toLocaleString('en-GB');

/** `1 instance`, `2 instances`. */
export const sayMany = (count: number, one: string, many = `${one}s`): string => `${sayCount(count)} ${count === 1 ? one : many}`;

/** The line of the ledger, from what was sent. */
export function sayLedger({ instances, texts }: LedgerSums): string {
  if (instances === 0 && texts === 0) return 'Nothing has left this device';
  const parts = [...(instances > 0 ? [sayMany(instances, 'clean instance')] : []), ...(texts > 0 ? [sayMany(texts, 'confirmed text')] : [])];
  return `${parts.join(', ')} sent; originals: none`;
}

/** What the ledger can be told: every request so far, and in words what is held on the device. */
export interface LedgerProps {
  readonly sent: readonly Sent[];
  readonly held?: string;
}

/** One line, always in view while contributing: what has left this device. It opens into the list of requests. */
export function Ledger({ sent, held }: LedgerProps): ReactNode {
  const [open, setOpen] = useState(false);
  const sums = sumSent(sent);
  return (
    <>
      <button type="button" className={`ledger${sums.bytes > 0 ? ' ledger-sent' : ''}`} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <i aria-hidden="true" />
        <b role="status">{sayLedger(sums)}</b>
        {held === undefined ? null : <span className="muted ledger-held">{held}</span>}
      </button>
      <Dialog title="What has left this device" open={open} onClose={() => setOpen(false)} wide>
        <p className="muted">
          {sums.bytes === 0 ? 'Nothing of the case. ' : `${sayBytes(sums.bytes)} of the case, all of it cleaned or confirmed. `}
          These are all requests that this page has made for it; your browser’s network panel shows the same.
        </p>
        <table className="ledger-list">
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">Sent</th>
            </tr>
          </thead>
          <tbody>
            {group(sent).map((line) => (
              <tr key={line.what}>
                <td>
                  {line.what}
                  {line.times > 1 ? <span className="muted"> × {sayCount(line.times)}</span> : null}
                </td>
                <td>{line.bytes === 0 ? 'nothing of the case' : sayBytes(line.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Dialog>
    </>
  );
}

interface Line {
  readonly what: string;
  readonly times: number;
  readonly bytes: number;
}

function group(sent: readonly Sent[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const one of sent) {
    const line = lines.get(one.what);
    lines.set(one.what, { what: one.what, times: (line?.times ?? 0) + 1, bytes: (line?.bytes ?? 0) + one.bytes });
  }
  return [...lines.values()];
}
