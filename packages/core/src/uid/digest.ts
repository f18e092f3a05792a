import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Digest } from '../model/index.ts';

/** SHA-256 of the bytes, in lower-case hexadecimal (FIPS 180-4). */
export function digestOf(bytes: Uint8Array): Digest {
  return Digest.parse(bytesToHex(sha256(bytes)));
}

/** SHA-256 of chunks in order, without joining them: the digest of a file that is never whole in memory. */
export function digestHex(chunks: Iterable<Uint8Array>): Digest {
  const hash = sha256.create();
  for (const chunk of chunks) hash.update(chunk);
  return Digest.parse(bytesToHex(hash.digest()));
}
