import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { no, type Result, yes } from '@silhouette/core/model';
import { type Gate, openGate } from '../gate/index.ts';
import { digestOf, type Edge, type Log, makeApp, newCode, openLimits, placeOf, roomFor, SET_UP_SETTING } from '../http/index.ts';
import { eraseUnanswered } from '../jobs/index.ts';
import { openStore, type Store } from '../store/index.ts';
import type { Io } from './io.ts';

const HELP = `silhouette serve [--data DIR] [--port N] [--host H] [--origin URL] [--log]

The whole site on one machine. The first start prints a code with which the first editor is made.
  --data DIR     where everything is kept (default: ./silhouette-data)
  --port N       default 8080; 0 takes any
  --host H       default 127.0.0.1
  --origin URL   the address at which people see the site; https makes cookies secure
  --log          prints an event a line on standard error: codes, ids and numbers only
DATABASE_URL     a PostgreSQL address, in place of the embedded database
`;
const UPLOAD_ROOM = 1024 * 1024 * 1024;
const UPLOAD_MS = 900_000;
const ROUND_MS = 60_000;

interface Options {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly origin: string | null;
  readonly logging: boolean;
}

/** Serves until it is told to stop. Gives the exit code: 0 stopped, 2 bad usage, 3 could not start. */
export async function serveCommand(args: readonly string[], io: Io): Promise<number> {
  if (args.includes('--help')) {
    io.stdout(HELP);
    return 0;
  }
  const options = optionsOf(args);
  if (!options.ok) {
    io.stderr(`${options.refusal}\n\n${HELP}`);
    return 2;
  }
  const log: Log = (event) => {
    if (options.value.logging) io.stderr(`${JSON.stringify(event)}\n`);
  };
  // Asked for first: who stops a site that is still starting wants it to close its files too.
  const stop = stopped(io);
  const store = await openStore({
    dir: options.value.data,
    postgres: process.env['DATABASE_URL'] ?? null,
    clock: Date.now,
    onLost: () => log({ event: 'database-lost' }),
  });
  if (!store.ok) {
    io.stderr('Another silhouette uses this folder already.\n');
    return 3;
  }
  const gate = openGate();
  try {
    return await serve({ options: options.value, store: store.value, gate, log, stop }, io);
  } finally {
    await gate.close();
    await store.value.close();
  }
}

async function serve(house: { options: Options; store: Store; gate: Gate; log: Log; stop: Promise<void> }, io: Io): Promise<number> {
  const { options, store, gate, log, stop } = house;
  const edge: Edge = {
    store,
    gate,
    log,
    clock: Date.now,
    limits: openLimits(Date.now),
    newId: randomUUID,
    room: roomFor(UPLOAD_ROOM),
    pages: fileURLToPath(new URL('../../../web/dist', import.meta.url)),
    origin: options.origin,
  };
  const server = createAdaptorServer({ fetch: makeApp(edge).fetch, serverOptions: { requestTimeout: UPLOAD_MS, headersTimeout: 30_000 } });
  server.listen(options.port, options.host);
  try {
    await once(server, 'listening');
  } catch {
    io.stderr('This address or port cannot be had: try another --port.\n');
    return 3;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  log({ event: 'listening', port, engine: store.engine });
  io.stdout(`Silhouette is at http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}/\n`);
  await announceSetUp(store, io);
  const clock = setInterval(() => void eraseDue(store, log), ROUND_MS);
  await stop;
  clearInterval(clock);
  log({ event: 'stopping' });
  await closed(server);
  return 0;
}

// What an editor did not act on in time goes by itself. A round that fails is tried again by the next.
async function eraseDue(store: Store, log: Log): Promise<void> {
  try {
    const { erased, stopped } = await eraseUnanswered(store, Date.now());
    for (const { caseId, left } of erased) log({ event: 'erased', caseId, left });
    if (stopped) log({ event: 'erasing-clock-stopped' });
  } catch (error) {
    log({ event: 'fault', route: 'page', at: placeOf(error) });
  }
}

function stopped(io: Io): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  io.onStop(resolve);
  return promise;
}

// A new code at each start until there is an editor: an old one in a scroll of the terminal opens nothing.
async function announceSetUp(store: Store, io: Io): Promise<void> {
  if (await store.accounts.any()) return;
  const code = newCode();
  await store.setSetting(SET_UP_SETTING, digestOf(code));
  io.stdout(`No editor yet. Open the page and make the first one with this code: ${code}\n`);
}

// Lets what is under way end, for a while.
async function closed(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  const done = once(server, 'close');
  server.close();
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5_000);
  await done;
  clearTimeout(timer);
}

function optionsOf(args: readonly string[]): Result<Options, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string', default: 'silhouette-data' },
        port: { type: 'string', default: '8080' },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string' },
        log: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d{1,5}$/.test(values.port) || port > 65_535) return no('--port is a number up to 65535.');
    if (values.origin !== undefined && !URL.canParse(values.origin)) return no('--origin is an address such as https://cases.example.org.');
    const origin = values.origin === undefined ? null : new URL(values.origin).origin;
    return yes({ data: values.data, port, host: values.host, origin, logging: values.log });
  } catch {
    return no('An option is not known, or lacks its value.');
  }
}
