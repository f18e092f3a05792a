import { sql } from 'kysely';
import { type Actor, type CaseRefusal, decide } from '@silhouette/core/cases';
import { CaseEvent, type CaseId, Digest, ErasureReceipt, type ErasureReason, no, type Result, yes } from '@silhouette/core/model';
import { type Ground, record } from './cases.ts';
import { keptCase, type Kept } from './kept.ts';
import { type Database, lockChain } from './schema.ts';
import type { Search } from './search.ts';

/** When and why a case was erased: all that is told of it. */
export interface Tombstone {
  readonly reason: ErasureReason;
  readonly on: string;
}

/**
 * Erases a case: its rows go in the transaction that says so, then its objects, and then all are looked for again. A process that
 * is killed between the two ends the work when it starts again (`finishErasures`).
 */
export async function eraseCase(
  ground: Ground,
  search: Search,
  id: CaseId,
  by: { readonly actor: Actor; readonly reason: ErasureReason },
): Promise<Result<ErasureReceipt, CaseRefusal>> {
  const done = await ground.db.transaction().execute(async (tx) => {
    await lockChain(tx, ground.engine);
    const kept = await keptCase(tx, id);
    const decided = decide(kept.state, { kind: 'erase', reason: by.reason }, by.actor);
    if (!decided.ok) return decided;
    const receipt = await deleteRows(tx, ground, kept, by.reason);
    await record(tx, ground, kept, decided.value);
    return yes(receipt);
  });
  return done.ok ? yes(await finish(ground, search, done.value)) : done;
}

/** Ends the erasures that a killed process left half done; gives their number. */
export async function finishErasures(ground: Ground, search: Search): Promise<number> {
  const rows = await ground.db
    .selectFrom('receipts')
    .innerJoin('cases', 'cases.id', 'receipts.case_id')
    .select('receipts.document')
    .where('cases.stage', '=', 'erased')
    .where('receipts.document', 'like', '%"verified":null%')
    .execute();
  for (const row of rows) await finish(ground, search, ErasureReceipt.parse(JSON.parse(row.document)));
  return rows.length;
}

/** The receipt of an erasure; `not-erased` for a living case. */
export async function receiptOf(
  { db }: Ground,
  id: CaseId,
): Promise<Result<ErasureReceipt, { readonly code: 'no-such-case' | 'wrong-stage'; readonly at: null }>> {
  const row = await db
    .selectFrom('cases')
    .leftJoin('receipts', 'receipts.case_id', 'cases.id')
    .select(['cases.id', 'receipts.document'])
    .where('cases.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return no({ code: 'no-such-case', at: null });
  return row.document === null ? no({ code: 'wrong-stage', at: null }) : yes(ErasureReceipt.parse(JSON.parse(row.document)));
}

/** Looks again for anything of an erased case, and writes down what it saw. */
export async function verifyErasure(ground: Ground, search: Search, receipt: ErasureReceipt): Promise<ErasureReceipt> {
  const verified = {
    objectsLeft: (await ground.blobs.list(receipt.case)).length,
    rowsLeft: await rowsLeft(ground.db, receipt.case),
    indexRowsLeft: search.rowsOf(receipt.case),
  };
  const seen: ErasureReceipt = { ...receipt, verified };
  await ground.db
    .updateTable('receipts')
    .set({ document: JSON.stringify(seen) })
    .where('case_id', '=', receipt.case)
    .execute();
  return seen;
}

async function finish(ground: Ground, search: Search, receipt: ErasureReceipt): Promise<ErasureReceipt> {
  await ground.blobs.remove({ caseId: receipt.case });
  await search.catchUp();
  if (ground.engine === 'sqlite') await emptyLog(ground.db);
  return verifyErasure(ground, search, receipt);
}

/** Moves the write-ahead log of SQLite into the file and cuts it to nothing: old pages in it would outlive the rows. */
export async function emptyLog(db: Database): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

async function deleteRows(tx: Database, ground: Ground, kept: Kept, reason: ErasureReason): Promise<ErasureReceipt> {
  const { id, objects } = kept;
  await tx.deleteFrom('objects').where('case_id', '=', id).execute();
  await tx.updateTable('cases').set({ document: null, version: null, noticed_at: null }).where('id', '=', id).execute();
  const notices = await tx.updateTable('notices').set({ place: null }).where('case_id', '=', id).executeTakeFirst();
  await tx.updateTable('notices').set({ outcome: 'erased' }).where('case_id', '=', id).where('outcome', 'is', null).execute();
  const receipt: ErasureReceipt = {
    case: id,
    reason,
    on: dayOf(ground.clock()),
    deleted: {
      objects: objects.length,
      bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
      documents: 1,
      notices: Number(notices.numUpdatedRows),
    },
    verified: null,
    mayRemain: [
      ...(ground.engine === 'postgres' ? (['postgres-wal', 'postgres-dead-rows'] as const) : []),
      ...(kept.state.stage === 'published' || kept.state.stage === 'hidden' ? (['copies-made-while-published'] as const) : []),
    ],
  };
  await tx
    .insertInto('receipts')
    .values({ case_id: id, document: JSON.stringify(receipt) })
    .execute();
  return receipt;
}

async function rowsLeft(db: Database, id: CaseId): Promise<number> {
  const objects = await db.selectFrom('objects').select('sha256').where('case_id', '=', id).execute();
  const documents = await db.selectFrom('cases').select('id').where('id', '=', id).where('document', 'is not', null).execute();
  const places = await db.selectFrom('notices').select('id').where('case_id', '=', id).where('place', 'is not', null).execute();
  return objects.length + documents.length + places.length;
}

/** When and why a case was erased, or null. */
export async function tombstoneOf({ db }: Ground, id: CaseId): Promise<Tombstone | null> {
  const rows = await db.selectFrom('case_events').select(['event', 'at']).where('case_id', '=', id).orderBy('seq', 'desc').limit(1).execute();
  const last = rows.map((row) => ({ at: row.at, event: CaseEvent.parse(JSON.parse(row.event)) })).at(0);
  return last?.event.kind === 'erased' ? { reason: last.event.reason, on: dayOf(last.at) } : null;
}

/** Removes objects on the disk that no row names: what a killed process had put there without saying so. */
export async function sweepObjects({ db, blobs }: Ground, cases: readonly CaseId[]): Promise<number> {
  let removed = 0;
  for (const caseId of cases) {
    const rows = await db.selectFrom('objects').select('sha256').where('case_id', '=', caseId).execute();
    const named = new Set(rows.map(({ sha256 }) => Digest.parse(sha256)));
    for (const sha256 of (await blobs.list(caseId)).filter((one) => !named.has(one))) {
      await blobs.remove({ caseId, sha256 });
      removed += 1;
    }
  }
  return removed;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
