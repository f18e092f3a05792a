import { createHash } from 'node:crypto';
import { MAX_OBJECT_BYTES } from '@silhouette/core/api';
import { Digest, no, type Result, yes } from '@silhouette/core/model';
import type { Refused } from './handler.ts';

const STALL_MS = 30_000;

/** A share of memory for uploads. */
export interface Room {
  /** Takes bytes of it, or says that it is full. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Room for so many bytes. */
export function roomFor(bytes: number): Room {
  let taken = 0;
  return {
    take: (more) => {
      if (taken + more > bytes) return false;
      taken += more;
      return true;
    },
    give: (back) => {
      taken -= back;
    },
  };
}

/** An object that has arrived, in memory and nowhere else. */
export interface Received {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: Digest;
}

/** Reads an object into memory and hashes it on the way. Its length must be announced. */
export async function receiveObject(request: Request): Promise<Result<Received, Refused>> {
  const length = announced(request);
  if (length === null) return no({ code: 'bad-input', at: 'content-length' });
  if (length > MAX_OBJECT_BYTES) return no({ code: 'too-large', at: null });
  const bytes = new Uint8Array(length);
  const hash = createHash('sha256');
  let filled = 0;
  for await (const chunk of chunksOf(request)) {
    if (chunk === null || filled + chunk.length > length) return no({ code: 'bad-input', at: 'body' });
    bytes.set(chunk, filled);
    hash.update(chunk);
    filled += chunk.length;
  }
  if (filled !== length) return no({ code: 'bad-input', at: 'body' });
  return yes({ bytes, sha256: Digest.parse(hash.digest('hex')) });
}

/** The length that a request announces, in bytes, or null. */
export function announced(request: Request): number | null {
  const text = request.headers.get('content-length');
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** Reads a body of text up to so many bytes; null when it is larger or stalls. */
export async function receiveText(request: Request, maxBytes: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let filled = 0;
  for await (const chunk of chunksOf(request)) {
    filled += chunk?.length ?? 0;
    if (chunk === null || filled > maxBytes) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

// Gives null, and ends, when nothing comes for a while or the sender went away.
async function* chunksOf(request: Request): AsyncGenerator<Uint8Array | null> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const read = await beforeStall(reader);
    if (read === null) {
      await reader.cancel().catch(() => undefined);
      yield null;
      return;
    }
    if (read.done) return;
    yield read.value;
  }
}

async function beforeStall(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Awaited<ReturnType<typeof reader.read>> | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), STALL_MS);
  try {
    return await Promise.race([reader.read(), promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
