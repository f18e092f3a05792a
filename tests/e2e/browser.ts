import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Role } from '@silhouette/core/model';
import type { Site } from './site.ts';

export { drop, launch } from './kit/chromium.ts';

const PASS = 'correct horse battery staple';

/** Asks the API as whoever is signed in on a page. */
export async function ask(page: Page, method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly json: unknown }> {
  return page.evaluate(
    async ([way, where, text]) => {
      const init: RequestInit = { method: way ?? 'GET' };
      const answer = await fetch(where ?? '', text === null ? init : { ...init, body: text ?? '', headers: { 'content-type': 'application/json' } });
      const json: unknown = await answer.json().catch(() => null);
      return { status: answer.status, json };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

/** Makes the first editor in the page, with the code that the site printed. */
export async function setUpInPage(page: Page, site: Site, login: string): Promise<void> {
  await page.goto(`${site.origin}/`);
  await page.getByLabel('Code').fill(site.setUpCode);
  await page.getByLabel('Your name here').fill(login);
  await page.getByLabel('Pass phrase').fill(PASS);
  await page.getByRole('button', { name: 'Set up and sign in' }).click();
  await page.getByRole('button', { name: `Account ${login}` }).waitFor();
}

/** Invites somebody through the API and takes the invitation up in a browser of their own. */
export async function invite(editor: Page, browser: Browser, login: string, roles: readonly Role[]): Promise<Page> {
  const { json } = await ask(editor, 'POST', '/api/v1/accounts', { login, roles });
  const code = /"code":"([A-Z2-9-]{29})"/.exec(JSON.stringify(json))?.[1] ?? '';
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${new URL(editor.url()).origin}/activate#name=${login}&code=${code}`);
  await page.getByLabel('Pass phrase').fill(PASS);
  await page.getByRole('button', { name: 'Set pass phrase and sign in' }).click();
  await page.getByRole('button', { name: `Account ${login}` }).waitFor();
  return page;
}

/** Keeps what pages of contexts send. */
export interface Recorder {
  readonly sent: readonly Uint8Array[];
  readonly urls: ReadonlySet<string>;
  watch(context: BrowserContext): void;
  settle(): Promise<void>;
}

/** A recorder of addresses, headers and bodies. */
export function recorder(): Recorder {
  const sent: Uint8Array[] = [];
  const urls = new Set<string>();
  return {
    sent,
    urls,
    watch(context) {
      context.on('request', (request) => {
        if (request.method() === 'GET') urls.add(request.url());
        sent.push(new Uint8Array(Buffer.from(`${request.url()}\n${JSON.stringify(request.headers())}`)));
        const body = request.postDataBuffer();
        if (body !== null) sent.push(new Uint8Array(body));
      });
    },
    settle: () => new Promise((done) => setTimeout(done, 200)),
  };
}
