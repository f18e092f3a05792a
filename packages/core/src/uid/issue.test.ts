import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contributionKey, isIssued, issueUid, issuedUnder, KEY_BYTES, pseudonym, publicIdOf, type ContributionKey } from './index.ts';

const keys = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map(contributionKey);
const originals = fc.stringMatching(/^[0-2](\.(0|[1-9][0-9]{0,9})){1,6}$/);
const key = contributionKey(Uint8Array.from({ length: KEY_BYTES }, (_, i) => i));

test('[U1] an issued UID is recognised under the public id of its contribution', () => {
  fc.assert(fc.property(keys, originals, (any, original) => isIssued(issueUid(any, original), any.publicId)));
});

test('[U2] an issued UID is not recognised under the public id of another contribution', () => {
  fc.assert(
    fc.property(
      keys,
      keys,
      originals,
      (one, other, original) => one.publicId === other.publicId || !isIssued(issueUid(one, original), other.publicId),
    ),
  );
});

test('[U3] the same original under the same key is the same UID, and a valid one', () => {
  fc.assert(
    fc.property(keys, originals, (any, original) => {
      const again: ContributionKey = { ...any };
      const uid = issueUid(any, original);
      return uid === issueUid(again, original) && uid.length <= 64 && /^2\.25\.[1-9]\d*$/.test(uid);
    }),
  );
});

test('[U4] issuing an issued UID changes nothing', () => {
  fc.assert(fc.property(keys, originals, (any, original) => issueUid(any, issueUid(any, original)) === issueUid(any, original)));
});

test('[U5] any text gives an answer, and other UIDs below 2.25 are not ours', () => {
  fc.assert(fc.property(fc.string(), (text) => !isIssued(text, key.publicId)));
  fc.assert(fc.property(fc.bigInt({ min: 1n, max: (1n << 128n) - 1n }), (uuid) => !isIssued(`2.25.${uuid}`, key.publicId)));
});

test('[U5] one changed digit is seen', () => {
  const uid = issueUid(key, '1.2.3');
  const changed = uid.slice(0, -1) + String((Number(uid.at(-1)) + 1) % 10);
  expect([isIssued(uid, key.publicId), isIssued(changed, key.publicId)]).toEqual([true, false]);
});

test('[U3] a UID and a public id are the same in every engine', () => {
  expect([key.publicId, issueUid(key, '1.2.840.113619.2.1')]).toEqual(['31272118b417b7fa7359', '2.25.340249535072035889453121140180462713855']);
});

test('[U6] a pseudonym depends on the key, the kind and the value, and holds none of them', () => {
  const other = contributionKey(new Uint8Array(KEY_BYTES).fill(9));
  const names = [pseudonym(key, 'patient', 'A'), pseudonym(key, 'patient', 'B'), pseudonym(key, 'device', 'A'), pseudonym(other, 'patient', 'A')];
  expect(new Set(names).size).toBe(4);
  expect(names.every((name) => /^[0-9A-F]{16}$/.test(name))).toBe(true);
});

test('[U1] a test that remembers gives the same answers', () => {
  const mine = issuedUnder(key.publicId);
  const uid = issueUid(key, '1.2.3');
  expect([mine(uid), mine(uid), mine('1.2.3'), mine('1.2.3')]).toEqual([true, true, false, false]);
});

test('[U6] a secret of another length is a bug', () => {
  expect(() => contributionKey(new Uint8Array(16))).toThrow('32 bytes');
  expect(publicIdOf(key.secret)).toBe(key.publicId);
});
