import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { Kysely } from 'kysely';
import { type Access, type Actor, type CaseRefusal, type CaseState, decide } from '@silhouette/core/cases';
import {
  type AccountId,
  type CaseDocument,
  type CaseId,
  type Digest,
  type ErasureReceipt,
  type ErasureReason,
  type NoticeClass,
  type NoticePlace,
  type Result,
  yes,
} from '@silhouette/core/model';
import { type Accounts, accountsIn } from './accounts.ts';
import { type Blob, fileBlobs, sweepParts } from './blobs.ts';
import {
  admitObject,
  carryOut,
  draftCase,
  editCase,
  type Ground,
  mayAdmit,
  missingObjects,
  openObject,
  type Order,
  record,
  removeObject,
  viewCase,
} from './cases.ts';
import { firstBreak } from './chain.ts';
import { eraseCase, finishErasures, receiptOf, sweepObjects, type Tombstone, tombstoneOf, verifyErasure } from './erase.ts';
import { keptCase, type Kept, type KeptObject, stateOf } from './kept.ts';
import { casesOf, casesToReview, hiddenCases, noticeByReceipt, type NoticeKept, openNotices, type Row } from './lists.ts';
import { takeFolder } from './owner.ts';
import { postgresDialect } from './postgres.ts';
import { type Database, type Engine, lockChain, migrate, type Tables } from './schema.ts';
import { type Found, openSearch, type Search } from './search.ts';
import { sqliteDialect } from './sqlite.ts';

export type { AccountKept, Accounts, CodeKept } from './accounts.ts';
export { type Blob, type BlobKey, type Blobs, fileBlobs } from './blobs.ts';
export type { Order } from './cases.ts';
export type { Tombstone } from './erase.ts';
export { arranged, type Kept, type KeptObject } from './kept.ts';
export type { NoticeKept, Row } from './lists.ts';
export type { Found, Listed } from './search.ts';
export { StoreError } from './sqlite.ts';

type Missing = { readonly code: 'no-such-object'; readonly at: null };
type Arrived = KeptObject & { readonly content: Uint8Array };

/** A notice as it arrives; `receipt` is the digest of what its sender was given. */
export interface NoticeArrived {
  readonly id: string;
  readonly receipt: string;
  readonly class: NoticeClass;
  readonly place: NoticePlace | null;
}

/** What the archive keeps. Cases go in and come out as content; how they are kept is not seen from outside. */
export interface Store {
  readonly engine: Engine;
  readonly accounts: Accounts;
  draftCase(id: CaseId, actor: Actor): Promise<Result<null, CaseRefusal>>;
  /** Where a case stands, without asking who asks. */
  stateOf(id: CaseId): Promise<CaseState>;
  viewCase(id: CaseId, access: Access, actor: Actor): Promise<Result<Kept, CaseRefusal>>;
  editCase<R>(id: CaseId, actor: Actor, edit: (kept: Kept) => Result<CaseDocument, R>): Promise<Result<Kept, R | CaseRefusal>>;
  carryOut(id: CaseId, actor: Actor, order: Order): Promise<Result<CaseState, CaseRefusal>>;
  missingObjects(id: CaseId, actor: Actor, wanted: readonly Digest[]): Promise<Result<readonly Digest[], CaseRefusal>>;
  /** Whether an object may come into a draft, whether it is here already, and how many are. */
  mayAdmit(id: CaseId, actor: Actor, object: Digest): Promise<Result<{ readonly here: KeptObject | null; readonly count: number }, CaseRefusal>>;
  admitObject(id: CaseId, actor: Actor, arrived: Arrived): Promise<Result<null, CaseRefusal>>;
  openObject(id: CaseId, access: Access, asked: { readonly actor: Actor; readonly object: Digest }): Promise<Result<Blob, CaseRefusal | Missing>>;
  removeObject(id: CaseId, actor: Actor, object: Digest): Promise<Result<null, CaseRefusal | Missing>>;
  notice(id: CaseId, arrived: NoticeArrived): Promise<Result<null, CaseRefusal>>;
  noticeByReceipt(receipt: string): Promise<NoticeKept | null>;
  openNotices(): Promise<readonly NoticeKept[]>;
  eraseCase(id: CaseId, by: { readonly actor: Actor; readonly reason: ErasureReason }): Promise<Result<ErasureReceipt, CaseRefusal>>;
  receiptOf(id: CaseId): Promise<Result<ErasureReceipt, { readonly code: 'no-such-case' | 'wrong-stage'; readonly at: null }>>;
  /** Looks again for anything of an erased case. */
  verifyErasure(receipt: ErasureReceipt): Promise<ErasureReceipt>;
  tombstoneOf(id: CaseId): Promise<Tombstone | null>;
  casesOf(owner: AccountId): Promise<readonly Row[]>;
  casesToReview(asker: AccountId): Promise<readonly Row[]>;
  hiddenCases(asker: AccountId): Promise<readonly Row[]>;
  /** The library: published cases, by words of the title or all, never in an order of time. */
  library(query: string | null, after: CaseId | null): Promise<Found>;
  /** The number of the first event of the log whose link is broken; null for a whole log. */
  firstBreak(): Promise<number | null>;
  /** A setting of the archive, such as the digest of the set-up code. */
  setting(name: string): Promise<string | null>;
  setSetting(name: string, value: string | null): Promise<void>;
  close(): Promise<void>;
}

