import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pathOf, ROUTES } from '@silhouette/core/api';
import type { CaseId } from '@silhouette/core/model';
import { makeCanaryFiles } from '@silhouette/testkit';
import {
  HAS_POSTGRES,
  startPostgres,
  type TestPostgres,
  type House,
  type Person,
  ask,
  caseIn,
  cleanSeries,
  filesWith,
  openHouse,
  removeFolder,
  sha256,
  submitBody,
} from '../../../../tests/servers/index.ts';
import { openGate } from '../gate/index.ts';

const gate = openGate();
let house: House;
let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (HAS_POSTGRES) postgres = await startPostgres();
});
afterAll(async () => {
  await gate.close();
  await postgres?.close();
});

const privacy = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, noarchive' };
const TITLE = 'Quenchwort sign of the appendix';
const WORDS = { presentation: 'Plumfingle pain', findings: 'Grobnitz of the caecum', discussion: 'Tarnwhistle discussed' } as const;

interface Shown {
  readonly id: CaseId;
  readonly objects: readonly string[];
  readonly urls: readonly string[];
}

const codeOf = async (response: Response): Promise<string | null> => {
  if (response.ok) return null;
  const problem: { code: string } = await response.json();
  return problem.code;
};

/** The main path by two people over HTTP, with the real gate: from a draft to the public page. */
async function show(): Promise<Shown> {
  const { owner, reviewer, nobody } = house.people;
  const clean = await cleanSeries({ seed: 5, slices: 3, unnamed: true });
  const objects = clean.map(({ bytes }) => sha256(bytes));
  const { id }: { id: CaseId } = await (await ask(house, owner, 'draft')).json();
  const params = { id };
  const asked = await ask(house, owner, 'missing', { params, body: { objects } });
  expect(await asked.json()).toEqual({ missing: objects });
  for (const [index, { bytes }] of clean.entries()) {
    const put = await ask(house, owner, 'putObject', { params: { id, sha256: objects[index] ?? '' }, body: bytes });
    expect(await codeOf(put)).toBeNull();
  }
  expect(await (await ask(house, owner, 'missing', { params, body: { objects } })).json()).toEqual({ missing: [] });
  await ask(house, owner, 'patch', { params, body: { studies: [{ modality: 'CT', series: [{ objects }] }] } });
  for (const [field, text] of Object.entries({ title: TITLE, presentation: WORDS.presentation, discussion: WORDS.discussion })) {
    expect(await codeOf(await ask(house, owner, 'patch', { params, body: { field, text, confirmed: true } }))).toBeNull();
  }
  expect(
    await codeOf(await ask(house, owner, 'patch', { params, body: { field: 'findings', study: 0, text: WORDS.findings, confirmed: true } })),
  ).toBeNull();
  const draft: { team: { version: string; confirmed: string[] } } = await (await ask(house, owner, 'case', { params })).json();
  expect(draft.team.confirmed).toEqual(['discussion', 'findings.0', 'presentation', 'title']);
  const counts = { instances: 3, findings: 90, fixes: 90, blackouts: 0, leftOut: 0 };
  const looks = clean.map(({ answers }, index) => ({ object: objects[index], frames: 1, answers }));
  const record = { software: 'silhouette/0.1.0', policy: gate.stamp, counts, looks };
  const unanswered = { ...record, looks: looks.map((look) => ({ ...look, answers: [] })) };
  expect(await codeOf(await ask(house, owner, 'submit', { params, body: submitBody(draft.team.version, '', { record: unanswered }) }))).toBe(
    'gate-not-green',
  );
  expect(
    await codeOf(await ask(house, owner, 'submit', { params, body: submitBody(draft.team.version, '', { record: { ...record, looks: [] } }) })),
  ).toBe('frames-not-seen');
  expect(await codeOf(await ask(house, owner, 'submit', { params, body: submitBody(draft.team.version, '', { record }) }))).toBeNull();
  expect(await codeOf(await ask(house, owner, 'approve', { params, body: { version: draft.team.version } }))).toBe('not-allowed');
  expect(await codeOf(await ask(house, nobody, 'case', { params }))).toBe('no-such-case');
  const waiting: { team: { version: string; mayApprove: boolean } } = await (await ask(house, reviewer, 'case', { params })).json();
  expect(waiting.team.mayApprove).toBe(true);
  expect(await codeOf(await ask(house, reviewer, 'approve', { params, body: { version: waiting.team.version } }))).toBeNull();
  const urls = [
    pathOf('case', params),
    ...objects.map((object) => pathOf('object', { id, sha256: object })),
    `/case/${id}`,
    `/review/${id}`,
    `/case/${id}/notice`,
    pathOf('receipt', params),
    pathOf('hiddenCase', params),
    ...objects.map((object) => pathOf('hiddenObject', { id, sha256: object })),
    '/api/v1/library?q=quenchwort',
    '/api/v1/mine',
    '/api/v1/reviews',
  ];
  return { id, objects, urls };
}

