import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, ATTESTATIONS, type Submission, TERMS } from '@silhouette/core/cases';
import { AccountId, CaseId, Digest, type Role, yes } from '@silhouette/core/model';
import { arranged, openStore, type Store } from '@silhouette/server/store';

/** What tests of the store build on: an archive in a folder, people, cases in each stage. */
export interface Archive {
  readonly dir: string;
  readonly store: Store;
  readonly people: Readonly<Record<'ann' | 'bea' | 'cem' | 'dia', Extract<Actor, { kind: 'account' }>>>;
}

export const newCase = (): CaseId => CaseId.parse(randomUUID());
export const sha256 = (bytes: Uint8Array | string): Digest => Digest.parse(createHash('sha256').update(bytes).digest('hex'));
export const folder = (): string => mkdtempSync(join(tmpdir(), 'silhouette-store-'));
export const stamp = { name: 'teaching', version: 1, digest: sha256('policy') };
export const noRecord = {
  software: 'silhouette/0.1.0',
  policy: stamp,
  counts: { instances: 1, findings: 0, fixes: 0, blackouts: 0, leftOut: 0 },
  looks: [],
};

/** A clock that stands still until it is set. */
export function testClock(start = Date.UTC(2026, 10, 25, 12)): { now: () => number; set: (ms: number) => void } {
  let now = start;
  return {
    now: () => now,
    set: (ms) => {
      now = ms;
    },
  };
}

/** Opens an archive with four people: Ann contributes, Bea reviews, Cem and Dia are editors. */
export async function archive(dir: string, postgres: string | null, clock: () => number = testClock().now): Promise<Archive> {
  const opened = await openStore({ dir, postgres, clock, onLost: () => undefined });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const store = opened.value;
  const person = async (login: string, roles: readonly Role[]): Promise<Extract<Actor, { kind: 'account' }>> => {
    const known = await store.accounts.byLogin(login);
    const id = known?.id ?? AccountId.parse(randomUUID());
    if (known === null) {
      const code = sha256(login);
      await store.accounts.invite({ id, login, roles, password: null, closed: false }, { code, until: clock() + 1_000 });
      await store.accounts.redeem({ login, code, password: 'kept', now: clock() });
    }
    return { kind: 'account', id, roles };
  };
  const people = {
    ann: await person('ann', ['contributor']),
    bea: await person('bea', ['reviewer']),
    cem: await person('cem', ['editor']),
    dia: await person('dia', ['editor']),
  };
  return { dir, store, people };
}

/** A draft of Ann's with one object. */
export async function draft({ store, people }: Archive, title: string, content: string = title): Promise<{ id: CaseId; object: Digest }> {
  const id = newCase();
  const bytes = new Uint8Array(Buffer.from(content));
  const object = sha256(bytes);
  good(await store.draftCase(id, people.ann));
  good(await store.admitObject(id, people.ann, { object, bytes: bytes.length, frames: 1, content: bytes }));
  const studies = [{ modality: 'CT', findings: `findings ${title}`, series: [{ objects: [object] }] }];
  good(await store.editCase(id, people.ann, ({ document }) => yes({ ...document, title, presentation: `presentation ${title}`, studies })));
  return { id, object };
}

/** Submits a draft of Ann's. */
export async function submit({ store, people }: Archive, id: CaseId): Promise<void> {
  good(
    await store.carryOut(id, people.ann, {
      command: ({ version, document, objects }) =>
        yes({ kind: 'submit', ...submission(version), hasTitle: document.title !== '', hasObjects: objects.length > 0 }),
      tidy: true,
    }),
  );
}

export function submission(content: Digest): Submission {
  return {
    content,
    record: sha256('record'),
    attestations: ATTESTATIONS.map(({ id, version }) => ({ id, version })),
    terms: TERMS.version,
    consent: 'not-declared',
    policy: stamp,
    policyInForce: stamp,
    approvals: 1,
    gateGreen: true,
    everyFrameSeen: true,
    hasTitle: true,
    hasObjects: true,
  };
}

/** A case of Ann's that Bea approved. */
export async function published(archive: Archive, title: string, content: string = title): Promise<{ id: CaseId; object: Digest }> {
  const made = await draft(archive, title, content);
  await submit(archive, made.id);
  good(await archive.store.carryOut(made.id, archive.people.bea, { command: ({ version }) => yes({ kind: 'approve', content: version }) }));
  return made;
}

/** The value of a result that a test counts on. */
export function good<T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}

/** The files under a folder that hold one of some words, as UTF-8 or UTF-16. */
export function filesWith(dir: string, ...words: readonly string[]): readonly string[] {
  const wanted = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]);
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return wanted.some((one) => bytes.includes(one)) || words.some((word) => file.includes(word));
    });
}

export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });
export { arranged };
