import { type Access, type Actor, advance, type CaseRefusal, type CaseState, type Command, decide, may } from '@silhouette/core/cases';
import { CaseDocument, type CaseEvent, type CaseId, type Digest, no, type Result, yes } from '@silhouette/core/model';
import type { Blob, Blobs } from './blobs.ts';
import { append } from './chain.ts';
import { arranged, EMPTY_DOCUMENT, keptCase, type Kept, type KeptObject, stateOf, versionOf } from './kept.ts';
import { type Database, type Engine, lockChain } from './schema.ts';

/** What the rooms of the store share. */
export interface Ground {
  readonly db: Database;
  readonly engine: Engine;
  readonly blobs: Blobs;
  readonly clock: () => number;
}

/** A command that is worked out from the case as it is at that moment, and what it changes in the content. */
export interface Order {
  readonly command: (kept: Kept) => Result<Command, CaseRefusal>;
  readonly edit?: (document: CaseDocument) => CaseDocument;
  /** Takes out the objects that no study shows. */
  readonly tidy?: boolean;
}

/** Starts a case. */
export async function draftCase({ db, engine, clock }: Ground, id: CaseId, actor: Actor): Promise<Result<null, CaseRefusal>> {
  return db.transaction().execute(async (tx) => {
    await lockChain(tx, engine);
    const decided = decide((await keptCase(tx, id)).state, { kind: 'draft' }, actor);
    if (!decided.ok) return decided;
    if (decided.value.kind !== 'drafted') throw new Error('a draft began otherwise');
    const row = {
      id,
      owner: decided.value.by,
      stage: 'draft',
      document: JSON.stringify(EMPTY_DOCUMENT),
      version: versionOf(EMPTY_DOCUMENT),
      noticed_at: null,
    };
    await tx.insertInto('cases').values(row).execute();
    await append(tx, engine, { caseId: id, at: clock(), event: decided.value });
    return yes(null);
  });
}

/** A case for who may see it. */
export async function viewCase({ db }: Ground, id: CaseId, access: Access, actor: Actor): Promise<Result<Kept, CaseRefusal>> {
  const kept = await keptCase(db, id);
  const allowed = may(kept.state, access, actor);
  return allowed.ok ? yes(kept) : allowed;
}

/** Changes the content of a draft. */
export async function editCase<R>(
  { db, engine }: Ground,
  id: CaseId,
  actor: Actor,
  edit: (kept: Kept) => Result<CaseDocument, R>,
): Promise<Result<Kept, R | CaseRefusal>> {
  return db.transaction().execute(async (tx) => {
    await lockChain(tx, engine);
    const kept = await keptCase(tx, id);
    const allowed = may(kept.state, 'edit', actor);
    if (!allowed.ok) return allowed;
    const edited = edit(kept);
    if (!edited.ok) return edited;
    await write(tx, id, edited.value);
    return yes({ ...kept, document: edited.value, version: versionOf(edited.value) });
  });
}

/** Which of these objects are not here yet. */
export async function missingObjects(
  { db }: Ground,
  id: CaseId,
  actor: Actor,
  wanted: readonly Digest[],
): Promise<Result<readonly Digest[], CaseRefusal>> {
  const kept = await keptCase(db, id);
  const allowed = may(kept.state, 'edit', actor);
  if (!allowed.ok) return allowed;
  const here = new Set(kept.objects.map(({ object }) => object));
  return yes(wanted.filter((object) => !here.has(object)));
}

/** Whether an object may come into a draft, whether it is here already, and how many are. */
export async function mayAdmit(
  { db }: Ground,
  id: CaseId,
  actor: Actor,
  object: Digest,
): Promise<Result<{ readonly here: KeptObject | null; readonly count: number }, CaseRefusal>> {
  const allowed = may(await stateOf(db, id), 'edit', actor);
  if (!allowed.ok) return allowed;
  const row = await db.selectFrom('objects').select(['bytes', 'frames']).where('case_id', '=', id).where('sha256', '=', object).executeTakeFirst();
  const all = await db
    .selectFrom('objects')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('case_id', '=', id)
    .executeTakeFirst();
  return yes({ here: row === undefined ? null : { object, bytes: row.bytes, frames: row.frames }, count: Number(all?.count ?? 0) });
}

/** Keeps an object that the gate let in. Bytes that came while the case was erased or submitted do not stay. */
export async function admitObject(
  ground: Ground,
  id: CaseId,
  actor: Actor,
  admitted: KeptObject & { readonly content: Uint8Array },
): Promise<Result<null, CaseRefusal>> {
  const { object, bytes, frames, content } = admitted;
  const put = await ground.blobs.put({ caseId: id, sha256: object }, content);
  if (!put.ok) throw new Error('the digest was verified before');
  const done = await ground.db.transaction().execute(async (tx): Promise<Result<null, CaseRefusal>> => {
    await lockChain(tx, ground.engine);
    const allowed = may(await stateOf(tx, id), 'edit', actor);
    if (!allowed.ok) return allowed;
    const row = { case_id: id, sha256: object, bytes, frames };
    await tx
      .insertInto('objects')
      .values(row)
      .onConflict((clash) => clash.doNothing())
      .execute();
    return yes(null);
  });
  if (!done.ok) await removeUnlisted(ground, id, object);
  return done;
}

