import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const NOBODY = 65_534;
const BIN = ['15', '16', '17', '18'].map((version) => `/usr/lib/postgresql/${version}/bin`).find((dir) => existsSync(join(dir, 'initdb')));

/** Whether this machine has a PostgreSQL that tests can start. */
export const HAS_POSTGRES = BIN !== undefined;

/** A PostgreSQL of the tests alone: in a temporary folder, on a socket in it, gone when it is closed. */
export interface TestPostgres {
  /** The address of a new, empty database. */
  fresh(): Promise<string>;
  /** Ends every connection but its own, as a server that restarts does. */
  breakConnections(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one. PostgreSQL refuses to run as root, so root starts it as nobody. */
export async function startPostgres(): Promise<TestPostgres> {
  if (BIN === undefined) throw new Error('no PostgreSQL here');
  const dir = mkdtempSync(join(tmpdir(), 'silhouette-pg-'));
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in asNobody) chownSync(dir, NOBODY, NOBODY);
  const data = join(dir, 'data');
  execFileSync(join(BIN, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], {
    ...asNobody,
    cwd: dir,
    stdio: 'ignore',
  });
  const options = ['-c', `unix_socket_directories=${dir}`, '-c', 'listen_addresses=', '-c', 'max_connections=60', '-c', 'shared_buffers=16MB'];
  const server = spawn(join(BIN, 'postgres'), ['-D', data, ...options], { ...asNobody, cwd: dir, stdio: 'ignore' });
  const stop = (): boolean => server.kill('SIGQUIT');
  process.once('exit', stop);
  const address = (name: string): string => `postgres://postgres@localhost/${name}?host=${encodeURIComponent(dir)}`;
  await untilReady(address('postgres'));
  let count = 0;
  return {
    fresh: async () => {
      count += 1;
      const name = `t${count}`;
      await withClient(address('postgres'), (client) => client.query(`create database ${name}`));
      return address(name);
    },
    breakConnections: () =>
      withClient(address('postgres'), (client) =>
        client.query('select pg_terminate_backend(pid, 2000) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null'),
      ),
    close: async () => {
      process.off('exit', stop);
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const TRIES = 200;

async function untilReady(address: string): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await withClient(address, (client) => client.query('select 1'));
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

async function withClient(address: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
