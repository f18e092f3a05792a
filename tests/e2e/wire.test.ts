import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { canary, latin1, sha256, utf16 } from '@silhouette/testkit';
import { leaksIn, type Sent } from './kit/wire.ts';

const WORD = canary(40_000);
const sent = (part: Partial<Sent>): Sent => ({
  method: 'POST',
  url: 'http://127.0.0.1/x',
  headers: [],
  body: new Uint8Array(0),
  status: 200,
  ...part,
});
const escaped = Array.from(WORD, (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each([
  ['in an address', sent({ url: `http://127.0.0.1/${encodeURIComponent(`é${WORD}`)}` })],
  ['in an address, every letter escaped', sent({ url: `http://127.0.0.1/?q=${Array.from(WORD, (letter) => `%${hex(latin1(letter))}`).join('')}` })],
  ['in a header', sent({ headers: ['Referer', `http://127.0.0.1/${WORD.toLowerCase()}`] })],
  ['in a compressed body', sent({ headers: ['Content-Encoding', 'gzip'], body: new Uint8Array(gzipSync(latin1(WORD))) })],
  ['in JSON escapes', sent({ body: latin1(`{"a":"${escaped}"}`) })],
  ['in a part of a form', sent({ body: latin1(`--x\r\nContent-Disposition: form-data; name="f"; filename="${WORD}.dcm"\r\n\r\n--x--`) })],
  ['as UTF-16', sent({ body: utf16(WORD) })],
  ['as base64', sent({ body: latin1(Buffer.from(`ab${WORD}`).toString('base64')) })],
  ['as hexadecimal', sent({ body: latin1(hex(latin1(WORD))) })],
  ['as a digest without a key', sent({ url: `http://127.0.0.1/${hex(sha256(latin1(WORD)))}` })],
])('[E2] a word that leaves %s is found', (_, one) => {
  expect(leaksIn([one], [WORD]).length).toBeGreaterThan(0);
  expect(leaksIn([one], [canary(40_001)])).toEqual([]);
});
