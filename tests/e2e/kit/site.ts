import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Canary, type Survivor, survivorsIn } from '@silhouette/testkit';

export const ROOT = join(import.meta.dirname, '../../..');
const PAGE = join(ROOT, 'packages/web/dist/index.html');
const SOURCES = ['core', 'engines', 'testkit', 'web'].map((name) => join(ROOT, 'packages', name));

/** Builds the page where it is missing or older than its sources; `npm test` has done so already. */
export function ensurePage(): void {
  const newest = Math.max(...SOURCES.map(newestIn));
  if (existsSync(PAGE) && statSync(PAGE).mtimeMs >= newest) return;
  execFileSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', join(ROOT, 'packages/web'), '--logLevel', 'error'], {
    stdio: 'inherit',
  });
}

function newestIn(dir: string): number {
  const entries = readdirSync(dir, { withFileTypes: true }).filter(
    ({ name }) => name !== 'node_modules' && name !== 'dist' && !name.includes('.test.'),
  );
  return Math.max(0, ...entries.map((entry) => (entry.isDirectory() ? newestIn(join(dir, entry.name)) : statSync(join(dir, entry.name)).mtimeMs)));
}

/** The site as a process of its own, with folders that nothing else uses. */
export interface Site {
  readonly url: string;
  readonly port: number;
  /** The code for the first editor, from the terminal. */
  readonly code: string;
  readonly data: string;
  /** Everything that it printed. */
  readonly said: () => string;
  /** The canaries that can be found in its data folder, its temporary folder, what it printed, and other folders of its own. */
  readonly find: (canaries: readonly (Canary | string)[], ...others: readonly string[]) => readonly Survivor[];
  readonly stop: () => Promise<void>;
}

/** Starts the site on a free port of this machine. */
export async function startSite(postgres: string | null = null): Promise<Site> {
  ensurePage();
  const started = Date.now();
  const home = mkdtempSync(join(tmpdir(), 'silhouette-e2e-'));
  const [data, temporary] = [join(home, 'data'), join(home, 'tmp')];
  mkdirSync(temporary);
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'packages/cli/src/silhouette.ts'), 'serve', '--data', data, '--port', '0', '--log'], {
    cwd: temporary,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...rest, TMPDIR: temporary, ...(postgres === null ? {} : { DATABASE_URL: postgres }) },
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [, port = '', code = ''] = await lineOf(child, () => said);
  return {
    url: `http://127.0.0.1:${port}`,
    port: Number(port),
    code,
    data,
    said: () => said,
    find: (canaries, ...others) =>
      survivorsIn(
        [
          ...filesUnder(home, 0),
          ...others.flatMap((other) => filesUnder(other, started)),
          { path: 'output', bytes: new Uint8Array(Buffer.from(said)) },
        ],
        canaries,
      ),
    stop: async () => {
      process.off('exit', kill);
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const late = setTimeout(kill, 10_000);
        await ended;
        clearTimeout(late);
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function lineOf(child: ChildProcess, said: () => string): Promise<RegExpExecArray> {
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
  const look = (): void => {
    const found = /at http:\/\/127\.0\.0\.1:(\d+)\/[\s\S]*this code: ([A-Z2-9-]{29})/.exec(said());
    if (found !== null) resolve(found);
  };
  child.stdout?.on('data', look);
  child.once('exit', () => reject(new Error(`the site ended before it was there: ${said()}`)));
  return promise;
}

// A database server has folders of its own: what it has not touched since holds nothing of ours, and its logs are mostly zeros.
function filesUnder(dir: string, since: number): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).mtimeMs >= since)
    .map((path) => ({ path, bytes: withoutZeros(readFileSync(path)) }));
}

const PAGE_BYTES = 4_096;

function withoutZeros(bytes: Buffer): Uint8Array {
  const pages: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const one = bytes.subarray(at, at + PAGE_BYTES);
    if (one.some((byte) => byte !== 0)) pages.push(one);
  }
  return new Uint8Array(Buffer.concat(pages));
}
