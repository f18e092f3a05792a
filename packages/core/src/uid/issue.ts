import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { Uid } from '../model/index.ts';

/** How long the secret of a contribution is, in bytes. */
export const KEY_BYTES = 32;

/** The public id of a contribution: 20 hexadecimal digits. It says which UIDs belong together and nothing else. */
export const PublicId = z
  .string()
  .regex(/^[0-9a-f]{20}$/)
  .brand('PublicId');
export type PublicId = z.infer<typeof PublicId>;

/** The key of one contribution: the secret stays with the contributor, the public id is written into every file. */
export interface ContributionKey {
  readonly secret: Uint8Array;
  readonly publicId: PublicId;
}

// What a check is made over, so that no two uses of one key or id can be taken for each other.
const PUBLIC_ID_PURPOSE = 'silhouette public id';
const PSEUDONYM_PURPOSE = 'silhouette pseudonym ';
const CHECK_PURPOSE = 'silhouette uid check ';

const FREE_BITS = 122n;
const DIGEST_BITS = 80n;
const CHECK_BITS = FREE_BITS - DIGEST_BITS;
const DIGEST_BYTES = 10;
const CHECK_BYTES = 6;
const MAX_UUID_DIGITS = 39;
const ROOT = '2.25.';
const CACHE_LIMIT = 8192;

/** The public id that belongs to a secret: 80 bits of a keyed digest, so that it gives nothing of the secret away. */
export function publicIdOf(secret: Uint8Array): PublicId {
  return PublicId.parse(bytesToHex(hmac(sha256, secret, utf8(PUBLIC_ID_PURPOSE)).slice(0, DIGEST_BYTES)));
}

/** Makes the key of a contribution from 32 random bytes. Throws when there are fewer: that is a bug, not an input. */
export function contributionKey(secret: Uint8Array): ContributionKey {
  if (secret.length !== KEY_BYTES) throw new Error('a contribution key has 32 bytes');
  return { secret, publicId: publicIdOf(secret) };
}

/**
 * The UID that stands for `original` in this contribution: `2.25.` and a version 8 UUID (RFC 9562 section 5.8) whose
 * 122 free bits are 80 bits of HMAC-SHA-256(secret, original) and a 42 bit check of those 80 under the public id.
 * A UID that was issued under the same public id stays as it is, so that cleaning twice equals cleaning once.
 *
 * @see PS3.5 section B.2 for UIDs made of UUIDs
 */
export function issueUid(key: ContributionKey, original: string): Uid {
  const known = cacheOf(key);
  const hit = known.get(original);
  if (hit !== undefined) return hit;
  const issued = isIssued(original, key.publicId) ? Uid.parse(original) : build(key, original);
  if (known.size >= CACHE_LIMIT) known.clear();
  known.set(original, issued);
  return issued;
}

/** Whether a UID was issued under this public id: recomputes the check inside it. Any text gives an answer. */
export function isIssued(uid: string, publicId: string): boolean {
  const free = freeBitsOf(uid);
  if (free === null) return false;
  const digest = free >> CHECK_BITS;
  return (free & ((1n << CHECK_BITS) - 1n)) === checkOf(bytesOf(digest, DIGEST_BYTES), publicId);
}

/** A test for many UIDs of one contribution, which remembers what it has seen. */
export function issuedUnder(publicId: string): (uid: string) => boolean {
  const seen = new Map<string, boolean>();
  return (uid) => {
    const before = seen.get(uid);
    if (before !== undefined) return before;
    const answer = isIssued(uid, publicId);
    if (seen.size >= CACHE_LIMIT) seen.clear();
    seen.set(uid, answer);
    return answer;
  };
}

/** A pseudonym of 16 letters and digits for a value of one kind, the same wherever the key is the same. */
export function pseudonym(key: ContributionKey, kind: string, value: string): string {
  const digest = hmac(sha256, key.secret, utf8(`${PSEUDONYM_PURPOSE}${kind}\0${value}`));
  return bytesToHex(digest.slice(0, 8)).toUpperCase();
}

const caches = new WeakMap<ContributionKey, Map<string, Uid>>();

function cacheOf(key: ContributionKey): Map<string, Uid> {
  const before = caches.get(key);
  if (before !== undefined) return before;
  const made = new Map<string, Uid>();
  caches.set(key, made);
  return made;
}

function build(key: ContributionKey, original: string): Uid {
  const digest = hmac(sha256, key.secret, utf8(original)).slice(0, DIGEST_BYTES);
  const free = (numberOf(digest) << CHECK_BITS) | checkOf(digest, key.publicId);
  const high = free >> 74n;
  const middle = (free >> 62n) & 0xfffn;
  const low = free & ((1n << 62n) - 1n);
  const uuid = (high << 80n) | (8n << 76n) | (middle << 64n) | (2n << 62n) | low;
  return Uid.parse(ROOT + uuid.toString());
}

function freeBitsOf(uid: string): bigint | null {
  const digits = uid.slice(ROOT.length);
  if (!uid.startsWith(ROOT) || digits.length > MAX_UUID_DIGITS || !/^[1-9]\d*$/.test(digits)) return null;
  const uuid = BigInt(digits);
  if (uuid >> 128n !== 0n || ((uuid >> 76n) & 0xfn) !== 8n || ((uuid >> 62n) & 0x3n) !== 2n) return null;
  return ((uuid >> 80n) << 74n) | (((uuid >> 64n) & 0xfffn) << 62n) | (uuid & ((1n << 62n) - 1n));
}

function checkOf(digest: Uint8Array, publicId: string): bigint {
  const mac = hmac(sha256, utf8(CHECK_PURPOSE + publicId), digest).slice(0, CHECK_BYTES);
  return numberOf(mac) >> (BigInt(CHECK_BYTES) * 8n - CHECK_BITS);
}

function numberOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function bytesOf(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = length - 1, rest = value; i >= 0; i -= 1, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

// UTF-8 of any text without TextEncoder: what is hashed must not depend on the engine.
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return Uint8Array.from(bytes);
}
