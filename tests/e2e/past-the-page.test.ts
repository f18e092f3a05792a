import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DataSet, type Instance, readInstance, writeInstance } from '@silhouette/core/dicom';
import { tagOf, type Vr } from '@silhouette/core/standard';
import {
  canary,
  type CanaryFile,
  instanceOf,
  latin1,
  makeCanaryFiles,
  plantEverywhere,
  text,
  value,
  withParts,
  writeFile,
} from '@silhouette/testkit';
import { cleanObject, HAS_POSTGRES, startPostgres, type TestPostgres, undone } from '../servers/index.ts';
import { type Caller, draftOf, firstEditor, invited, sha256 } from './kit/api.ts';
import { type Site, startSite } from './kit/site.ts';

/** A clean object in which something is as it was before, or as it never may be. */
interface Spoiled {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const SPEC = { seed: 41, rows: 32, columns: 32 } as const;
const FIRST = 30_000;
const word = (n: number): string => canary(FIRST + n);
const WORDS = Array.from({ length: 60 }, (_, n) => word(n));

/** An original in which everything that is asked about names a canary. */
function original(): Uint8Array {
  const named = ['PatientName', 'PatientID', 'InstitutionName', 'ReferringPhysicianName', 'StudyDescription', 'SeriesDescription', 'AccessionNumber', 'ImageComments', 'PatientComments', 'StationName', 'OperatorsName', 'ProtocolName'] as const; // prettier-ignore
  const parts = named.map((keyword, n) => text(keyword, word(n)));
  return writeFile(withParts(instanceOf(SPEC), [...parts, text('StudyDate', '18770707'), text('PatientBirthDate', '18440808')]));
}

function read(bytes: Uint8Array): Instance {
  const instance = readInstance({ size: bytes.length, read: (start, end) => bytes.subarray(start, end) });
  if (!instance.ok) throw new Error(instance.refusal.code);
  return instance.value;
}

function written(instance: Instance, change: Partial<Pick<Instance, 'preamble' | 'meta' | 'data' | 'trailing'>>): Uint8Array {
  const chunks = writeInstance({ ...instance, ...change });
  return new Uint8Array(Buffer.concat(chunks.map((chunk) => (chunk instanceof Uint8Array ? chunk : instance.source.read(chunk.start, chunk.end)))));
}

/** What no fix of an element undoes: preamble, meta header, bytes behind the data set, and the labels. */
function besides(clean: Uint8Array): readonly Spoiled[] {
  const instance = read(clean);
  const preamble = new Uint8Array(clean);
  preamble.set(latin1(word(40)), 5);
  const without = (keyword: Parameters<typeof tagOf>[0]): Spoiled => ({
    name: `without ${keyword}`,
    bytes: written(instance, { data: instance.data.filter(({ tag }) => tag !== tagOf(keyword)) }),
  });
  const withValue = (keyword: Parameters<typeof tagOf>[0], words: string): Spoiled => ({
    name: `another ${keyword}`,
    bytes: written(instance, { data: put(instance.data, tagOf(keyword), words) }),
  });
  return [
    { name: 'preamble', bytes: preamble },
    { name: 'trailing bytes', bytes: new Uint8Array([...clean, ...latin1(word(41))]) },
    { name: 'source application entity', bytes: written(instance, { meta: put(instance.meta, 0x00020016, word(42)) }) },
    { name: 'a private block', bytes: written(instance, { data: put(put(instance.data, 0x00130010, 'SOMEBODY 1.0'), 0x00131001, word(43)) }) },
    { name: 'an unknown group', bytes: written(instance, { data: put(instance.data, 0x00190011, word(44)) }) },
    withValue('SOPInstanceUID', '1.2.826.0.1.3680043.8.498.77.300001.7'),
    withValue('StudyInstanceUID', '1.2.826.0.1.3680043.8.498.77.300002.7'),
    withValue('PatientAge', '043Y'),
    withValue('StudyDate', '18770707'),
    withValue('SeriesDescription', word(45)),
    without('PatientIdentityRemoved'),
    without('DeidentificationMethod'),
    without('DeidentificationMethodCodeSequence'),
  ];
}

function put(elements: DataSet, tag: number, words: string): DataSet {
  const vr = elements.find((one) => one.tag === tag)?.vr ?? (tag === 0x00020016 ? 'AE' : 'LO');
  const part = value(tag, vr, latin1(words));
  const added = part.kind === 'value' ? readPart(tag, part.bytes, vr) : [];
  return [...elements.filter((one) => one.tag !== tag), ...added].toSorted((a, b) => a.tag - b.tag);
}

const readPart = (tag: number, bytes: Uint8Array, vr: Vr): DataSet => (vr === 'SQ' ? [] : [{ tag, vr, bytes }]);

if (!HAS_POSTGRES) test.skip('[E3] the same on PostgreSQL: there is none here');
describe.each(HAS_POSTGRES ? ['SQLite', 'PostgreSQL'] : ['SQLite'])('%s', (engine) => {
  let database: TestPostgres | null = null;
  let folders: readonly string[] = [];
  let site: Site;
  let author: Caller;
  let id = '';
  const files: readonly CanaryFile[] = makeCanaryFiles();
  const planted = files.flatMap(({ canaries }) => canaries).filter(({ word: one }) => one.length >= 8);

  beforeAll(async () => {
    database = engine === 'PostgreSQL' ? await startPostgres() : null;
    const address = database === null ? null : await database.fresh();
    folders = address === null ? [] : [new URL(address).searchParams.get('host') ?? ''];
    site = await startSite(address);
    const editor = await firstEditor(site, 'editor');
    author = await invited(site, editor, 'author', ['contributor']);
    id = await draftOf(author);
  });
  afterAll(async () => {
    await site?.stop();
    await database?.close();
  });

  /** What is wrong with the answer to an object that must not come in; null when it is refused with a place. */
  const send = async ({ name, bytes }: Spoiled): Promise<string | null> => {
    const { json, status, text: said } = await author.ask('PUT', `/api/v1/cases/${id}/objects/${sha256(bytes)}`, bytes);
    const problem: { code?: string; at?: string | null; findings?: unknown[] } = json ?? {};
    if (status !== 422) return `${name}: ${status}`;
    if (typeof problem.at !== 'string' || problem.at === '') return `${name}: no place`;
    if (problem.code === 'not-clean' && (problem.findings ?? []).length === 0) return `${name}: no finding`;
    return [...WORDS, ...planted.map(({ word: one }) => one)].some((one) => said.includes(one)) ? `${name}: quotes` : null;
  };

  const wrongWith = async (all: readonly Spoiled[]): Promise<readonly string[]> => {
    const wrong: string[] = [];
    for (const one of all) wrong.push((await send(one)) ?? '');
    return wrong.filter((line) => line !== '');
  };

  test('[E3] every canary file is refused with a place', async () => {
    expect(files.length).toBeGreaterThan(20);
    expect(await wrongWith(files)).toEqual([]);
  });

  test('[E3] a clean object with one fix undone, or one label taken off, is refused with a place; as it was written it comes in', async () => {
    for (const from of [original(), plantEverywhere(null).bytes]) {
      const clean = await cleanObject(from);
      if (clean === null) throw new Error('not written');
      const one = undone(from, clean.bytes).map(({ bytes, tag }) => ({ name: tag, bytes }));
      expect(one.length).toBeGreaterThan(30);
      expect(await wrongWith([...one, ...besides(clean.bytes)])).toEqual([]);
      expect((await author.ask('PUT', `/api/v1/cases/${id}/objects/${sha256(clean.bytes)}`, clean.bytes)).status).toBe(200);
    }
  });

  test('[E3] under another number, in pieces, or in the wrong field, nothing comes in either', async () => {
    const bytes = original();
    expect((await author.ask('PUT', `/api/v1/cases/${id}/objects/${'0'.repeat(64)}`, bytes)).status).toBe(422);
    expect((await author.ask('PATCH', `/api/v1/cases/${id}`, { [word(50)]: word(51) })).status).toBe(400);
    expect((await author.ask('PATCH', `/api/v1/cases/${id}`, { field: 'title', text: word(52) })).status).toBe(400);
    expect((await author.ask('GET', `/api/v1/cases/${word(53)}`)).status).toBe(400);
    expect((await author.ask('GET', `/api/v1/library?${word(54)}=1`)).status).toBe(400);
    const text = `Seen on 7 July 1977, MRN 4711 0815. ${word(55)}`;
    const identifying = await author.ask('PATCH', `/api/v1/cases/${id}`, { field: 'presentation', text, confirmed: true });
    expect(identifying.json).toMatchObject({ code: 'text-not-clean', at: 'presentation' });
    expect(identifying.text).not.toContain(word(55));
    expect((await author.ask('POST', '/api/v1/session', { login: word(56).toLowerCase(), password: word(57) })).status).toBe(401);
  });

  test('[E3] and no canary lies in the data folder, the database, the temporary files or what the server printed', () => {
    expect(site.find([...planted, ...WORDS], ...folders)).toEqual([]);
    // What the search must find is found: the name of an account, in the database.
    expect(site.find(['"author"', 'author'], ...folders).length).toBeGreaterThan(0);
    expect(site.said()).toContain('upload-refused');
  });
});
