import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { archive, draft, folder, good, published, removeFolder } from '../../../../tests/servers/index.ts';
import { openStore } from '../store/index.ts';
import { COMMANDS } from './index.ts';

const running = new Set<ChildProcess>();
const folders = new Set<string>();
afterEach(async () => {
  for (const child of running) {
    child.kill('SIGKILL');
    await exitOf(child);
  }
  running.clear();
  for (const dir of folders) removeFolder(dir);
});

const START = `
  import { COMMANDS } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
  const [name, ...args] = process.argv.slice(1);
  process.exitCode = await COMMANDS.get(name)(args, {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    onStop: (stop) => process.once('SIGTERM', stop),
  });
`;

/** Starts a command in a process of its own and waits for a line of its output. */
async function start(args: readonly string[], line: RegExp): Promise<{ child: ChildProcess; found: RegExpExecArray; out: () => string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', START, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: undefined },
  });
  running.add(child);
  let out = '';
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const found = line.exec(out);
      if (found !== null) resolve(found);
    });
  }
  child.once('exit', () => reject(new Error('ended before it said so')));
  return { child, found: await promise, out: () => out };
}

const newFolder = (): string => {
  const dir = folder();
  folders.add(dir);
  return dir;
};

test('[A11] serve prints its address and, until there is an editor, a code; it stops when told to and leaves the folder free', async () => {
  const dir = newFolder();
  const args = ['serve', '--data', dir, '--port', '0', '--log'];
  const { child, found, out } = await start(args, /at (http:\/\/127\.0\.0\.1:\d+\/)[\s\S]*this code: ([A-Z2-9-]{29})/);
  const [, url = '', code = ''] = found;
  const setUp = await fetch(new URL('/api/v1/setup', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, login: 'first', password: 'a long enough one' }),
  });
  expect(await setUp.json()).toMatchObject({ account: { login: 'first', roles: ['editor'] }, setUp: true });
  const second = await start(args, /uses this folder already/);
  expect(await exitOf(second.child)).toBe(3);
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(0);
  for (const line of out()
    .split('\n')
    .filter((one) => one.startsWith('{')))
    expect(Object.keys(JSON.parse(line))).not.toContain('text');
  const again = await start(args, /Silhouette is at/);
  again.child.kill('SIGTERM');
  expect(await exitOf(again.child)).toBe(0);
  expect(again.out()).not.toContain('this code');
});

test('[B15] what was acknowledged survives a process that is killed', async () => {
  const dir = newFolder();
  const { child, found } = await start(['serve', '--data', dir, '--port', '0'], /at (http:\/\/127\.0\.0\.1:\d+\/)[\s\S]*this code: ([A-Z2-9-]{29})/);
  const [, url = '', code = ''] = found;
  const call = async (path: string, body: unknown, cookie = ''): Promise<Response> =>
    fetch(new URL(path, url), {
      method: path.includes('accounts/') ? 'PATCH' : 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const setUp = await call('/api/v1/setup', { code, login: 'first', password: 'a long enough one' });
  const cookie = (setUp.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { account }: { account: { id: string } } = await setUp.json();
  await call(`/api/v1/accounts/${account.id}`, { roles: ['editor', 'contributor'], closed: false }, cookie);
  const made: string[] = [];
  for (let n = 0; n < 30; n += 1) {
    const { id }: { id: string } = await (await call('/api/v1/cases', undefined, cookie)).json();
    made.push(id);
  }
  // One more is under way when the process is killed.
  const cutOff = call('/api/v1/cases', undefined, cookie).catch(() => null);
  child.kill('SIGKILL');
  await exitOf(child);
  await cutOff;
  const store = await openStore({ dir, postgres: null, clock: Date.now, onLost: () => undefined });
  if (!store.ok) throw new Error(store.refusal.code);
  const owner = await store.value.accounts.byLogin('first');
  const kept = owner === null ? [] : await store.value.casesOf(owner.id);
  expect(made.filter((id) => !kept.some((row) => row.id === id))).toEqual([]);
  expect(await store.value.firstBreak()).toBeNull();
  await store.value.close();
});

test('[L15] who runs the machine can erase a case in an emergency; it is logged, and the receipt can be looked at again', async () => {
  const dir = newFolder();
  const here = await archive(dir, null);
  const { id } = await published(here, 'Emergency');
  const other = await draft(here, 'Stays');
  await here.store.close();
  const said: string[] = [];
  const io = { stdout: (text: string) => void said.push(text), stderr: (text: string) => void said.push(text), onStop: () => undefined };
  const run = (name: string, ...args: string[]): Promise<number> | undefined => COMMANDS.get(name)?.(args, io);
  expect(await run('erase', id, '--data', dir, '--json')).toBe(0);
  expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ case: id, reason: 'privacy', verified: { objectsLeft: 0, rowsLeft: 0, indexRowsLeft: 0 } });
  expect(await run('verify-erasure', id, '--data', dir)).toBe(0);
  expect(await run('erase', id, '--data', dir)).toBe(3);
  expect(await run('verify-erasure', other.id, '--data', dir)).toBe(3);
  expect(await run('erase', 'no number', '--data', dir)).toBe(2);
  expect(await run('serve', '--port', 'many')).toBe(2);
  const again = await archive(dir, null);
  expect((await again.store.stateOf(id)).stage).toBe('erased');
  expect(good(await again.store.viewCase(other.id, 'see', again.people.ann)).document.title).toBe('Stays');
  await again.store.close();
});

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
