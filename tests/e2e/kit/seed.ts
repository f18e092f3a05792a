import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ATTESTATIONS, TERMS } from '@silhouette/core/cases';
import { instanceOf, makeSeries, type SampleCase, sampleCases, type SeriesSpec, text, withParts, writeFile } from '@silhouette/testkit';
import { type CleanObject, cleanObject } from '../../servers/index.ts';
import { type Caller, draftOf, sha256 } from './api.ts';

/** The clean objects of the sample cases: made once, sent as often as needed. */
export interface CleanCase {
  readonly sample: SampleCase;
  readonly objects: readonly CleanObject[];
}

/** Makes the synthetic sample cases and cleans them as a contributor's side does. */
export async function cleanCases(size: number): Promise<readonly CleanCase[]> {
  const all: CleanCase[] = [];
  for (const sample of sampleCases()) {
    const objects: CleanObject[] = [];
    for (const { bytes } of sample.files(size)) {
      const clean = await cleanObject(bytes);
      if (clean === null) throw new Error('a sample was not written');
      objects.push(clean);
    }
    all.push({ sample, objects });
  }
  return all;
}

/** Sends a case as far as a draft. Gives its number. */
export async function seedDraft(author: Caller, { objects, sample }: CleanCase, title = sample.title): Promise<string> {
  const id = await draftOf(author);
  for (const { bytes } of objects) await good(author.ask('PUT', `/api/v1/cases/${id}/objects/${sha256(bytes)}`, bytes));
  const change = (body: unknown): Promise<unknown> => good(author.ask('PATCH', `/api/v1/cases/${id}`, body));
  await change({ studies: [{ modality: sample.modality, series: [{ objects: objects.map(({ bytes }) => sha256(bytes)) }] }] });
  await change({ age: sample.age, sex: sample.sex });
  await change({ field: 'title', text: title, confirmed: true });
  await change({ field: 'presentation', text: sample.presentation, confirmed: true });
  await change({ field: 'findings', study: 0, text: sample.findings, confirmed: true });
  await change({ field: 'discussion', text: sample.discussion, confirmed: true });
  return id;
}

/** Submits a draft. Gives the version that a reviewer approves. */
export async function seedReview(author: Caller, id: string, { objects }: CleanCase): Promise<string> {
  const view: { team: { version: string } } = JSON.parse(await good(author.ask('GET', `/api/v1/cases/${id}`)));
  const policy: { stamp: unknown } = JSON.parse(await good(author.ask('GET', '/api/v1/policy')));
  const record = {
    software: 'silhouette/0.1.0',
    policy: policy.stamp,
    counts: { instances: objects.length, findings: objects.length * 46, fixes: objects.length * 44, blackouts: 0, leftOut: 0 },
    looks: objects.map(({ answers, bytes }) => ({ object: sha256(bytes), frames: 1, answers })),
  };
  const attestations = ATTESTATIONS.map(({ id: statement, version }) => ({ id: statement, version }));
  await good(
    author.ask('POST', `/api/v1/cases/${id}/submit`, {
      version: view.team.version,
      attestations,
      terms: TERMS.version,
      consent: 'not-declared',
      record,
    }),
  );
  return view.team.version;
}

/** A published case. */
export async function seedPublished(author: Caller, reviewer: Caller, made: CleanCase): Promise<string> {
  const id = await seedDraft(author, made);
  const version = await seedReview(author, id, made);
  await good(reviewer.ask('POST', `/api/v1/cases/${id}/approve`, { version }));
  return id;
}

/** What a call gave, where it has to work. */
export async function good(answer: ReturnType<Caller['ask']>): Promise<string> {
  const { status, text } = await answer;
  if (status >= 300) throw new Error(`${status} ${text.slice(0, 200)}`);
  return text;
}

const SERIES: readonly (readonly [folder: string, spec: Omit<SeriesSpec, 'seed'>])[] = [
  ['CT', { modality: 'CT', bodyPart: 'ABDOMEN', slices: 24, sliceMm: 5, lesion: true }],
  ['KNEE', { modality: 'MR', bodyPart: 'KNEE', slices: 8, sliceMm: 4 }],
  ['HEAD', { modality: 'MR', bodyPart: 'HEAD', slices: 3, sliceMm: 5 }],
  ['US', { modality: 'US' }],
];

/** A folder with everything that a disc brings: what is taken, what is refused, and what only lies beside it. */
export function mixedFolder(size: number): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'silhouette-mixed-')), 'STUDY');
  const write = (path: string, bytes: Uint8Array | string): void => {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  };
  for (const [n, [folder, spec]] of SERIES.entries()) {
    for (let index = 0; index < (spec.slices ?? 1); index += 1) {
      const base = instanceOf({ seed: 61, ...spec, rows: size, columns: size }, index);
      const own = `${base.visit.series}.${n + 1}`;
      const number = `${own}.${index + 1}`;
      const file = withParts(base, [text('SeriesInstanceUID', own), text('SOPInstanceUID', number)]);
      write(join(folder, `IM${index + 1}`), writeFile({ ...file, sopInstance: number }));
    }
  }
  write('README.TXT', 'beside');
  write('photo.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16));
  const [whole] = makeSeries({ seed: 70, rows: 64, columns: 64 });
  write('CT/broken.dcm', (whole?.bytes ?? new Uint8Array(0)).subarray(0, 1_500));
  return dir;
}
