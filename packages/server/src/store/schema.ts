import { sql } from 'kysely';
import type { Generated, Kysely } from 'kysely';

/** The tables, one set for both engines: ids as text, times in milliseconds, flags as 0 and 1, documents as JSON text. */
export interface Tables {
  accounts: { id: string; login: string; roles: string; password: string | null; code: string | null; code_until: number | null; closed: number };
  sessions: { token: string; account: string; until: number };
  cases: { id: string; owner: string; stage: string; document: string | null; version: string | null; noticed_at: number | null };
  objects: { case_id: string; sha256: string; bytes: number; frames: number };
  case_events: { seq: number; case_id: string; at: number; event: string; hash: string };
  notices: { id: string; receipt: string; case_id: string; class: string; place: string | null; outcome: string | null; at: number };
  receipts: { case_id: string; document: string };
  settings: { name: string; value: string };
  schema_steps: { step: number; at: Generated<number> };
}

export type Database = Kysely<Tables>;
export type Engine = 'sqlite' | 'postgres';

// Each step runs once, in order; a step that was released is never changed.
const STEPS: readonly (readonly string[])[] = [
  [
    `create table accounts (id text primary key, login text not null unique, roles text not null, password text, code text, code_until bigint, closed integer not null)`,
    `create table sessions (token text primary key, account text not null references accounts (id), until bigint not null)`,
    `create index sessions_account on sessions (account)`,
    `create table cases (id text primary key, owner text not null references accounts (id), stage text not null, document text, version text, noticed_at bigint)`,
    `create index cases_owner on cases (owner)`,
    `create index cases_stage on cases (stage)`,
    `create table objects (case_id text not null references cases (id), sha256 text not null, bytes bigint not null, frames integer not null, primary key (case_id, sha256))`,
    `create table case_events (seq bigint primary key, case_id text not null references cases (id), at bigint not null, event text not null, hash text not null)`,
    `create index case_events_case on case_events (case_id, seq)`,
    `create table notices (id text primary key, receipt text not null unique, case_id text not null references cases (id), class text not null, place text, outcome text, at bigint not null)`,
    `create index notices_case on notices (case_id)`,
    `create table receipts (case_id text primary key references cases (id), document text not null)`,
    `create table settings (name text primary key, value text not null)`,
  ],
];

/** Brings the tables to the newest step. Several processes may start at once: they wait for each other. */
export async function migrate(db: Database, engine: Engine): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockChain(tx, engine);
    await sql`create table if not exists schema_steps (step integer primary key, at bigint not null default 0)`.execute(tx);
    const done = await tx.selectFrom('schema_steps').select('step').execute();
    for (const [step, statements] of STEPS.entries()) {
      if (done.some((row) => row.step === step)) continue;
      for (const statement of statements) await sql.raw(statement).execute(tx);
      await tx.insertInto('schema_steps').values({ step }).execute();
    }
  });
}

// "Silhouett" as a number: any constant will do, as long as every process uses the same.
const CHAIN_LOCK = 0x51_11_0e;

/** Makes transactions that append to the log wait for each other: on SQLite each write transaction does so by itself. */
export async function lockChain(tx: Database, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(tx);
}
