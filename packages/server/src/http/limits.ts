import { createHmac, randomBytes } from 'node:crypto';

const DAY_MS = 86_400_000;
const MAX_REMEMBERED = 100_000;

/** What is limited, each by its own count. */
export type Limited = 'sign-in' | 'code' | 'notice';

/** How many within how long. */
export interface Allowance {
  readonly count: number;
  readonly ms: number;
}

/** Failed sign-ins, wrong codes and notices from one address. */
export const ALLOWANCES: Readonly<Record<Limited, Allowance>> = {
  'sign-in': { count: 20, ms: 600_000 },
  code: { count: 20, ms: 600_000 },
  notice: { count: 60, ms: 3_600_000 },
};

/** Counts by address without keeping any: what is remembered is a keyed digest, and the key is new each day and in memory only. */
export interface Limits {
  /** Whether another one may be tried. */
  allows(what: Limited, address: string): boolean;
  /** Counts one. */
  count(what: Limited, address: string): void;
}

/** Limits of one process. */
export function openLimits(clock: () => number, allowances: Readonly<Record<Limited, Allowance>> = ALLOWANCES): Limits {
  const counts = new Map<string, { readonly since: number; readonly count: number }>();
  let day = -1;
  let key = randomBytes(32);
  const nameOf = (what: Limited, address: string): string => {
    const today = Math.floor(clock() / DAY_MS);
    if (today !== day || counts.size > MAX_REMEMBERED) {
      day = today;
      key = randomBytes(32);
      counts.clear();
    }
    return `${what} ${createHmac('sha256', key).update(address).digest('base64url')}`;
  };
  const current = (what: Limited, name: string): number => {
    const kept = counts.get(name);
    return kept === undefined || kept.since + allowances[what].ms < clock() ? 0 : kept.count;
  };
  return {
    allows: (what, address) => current(what, nameOf(what, address)) < allowances[what].count,
    count: (what, address) => {
      const name = nameOf(what, address);
      const before = current(what, name);
      counts.set(name, { since: before === 0 ? clock() : (counts.get(name)?.since ?? clock()), count: before + 1 });
    },
  };
}
