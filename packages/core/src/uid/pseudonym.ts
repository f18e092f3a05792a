import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { pseudonym, type ContributionKey } from './issue.ts';

const CHECK_PURPOSE = 'silhouette patient check ';
const CHECK_BYTES = 4;
const FORM = /^[0-9A-F]{24}$/;
const DIGEST_SIGNS = 16;

/**
 * The pseudonym of a patient: 16 hexadecimal digits of a keyed digest and 8 of a check of those under the public id, so that
 * it certifies itself as issued UIDs do. One that was issued under the same public id stays as it is.
 */
export function issuePseudonym(key: ContributionKey, value: string): string {
  if (isPseudonym(value, key.publicId)) return value;
  const digest = pseudonym(key, 'patient', value);
  return digest + checkOf(digest, key.publicId);
}

/** Whether a text is a pseudonym that was issued under this public id. Any text gives an answer. */
export function isPseudonym(text: string, publicId: string): boolean {
  return FORM.test(text) && checkOf(text.slice(0, DIGEST_SIGNS), publicId) === text.slice(DIGEST_SIGNS);
}

const LEAST_DAYS = 365;
const MOST_DAYS = 3650;

/** By how many whole days the dates of a patient go back: 365 to 4014, the same wherever key and patient are. */
export function daysBack(key: ContributionKey, patient: string): number {
  const digits = pseudonym(key, 'days', patient).slice(0, 12);
  return LEAST_DAYS + (Number.parseInt(digits, 16) % MOST_DAYS);
}

function checkOf(digest: string, publicId: string): string {
  return bytesToHex(hmac(sha256, ascii(CHECK_PURPOSE + publicId), ascii(digest)).slice(0, CHECK_BYTES)).toUpperCase();
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0x7f);
}
