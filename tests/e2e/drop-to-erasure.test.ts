import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstance, type Instance } from '@silhouette/core/dicom';
import { readPlane } from '@silhouette/core/image';
import { canary, type Canary } from '@silhouette/testkit';
import { HAS_POSTGRES, startPostgres, type TestPostgres } from '../servers/index.ts';
import { approve, ask, dropFolder, invite, lookAtAll, setUp, signAndSend, turnPages, type Written, write } from './kit/acts.ts';
import { launch, person } from './kit/chromium.ts';
import { plantFolder } from './kit/planted.ts';
import { ROOT, type Site, startSite } from './kit/site.ts';
import { leaksIn, openWire, type Wire } from './kit/wire.ts';

const REAL = join(ROOT, '../shared/data/dicom/pydicom/dicomdirtests/98892001/CT5N');
const WORDS: Written = {
  title: 'Acute appendicitis with an appendicolith',
  presentation: 'Right lower quadrant pain and a raised white cell count.',
  findings: 'The appendix is dilated, with a thick wall. The fat around it is stranded.',
  discussion: 'An appendicolith makes perforation more likely.',
};

/** A word that is typed beside a date and taken back. */
const TYPED = canary(19_000);

/** What Chromium asks of its maker by itself, in vain; no page can, for its policy names this site alone. */
const OF_THE_BROWSER = /^(https?:\/\/)?[a-z0-9-]+\.(google|googleapis)\.com[:/]/;

/** What a story drops, and what is known of it. */
interface Dropped {
  readonly path: string;
  readonly slices: number;
  readonly size: number;
  readonly spacingMm: number;
  readonly canaries: readonly Canary[];
  readonly kept: string | null;
  readonly marks: readonly (readonly [number, number])[];
  readonly forget: () => void;
}

function synthetic(slices: number): Dropped {
  const folder = plantFolder({ slices, size: 512, seed: 31 });
  return { ...folder, path: folder.study, forget: () => rmSync(folder.dir, { recursive: true, force: true }) };
}

function real(): Dropped {
  const names = readdirSync(REAL);
  const [first] = names.map((name) => instanceIn(join(REAL, name)));
  if (first === undefined) throw new Error('no series');
  const spacingMm = readPlane(first).spacingMm?.[0] ?? 0;
  const size = numberIn(first, 0x00280010);
  return { path: REAL, slices: names.length, size, spacingMm, canaries: identifiers(first), kept: null, marks: [], forget: () => undefined };
}

function instanceIn(file: string): Instance {
  const bytes = new Uint8Array(readFileSync(file));
  const instance = readInstance({ size: bytes.length, read: (start, end) => bytes.subarray(start, end) });
  if (!instance.ok) throw new Error(instance.refusal.code);
  return instance.value;
}

function numberIn({ data }: Instance, tag: number): number {
  const element = data.find((one) => one.tag === tag);
  return element !== undefined && 'bytes' in element ? new DataView(element.bytes.buffer, element.bytes.byteOffset).getUint16(0, true) : 0;
}

/** Names, numbers and UIDs of a real header that are long enough to be searched for. */
function identifiers({ data }: Instance): readonly Canary[] {
  const tags = [0x00080018, 0x00100010, 0x00100020, 0x0020000d, 0x0020000e, 0x00200052, 0x0008103e, 0x00081090, 0x00181020];
  return data
    .filter(({ tag }) => tags.includes(tag))
    .flatMap((element) =>
      'bytes' in element
        ? [
            {
              word: Buffer.from(element.bytes)
                .toString('latin1')
                .replace(/[\0 ]+$/, ''),
              place: element.tag.toString(16),
            },
          ]
        : [],
    )
    .filter(({ word }) => word.length >= 8);
}

const stories = [
  { name: 'SQLite, 512 x 512, a notice in the page', postgres: false, plain: false, folder: () => synthetic(12) },
  {
    name: 'PostgreSQL, a real series where there is one, a notice without scripts',
    postgres: true,
    plain: true,
    folder: () => (existsSync(REAL) ? real() : synthetic(4)),
  },
];

