import type { CaseId, Result } from '@silhouette/core/model';
import { no, yes } from '@silhouette/core/model';
import { useRef, useState } from 'react';
import { useClient } from '../archive.tsx';
import { sendCase, type SendRefusal, type Submission } from './send.ts';
import type { Sending } from './sign.tsx';
import type { CaseWords } from './use-words.ts';
import { waitFor } from './use-words.ts';

/** Sends and stops; the state is what the last column shows. */
export interface CaseSending {
  readonly sending: Sending;
  readonly send: (plan: Submission, after: () => void) => void;
  readonly stop: () => void;
  readonly reset: () => void;
}

/** Sends a case through the archive's door, at the pace of the archive. */
export function useSending(ensureDraft: CaseWords['ensureDraft']): CaseSending {
  const client = useClient();
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const stopper = useRef<AbortController | null>(null);
  const run = async (plan: Submission, signal: AbortSignal): Promise<Result<CaseId, SendRefusal>> => {
    const id = await ensureDraft(signal);
    if (!id.ok) return no(id.refusal.code === 'stopped' ? { kind: 'stopped' } : { kind: 'refused', refusal: id.refusal, field: null });
    const sent = await sendCase(id.value, plan, {
      ask: client.ask,
      wait: waitFor,
      signal,
      onProgress: (progress) => setSending({ kind: 'busy', progress, waiting: false }),
      onWaiting: () => setSending((now) => (now.kind === 'busy' ? { ...now, waiting: true } : now)),
    });
    return sent.ok ? yes(id.value) : sent;
  };
  return {
    sending,
    send(plan, after) {
      const stop = new AbortController();
      stopper.current = stop;
      setSending({ kind: 'busy', progress: null, waiting: false });
      void run(plan, stop.signal).then((answer) => {
        setSending(answer.ok ? { kind: 'done' } : { kind: 'ended', why: answer.refusal });
        if (answer.ok) after();
      });
    },
    stop: () => stopper.current?.abort(),
    reset: () => setSending({ kind: 'idle' }),
  };
}
