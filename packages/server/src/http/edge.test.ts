import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_OBJECT_BYTES, pathOf, type RouteName, ROUTES } from '@silhouette/core/api';
import { no, pathTo } from '@silhouette/core/model';
import {
  type House,
  PASSWORD,
  ask,
  caseIn,
  draftOver,
  folder,
  newCase,
  openDoor,
  openHouse,
  removeFolder,
  sha256,
  submitBody,
} from '../../../../tests/servers/index.ts';
import { makeApp, newCode, openLimits, roomFor } from './index.ts';
import { hashPassword, isPassword } from './secrets.ts';

let house: House;
const pages = folder();
beforeAll(async () => {
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>');
  writeFileSync(join(pages, 'assets', 'entry-1a2b.js'), `${'// entry\n'.repeat(200)}`);
  house = await openHouse(openDoor, { pages });
});
afterAll(async () => {
  await house.close();
  removeFolder(house.dir);
  removeFolder(pages);
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => Promise.resolve(house.app.request(path, { headers }));
const codeOf = async (response: Response): Promise<string> => {
  const problem: { code: string } = await response.json();
  return problem.code;
};

test('[A2] every answer says that it is kept nowhere, told to nobody and indexed by nobody', async () => {
  const made = await caseIn(house, 'published');
  const params = { id: made.id, sha256: made.object };
  const paths = [
    '/',
    '/new',
    `/case/${made.id}`,
    '/nowhere',
    '/notice',
    `/notice?case=${made.id}`,
    '/no.file',
    '/api/v1/nothing',
    '/healthz',
    pathOf('object', params),
    pathOf('case', params),
  ];
  for (const path of [...paths, pathOf('library'), pathOf('mine'), pathOf('case', { id: newCase() })]) {
    const { headers } = await get(path);
    expect(headers.get('cache-control'), path).toBe('no-store');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('x-robots-tag'), path).toBe('noindex, noarchive');
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'none';/);
    expect(headers.get('content-security-policy'), path).not.toMatch(/script-src[^;]*'unsafe-inline'|script-src[^;]*https?:/);
    for (const name of ['last-modified', 'etag', 'x-powered-by', 'server']) expect(headers.get(name), path).toBeNull();
  }
});

test('[A2] a page of the application has a nonce of its own for its styles, and scripts from here only', async () => {
  const [one, two] = [await get('/'), await get('/')];
  const nonceOf = async (response: Response): Promise<string> => {
    const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
    expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval';");
    return nonce;
  };
  expect(await nonceOf(one)).not.toBe(await nonceOf(two));
  const script = await get('/assets/entry-1a2b.js', { 'accept-encoding': 'gzip' });
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-encoding')).toBe('gzip');
  expect((await script.arrayBuffer()).byteLength).toBeLessThan(500);
});

test.each([
  '/../package.json',
  '/assets/../../package.json',
  '/%2e%2e/silhouette.sqlite',
  '/assets/%2e%2e%2fsilhouette.sqlite',
  '/assets/..%5c..%5cowner.lock',
  '/index.html/../x.js',
])('[A3] no address names a file outside of the pages: %s', async (path) => {
  const response = await get(path);
  expect(response.status).toBe(404);
  expect((await response.text()).length).toBeLessThan(200);
});

test('[A4] what changes something is refused to pages of other sites, with or without a session', async () => {
  const foreign = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }];
  for (const name of Object.keys(ROUTES).filter((one): one is RouteName => one in ROUTES)) {
    const row = ROUTES[name];
    if (row.method === 'GET' || row.carries === 'notice') continue;
    for (const headers of foreign) {
      const response = await ask(house, house.people.editor, name, { params: { id: newCase(), sha256: sha256('') }, body: {}, headers });
      expect(await codeOf(response), name).toBe('bad-request-origin');
    }
  }
  const byOrigin = (origin: string): Promise<Response> =>
    Promise.resolve(house.app.request('http://cases.example/api/v1/session', { method: 'DELETE', headers: { origin, host: 'cases.example' } }));
  expect((await byOrigin('http://cases.example')).status).toBe(204);
  expect((await byOrigin('http://evil.example')).status).toBe(403);
  expect((await byOrigin('null')).status).toBe(403);
});

test('[A4] the cookie of a session is out of reach of scripts and other sites, and secure where the site is', async () => {
  const signIn = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ login: 'owner', password: PASSWORD }),
  };
  const plain = (await house.app.request(pathOf('signIn'), signIn)).headers.get('set-cookie') ?? '';
  expect(plain).toMatch(/^silhouette=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  const secure = makeApp({ ...house.edge, origin: 'https://cases.example' });
  const answer = await secure.request(pathOf('signIn'), signIn);
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-silhouette=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  expect(answer.headers.get('strict-transport-security')).not.toBeNull();
});