/** Where and how the archive keeps. */
export interface StoreOptions {
  /** The data folder. */
  readonly dir: string;
  /** A PostgreSQL address; null keeps everything in the folder. */
  readonly postgres: string | null;
  readonly clock: () => number;
  /** Told when an idle connection to PostgreSQL broke. */
  readonly onLost: () => void;
}

/** Opens the store: takes the folder, brings the tables up to date, and ends what a killed process left undone. */
export async function openStore(options: StoreOptions): Promise<Result<Store, { readonly code: 'in-use' }>> {
  const { dir, postgres, clock, onLost } = options;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const owner = postgres === null ? takeFolder(dir) : yes({ close: () => undefined });
  if (!owner.ok) return owner;
  const engine: Engine = postgres === null ? 'sqlite' : 'postgres';
  const dialect = postgres === null ? sqliteDialect(join(dir, 'silhouette.sqlite')) : postgresDialect(postgres, onLost);
  const db = new Kysely<Tables>({ dialect });
  const objects = join(dir, 'objects');
  mkdirSync(objects, { recursive: true, mode: 0o700 });
  const ground: Ground = { db, engine, blobs: fileBlobs(objects), clock };
  const search = openSearch(db);
  let closing: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    search.close();
    await db.destroy();
    owner.value.close();
  };
  const close = (): Promise<void> => (closing ??= end());
  try {
    await migrate(db, engine);
    await finishErasures(ground, search);
    // On PostgreSQL another process may be bringing an object in just now.
    if (engine === 'sqlite') await sweepObjects(ground, await sweepParts(objects));
    await search.catchUp();
  } catch (error) {
    await close();
    throw error;
  }
  return yes(storeOn(ground, search, close));
}

function storeOn(ground: Ground, search: Search, close: () => Promise<void>): Store {
  const caughtUp = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work;
    await search.catchUp();
    return done;
  };
  return {
    engine: ground.engine,
    accounts: accountsIn(ground.db, ground.engine),
    draftCase: (id, actor) => draftCase(ground, id, actor),
    stateOf: (id) => stateOf(ground.db, id),
    viewCase: (id, access, actor) => viewCase(ground, id, access, actor),
    editCase: (id, actor, edit) => editCase(ground, id, actor, edit),
    carryOut: (id, actor, order) => caughtUp(carryOut(ground, id, actor, order)),
    missingObjects: (id, actor, wanted) => missingObjects(ground, id, actor, wanted),
    mayAdmit: (id, actor, object) => mayAdmit(ground, id, actor, object),
    admitObject: (id, actor, arrived) => admitObject(ground, id, actor, arrived),
    openObject: (id, access, asked) => openObject(ground, id, access, asked),
    removeObject: (id, actor, object) => removeObject(ground, id, actor, object),
    notice: (id, arrived) => caughtUp(takeNotice(ground, id, arrived)),
    noticeByReceipt: (receipt) => noticeByReceipt(ground, receipt),
    openNotices: () => openNotices(ground),
    eraseCase: (id, by) => eraseCase(ground, search, id, by),
    receiptOf: (id) => receiptOf(ground, id),
    verifyErasure: (receipt) => caughtUp(verifyErasure(ground, search, receipt)),
    tombstoneOf: (id) => tombstoneOf(ground, id),
    casesOf: (owner) => casesOf(ground, owner),
    casesToReview: (asker) => casesToReview(ground, asker),
    hiddenCases: (asker) => hiddenCases(ground, asker),
    library: async (query, after) => {
      await search.catchUp();
      return search.find(query, after);
    },
    firstBreak: () => firstBreak(ground.db),
    setting: (name) => setting(ground.db, name),
    setSetting: (name, value) => setSetting(ground.db, name, value),
    close,
  };
}

// A notice and the hiding it brings are one transaction.
async function takeNotice(ground: Ground, id: CaseId, arrived: NoticeArrived): Promise<Result<null, CaseRefusal>> {
  return ground.db.transaction().execute(async (tx) => {
    await lockChain(tx, ground.engine);
    const kept = await keptCase(tx, id);
    const decided = decide(kept.state, { kind: 'notice', notice: arrived.id, class: arrived.class }, { kind: 'anyone' });
    if (!decided.ok) return decided;
    // A place that is not in the case is dropped: the notice itself counts.
    const known = kept.objects.some(({ object }) => object === arrived.place?.object);
    const place = known ? JSON.stringify(arrived.place) : null;
    await tx
      .insertInto('notices')
      .values({ id: arrived.id, receipt: arrived.receipt, case_id: id, class: arrived.class, place, outcome: null, at: ground.clock() })
      .execute();
    await record(tx, ground, kept, decided.value);
    return yes(null);
  });
}

async function setting(db: Database, name: string): Promise<string | null> {
  return (await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value ?? null;
}

async function setSetting(db: Database, name: string, value: string | null): Promise<void> {
  await db.deleteFrom('settings').where('name', '=', name).execute();
  if (value !== null) await db.insertInto('settings').values({ name, value }).execute();
}
