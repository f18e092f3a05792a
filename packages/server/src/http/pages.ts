import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Context, Hono } from 'hono';
import { STATUS } from '@silhouette/core/api';
import { CaseId } from '@silhouette/core/model';
import { takeNotice } from './cases.ts';
import type { Edge } from './handler.ts';
import { applicationCsp, newNonce, NONCE_MARK, plainCsp } from './headers.ts';
import { placeOf } from './log.ts';
import { erasedPage, hiddenPage, noticeFault, noticeFor, noticeForm, noticeIn, noticeTaken, plainPage, receiptPage } from './notice-page.ts';
import { receiveText } from './receive.ts';
import { digestOf } from './secrets.ts';

const MAX_FORM_BYTES = 4_096;

/** The first step of the address of every page of the application. */
const PAGES = new Set(['', 'accounts', 'activate', 'case', 'hidden', 'mine', 'new', 'notices', 'policy', 'receipt', 'review', 'set-up', 'sign-in']);
/** Those whose second step is the number of a case. */
const CASE_PAGES = new Set(['case', 'hidden', 'review']);

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.onnx': 'application/octet-stream',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const PACKED = new Set(['.css', '.js', '.json', '.mjs', '.onnx', '.svg', '.wasm']);

/** Adds the pages: the application, the form for notices that works without scripts, and what is said of a case that is not shown. */
export function pagesOf(edge: Edge, app: Hono, addressOf: (context: Context) => string): void {
  const files = filesIn(edge.pages);
  const packed = new Map<string, Uint8Array<ArrayBuffer>>();
  app.get('/notice', (context) => plain(context, 200, (nonce) => noticeForm(nonce, noticeFor(context.req.query()), null)));
  app.post('/notice', (context) => postNotice(edge, context, addressOf(context)));
  app.get('/notice/receipt', async (context) => {
    const notice = await edge.store.noticeByReceipt(digestOf(context.req.query('r') ?? ''));
    return plain(context, notice === null ? 404 : 200, (nonce) => receiptPage(nonce, notice?.outcome ?? null));
  });
  app.get('*', async (context) => {
    const path = context.req.path;
    const file = files.get(path);
    if (file !== undefined && path !== '/index.html') return asset(context, path, { file, packed });
    return extname(path) === '' ? page(edge, context, files.get('/index.html')) : context.text('There is no such file.', 404);
  });
  app.onError((error, context) => {
    edge.log({ event: 'fault', route: 'page', at: placeOf(error) });
    return plain(context, 500, (nonce) => plainPage(nonce, 'Fault', '<h1>Something went wrong here.</h1><p>Try again in a moment.</p>'));
  });
}

// The page of a case says what became of it before any script runs.
async function page(edge: Edge, context: Context, shell: string | undefined): Promise<Response> {
  const steps = context.req.path.slice(1).split('/');
  const id = CASE_PAGES.has(steps[0] ?? '') ? CaseId.safeParse(steps[1]).data : undefined;
  const stage = id === undefined ? null : (await edge.store.stateOf(id)).stage;
  if (id !== undefined && stage === 'erased') {
    const stone = await edge.store.tombstoneOf(id);
    if (stone !== null) return plain(context, 410, (nonce) => erasedPage(nonce, stone));
  }
  if (stage === 'hidden' && steps[0] !== 'hidden') return plain(context, 410, hiddenPage);
  if (shell === undefined) {
    return plain(context, 503, (nonce) =>
      plainPage(nonce, 'Silhouette', '<h1>The pages are not built yet.</h1><p>Run <code>npm start</code>, which builds them.</p>'),
    );
  }
  const nonce = newNonce();
  const html = (await readFile(shell, 'utf8')).replaceAll(NONCE_MARK, nonce);
  context.header('content-security-policy', applicationCsp(nonce));
  // Whether there is such a case is not told here: a draft's number says nothing to others.
  return context.html(html, PAGES.has(steps[0] ?? '') ? 200 : 404);
}

async function postNotice(edge: Edge, context: Context, address: string): Promise<Response> {
  const text = await receiveText(context.req.raw, MAX_FORM_BYTES);
  const notice = text === null ? null : noticeIn(text);
  const asked = noticeFor(notice === null ? {} : { case: notice.case });
  if (notice === null) return plain(context, 400, (nonce) => noticeForm(nonce, asked, 'Give the number of the case and choose what it is.'));
  const taken = await takeNotice(edge, { address }, notice);
  if (taken.ok) return plain(context, 200, (nonce) => noticeTaken(nonce, taken.value.receipt));
  const { code } = taken.refusal;
  return plain(context, STATUS[code], (nonce) => noticeForm(nonce, asked, noticeFault(code)));
}

function plain(context: Context, status: number, make: (nonce: string) => string): Response {
  const nonce = newNonce();
  context.header('content-security-policy', plainCsp(nonce));
  context.header('content-type', 'text/html; charset=utf-8');
  return new Response(make(nonce), { status, headers: context.res.headers });
}

async function asset(
  context: Context,
  path: string,
  { file, packed }: { file: string; packed: Map<string, Uint8Array<ArrayBuffer>> },
): Promise<Response> {
  const ending = extname(path);
  // Names under /assets hold a digest of what is in them.
  if (path.startsWith('/assets/')) context.header('cache-control', 'public, max-age=31536000, immutable');
  context.header('content-type', TYPES[ending] ?? 'application/octet-stream');
  // A worker's script has a policy of its own: it loads decoders from here and nothing else.
  context.header(
    'content-security-policy',
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; style-src 'self'",
  );
  const bytes = new Uint8Array(await readFile(file));
  if (!PACKED.has(ending)) return context.body(bytes);
  context.header('vary', 'accept-encoding');
  if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? '')) return context.body(bytes);
  const small = packed.get(path) ?? new Uint8Array(gzipSync(bytes));
  packed.set(path, small);
  context.header('content-encoding', 'gzip');
  return context.body(small);
}

// Listed once at the start, so that no address can name anything else.
function filesIn(dir: string): ReadonlyMap<string, string> {
  const names = list(dir);
  return new Map(names.map((file) => [`/${relative(dir, file).split(sep).join('/')}`, file]));
}

function list(dir: string): readonly string[] {
  try {
    return readdirSync(dir, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
