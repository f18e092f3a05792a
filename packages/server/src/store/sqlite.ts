import { Worker } from 'node:worker_threads';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import type { Ask, Reply } from './sqlite-wire.ts';

/** The database could not do what it was asked; only its number is told. */
export class StoreError extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`the database refused with code ${code}`);
    this.name = 'StoreError';
    this.code = code;
  }
}

interface Waiting {
  readonly done: (reply: Reply) => void;
  readonly failed: (error: Error) => void;
}

/**
 * SQLite for Kysely, in a thread of its own: one connection and one writer, and its fsyncs never hold up the event loop
 * (STACK.md section 1: "who may write").
 */
export function sqliteDialect(file: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class SqliteDriver implements Driver {
  readonly #file: string;
  #thread: Thread | undefined;
  // The tail of the queue of those who wait for the one connection.
  #turn: Promise<void> = Promise.resolve();
  #endTurn: () => void = () => undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {
    this.#thread = new Thread(this.#file);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    this.#endTurn = resolve;
    return this.#running();
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn();
  }

  // A write transaction takes the lock at its start: to upgrade a read lock later can fail.
  async beginTransaction(): Promise<void> {
    await this.#running().ask('begin immediate', []);
  }

  async commitTransaction(): Promise<void> {
    await this.#running().ask('commit', []);
  }

  async rollbackTransaction(): Promise<void> {
    await this.#running().ask('rollback', []);
  }

  async destroy(): Promise<void> {
    await this.#thread?.close();
  }

  #running(): Thread {
    if (this.#thread === undefined) throw new Error('the database was not started');
    return this.#thread;
  }
}

class Thread implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #last = 0;
  #over = false;

  constructor(file: string) {
    this.#worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), {
      workerData: { sqlite: file },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    this.#worker.on('message', (reply: Reply) => {
      this.#waiting.get(reply.id)?.done(reply);
      this.#waiting.delete(reply.id);
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = promise;
    // An 'error' is always followed by 'exit'; without a listener it would end the process.
    this.#worker.on('error', () => this.#stop());
    this.#worker.on('exit', () => {
      this.#stop();
      resolve();
    });
  }

  async ask(sql: string, values: readonly unknown[]): Promise<Extract<Reply, { kind: 'rows' }>> {
    if (this.#over) throw new StoreError(-2);
    this.#last += 1;
    const id = this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    this.#waiting.set(id, { done: resolve, failed: reject });
    this.#send({ id, sql, values });
    const reply = await promise;
    if (reply.kind === 'failed') throw new StoreError(reply.code);
    return reply;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await this.ask(query.sql, query.parameters);
    return { rows: rowsOf<R>(rows), numAffectedRows: BigInt(changes) };
  }

  // oxlint-disable-next-line require-yield -- Kysely asks for the method; nothing here streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not offered');
  }

  async close(): Promise<void> {
    if (!this.#over) this.#send('close');
    await this.#ended;
  }

  #send(ask: Ask): void {
    this.#worker.postMessage(ask);
  }

  #stop(): void {
    this.#over = true;
    for (const waiting of this.#waiting.values()) waiting.failed(new StoreError(-2));
    this.#waiting.clear();
  }
}

// Kysely promises its caller rows of the table's type; the tables are ours (schema.ts).
function rowsOf<R>(rows: readonly Record<string, unknown>[]): R[];
function rowsOf(rows: readonly Record<string, unknown>[]): unknown[] {
  return [...rows];
}
