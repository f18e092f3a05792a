import { createHash } from 'node:crypto';
import type { CaseEvent, CaseId } from '@silhouette/core/model';
import { type Database, type Engine, lockChain } from './schema.ts';

const START = '0'.repeat(64);
const PAGE = 1_000;

/** Appends an event to the one log of the archive. Every row holds a digest over itself and the row before it. */
export async function append(
  tx: Database,
  engine: Engine,
  row: { readonly caseId: CaseId; readonly at: number; readonly event: CaseEvent },
): Promise<void> {
  await lockChain(tx, engine);
  const last = await tx.selectFrom('case_events').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const event = JSON.stringify(row.event);
  const hash = linkOf(last?.hash ?? START, { seq, case_id: row.caseId, at: row.at, event });
  await tx.insertInto('case_events').values({ seq, case_id: row.caseId, at: row.at, event, hash }).execute();
}

/** The number of the first event whose link is broken, or null for a whole chain. */
export async function firstBreak(db: Database): Promise<number | null> {
  let before = { seq: 0, hash: START };
  for (;;) {
    const rows = await db.selectFrom('case_events').selectAll().where('seq', '>', before.seq).orderBy('seq').limit(PAGE).execute();
    for (const row of rows) {
      if (row.seq !== before.seq + 1 || row.hash !== linkOf(before.hash, row)) return before.seq + 1;
      before = row;
    }
    if (rows.length < PAGE) return null;
  }
}

function linkOf(before: string, row: { readonly seq: number; readonly case_id: string; readonly at: number; readonly event: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([before, row.seq, row.case_id, row.at, row.event]))
    .digest('hex');
}
