import { useCallback, useEffect, useRef, useState } from 'react';

/** What came of a question: still busy, an answer, or a refusal. */
export type Asking<T, R> =
  | { readonly state: 'busy' }
  | { readonly state: 'ok'; readonly value: T }
  | { readonly state: 'refused'; readonly refusal: R };

type Answer<T, R> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R };

/** Asks when the component comes and whenever `key` changes; `again` asks anew and keeps the last answer in view meanwhile. */
export function useAnswer<T, R>(ask: () => Promise<Answer<T, R>>, key: string): { readonly now: Asking<T, R>; readonly again: () => void } {
  const [now, setNow] = useState<Asking<T, R>>({ state: 'busy' });
  const latest = useRef({ ask, turn: 0 });
  latest.current.ask = ask;
  const run = useCallback(() => {
    const turn = ++latest.current.turn;
    void latest.current.ask().then((answer) => {
      if (turn !== latest.current.turn) return;
      setNow(answer.ok ? { state: 'ok', value: answer.value } : { state: 'refused', refusal: answer.refusal });
    });
  }, []);
  useEffect(() => {
    setNow({ state: 'busy' });
    run();
    const mine = latest.current;
    return () => {
      mine.turn++;
    };
  }, [key, run]);
  return { now, again: run };
}
