import type { CaseId } from '@silhouette/core/model';
import type { Store } from '../store/index.ts';

/** Hours after which a notice that nobody acted on erases its case (HOUSE.md, "Life of a case"). */
export const HOURS_TO_ACT = 24;

/** With more open notices than editors on call can see, the clock stops: somebody may be erasing the library by notices (THREATS.md). The cases stay hidden. */
export const MOST_OPEN = 50;

const HOUR_MS = 3_600_000;

/** What one round did. */
export interface Round {
  readonly erased: readonly { readonly caseId: CaseId; readonly left: number }[];
  /** Whether the clock stands, because too many notices are open. */
  readonly stopped: boolean;
}

/** Erases the cases whose notice nobody acted on in time, as the archive itself. A case that an editor cleared or erased has no open notice. */
export async function eraseUnanswered(store: Pick<Store, 'openNotices' | 'eraseCase'>, now: number): Promise<Round> {
  const open = await store.openNotices();
  if (new Set(open.map(({ caseId }) => caseId)).size > MOST_OPEN) return { erased: [], stopped: true };
  const due = new Set(open.filter(({ at }) => now - at >= HOURS_TO_ACT * HOUR_MS).map(({ caseId }) => caseId));
  const erased: { caseId: CaseId; left: number }[] = [];
  for (const caseId of due) {
    const receipt = await store.eraseCase(caseId, { actor: { kind: 'machine' }, reason: 'notice-unanswered' });
    if (!receipt.ok) continue;
    const { verified } = receipt.value;
    erased.push({ caseId, left: (verified?.objectsLeft ?? 0) + (verified?.rowsLeft ?? 0) + (verified?.indexRowsLeft ?? 0) });
  }
  return { erased, stopped: false };
}
