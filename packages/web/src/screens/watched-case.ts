import type { CaseId, CaseView } from '@silhouette/core/api';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refused } from '../client/index.ts';
import { useClient } from './archive.tsx';

/** How often an open page asks whether its case is still shown, and for how long it believes the last answer. */
export const WATCH = { everyMs: 3_000, believeMs: 15_000, afterSleepMs: 5_000 } as const;

/** What is known of a case: `covered` where the archive has not answered for too long, for unknown means unsafe; `asleep` until a tab that slept has its answer. */
export type Watched =
  | { readonly state: 'busy' }
  | { readonly state: 'covered' }
  | { readonly state: 'ok'; readonly value: CaseView; readonly asleep: boolean }
  | { readonly state: 'refused'; readonly refusal: Refused };

/** Asks for a case and goes on asking, so that a page goes blank within five seconds of hiding. A case that has not changed stays the same object. */
export function useWatchedCase(id: CaseId): { readonly now: Watched; readonly again: () => void } {
  const client = useClient();
  const [now, setNow] = useState<Watched>({ state: 'busy' });
  const last = useRef({ text: '', at: 0 });
  const ask = useCallback(
    async (signal?: AbortSignal): Promise<void> => {
      const answer = await client.ask('case', { params: { id } }, signal);
      if (signal?.aborted === true) return;
      if (answer.ok) {
        const text = JSON.stringify(answer.value);
        const same = text === last.current.text;
        last.current = { text, at: performance.now() };
        setNow((before) => {
          if (!same || before.state !== 'ok') return { state: 'ok', value: answer.value, asleep: false };
          return before.asleep ? { ...before, asleep: false } : before;
        });
        return;
      }
      const silent =
        answer.refusal.code === 'no-connection' ||
        answer.refusal.code === 'busy' ||
        answer.refusal.code === 'internal' ||
        answer.refusal.code === 'too-many-requests';
      const believes = performance.now() - last.current.at < WATCH.believeMs;
      setNow((before) => {
        if (!silent || before.state === 'busy') return { state: 'refused', refusal: answer.refusal };
        if (before.state === 'refused') return before;
        return believes && before.state === 'ok' ? before : { state: 'covered' };
      });
      if (!silent) last.current.text = '';
    },
    [client, id],
  );
  useEffect(() => {
    const stop = new AbortController();
    void ask(stop.signal);
    const timer = setInterval(() => document.visibilityState === 'visible' && void ask(stop.signal), WATCH.everyMs);
    // A tab that slept shows nothing until the archive has answered.
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return;
      if (performance.now() - last.current.at > WATCH.afterSleepMs)
        setNow((before) => (before.state === 'ok' ? { ...before, asleep: true } : before));
      void ask(stop.signal);
    };
    document.addEventListener('visibilitychange', wake);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [ask]);
  return { now, again: () => void ask() };
}
