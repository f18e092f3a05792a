import { argon2, createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** OWASP's figures for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const GROUPS = 5;
const GROUP_LENGTH = 5;

/** A password as it is kept: the figures, a salt and an argon2id tag (RFC 9106). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt);
  return ['argon2id', COST.memory, COST.passes, COST.parallelism, salt.toString('base64url'), tag.toString('base64url')].join('$');
}

/** Whether this is the password. For an account that is not there it takes as long as for one that is. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [kind, memory, passes, parallelism, salt = '', tag = ''] = (kept ?? '').split('$');
  const same = kind === 'argon2id' && Number(memory) === COST.memory && Number(passes) === COST.passes && Number(parallelism) === COST.parallelism;
  const made = await derive(password, same ? Buffer.from(salt, 'base64url') : randomBytes(16));
  const wanted = Buffer.from(tag, 'base64url');
  return same && wanted.length === made.length && timingSafeEqual(wanted, made);
}

/** A code to be used once, 124 bits, without letters that look alike. */
export function newCode(): string {
  const group = (): string => Array.from({ length: GROUP_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** A session's token, 256 bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The digest under which a code, a token or a receipt is kept: each is long and random, so a plain hash is enough. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  argon2('argon2id', { ...COST, message: password.normalize('NFC'), nonce: salt }, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  return promise;
}