test('[A5] a notice needs no account, no script and no reason: the form hides the case and keeps no sender', async () => {
  const made = await caseIn(house, 'published');
  const form = await (await get(`/notice?case=${made.id}&object=${made.object}&frame=2`)).text();
  expect(form).toContain(`value="${made.id}"`);
  expect(form).not.toContain('<script');
  const send = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    Promise.resolve(
      house.app.request('/notice', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', ...headers },
        body,
      }),
    );
  const sent = await send(`case=${made.id}&object=${made.object}&frame=2&class=image`, {
    'x-forwarded-for': '198.51.100.7',
    'user-agent': 'Wobblebrowser',
  });
  expect(sent.status).toBe(200);
  const receipt = /r=([0-9a-f-]{36})/.exec(await sent.text())?.[1] ?? '';
  expect(await (await get(`/notice/receipt?r=${receipt}`)).text()).toContain('The case is hidden.');
  expect((await get(pathOf('case', { id: made.id }))).status).toBe(410);
  const kept = (await house.store.openNotices()).find(({ caseId }) => caseId === made.id);
  expect(kept).toMatchObject({ class: 'image', place: { object: made.object, frame: 2 } });
  expect(JSON.stringify(house.logged)).not.toMatch(/198\.51|Wobble/);
  expect((await send(`case=${newCase()}&class=image`)).status).toBe(404);
  expect((await send('case=%3Cscript%3E&class=image')).status).toBe(400);
  expect(await (await send('case=%3Cscript%3E&class=image')).text()).not.toContain('<script>');
  expect((await get('/notice?case=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')).status).toBe(200);
  expect(await (await get('/notice?case=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')).text()).not.toContain('alert');
});