if (!HAS_POSTGRES) test.skip('[E1] the same on PostgreSQL: there is none here');
describe.each(stories.filter(({ postgres }) => HAS_POSTGRES || !postgres))('$name', ({ folder, plain, postgres }) => {
  let database: TestPostgres | null = null;
  let wire: Wire;
  let site: Site;
  let browser: Browser;
  let dropped: Dropped;
  let editor: Page;
  let author: Page;
  let reviewer: Page;
  let reader: Page;
  let id = '';
  let digests: readonly string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    dropped = folder();
    database = postgres ? await startPostgres() : null;
    site = await startSite(database === null ? null : await database.fresh());
    wire = await openWire();
    browser = await launch(wire.server);
    const heard = (page: Page): Page =>
      page
        .on('pageerror', (error) => faults.push(error.message))
        .on('console', (line) => line.type() === 'error' && !/status of (401|403|404|410)/.test(line.text()) && faults.push(line.text()));
    editor = heard((await person(browser, site.url)).page);
    reader = heard((await person(browser, site.url)).page);
    await setUp(editor, site, 'editor');
    author = heard(await invite(editor, browser, 'author', ['Contributor', 'Reviewer']));
    reviewer = heard(await invite(editor, browser, 'reviewer', ['Reviewer']));
  });
  afterAll(async () => {
    await browser?.close();
    await wire?.stop();
    await site?.stop();
    await database?.close();
    dropped?.forget();
  });

  test('[E1] a folder is dropped, cleaned, looked at frame by frame, written, signed and sent', async () => {
    await dropFolder(author, dropped.path);
    expect(await author.locator('.ledger').innerText()).toContain('Nothing has left this device');
    expect(await author.locator('.tray-series').count()).toBe(1);
    await lookAtAll(author);
    await tryToConfirm(author, `Born on 7 July 1977. ${TYPED}`);
    await write(author, WORDS);
    await signAndSend(author);
    expect(await author.locator('.ledger').innerText()).toContain(`${dropped.slices} clean instances sent; originals: none`);
    const mine: { cases: { id: string; stage: string }[] } = JSON.parse((await ask(author, 'GET', '/api/v1/mine')).text);
    expect(mine.cases.map(({ stage }) => stage)).toEqual(['in-review']);
    id = mine.cases[0]?.id ?? '';
  });

  test('[E1] who sent a case cannot approve it: the page offers no way, and the archive refuses', async () => {
    const view: { team: { version: string } } = JSON.parse((await ask(author, 'GET', `/api/v1/cases/${id}`)).text);
    const refused = await ask(author, 'POST', `/api/v1/cases/${id}/approve`, { version: view.team.version });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'own-case' });
    await author.goto(`/review/${id}`);
    await author.getByText('This is your own case.').waitFor();
    expect(await author.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    expect((await fetch(`${site.url}/api/v1/cases/${id}`)).status).toBe(404);
  });

  test('[E1] another person looks at every frame and approves; search by title finds the case, and its stack scrolls', async () => {
    await approve(reviewer, id);
    await reader.goto('/');
    await reader.getByLabel('Search the titles').fill('appendicolith');
    await reader.getByRole('link', { name: new RegExp(WORDS.title) }).click();
    await reader.getByRole('heading', { name: WORDS.title }).waitFor();
    await reader.locator('.viewer[data-drawn=true]').waitFor();
    const asked = wire.sent().map(({ url }) => new URL(url).pathname);
    const [object, engine] = [
      asked.findLastIndex((path) => path.startsWith(`/api/v1/cases/${id}/objects/`)),
      asked.findIndex((path) => /\/stage-/.test(path)),
    ];
    expect(asked.findIndex((path) => path.startsWith(`/api/v1/cases/${id}/objects/`))).toBeLessThan(engine);
    expect(object).toBeGreaterThan(0);
    const place = (): Promise<string> => reader.locator('.hud-tl').innerText();
    const middle = Math.floor((dropped.slices - 1) / 2) + 1;
    expect(await place()).toContain(`${middle} / ${dropped.slices}`);
    await reader.keyboard.press('ArrowDown');
    await expect.poll(place).toContain(`${middle + 1} / ${dropped.slices}`);
    await reader.locator('.viewer-canvas').hover();
    await reader.mouse.wheel(0, -120);
    await expect.poll(place).toContain(`${middle} / ${dropped.slices}`);
    const view: { content: { studies: { series: { objects: { object: string }[] }[] }[] } } = JSON.parse(
      (await ask(reader, 'GET', `/api/v1/cases/${id}`)).text,
    );
    digests = view.content.studies.flatMap(({ series }) => series.flatMap(({ objects }) => objects.map(({ object: digest }) => digest)));
    expect(digests.length).toBe(dropped.slices);
  });

  test('[E1] a distance measured in the viewer is the one that the original header gives', async () => {
    const [from, to] = await ends(reader, dropped);
    await reader.keyboard.press('m');
    await reader.mouse.move(from.x, from.y);
    await reader.mouse.down();
    await reader.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await reader.mouse.move(to.x, to.y);
    await reader.mouse.up();
    const words = await reader.locator('.measured').innerText();
    const mm = Math.hypot(from.column - to.column, from.row - to.row) * dropped.spacingMm;
    expect(words).toMatch(/^\d+\.\d mm$/);
    // A pointer stands on whole pixels of the screen, and words have one decimal.
    expect(Math.abs(Number.parseFloat(words) - mm)).toBeLessThan(0.1 + 1.5 * from.screenPx * dropped.spacingMm);
  });

  test('[E2] nothing that identifies left the browser: no address, header or body holds a word of the headers, the names or the trailing bytes', async () => {
    const sent = wire.sent();
    expect(sent.filter(({ method }) => method === 'PUT').length).toBe(dropped.slices);
    expect(sent.filter(({ url }) => !url.startsWith(`${site.url}/`) && !OF_THE_BROWSER.test(url)).map(({ url }) => url)).toEqual([]);
    expect(leaksIn(sent, [...dropped.canaries, TYPED])).toEqual([]);
    expect(dropped.canaries.length).toBeGreaterThan(4);
    if (dropped.kept !== null) expect(leaksIn(sent, [dropped.kept]).length).toBeGreaterThanOrEqual(dropped.slices);
    expect(site.find([...dropped.canaries, TYPED])).toEqual([]);
  });

  const roles = (): readonly (readonly [who: string, page: Page])[] => [['nobody', reader], ['owner', author], ['reviewer', reviewer], ['editor', editor]]; // prettier-ignore

  /** Fetches everything again that the browser ever fetched, as everybody; gives what is wrong with the answers. */
  const again = async (editorsLook: boolean): Promise<readonly string[]> => {
    const urls = [...new Set(wire.sent().filter(({ method }) => method === 'GET').map(({ url }) => url))]
      .filter((url) => url.startsWith(`${site.url}/`) && !/\/assets\/|\.(svg|dcm|ico)$/.test(url)); // prettier-ignore
    expect(urls.filter((url) => url.includes(id)).length).toBeGreaterThan(dropped.slices);
    const told = [WORDS.title, WORDS.presentation, WORDS.findings, WORDS.discussion, ...digests];
    const wrong: string[] = [];
    for (const [who, page] of roles()) {
      const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
      for (const url of urls) {
        const answer = await fetch(url, { headers: { cookie, connection: 'close' }, redirect: 'manual' });
        const body = await answer.text();
        const may = editorsLook && who === 'editor' && /\/(hidden|notices|receipt)/.test(url);
        const line = `${who} ${answer.status} ${new URL(url).pathname.replace(id, ':id').replace(/[0-9a-f]{64}/, ':sha256')}`;
        if (answer.headers.get('cache-control') !== 'no-store') wrong.push(`stored: ${line}`);
        if (!may && told.some((word) => body.includes(word))) wrong.push(`told: ${line}`);
        if (!may && !isRightAfter(new URL(url).pathname, id, answer.status)) wrong.push(`answered: ${line}`);
      }
    }
    return [...new Set(wrong)];
  };

  test('[E4] while the case is public, the same search finds it: in the library, on its page, in its objects', async () => {
    const found = await again(false);
    for (const start of [
      'told: nobody 200 /api/v1/library',
      'told: nobody 200 /api/v1/cases/:id',
      'answered: nobody 200 /api/v1/cases/:id/objects/:sha256',
    ])
      expect(found.some((line) => line.startsWith(start))).toBe(true);
    expect(found.filter((line) => line.startsWith('stored'))).toEqual([]);
  });

  test('[E1] anybody sends a notice: the case is hidden at once, the open viewer goes blank, and the library lists it no more', async () => {
    const stranger = await person(browser, site.url, { javaScriptEnabled: !plain });
    if (plain) {
      await stranger.page.goto(`/notice?case=${id}`);
      await stranger.page.getByLabel(/A face/).check();
      await stranger.page.getByRole('button', { name: 'Send and hide the case' }).click();
      await stranger.page.getByRole('heading', { name: 'Thank you. The case is hidden.' }).waitFor();
    } else {
      await stranger.page.goto(`/case/${id}`);
      await stranger.page.getByRole('button', { name: 'Something in this image could identify someone' }).click();
      await stranger.page.getByRole('button', { name: 'Send, and hide the case' }).click();
      await stranger.page.getByText('The case is hidden. Thank you.').waitFor();
    }
    expect((await fetch(`${site.url}/api/v1/cases/${id}`)).status).toBe(410);
    // The promise is five seconds; a busy machine gets some more before the test gives up.
    await reader.getByText('This case is not shown at present.').waitFor({ timeout: 15_000 });
    expect(await reader.locator('canvas').count()).toBe(0);
    await stranger.page.goto(`/case/${id}`);
    await stranger.page.getByText('This case is not shown at present.').waitFor();
    expect((await ask(reader, 'GET', '/api/v1/library')).text).not.toContain(id);
    await stranger.context.close();
  });

  test('[E4] after hiding, every address that the browser fetched gives nothing of the case, to nobody and to no role, and is stored nowhere', async () => {
    expect(await again(true)).toEqual([]);
  });

  test('[E1] an editor looks at the hidden case and erases it; what is left is a date, a reason and a receipt', async () => {
    await editor.goto('/notices');
    await editor.getByRole('link', { name: 'Look and decide' }).click();
    await turnPages(editor, 'Every frame of the case', () => Promise.resolve(true));
    await editor.getByRole('button', { name: 'Erase', exact: true }).click();
    await editor.getByRole('button', { name: 'Erase for good' }).click();
    await editor.waitForURL('**/notices');
    const receipt = await ask(editor, 'GET', `/api/v1/cases/${id}/receipt`);
    expect(JSON.parse(receipt.text)).toMatchObject({
      case: id,
      deleted: { objects: dropped.slices },
      verified: { objectsLeft: 0, rowsLeft: 0, indexRowsLeft: 0 },
    });
    const gone = await ask(reader, 'GET', `/api/v1/cases/${id}`);
    expect(gone.status).toBe(410);
    expect(JSON.parse(gone.text)).toMatchObject({ code: 'erased', tombstone: { reason: 'privacy' } });
    await reader.goto(`/case/${id}`);
    await reader.getByText(/^This case was erased on/).waitFor();
    expect(site.find(Object.values(WORDS))).toEqual([]);
  });

  test('[E4] after erasing, every address that the browser fetched gives nothing of the case, editors neither', async () => {
    expect(await again(false)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

/** Types words that identify somebody: they are marked, cannot be confirmed, and stay on the device. */
async function tryToConfirm(page: Page, words: string): Promise<void> {
  const field = page.locator('.case-field').filter({ has: page.getByLabel('Presentation') });
  await field.getByRole('textbox').fill(words);
  await field.getByRole('list', { name: 'Possible identifiers in Presentation' }).waitFor();
  expect(await field.getByRole('button', { name: 'Confirm Presentation' }).getAttribute('aria-disabled')).toBe('true');
}

/** Whether a status is what an address may give when its case is not shown: 410; for the editors' door, anything but the case. */
function isRightAfter(path: string, id: string, status: number): boolean {
  if (!path.includes(id) || path.endsWith('/receipt')) return true;
  return path.startsWith('/hidden/') ? true : path.startsWith('/api/v1/hidden/') ? status >= 400 : status === 410;
}

interface End {
  readonly x: number;
  readonly y: number;
  readonly column: number;
  readonly row: number;
  /** How many pixels of the frame one of the screen is. */
  readonly screenPx: number;
}

/** Two points on the screen and where they are on the frame: at bright squares of the picture, else by the frame filling the height. */
async function ends(page: Page, { marks, size }: Dropped): Promise<readonly [End, End]> {
  const canvas = page.locator('.viewer-canvas canvas').first();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no canvas');
  const edge = Math.min(box.width, box.height);
  const screenPx = size / edge;
  const [left, top] = [box.x + (box.width - edge) / 2, box.y + (box.height - edge) / 2];
  if (marks.length === 0) {
    const at = (part: number): End => ({
      x: left + Math.round(edge * part),
      y: top + Math.round(edge * part),
      column: size * part,
      row: size * part,
      screenPx,
    });
    return [at(0.25), at(0.75)];
  }
  const guesses = marks.map(([column, row]) => [left - box.x + column / screenPx, top - box.y + row / screenPx, edge * 0.05] as const);
  // The centres of what is bright near the guesses: where the viewer really drew the squares.
  const found = await canvas.evaluate((element: HTMLCanvasElement, places) => {
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height);
    const scale = element.width / element.clientWidth;
    return places.map(([x, y, reach]) => {
      const bright: (readonly [number, number])[] = [];
      for (let v = Math.round((y - reach) * scale); v < (y + reach) * scale; v += 1)
        for (let u = Math.round((x - reach) * scale); u < (x + reach) * scale; u += 1)
          if ((pixels?.data[(v * element.width + u) * 4] ?? 0) > 160) bright.push([u, v]);
      const sum = bright.reduce(([a, b], [u, v]) => [a + u, b + v] as const, [0, 0] as const);
      return [sum[0] / bright.length / scale, sum[1] / bright.length / scale] as const;
    });
  }, guesses);
  const [a, b] = marks.map(([column, row], n) => {
    const [x = 0, y = 0] = found[n] ?? [];
    return { x: box.x + x, y: box.y + y, column, row, screenPx };
  });
  if (a === undefined || b === undefined) throw new Error('no marks');
  return [a, b];
}
