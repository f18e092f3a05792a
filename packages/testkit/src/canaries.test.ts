import { profileRows, type ProfileRow } from '@silhouette/core/standard';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blackJpegLs,
  canary,
  canaryText,
  concat,
  deflate,
  greyJpeg,
  greyJpeg2000,
  inflate,
  isTopOnly,
  latin1,
  lettersAt,
  makeBurnedIn,
  makeCanaryFiles,
  makeStudyFolder,
  plantEverywhere,
  readHighBits,
  sha256,
  survivors,
  survivorsIn,
  unusedBitsFile,
  utf16,
} from './index.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const base64 = (bytes: Uint8Array): string => {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63] ?? '').join('');
  }
  return out;
};

test('[K1] canaries differ from each other and are legal in short text and code values', () => {
  const words = new Set(Array.from({ length: 6000 }, (_, n) => canary(n)));
  expect(words.size).toBe(6000);
  for (const word of words) expect(word).toMatch(/^QX[A-Z]{4}ZW$/);
});

test.each([
  ['DA', /^1[89]\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d)$/],
  ['TM', /^113355\.\d{6}$/],
  ['DT', /^\d{14}\.\d{6}$/],
  ['IS', /^\d{8}$/],
  ['DS', /^7\.7\d{6}$/],
  ['UI', /^[0-9.]{1,64}$/],
  ['AS', /^\d{3}D$/],
])('[K1] a canary of VR %s is legal for it', (vr, form) => {
  for (const n of [0, 7, 655, 5000]) expect(canaryText(vr, n)).toMatch(form);
});

test.each([
  ['ascii', (word: string) => latin1(word)],
  ['ascii', (word: string) => latin1(word.toLowerCase())],
  ['utf-16le', (word: string) => utf16(word)],
  ['utf-16be', (word: string) => utf16(word, true)],
  ['hex', (word: string) => latin1(hex(latin1(word)).toUpperCase())],
  ['percent', (word: string) => latin1(Array.from(latin1(word), (byte) => `%${byte.toString(16).toUpperCase()}`).join(''))],
  ['sha-256', (word: string) => sha256(latin1(word))],
  ['sha-256 hex', (word: string) => latin1(hex(sha256(latin1(word))))],
  ['reversed', (word: string) => latin1(Array.from(word).toReversed().join(''))],
  ['base64', (word: string) => latin1(base64(latin1(`${word}abc`)))],
  ['base64', (word: string) => latin1(base64(latin1(`x${word}abc`)))],
  ['base64', (word: string) => latin1(base64(latin1(`xy${word}abc`)))],
])('[K2] a survivor is found as %s', (form, write) => {
  const bytes = concat(new Uint8Array(301).fill(65), write(canary(42)), new Uint8Array(99).fill(66));
  expect(survivors(bytes, [canary(41), canary(42)])).toMatchObject([{ canary: { word: canary(42) }, form }]);
});

test('[K2] dates are found with signs between', () => {
  const date = canaryText('DA', 3);
  const dashed = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  expect(survivors(latin1(`born ${dashed}`), [date])).toMatchObject([{ form: 'dashed' }]);
});

test('[K2] clean bytes have no survivors', () => {
  const file = makeCanaryFiles()[0];
  expect(
    survivors(
      file?.bytes ?? new Uint8Array(0),
      Array.from({ length: 100 }, (_, n) => canary(90_000 + n)),
    ),
  ).toEqual([]);
});

test('[K2] SHA-256 is that of FIPS 180-4', () => {
  expect(hex(sha256(latin1('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hex(sha256(new Uint8Array(0)))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('[K3] inflating what was deflated gives it back', () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);
  expect(inflate(deflate(bytes))).toEqual(bytes);
  expect(survivors(deflate(latin1(`xx${canary(5)}`)), [canary(5)])).toEqual([]);
});

test('[K4] every canary of every file can be found in it before anything is cleaned', () => {
  const files = makeCanaryFiles();
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  for (const { name, bytes, canaries } of files) {
    const found = new Set(survivors(bytes, canaries).map((one) => one.canary));
    expect(
      canaries.filter((one) => !found.has(one)),
      name,
    ).toEqual([]);
    expect(canaries.length, name).toBeGreaterThan(0);
  }
});

test('[K4] no two files share a canary', () => {
  const words = makeCanaryFiles()
    .flatMap(({ canaries }) => canaries.map(({ word }) => word))
    .filter((word) => word.startsWith('QX'));
  expect(new Set(words).size).toBe(words.length);
});

test('[K5] each row of Table E.1-1 can be planted, at the top and nested', () => {
  const plant = (row: ProfileRow, depth: number): void => {
    const { bytes, canaries } = plantEverywhere(row.tag, depth);
    expect(canaries).toHaveLength(1);
    expect(survivors(bytes, canaries).length, `${row.keyword ?? 'private'} at depth ${depth}`).toBeGreaterThan(0);
  };
  for (const row of profileRows()) {
    plant(row, 0);
    if (row.tag !== null && !isTopOnly(row.tag)) plant(row, 3);
  }
});

test('[K6] paths of a study folder hold canaries, and the files do not', () => {
  const { files, canaries } = makeStudyFolder(3);
  const inPaths = survivorsIn(
    files.filter(({ path }) => path.endsWith('.dcm')),
    canaries,
  );
  expect(new Set(inPaths.map((one) => one.canary.place))).toEqual(new Set(['folder name', 'series folder name', 'file name']));
  for (const { path, bytes } of files) if (path.endsWith('.dcm')) expect(survivors(bytes, canaries)).toEqual([]);
});

test('[K7] text burnt into pixels stands in its box', () => {
  const spec = { seed: 9, modality: 'US', rows: 128, columns: 160 } as const;
  const { bytes, texts } = makeBurnedIn(spec, [{ words: 'DOE^JANE 12/03', left: 8, top: 8, scale: 1 }]);
  expect(texts).toEqual([{ words: 'DOE^JANE 12/03', frame: 0, box: [8, 8, 91, 15] }]);
  const plain = makeBurnedIn(spec, []).bytes;
  const { dots } = lettersAt({ words: 'DOE^JANE 12/03', left: 8, top: 8, scale: 1 });
  const changed = bytes.reduce((sum, byte, i) => sum + (byte === plain[i] ? 0 : 1), 0);
  expect(bytes).toHaveLength(plain.length);
  expect(changed).toBe(dots.length);
});

test('[K7] bits outside Bits Stored can be read and hold the canary', () => {
  const { bytes, canaries } = unusedBitsFile();
  expect(readHighBits(bytes.subarray(bytes.length - 512))).toBe(canaries[0]?.word);
});

test.each([
  ['JPEG', greyJpeg(16, 8)],
  ['JPEG-LS', blackJpegLs(40, 24)],
  ['JPEG 2000', greyJpeg2000(40, 24)],
])('[K7] a %s codestream begins and ends as one', (_name, stream) => {
  expect(stream[0]).toBe(0xff);
  expect([...stream.subarray(-2)]).toEqual([0xff, 0xd9]);
});

test('[K3] inflating never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => inflate(bytes) instanceof Uint8Array),
    { seed: 7, numRuns: 300 },
  );
});