test('[A6] an object under the digest of another is refused, and so is one that the gate does not let in; neither is kept', async () => {
  const { owner } = house.people;
  const { id } = await draftOver(house, 'Upload');
  const bytes = new Uint8Array(Buffer.from('some bytes'));
  const put = (sha: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
    ask(house, owner, 'putObject', { params: { id, sha256: sha }, body, headers });
  expect(await codeOf(await put(sha256('other'), bytes))).toBe('hash-mismatch');
  expect(await codeOf(await put(sha256(bytes), bytes, { 'content-length': '9' }))).toBe('bad-input');
  expect(await codeOf(await put(sha256(bytes), bytes, { 'content-length': '11' }))).toBe('bad-input');
  expect(await codeOf(await put(sha256(bytes), bytes, { 'content-length': String(MAX_OBJECT_BYTES + 1) }))).toBe('busy');
  const finding = { kind: 'header', identifier: 'name', score: 1, at: pathTo([{ tag: 0x00100010 }]) } as const;
  const shut = makeApp({ ...house.edge, gate: { ...openDoor, look: () => Promise.resolve(no({ code: 'not-clean', findings: [finding] })) } });
  const turned = await ask({ app: shut }, owner, 'putObject', { params: { id, sha256: sha256(bytes) }, body: bytes });
  expect([turned.status, turned.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
  expect(await turned.json()).toEqual({
    type: '/problems/not-clean',
    title: 'not-clean',
    status: 422,
    code: 'not-clean',
    at: '00100010',
    findings: [finding],
    tombstone: null,
  });
  const missing = await ask(house, owner, 'missing', { params: { id }, body: { objects: [sha256(bytes), sha256('other')] } });
  expect(await missing.json()).toEqual({ missing: [sha256(bytes), sha256('other')] });
  expect((await put(sha256(bytes), bytes)).status).toBe(200);
  expect((await put(sha256(bytes), bytes)).status).toBe(200);
});

test('[A6] uploads wait outside when memory is taken, and a large one is refused before it is read', async () => {
  const { owner } = house.people;
  const { id } = await draftOver(house, 'Busy');
  const bytes = new Uint8Array(2_000);
  const small = makeApp({ ...house.edge, room: roomFor(1_000) });
  const busy = await ask({ app: small }, owner, 'putObject', { params: { id, sha256: sha256(bytes) }, body: bytes });
  expect([busy.status, busy.headers.get('retry-after'), await codeOf(busy)]).toEqual([503, '5', 'busy']);
  const wide = makeApp({ ...house.edge, room: roomFor(Infinity) });
  const large = await ask({ app: wide }, owner, 'putObject', {
    params: { id, sha256: sha256(bytes) },
    body: bytes,
    headers: { 'content-length': String(MAX_OBJECT_BYTES + 1) },
  });
  expect(await codeOf(large)).toBe('too-large');
});

test('[A7] no answer and no log line tells back what was sent', async () => {
  const canary = 'Zyprexqua-Smith-19470312';
  const made = await caseIn(house, 'draft');
  const params = { id: made.id };
  const said: string[] = [];
  const tell = async (response: Promise<Response>): Promise<void> => {
    said.push(await (await response).text());
  };
  await tell(ask(house, house.people.owner, 'patch', { params, body: { field: 'title', text: canary, confirmed: false } }));
  await tell(ask(house, house.people.owner, 'patch', { params, body: { [canary]: canary } }));
  await tell(ask(house, house.people.owner, 'patch', { params, body: { field: canary, text: canary, confirmed: true } }));
  await tell(ask(house, house.people.owner, 'patch', { params, body: { studies: [{ modality: canary, series: [] }] } }));
  await tell(ask(house, house.people.owner, 'submit', { params, body: submitBody(made.version, canary, { [canary]: canary }) }));
  await tell(ask(house, house.people.nobody, 'signIn', { body: { login: canary, password: canary } }));
  await tell(get(`/api/v1/cases/${canary}`));
  await tell(get(`/api/v1/${canary}`));
  await tell(get(`/${canary}`));
  await tell(get(`/notice?case=${canary}`));
  await tell(
    Promise.resolve(house.app.request('/api/v1/notices', { method: 'POST', body: canary, headers: { 'content-type': 'application/json' } })),
  );
  expect(said.length).toBe(11);
  for (const one of [...said, JSON.stringify(house.logged)]) expect(one).not.toContain('Zyprexqua');
});

test('[A7] a fault inside is told as such, and its message goes nowhere', async () => {
  const events: unknown[] = [];
  const broken = {
    ...house.edge.store,
    library: () => Promise.reject(new Error('Zyprexqua')),
    stateOf: () => Promise.reject(new Error('Zyprexqua')),
  };
  const app = makeApp({ ...house.edge, store: broken, log: (event) => events.push(event) });
  const answer = await app.request(pathOf('library'));
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([500, 'no-store']);
  expect(await codeOf(answer)).toBe('internal');
  const page = await app.request(`/case/${newCase()}`);
  expect([page.status, page.headers.get('referrer-policy')]).toEqual([500, 'no-referrer']);
  expect(await page.text()).not.toContain('Zyprexqua');
  expect(events).toMatchObject([
    { event: 'fault', route: 'library', at: expect.stringMatching(/^edge\.test\.ts:\d+$/) },
    { event: 'answered' },
    { event: 'fault', route: 'page' },
  ]);
  expect(JSON.stringify(events)).not.toContain('Zyprexqua');
});

test('[A8] only failures are counted, each address has its own count, and a new day begins anew', () => {
  let now = Date.UTC(2026, 10, 25);
  const limits = openLimits(() => now);
  for (let n = 0; n < 20; n += 1) limits.count('sign-in', '192.0.2.1');
  expect([limits.allows('sign-in', '192.0.2.1'), limits.allows('sign-in', '192.0.2.2'), limits.allows('notice', '192.0.2.1')]).toEqual([
    false,
    true,
    true,
  ]);
  now += 600_001;
  expect(limits.allows('sign-in', '192.0.2.1')).toBe(true);
  for (let n = 0; n < 60; n += 1) limits.count('notice', '192.0.2.1');
  expect(limits.allows('notice', '192.0.2.1')).toBe(false);
  now += 86_400_000;
  expect(limits.allows('notice', '192.0.2.1')).toBe(true);
});

test('[A8] who guesses passwords or codes is held up', async () => {
  const guarded = await openHouse(openDoor, {
    limits: openLimits(Date.now, { 'sign-in': { count: 3, ms: 60_000 }, code: { count: 3, ms: 60_000 }, notice: { count: 3, ms: 60_000 } }),
  });
  try {
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await ask(guarded, guarded.people.nobody, 'signIn', { body: { login: 'owner', password: `wrong ${n}` } })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const held = await ask(guarded, guarded.people.nobody, 'signIn', { body: { login: 'owner', password: PASSWORD } });
    expect([held.status, held.headers.get('retry-after')]).toEqual([429, '600']);
  } finally {
    await guarded.close();
    removeFolder(guarded.dir);
  }
});

test('[A9] passwords are kept as argon2id, and a code cannot be guessed', async () => {
  const kept = await hashPassword(PASSWORD);
  expect(kept).toMatch(/^argon2id\$19456\$2\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(kept).not.toBe(await hashPassword(PASSWORD));
  expect([await isPassword(PASSWORD, kept), await isPassword('another one', kept), await isPassword('', null), await isPassword('', '')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  const codes = Array.from({ length: 200 }, newCode);
  expect(new Set(codes).size).toBe(200);
  for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{5}(-[A-HJKMNP-Z2-9]{5}){4}$/);
});

test('[A10] no list and no answer for readers holds a time, an author or a number that grows', async () => {
  const made = await caseIn(house, 'published');
  const view: Record<string, unknown> = await (await get(pathOf('case', { id: made.id }))).json();
  expect(Object.keys(view).toSorted()).toEqual(['content', 'id', 'stage', 'team']);
  const text = JSON.stringify([view, await (await get(pathOf('library'))).json()]);
  expect(text).not.toMatch(/20\d\d-|\d{13}|owner|reviewer|editor/);
});