const get = (person: Person, url: string): Promise<Response> =>
  Promise.resolve(house.app.request(url, { headers: person.cookie === null ? {} : { cookie: person.cookie } }));
const everyone = (): readonly Person[] => Object.values(house.people);

/** Asks every address as everybody; what is not an editor's look at what is hidden says nothing of the case. */
async function nothingShown({ id, objects, urls }: Shown, hiddenTo: (person: Person, url: string) => boolean): Promise<void> {
  for (const person of everyone()) {
    for (const url of urls) {
      const response = await get(person, url);
      const text = await response.text();
      if (!hiddenTo(person, url)) continue;
      for (const [name, value] of Object.entries(privacy)) expect(response.headers.get(name), url).toBe(value);
      for (const word of [TITLE, ...Object.values(WORDS), ...objects, 'DICM']) expect(text.includes(word), `${url} as ${person.login}`).toBe(false);
      const own = [pathOf('case', { id }), pathOf('object', { id, sha256: objects[0] ?? '' }), `/case/${id}`];
      if (own.includes(url)) expect(response.status, url).toBe(410);
    }
  }
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  const promise = test.skipIf(engine === 'postgres' && !HAS_POSTGRES);
  beforeEach(async () => {
    house = await openHouse(gate, {}, engine === 'postgres' ? ((await postgres?.fresh()) ?? null) : null);
  });
  afterEach(async () => {
    await house.close();
    removeFolder(house.dir);
  });

  promise('[L9] from a draft to a public page by two people, and nobody sees it before the second has approved', async () => {
    const { id, objects, urls } = await show();
    const { nobody } = house.people;
    const view: { content: { title: string; studies: { series: { objects: { object: string }[] }[] }[] }; team: unknown } = await (
      await get(nobody, urls[0] ?? '')
    ).json();
    expect(view.team).toBeNull();
    expect(view.content.title).toBe(TITLE);
    expect(view.content.studies[0]?.series[0]?.objects.map(({ object }) => object)).toEqual(objects);
    const object = await get(nobody, pathOf('object', { id, sha256: objects[1] ?? '' }));
    expect(object.headers.get('content-type')).toBe('application/dicom');
    expect(sha256(new Uint8Array(await object.arrayBuffer()))).toBe(objects[1]);
    const found: { cases: { id: string }[] } = await (await get(nobody, '/api/v1/library?q=quenchwort')).json();
    expect(found.cases.map((one) => one.id)).toContain(id);
  });

  promise('[L10] a notice hides at once: every address is gone for everybody, and only an editor looks at what is hidden', async () => {
    const shown = await show();
    const { nobody, editor, second } = house.people;
    const sent = await ask(house, nobody, 'notice', {
      body: { case: shown.id, class: 'me-or-family', place: { object: shown.objects[0], frame: 0 } },
    });
    const receipt: { receipt: string; status: string } = await sent.json();
    expect(receipt.status).toBe('hidden');
    const editors = [editor.login, second.login];
    const mayLook = (person: Person, url: string): boolean => editors.includes(person.login) && url.startsWith('/api/v1/hidden/');
    await nothingShown(shown, (person, url) => !mayLook(person, url));
    const library: { cases: { id: string }[] } = await (await get(nobody, '/api/v1/library?q=quenchwort')).json();
    expect(library.cases.map((one) => one.id)).not.toContain(shown.id);
    expect((await get(editor, pathOf('hiddenObject', { id: shown.id, sha256: shown.objects[0] ?? '' }))).status).toBe(200);
    const notices: { notices: { case: string; class: string; hours: number }[] } = await (await ask(house, editor, 'notices')).json();
    expect(notices.notices.find((one) => one.case === shown.id)).toMatchObject({ class: 'me-or-family', hours: 0, place: { frame: 0 } });
    expect(await (await get(nobody, `/case/${shown.id}`)).text()).toContain('This case is not shown at present.');
    expect(await (await ask(house, nobody, 'noticeStatus', { params: { receipt: receipt.receipt } })).json()).toEqual(receipt);
  });

  promise('[L11] after an erasure every address is gone for everybody, and no byte of the case is left in any file', async () => {
    const shown = await show();
    const { editor, nobody } = house.people;
    if (engine === 'sqlite') expect(filesWith(house.dir, WORDS.findings).length, 'positive control').toBeGreaterThan(0);
    const erased = await ask(house, editor, 'erase', { params: { id: shown.id }, body: { reason: 'privacy' } });
    expect(await erased.json()).toMatchObject({
      case: shown.id,
      verified: { objectsLeft: 0, rowsLeft: 0, indexRowsLeft: 0 },
      deleted: { objects: 3 },
    });
    await nothingShown(shown, () => true);
    const problem = await (await get(nobody, pathOf('case', { id: shown.id }))).json();
    expect(problem).toMatchObject({ code: 'erased', status: 410, tombstone: { reason: 'privacy', on: '2026-11-25' } });
    expect(await (await get(nobody, `/case/${shown.id}`)).text()).toContain('This case was erased on 2026-11-25');
    expect(filesWith(house.dir, 'Quenchwort', ...Object.values(WORDS))).toEqual([]);
    expect(readdirSync(`${house.dir}/objects`).includes(shown.id)).toBe(false);
    expect(await house.store.firstBreak()).toBeNull();
  });

  promise('[L12] every file with canaries is refused with a place past the page, and no canary is in any answer, log, database or file', async () => {
    const { owner } = house.people;
    const { id }: { id: string } = await (await ask(house, owner, 'draft')).json();
    const words: string[] = [];
    for (const file of makeCanaryFiles()) {
      const mine = file.canaries.map(({ word }) => word);
      words.push(...mine);
      const response = await ask(house, owner, 'putObject', { params: { id, sha256: sha256(file.bytes) }, body: file.bytes });
      const problem: { code: string; at: string | null; findings: unknown[] } = await response.json();
      expect(response.status, file.name).toBe(422);
      expect(problem.at, `${file.name} ${problem.code}`).not.toBeNull();
      const said = JSON.stringify(problem);
      expect(mine.filter((word) => said.includes(word))).toEqual([]);
    }
    const logged = JSON.stringify(house.logged);
    expect(words.filter((word) => logged.includes(word))).toEqual([]);
    expect(words.length).toBeGreaterThan(20);
    expect(filesWith(house.dir, ...words)).toEqual([]);
    expect(readdirSync(`${house.dir}/objects`).includes(id)).toBe(false);
  });
});

