import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CaseId, Digest, no, type Result, yes } from '@silhouette/core/model';

/** Which object of which case. No object is shared by two cases: to erase a case is to remove a prefix. */
export interface BlobKey {
  readonly caseId: CaseId;
  readonly sha256: Digest;
}

/** An object that is read: its size in bytes and its bytes. */
export interface Blob {
  readonly bytes: number;
  stream(): ReadableStream<Uint8Array>;
}

/** Where objects are kept: four functions (HOUSE.md, "Contract, storage, secrets"). */
export interface Blobs {
  /** Keeps bytes under their digest; refuses other bytes. Once it returns they are on the disk. */
  put(key: BlobKey, bytes: Uint8Array): Promise<Result<null, { readonly code: 'hash-mismatch' }>>;
  get(key: BlobKey): Promise<Blob | null>;
  /** Removes one object, or all of a case; what is not there is no fault. */
  remove(key: BlobKey | { readonly caseId: CaseId; readonly sha256?: undefined }): Promise<void>;
  list(caseId: CaseId): Promise<readonly Digest[]>;
}

/** Objects as files, `<dir>/<caseId>/<sha256>`. */
export function fileBlobs(dir: string): Blobs {
  const folder = (caseId: CaseId): string => join(dir, caseId);
  const file = (key: BlobKey): string => join(folder(key.caseId), key.sha256);
  return {
    put: async (key, bytes) => {
      if (createHash('sha256').update(bytes).digest('hex') !== key.sha256) return no({ code: 'hash-mismatch' });
      await mkdir(folder(key.caseId), { recursive: true, mode: 0o700 });
      const part = join(folder(key.caseId), `${PART}${randomBytes(8).toString('hex')}`);
      try {
        await writeSynced(part, bytes);
        await rename(part, file(key));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      await syncFolder(folder(key.caseId));
      return yes(null);
    },
    get: async (key) => {
      const found = await stat(file(key)).catch(whenAbsent);
      if (found === null) return null;
      return { bytes: found.size, stream: () => webStream(file(key)) };
    },
    remove: async ({ caseId, sha256 }) => {
      if (sha256 !== undefined) await rm(file({ caseId, sha256 }), { force: true });
      else {
        for (const name of (await readdir(folder(caseId)).catch(whenAbsent)) ?? []) await rm(join(folder(caseId), name), { force: true });
        await rmdir(folder(caseId)).catch(whenAbsent);
      }
      await syncFolder(sha256 === undefined ? dir : folder(caseId));
    },
    list: async (caseId) => {
      const names = (await readdir(folder(caseId)).catch(whenAbsent)) ?? [];
      return names.map((name) => Digest.safeParse(name)).flatMap((name) => (name.success ? [name.data] : []));
    },
  };
}

/** The cases that have a folder, and the halves of files that a killed process left. */
export async function sweepParts(dir: string): Promise<readonly CaseId[]> {
  const cases = ((await readdir(dir).catch(whenAbsent)) ?? []).flatMap((name) => CaseId.safeParse(name).data ?? []);
  for (const caseId of cases) {
    const parts = (await readdir(join(dir, caseId))).filter((name) => name.startsWith(PART));
    for (const part of parts) await rm(join(dir, caseId, part), { force: true });
  }
  return cases;
}

const PART = '.part-';

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// A new name is only safe once its folder is on the disk too.
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(whenAbsent);
  if (handle === null) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function webStream(path: string): ReadableStream<Uint8Array> {
  const chunks = createReadStream(path, { highWaterMark: 256 * 1024 })[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return?.();
    },
  });
}

function whenAbsent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
