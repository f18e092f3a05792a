import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Whether the page is built: `npm test` builds it before. */
export const PAGE_BUILT = existsSync(join(root, 'packages/web/dist/index.html'));

/** A site of the tests alone, started as a person starts it, in a folder of its own. */
export interface Site {
  readonly origin: string;
  readonly setUpCode: string;
  /** Every byte that it keeps on disk or said on its terminal: data, database, temporary files, logs. */
  everything(): Map<string, Buffer>;
  stop(): Promise<void>;
}

/** Starts `silhouette serve` on a free port of the loopback address. */
export async function startSite(database: string | null = null): Promise<Site> {
  const dir = mkdtempSync(join(tmpdir(), 'silhouette-e2e-'));
  mkdirSync(join(dir, 'tmp'));
  const env = { ...process.env, TMPDIR: join(dir, 'tmp'), ...(database === null ? {} : { DATABASE_URL: database }) };
  const args = [join(root, 'packages/cli/src/silhouette.ts'), 'serve', '--data', join(dir, 'data'), '--port', '0', '--log'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
  const text = (): string => Buffer.concat(said).toString('utf8');
  while (!/this code: \S+/.test(text())) {
    if (child.exitCode !== null) throw new Error(`the site ended: ${text()}`);
    await once(child.stdout, 'data');
  }
  return {
    origin: /at (http:\/\/\S+?)\/\n/.exec(text())?.[1] ?? '',
    setUpCode: /this code: (\S+)/.exec(text())?.[1] ?? '',
    everything() {
      const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const held = files.map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))] as const);
      return new Map([...held, ['terminal', Buffer.concat(said)], ['names', Buffer.from(files.map(({ name, parentPath }) => join(parentPath, name)).join('\n'))]]);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      if (child.exitCode === null) await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
