import type { Browser, Page } from 'playwright-core';
import { drop, person } from './chromium.ts';
import type { Site } from './site.ts';

export const PASS = 'correct horse battery staple';

/** The words of a case. */
export interface Written {
  readonly title: string;
  readonly presentation: string;
  readonly findings: string;
  readonly discussion: string;
}

/** What the API answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Asks the API from a page, as whoever is signed in there. */
export function ask(page: Page, method: string, path: string, body: unknown = null): Promise<Answered> {
  return page.evaluate(
    async ([way, where, json]) => {
      const init: RequestInit = json === null ? { method: way } : { method: way, body: json, headers: { 'content-type': 'application/json' } };
      const answer = await fetch(where, init);
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body === null ? null : JSON.stringify(body)] as const,
  );
}

/** Makes the first editor with the code that the server printed. */
export async function setUp(page: Page, site: Site, login: string): Promise<void> {
  await page.goto('/');
  await page.waitForURL('**/set-up');
  await page.getByLabel('Code').fill(site.code);
  await page.getByLabel('Your name here').fill(login);
  await page.getByLabel('Pass phrase').fill(PASS);
  await page.getByRole('button', { name: 'Set up and sign in' }).click();
  await page.getByRole('button', { name: `Account ${login}` }).waitFor();
}

/** An editor invites somebody, who takes it up in a browser of their own. */
export async function invite(editor: Page, browser: Browser, login: string, roles: readonly string[]): Promise<Page> {
  await editor.goto('/accounts');
  await editor.getByLabel('Name').fill(login);
  const group = editor.getByRole('group', { name: 'Roles', exact: true });
  for (const role of ['Contributor', 'Reviewer', 'Editor']) await group.getByLabel(role).setChecked(roles.includes(role));
  await editor.getByRole('button', { name: 'Make an invitation' }).click();
  const link = await editor.getByRole('dialog').locator('.link-text').innerText();
  await editor.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const { page } = await person(browser, new URL(editor.url()).origin);
  await page.goto(link);
  await page.getByLabel('Pass phrase').fill(PASS);
  await page.getByRole('button', { name: 'Set pass phrase and sign in' }).click();
  await page.getByRole('button', { name: `Account ${login}` }).waitFor();
  return page;
}

/** Drops a folder on the page for a new case, and waits until its series lie in the tray. */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  await page.goto('/new');
  await page.getByRole('heading', { name: 'Drop a folder here' }).waitFor();
  await drop(page, '.drop', [folder]);
  await page.locator('.tray-series').first().waitFor();
}

/** Looks at every frame of the series in view, says that no head is in it where that is asked, and confirms. */
export async function lookAtAll(page: Page): Promise<void> {
  const confirm = page.getByRole('button', { name: /^Nothing identifies on/ });
  const noHead = page.getByRole('button', { name: 'No head, face or neck in it' });
  await confirm.or(noHead).waitFor();
  if (await noHead.isVisible()) await noHead.click();
  await confirm.waitFor();
  await turnPages(page, 'Frames of', async () => (await confirm.getAttribute('aria-disabled')) === 'false');
  await confirm.click();
  await page.getByText('Nothing needs you.').waitFor();
}

/** Turns the pages of a contact sheet, down and up again, until something holds. A frame that only flies past does not count as seen. */
export async function turnPages(page: Page, sheet: string, done: () => Promise<boolean>): Promise<void> {
  const frames = page.getByRole('group', { name: new RegExp(`^${sheet}`) });
  await frames.locator('[data-drawn=true]').first().focus();
  let keys = 'Space';
  for (let tries = 0; !(await done()); tries += 1) {
    if (tries > 80) throw new Error('the sheet has no end');
    await page.waitForTimeout(400);
    const before = await frames.evaluate(({ scrollTop }) => scrollTop);
    await page.keyboard.press(keys);
    if ((await frames.evaluate(({ scrollTop }) => scrollTop)) === before) keys = keys === 'Space' ? 'Shift+Space' : 'Space';
  }
}

/** Writes a case: each field is typed and confirmed by itself. */
export async function write(page: Page, words: Written): Promise<void> {
  const fields = [['Title', words.title], ['Presentation', words.presentation], [/^Findings/, words.findings], ['Discussion', words.discussion]] as const; // prettier-ignore
  for (const [label, text] of fields) {
    const field = page.locator('.case-field').filter({ has: page.getByLabel(label) });
    await field.getByRole('textbox').fill(text);
    await field.getByRole('button', { name: /^Confirm/ }).click();
    await field.getByText(/Confirmed/).waitFor();
  }
}

/** Says how consent stands, accepts the terms, makes the three statements, and sends. */
export async function signAndSend(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'On to sending' }).click();
  await page.getByLabel('None is declared').check();
  await page.getByLabel(/^I accept the terms/).check();
  for (const statement of [/^I may share this case/, /^I have looked at every frame/, /^To my knowledge/]) await page.getByLabel(statement).check();
  await page.getByRole('button', { name: 'Sign and send' }).click();
  await page.getByRole('heading', { name: 'In review' }).waitFor();
}

/** Another person looks at every frame and approves. */
export async function approve(page: Page, id: string): Promise<void> {
  await page.goto('/review');
  await page.locator(`a[href="/review/${id}"]`).click();
  const button = page.getByRole('button', { name: /^Approve/ });
  await button.waitFor();
  await turnPages(page, 'Every frame of the case', async () => (await button.getAttribute('aria-disabled')) === 'false');
  await button.click();
  await page.waitForURL('**/review');
}
