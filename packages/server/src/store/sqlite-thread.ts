import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { type Ask, isBound, isStart, type Reply } from './sqlite-wire.ts';

// Safe against a crash (synchronous), hard deletion (secure_delete, no temporary files), and no code from a file's schema.
const PRAGMAS = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma secure_delete = on;
  pragma foreign_keys = on;
  pragma temp_store = memory;
  pragma trusted_schema = off;
  pragma busy_timeout = 10000;
`;
const MAX_STATEMENTS = 300;

if (parentPort !== null && isStart(workerData)) serve(new DatabaseSync(workerData.sqlite));

function serve(db: DatabaseSync): void {
  db.exec(PRAGMAS);
  const prepared = new Map<string, StatementSync>();
  const port = parentPort;
  port?.on('message', (ask: Ask) => {
    if (ask === 'close') {
      db.close();
      port.close();
      return;
    }
    port.postMessage(answer(db, prepared, ask));
  });
}

function answer(db: DatabaseSync, prepared: Map<string, StatementSync>, ask: Exclude<Ask, 'close'>): Reply {
  try {
    const statement = prepared.get(ask.sql) ?? db.prepare(ask.sql);
    if (prepared.size >= MAX_STATEMENTS) prepared.clear();
    prepared.set(ask.sql, statement);
    const values = ask.values.filter(isBound);
    if (values.length !== ask.values.length) return { id: ask.id, kind: 'failed', code: -1 };
    if (statement.columns().length > 0) return { id: ask.id, kind: 'rows', rows: statement.all(...values), changes: 0 };
    return { id: ask.id, kind: 'rows', rows: [], changes: Number(statement.run(...values).changes) };
  } catch (error) {
    // The engine's own message can hold values, so only its number travels.
    const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : -1;
    return { id: ask.id, kind: 'failed', code };
  }
}
