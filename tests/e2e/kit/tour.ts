import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PASS, setUp } from './acts.ts';
import { caller, type Caller, invited } from './api.ts';
import { drop, type LookOf, LOOKS, person, putInto } from './chromium.ts';
import { type CleanCase, cleanCases, good, mixedFolder, seedDraft, seedPublished, seedReview } from './seed.ts';
import type { Site } from './site.ts';

/** Is called in each state of each screen: main screens, and states of them. */
export type Visit = (name: string, page: Page, main: boolean, looks?: readonly LookOf[]) => Promise<void>;

/** A walk through every screen and state, on a site that nobody has set up. */
export interface Tour {
  readonly site: Site;
  readonly browser: Browser;
  readonly visit: Visit;
  /** The edge of the pictures in pixels. */
  readonly size: number;
  /** Whether to wait for a state that takes its time: a page that believes its last answer no more. */
  readonly patient: boolean;
}

interface Walk extends Tour {
  readonly cases: readonly CleanCase[];
  readonly pages: Readonly<Record<'editor' | 'author' | 'reviewer' | 'reader', Page>>;
  readonly callers: Readonly<Record<'editor' | 'author' | 'reviewer', Caller>>;
}

const [WIDE, , PHONE] = LOOKS;
const PHONES = LOOKS.slice(2);

/** Walks. States that pass by too fast to be looked at (progress) are held by holding back an answer. */
export async function walk(tour: Tour): Promise<void> {
  const { browser, site, visit } = tour;
  const { page: editor } = await person(browser, site.url);
  await editor.goto('/set-up');
  await editor.getByRole('heading', { name: 'Set up this archive' }).waitFor();
  await visit('set-up', editor, true);
  await editor.getByLabel('Code').fill('AAAAA');
  await editor.getByRole('button', { name: 'Set up and sign in' }).click();
  await visit('set-up-wrong', editor, false);
  await putInto(editor, WIDE);
  await setUp(editor, site, 'helena');
  await editor.locator('.sample-grid .pic[data-drawn=true]').nth(2).waitFor();
  await visit('library-empty', editor, true);
  const [cookie] = await editor.context().cookies();
  const first = caller(site, 'helena', `${cookie?.name ?? ''}=${cookie?.value ?? ''}`);
  const author = await invited(site, first, 'ines', ['contributor']);
  const reviewer = await invited(site, first, 'tomas', ['reviewer']);
  await first.ask('POST', '/api/v1/accounts', { login: 'jonas', roles: ['contributor', 'reviewer'] });
  const { page: reader } = await person(browser, site.url);
  const pages = { editor, author: await signedIn(tour, 'ines'), reviewer: await signedIn(tour, 'tomas'), reader };
  const all: Walk = { ...tour, cases: await cleanCases(tour.size), pages, callers: { editor: first, author, reviewer } };
  await doors(all);
  await contribute(all);
  await published(all);
  await reviewed(all);
  await noticed(all);
  for (const page of Object.values(pages)) await page.context().close();
}

async function signedIn({ browser, site }: Tour, login: string): Promise<Page> {
  const { page } = await person(browser, site.url);
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(login);
  await page.getByLabel('Pass phrase').fill(PASS);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: `Account ${login}` }).waitFor();
  return page;
}

/** Goes somewhere, wide and dark, and waits for something. */
async function to(page: Page, path: string, seen: string): Promise<void> {
  await putInto(page, WIDE);
  await page.goto(path);
  await page.locator(seen).first().waitFor();
}

async function doors({ pages: { editor, reader }, visit }: Walk): Promise<void> {
  await to(reader, '/sign-in', 'form');
  await visit('sign-in', reader, true);
  await reader.getByLabel('Name').fill('helena');
  await reader.getByLabel('Pass phrase').fill('not the right one');
  await reader.getByRole('button', { name: 'Sign in' }).click();
  await reader.getByRole('alert').first().waitFor();
  await visit('sign-in-wrong', reader, false);
  await to(reader, '/activate', 'form');
  await visit('invitation', reader, true);
  await to(reader, '/policy', 'h1');
  await visit('policy', reader, true);
  await to(reader, '/nowhere', '.nothing');
  await visit('no-such-page', reader, false);
  await to(editor, '/accounts', '.account');
  await visit('accounts', editor, true);
  await editor.getByLabel('Name').fill('maria');
  await editor.getByRole('button', { name: 'Make an invitation' }).click();
  await editor.locator('.link-text').waitFor();
  await visit('accounts-invitation', editor, true);
  await editor.keyboard.press('Escape');
  await to(editor, '/new', '.nothing');
  await visit('no-role', editor, false);
  await to(editor, '/notices', '.nothing');
  await visit('notices-empty', editor, false);
  await to(editor, '/review', 'main h1');
  await visit('review-empty', editor, false);
}

