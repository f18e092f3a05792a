import { gunzipSync, inflateSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core';
import type { Site } from './site.ts';

export const PASSWORD = 'correct horse battery staple';

/** Starts Debian's Chromium with a fresh profile. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** Everything that browsers asked of the site: addresses, headers, bodies. */
export interface Recorder {
  readonly urls: ReadonlySet<string>;
  /** Bodies as sent, and unpacked where they were packed. */
  readonly sent: readonly Buffer[];
  watch(context: BrowserContext): void;
  /** Waits until every body that was begun is recorded. */
  settle(): Promise<void>;
}

/** Records the requests of contexts. */
export function recorder(): Recorder {
  const urls = new Set<string>();
  const sent: Buffer[] = [];
  const pending = new Set<Promise<void>>();
  const take = async (request: Request): Promise<void> => {
    urls.add(request.url());
    sent.push(Buffer.from(`${request.method()} ${decodeURIComponent(request.url())}\n${JSON.stringify(await request.allHeaders())}`));
    const body = request.postDataBuffer();
    if (body !== null) sent.push(body, ...unpacked(body));
  };
  return {
    urls,
    sent,
    watch(context) {
      context.on('request', (request) => {
        if (!request.url().startsWith('http')) return;
        const work = take(request).finally(() => pending.delete(work));
        pending.add(work);
      });
    },
    async settle() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

function unpacked(body: Buffer): Buffer[] {
  for (const unpack of [gunzipSync, inflateSync]) {
    try {
      return [unpack(body)];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return [];
}

/** Drops files and folders (absolute paths) where a person would: only the browser's own protocol gives a page real folders. */
export async function drop(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error('there is no place to drop');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } };
  const cdp = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, ...at });
  await cdp.detach();
}

type Roles = readonly ('contributor' | 'reviewer' | 'editor')[];

/** Sets up the first editor in the page, with the code from the terminal. */
export async function setUpInPage(page: Page, site: Site, login: string): Promise<void> {
  await page.goto(`${site.origin}/`);
  await page.getByLabel('Code').fill(site.setUpCode);
  await page.getByLabel('Your name here').fill(login);
  await page.getByLabel('Pass phrase').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/set-up');
}

/** Asks the API with the session of a page, past its screens. */
export async function ask(page: Page, method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly json: unknown }> {
  return page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where, {
        method: how,
        ...(what === null ? {} : { body: what, headers: { 'content-type': 'application/json' } }),
      });
      const text = await answer.text();
      return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : null };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

/** Invites somebody as an editor and signs them in, in a context of their own. */
export async function invite(editor: Page, browser: Browser, login: string, roles: Roles): Promise<Page> {
  const { json } = await ask(editor, 'POST', '/api/v1/accounts', { login, roles });
  const code = typeof json === 'object' && json !== null && 'code' in json ? String(json.code) : '';
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${new URL(editor.url()).origin}/sign-in`);
  const { status } = await ask(page, 'POST', '/api/v1/accounts/activate', { login, code, password: PASSWORD });
  if (status !== 200) throw new Error(`activation answered ${status}`);
  return page;
}
