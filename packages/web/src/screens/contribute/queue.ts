import type { Choices } from './choices.ts';
import type { Series } from './series.ts';

/** One thing that needs a person. */
export interface Need {
  readonly kind: 'head' | 'frames';
  readonly series: string;
}

/** What needs a person, in the order of the tray; empty when the case is ready. Nothing is asked twice. */
export function needsOf(series: readonly Series[], { confirmed, noHead, off }: Choices): readonly Need[] {
  return series
    .filter(({ key, refusal }) => refusal === null && !off.has(key))
    .flatMap(({ asksHead, key }) => [
      ...(asksHead && !noHead.has(key) ? [{ kind: 'head', series: key } as const] : []),
      ...(confirmed.has(key) ? [] : [{ kind: 'frames', series: key } as const]),
    ]);
}

/** The need that comes `by` places after one, round the end; null when there is none. */
export function needAfter(needs: readonly Need[], now: Need | null, by: number): Need | null {
  if (needs.length === 0) return null;
  const at = needs.findIndex((need) => need.kind === now?.kind && need.series === now.series);
  const from = at < 0 ? (by > 0 ? -1 : 0) : at;
  return needs[(((from + by) % needs.length) + needs.length) % needs.length] ?? null;
}

/** The need to show when one is settled: itself while it stands, else the first that is left of its series, else the first of all. */
export function needToShow(needs: readonly Need[], now: Need | null): Need | null {
  const same = needs.find((need) => need.kind === now?.kind && need.series === now.series);
  return same ?? needs.find((need) => need.series === now?.series) ?? needs[0] ?? null;
}
