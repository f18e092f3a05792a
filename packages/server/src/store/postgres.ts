import { PostgresDialect } from 'kysely';
import type { Dialect } from 'kysely';
import pg from 'pg';

const INT8 = 20;

/**
 * PostgreSQL for Kysely. 64 bit integers come as numbers (times in milliseconds fit), and a server that restarts does not end this
 * process: the pool opens new connections.
 *
 * @param onLost told when an idle connection broke
 */
export function postgresDialect(url: string, onLost: () => void): Dialect {
  pg.types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 16, application_name: 'silhouette' });
  pool.on('error', onLost);
  return new PostgresDialect({ pool });
}
