import { closeSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { ByteRange } from '@silhouette/core/dicom';
import { digestOf } from '@silhouette/core/uid';
import type { CopyableSource } from './source.ts';

const COPY_BYTES = 1024 * 1024;
const NAME_DIGITS = 16;
const MAX_COPIES = 10_000;
const encoder = new TextEncoder();

/** The issued UIDs that a clean instance is filed under. */
export interface IssuedUids {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
}

/** What was written: where, relative to the output folder, and how many bytes. */
export interface Written {
  readonly out: string;
  readonly bytes: number;
}

/** A name that says nothing, the same for the same issued UID: the first 16 digits of its SHA-256. */
const quietName = (issuedUid: string): string => digestOf(encoder.encode(issuedUid)).slice(0, NAME_DIGITS);

/**
 * Writes a clean instance under `folder` as study/series/instance.dcm. The bytes go to a temporary name first, so that nothing
 * half-written ever has its final name. Where the name is taken by the same bytes nothing is written; by others, a number is added.
 */
export function writeInstanceFile(folder: string, uids: IssuedUids, chunks: readonly (Uint8Array | ByteRange)[], source: CopyableSource): Written {
  const base = join(quietName(uids.study), quietName(uids.series), quietName(uids.instance));
  return place(folder, { base, extension: 'dcm' }, (partial) => writeChunks(partial, chunks, source));
}

/** Writes a clean picture under `folder` as pictures/NAME, in the same way; the name comes from the clean bytes. */
export function writePictureFile(folder: string, bytes: Uint8Array, extension: string): Written {
  const base = join('pictures', digestOf(bytes).slice(0, NAME_DIGITS));
  return place(folder, { base, extension }, (partial) => {
    writeFileSync(partial, bytes);
    return bytes.length;
  });
}

interface Name {
  readonly base: string;
  readonly extension: string;
}

function place(folder: string, name: Name, write: (partial: string) => number): Written {
  const partial = join(folder, `${name.base}.${threadId}.part`);
  mkdirSync(dirname(partial), { recursive: true });
  try {
    const bytes = write(partial);
    return { out: settle(folder, name, partial), bytes };
  } finally {
    rmSync(partial, { force: true });
  }
}

function settle(folder: string, { base, extension }: Name, partial: string): string {
  for (let copy = 1; copy <= MAX_COPIES; copy += 1) {
    const out = copy === 1 ? `${base}.${extension}` : `${base}-${copy}.${extension}`;
    if (claim(partial, join(folder, out)) || sameBytes(partial, join(folder, out))) return out;
  }
  throw Object.assign(new Error('too many instances of one name'), { code: 'EEXIST' });
}

// A hard link is refused where the name exists, in one step; file systems without links get a look and a rename.
function claim(partial: string, final: string): boolean {
  try {
    linkSync(partial, final);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
    if (statSync(final, { throwIfNoEntry: false }) !== undefined) return false;
    renameSync(partial, final);
    return true;
  }
}

function sameBytes(a: string, b: string): boolean {
  if (statSync(a, { throwIfNoEntry: false })?.size !== statSync(b).size) return false;
  return readFileSync(a).equals(readFileSync(b));
}

function writeChunks(file: string, chunks: readonly (Uint8Array | ByteRange)[], source: CopyableSource): number {
  const descriptor = openSync(file, 'w', 0o644);
  let written = 0;
  try {
    for (const chunk of chunks) written += chunk instanceof Uint8Array ? writeBytes(descriptor, chunk) : copyRange(descriptor, chunk, source);
  } finally {
    closeSync(descriptor);
  }
  return written;
}

function copyRange(descriptor: number, range: ByteRange, source: CopyableSource): number {
  for (let at = range.start; at < range.end; at += COPY_BYTES) {
    const end = Math.min(range.end, at + COPY_BYTES);
    const bytes = source.borrow(at, end);
    if (bytes.length !== end - at) throw Object.assign(new Error('the input became shorter'), { code: 'EIO' });
    writeBytes(descriptor, bytes);
  }
  return range.end - range.start;
}

function writeBytes(descriptor: number, bytes: Uint8Array): number {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  return written;
}