/** The bytes of an object for who may see it. From the submission on, a case has only objects that a study shows. */
export async function openObject(
  ground: Ground,
  id: CaseId,
  access: Access,
  { actor, object }: { readonly actor: Actor; readonly object: Digest },
): Promise<Result<Blob, CaseRefusal | { readonly code: 'no-such-object'; readonly at: null }>> {
  const allowed = may(await stateOf(ground.db, id), access, actor);
  if (!allowed.ok) return allowed;
  const row = await ground.db.selectFrom('objects').select('sha256').where('case_id', '=', id).where('sha256', '=', object).executeTakeFirst();
  const blob = row === undefined ? null : await ground.blobs.get({ caseId: id, sha256: object });
  return blob === null ? no({ code: 'no-such-object', at: null }) : yes(blob);
}

/** Takes an object out of a draft, and out of its studies. */
export async function removeObject(
  ground: Ground,
  id: CaseId,
  actor: Actor,
  object: Digest,
): Promise<Result<null, CaseRefusal | { readonly code: 'no-such-object'; readonly at: null }>> {
  const done = await ground.db.transaction().execute(async (tx) => {
    await lockChain(tx, ground.engine);
    const kept = await keptCase(tx, id);
    const allowed = may(kept.state, 'edit', actor);
    if (!allowed.ok) return allowed;
    if (!kept.objects.some((row) => row.object === object)) return no({ code: 'no-such-object' as const, at: null });
    await tx.deleteFrom('objects').where('case_id', '=', id).where('sha256', '=', object).execute();
    await write(tx, id, without(kept.document, object));
    return yes(null);
  });
  if (done.ok) await ground.blobs.remove({ caseId: id, sha256: object });
  return done;
}

/** Carries out a command that `core/cases` decides, in one transaction with its event. */
export async function carryOut(ground: Ground, id: CaseId, actor: Actor, order: Order): Promise<Result<CaseState, CaseRefusal>> {
  const done = await ground.db.transaction().execute(async (tx) => {
    await lockChain(tx, ground.engine);
    const kept = await keptCase(tx, id);
    const command = order.command(kept);
    if (!command.ok) return command;
    const decided = decide(kept.state, command.value, actor);
    if (!decided.ok) return decided;
    const state = await record(tx, ground, kept, decided.value);
    if (order.edit !== undefined) await write(tx, id, order.edit(kept.document));
    const dropped = order.tidy === true ? await dropUnarranged(tx, kept) : [];
    return yes({ state, dropped });
  });
  if (!done.ok) return done;
  for (const sha256 of done.value.dropped) await ground.blobs.remove({ caseId: id, sha256 });
  return yes(done.value.state);
}

/** Appends an event and brings the row for lists to where the case now stands. */
export async function record(tx: Database, { engine, clock }: Ground, kept: Kept, event: CaseEvent): Promise<CaseState> {
  const at = clock();
  const state = advance(kept.state, event);
  await append(tx, engine, { caseId: kept.id, at, event });
  await tx.updateTable('cases').set({ stage: state.stage }).where('id', '=', kept.id).execute();
  if (event.kind === 'noticed')
    await tx.updateTable('cases').set({ noticed_at: at }).where('id', '=', kept.id).where('noticed_at', 'is', null).execute();
  if (state.stage === 'published' && event.kind === 'cleared') {
    await tx.updateTable('cases').set({ noticed_at: null }).where('id', '=', kept.id).execute();
    await tx.updateTable('notices').set({ outcome: 'cleared' }).where('case_id', '=', kept.id).where('outcome', 'is', null).execute();
  }
  return state;
}

async function write(tx: Database, id: CaseId, document: CaseDocument): Promise<void> {
  const text = JSON.stringify(CaseDocument.parse(document));
  await tx
    .updateTable('cases')
    .set({ document: text, version: versionOf(document) })
    .where('id', '=', id)
    .execute();
}

async function dropUnarranged(tx: Database, kept: Kept): Promise<readonly Digest[]> {
  const shown = new Set(arranged(kept.document));
  const dropped = kept.objects.map(({ object }) => object).filter((object) => !shown.has(object));
  for (const object of dropped) await tx.deleteFrom('objects').where('case_id', '=', kept.id).where('sha256', '=', object).execute();
  return dropped;
}

// A refused object may be one that another request has brought in: then it stays.
async function removeUnlisted({ db, blobs }: Ground, id: CaseId, object: Digest): Promise<void> {
  const row = await db.selectFrom('objects').select('sha256').where('case_id', '=', id).where('sha256', '=', object).executeTakeFirst();
  if (row === undefined) await blobs.remove({ caseId: id, sha256: object });
}

function without(document: CaseDocument, object: Digest): CaseDocument {
  const studies = document.studies.map((study) => ({
    ...study,
    series: study.series.map(({ objects }) => ({ objects: objects.filter((one) => one !== object) })).filter(({ objects }) => objects.length > 0),
  }));
  return { ...document, studies };
}
