import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const ARGS =
  '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-features=AutofillServerCommunication'.split(
    ' ',
  );

/** The two widths and two lights in which everything must be good. */
export const LOOKS = [
  { name: 'wide-dark', width: 1440, height: 900, light: 'dark' },
  { name: 'wide-light', width: 1440, height: 900, light: 'light' },
  { name: 'phone-dark', width: 390, height: 844, light: 'dark' },
  { name: 'phone-light', width: 390, height: 844, light: 'light' },
] as const;
export type LookOf = (typeof LOOKS)[number];

/** Starts Debian's browser with a fresh profile; with a proxy, everything goes through it, to this machine too. */
export function launch(proxy: string | null = null): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ARGS,
    ...(proxy === null ? {} : { proxy: { server: proxy, bypass: '<-loopback>' } }),
  });
}

/** A person at a browser of their own: nothing is shared with others. */
export async function person(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  return { context, page: await context.newPage() };
}

/** Drops files and folders on an element, as a hand would: only the browser's own protocol makes a drop with folders in it. */
export async function drop(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error('nothing to drop on');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } };
  const protocol = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await protocol.send('Input.dispatchDragEvent', { type, ...at });
  await protocol.detach();
}

/** Puts a page into a width and a light, and waits until it lies still. */
export async function putInto(page: Page, { width, height, light }: LookOf): Promise<void> {
  await page.emulateMedia({ colorScheme: light, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
}