test('[L13] a case that is returned is a draft again, with the reasons for its author, and can be sent again', async () => {
  const quick = await openHouse();
  try {
    const made = await caseIn(quick, 'in-review');
    const params = { id: made.id };
    const note = { reasons: ['identifier-in-text', 'date'], text: 'A date stands in the findings.' };
    expect((await ask(quick, quick.people.reviewer, 'giveBack', { params, body: note })).status).toBe(200);
    const view: { stage: string; team: { returned: unknown; version: string } } = await (
      await ask(quick, quick.people.owner, 'case', { params })
    ).json();
    expect([view.stage, view.team.returned]).toEqual(['draft', note]);
    expect((await ask(quick, quick.people.reviewer, 'case', { params })).status).toBe(404);
    const again = await ask(quick, quick.people.owner, 'submit', { params, body: submitBody(made.version, made.object) });
    expect(await again.json()).toEqual({ stage: 'in-review' });
  } finally {
    await quick.close();
    removeFolder(quick.dir);
  }
});

test('[L14] what was approved is what is shown: a draft that changed under a submission is not submitted', async () => {
  const quick = await openHouse();
  try {
    const made = await caseIn(quick, 'draft');
    const params = { id: made.id };
    await ask(quick, quick.people.owner, 'patch', { params, body: { field: 'title', text: 'Another title', confirmed: true } });
    const stale = await ask(quick, quick.people.owner, 'submit', { params, body: submitBody(made.version, made.object) });
    expect(await codeOf(stale)).toBe('changed');
    const unconfirmed = await ask(quick, quick.people.owner, 'patch', { params, body: { field: 'title', text: 'No word', confirmed: false } });
    expect(await codeOf(unconfirmed)).toBe('bad-input');
  } finally {
    await quick.close();
    removeFolder(quick.dir);
  }
});

test('[A1] the table of the API has no two rows for one request', () => {
  const asked = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(asked).size).toBe(asked.length);
});