async function contribute({ pages: { author }, size, visit }: Walk): Promise<void> {
  const step = (name: string): Promise<void> => author.locator('.step', { hasText: new RegExp(`^(✓)?${name}`) }).click();
  const folder = mixedFolder(size);
  try {
    await to(author, '/mine', 'main h1');
    await visit('mine-empty', author, false);
    await to(author, '/new', '.drop');
    await visit('new-drop', author, true);
    await drop(author, '.drop', [folder]);
    await author.locator('.tray-series').first().waitFor();
    await author.locator('.sheet [data-drawn=true]').first().waitFor();
    await visit('new-fix', author, true);
    await putInto(author, PHONE);
    await step('Series');
    await visit('new-series', author, true, PHONES);
    await putInto(author, WIDE);
    await author.locator('.tray-off .tray-open').last().click();
    await visit('new-refused', author, false);
    await putInto(author, WIDE);
    await author.locator('.tray-series .tray-open').first().click();
    await author.getByRole('button', { name: 'As it came / as it will be sent' }).click();
    await author.locator('.pair canvas').first().waitFor();
    await visit('new-pair', author, true);
    await putInto(author, WIDE);
    await author.getByRole('button', { name: /^Draw/ }).click();
    await visit('new-draw', author, false);
    await author.keyboard.press('Escape');
    await author.getByRole('button', { name: 'Header', exact: true }).click();
    await visit('new-header', author, true);
    await putInto(author, WIDE);
    await author.getByRole('button', { name: 'All frames' }).click();
    await settleQueue(author);
    await visit('new-nothing-left', author, false);
    await putInto(author, WIDE);
    await step('Write');
    await author.getByLabel('Title').fill('Acute appendicitis with an appendicolith');
    await visit('new-write', author, true);
    await author.getByLabel('Presentation').fill('A 43-year-old teacher from Basel, seen on 7 July 2019 with right lower quadrant pain.');
    await author.locator('.field-findings').waitFor();
    await visit('new-write-found', author, true);
    for (const [n, words] of [
      '',
      'Right lower quadrant pain and a raised white cell count.',
      'The appendix is dilated, with a thick wall.',
    ].entries()) {
      const field = author.locator('.case-field').nth(n);
      if (words !== '') await field.getByRole('textbox').fill(words);
      await field.getByRole('button', { name: /^Confirm/ }).click();
      await field.getByText(/Confirmed/).waitFor();
    }
    await visit('new-write-confirmed', author, false);
    await step('Send');
    await visit('new-sign', author, true);
    await author.getByLabel('I am not sure').check();
    await visit('new-unsure', author, false);
    await signing({ page: author, visit });
  } finally {
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}

async function settleQueue(page: Page): Promise<void> {
  const confirm = page.getByRole('button', { name: /^Nothing identifies on/ });
  for (let tries = 0; (await page.getByText('Nothing needs you.').count()) === 0; tries += 1) {
    if (tries > 200) throw new Error('the queue does not end');
    const noHead = page.getByRole('button', { name: 'No head, face or neck in it' });
    if ((await noHead.count()) > 0) await noHead.click();
    else if ((await confirm.count()) > 0 && (await confirm.getAttribute('aria-disabled')) === 'false') await confirm.click();
    else await page.keyboard.press(tries % 20 < 10 ? 'Space' : 'Shift+Space');
    await page.waitForTimeout(400);
  }
}

async function signing({ page, visit }: { readonly page: Page; readonly visit: Visit }): Promise<void> {
  await page.getByLabel('None is declared').check();
  await page.getByLabel(/^I accept the terms/).check();
  for (const statement of [/^I may share this case/, /^I have looked at every frame/, /^To my knowledge/]) await page.getByLabel(statement).check();
  await visit('new-ready', page, false);
  const held: (() => void)[] = [];
  let open = false;
  await page.route('**/objects/*', async (route) => {
    if (!open) await new Promise<void>((done) => held.push(done));
    await route.continue();
  });
  await page.getByRole('button', { name: 'Sign and send' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  held.shift()?.();
  await visit('new-sending', page, false);
  open = true;
  for (const done of held) done();
  await page.getByRole('heading', { name: 'In review' }).waitFor();
  await page.unroute('**/objects/*');
  await visit('new-sent', page, true);
  await putInto(page, WIDE);
  await page.locator('.ledger').click();
  await page.getByRole('dialog').waitFor();
  await visit('new-ledger', page, true);
  await page.keyboard.press('Escape');
}

async function published({ callers: { author, reviewer }, cases, pages: { reader }, patient, visit }: Walk): Promise<void> {
  const ids: string[] = [];
  for (const one of cases) ids.push(await seedPublished(author, reviewer, one));
  await to(reader, '/', '.case-card .pic[data-drawn=true]');
  await reader.locator('.case-card .pic[data-drawn=true]').nth(2).waitFor();
  await visit('library', reader, true);
  await reader.getByLabel('Search the titles').fill('zebra');
  await visit('library-no-hit', reader, false);
  await to(reader, `/case/${ids[0] ?? ''}`, '.viewer[data-drawn=true]');
  await visit('case', reader, true);
  await putInto(reader, WIDE);
  await measure(reader);
  await visit('case-measured', reader, false);
  await putInto(reader, WIDE);
  await reader.getByRole('button', { name: 'Window presets' }).click();
  await reader.getByRole('menuitem').first().waitFor();
  await visit('case-presets', reader, false);
  await reader.keyboard.press('Escape');
  await reader.getByRole('button', { name: /^Help/ }).click();
  await reader.getByRole('dialog').waitFor();
  await visit('case-help', reader, true);
  await reader.keyboard.press('Escape');
  await to(reader, `/case/${ids[1] ?? ''}`, '.viewer[data-drawn=true]');
  await visit('case-chest', reader, false);
  await to(reader, `/case/${ids[2] ?? ''}`, '.viewer[data-drawn=true]');
  await visit('case-knee', reader, false);
  if (patient) await covered(reader, visit);
  await to(reader, '/case/00000000-0000-4000-8000-000000000000', '.nothing');
  await visit('case-unknown', reader, false);
}

async function covered(page: Page, visit: Visit): Promise<void> {
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.getByText('The archive cannot be reached.').waitFor({ timeout: 40_000 });
  await visit('case-covered', page, false);
  await page.unroute('**/api/v1/**');
}

async function measure(page: Page): Promise<void> {
  const box = await page.locator('.viewer-canvas').boundingBox();
  if (box === null) throw new Error('no viewer');
  await page.getByRole('button', { name: /^Measure/ }).click();
  const [x, y] = [box.x + box.width * 0.42, box.y + box.height * 0.45];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 40);
  await page.mouse.move(x + 60, y + 90);
  await page.mouse.up();
  await page.locator('.measured').waitFor();
}

async function reviewed({ callers: { author, reviewer }, cases, pages, visit }: Walk): Promise<void> {
  const [made] = cases;
  if (made === undefined) throw new Error('no case');
  const id = await seedDraft(author, made, 'Appendicitis of the tip');
  await seedReview(author, id, made);
  const { author: own, reviewer: page } = pages;
  await to(page, '/review', '.line .pic[data-drawn=true]');
  await visit('review-queue', page, true);
  await to(page, `/review/${id}`, '.sheet [data-drawn=true]');
  await visit('review', page, true);
  await putInto(page, WIDE);
  await page.locator('.sheet [data-cell="6"]').click();
  await page.locator('.closer .pic[data-drawn=true]').waitFor();
  await visit('review-closer', page, true);
  await page.keyboard.press('Escape');
  await putInto(page, WIDE);
  await page.getByRole('button', { name: 'Bright end' }).click();
  await visit('review-bright-end', page, false);
  await page.getByRole('button', { name: 'Return with reasons' }).click();
  await page.getByRole('dialog').waitFor();
  await visit('review-return', page, true);
  await page.keyboard.press('Escape');
  await good(
    reviewer.ask('POST', `/api/v1/cases/${id}/return`, { reasons: ['age', 'wrong-order'], text: 'The second series runs from the feet up.' }),
  );
  await to(own, '/mine', '.line');
  await own.locator('.line .pic[data-drawn=true]').first().waitFor();
  await visit('mine', own, true);
  await to(own, `/new?case=${id}`, '.drop');
  await visit('new-go-on', own, false);
}

async function noticed({ callers, cases, pages, site, visit }: Walk): Promise<void> {
  const { editor, reader } = pages;
  const [, made] = cases;
  if (made === undefined) throw new Error('no case');
  const id = await seedPublished(callers.author, callers.reviewer, made);
  await to(reader, `/case/${id}`, '.viewer[data-drawn=true]');
  await reader.getByRole('button', { name: 'Something in this image could identify someone' }).click();
  await reader.locator('.notice-sheet [data-drawn=true]').first().waitFor();
  await visit('notice', reader, true);
  await reader.getByRole('button', { name: 'Send, and hide the case' }).click();
  await reader.getByText('The case is hidden. Thank you.').waitFor();
  await visit('notice-sent', reader, true);
  await reader.getByRole('link', { name: 'What became of it' }).click();
  await reader.getByText('An editor has not decided yet').waitFor();
  await visit('notice-receipt', reader, true);
  await to(reader, `/case/${id}`, 'h1, .nothing');
  await visit('case-hidden', reader, true);
  await to(reader, '/notice', 'form');
  await visit('notice-plain', reader, true);
  await to(reader, `/notice?case=${id}`, 'form');
  await reader.getByLabel(/A face/).check();
  await reader.getByRole('button', { name: 'Send and hide the case' }).click();
  await visit('notice-plain-sent', reader, true);
  await to(editor, '/notices', '.line');
  await visit('notices', editor, true);
  await to(editor, `/hidden/${id}`, '.sheet [data-drawn=true]');
  await visit('hidden', editor, true);
  await putInto(editor, WIDE);
  await editor.getByRole('button', { name: 'Erase', exact: true }).click();
  await editor.getByRole('dialog').waitFor();
  await visit('hidden-erase', editor, true);
  await editor.getByRole('button', { name: 'Erase for good' }).click();
  await editor.waitForURL('**/notices');
  await to(reader, `/case/${id}`, 'h1, .nothing');
  await visit('case-erased', reader, true);
  if (site.said() === '') throw new Error('the site is silent');
}
