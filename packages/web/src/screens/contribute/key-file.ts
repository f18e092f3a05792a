import { no, yes, type Result } from '@silhouette/core/model';

const KIND = 'silhouette-key';
const BYTES = 32;

/** What a key file holds: the secret under which the numbers of one case were made. It never leaves the contributor's devices. */
export function writeKeyFile(secret: Uint8Array): string {
  const hex = Array.from(secret, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${JSON.stringify({ kind: KIND, version: 1, secret: hex }, null, 2)}\n`;
}

/** Reads a key file; anything else is refused. */
export function readKeyFile(text: string): Result<Uint8Array, 'no-key-file'> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return no('no-key-file');
  }
  if (typeof document !== 'object' || document === null || !('kind' in document) || document.kind !== KIND) return no('no-key-file');
  if (!('version' in document) || document.version !== 1 || !('secret' in document)) return no('no-key-file');
  const { secret } = document;
  if (typeof secret !== 'string' || !/^[0-9a-f]{64}$/.test(secret)) return no('no-key-file');
  return yes(Uint8Array.from({ length: BYTES }, (_, n) => Number.parseInt(secret.slice(n * 2, n * 2 + 2), 16)));
}
