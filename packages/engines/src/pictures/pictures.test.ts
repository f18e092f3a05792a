import { cleanPicture, lookAtPicture, type PictureEngines } from '@silhouette/core/deid';
import { exifOrientation, readJpegHead, type Picture } from '@silhouette/core/image';
import { resolve, TEACHING } from '@silhouette/core/policy';
import { lettersAt } from '@silhouette/testkit';
import { encode as encodeBmp } from 'fast-bmp';
import { encode as encodePngFile } from 'fast-png';
import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { findText, findTextAgain } from '../text/index.ts';
import { decodePicture, encodePng } from './index.ts';

const engines: PictureEngines = { decodePicture, encodePng, text: { first: findText, second: findTextAgain }, faces: null };
const policy = (() => {
  const resolved = resolve(TEACHING);
  if (!resolved.ok) throw new Error('policy');
  return resolved.value;
})();
const job = { policy, channels: ['header', 'pixels'], boxes: [], decisions: [] } as const;

const WIDTH = 240;
const HEIGHT = 120;
const NAME = { words: 'DOE JANE 1977-07-07', left: 6, top: 50, scale: 2 };
const { dots } = lettersAt(NAME);

/** A soft ramp with or without a name on it. */
function ramp(withName: boolean, channels: 1 | 3 = 3): Picture {
  const samples = Uint8Array.from(
    { length: WIDTH * HEIGHT * channels },
    (_, n) => 20 + Math.floor(((Math.floor(n / channels) % WIDTH) * 60) / WIDTH) + (n % channels),
  );
  if (withName) for (const [x, y] of dots) samples.fill(250, (y * WIDTH + x) * channels, (y * WIDTH + x + 1) * channels);
  return { width: WIDTH, height: HEIGHT, channels, samples };
}

const CANARY = 'ZQCANARY7';
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const holds = (bytes: Uint8Array, word: string): boolean =>
  Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .includes(word);

const png = ({ channels, height, samples, width }: Picture): Uint8Array =>
  encodePngFile({ width, height, data: samples, depth: 8, channels, text: { Comment: CANARY } });

/** A GIF of 128 greys whose codes never grow: a clear code before every 120 pixels. */
function gif({ height, samples, width }: Picture): Uint8Array {
  const bits: number[] = [];
  const put = (code: number): void => {
    for (let n = 0; n < 8; n += 1) bits.push((code >> n) & 1);
  };
  for (const [n, value] of samples.entries()) {
    if (n % 120 === 0) put(128);
    put(value >> 1);
  }
  put(129);
  const data = Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, n) =>
    bits.slice(n * 8, n * 8 + 8).reduce((sum, bit, k) => sum + bit * 2 ** k, 0),
  );
  const blocks: number[] = [];
  for (let at = 0; at < data.length; at += 255) blocks.push(Math.min(255, data.length - at), ...data.subarray(at, at + 255));
  const short = (value: number): readonly number[] => [value & 255, value >> 8];
  const palette = Array.from({ length: 128 }, (_, n) => [n * 2, n * 2, n * 2]).flat();
  const comment = [0x21, 0xfe, CANARY.length, ...ascii(CANARY), 0];
  return Uint8Array.from([
    ...ascii('GIF89a'),
    ...short(width),
    ...short(height),
    0xf6,
    0,
    0,
    ...palette,
    ...comment,
    0x2c,
    ...short(0),
    ...short(0),
    ...short(width),
    ...short(height),
    0,
    7,
    ...blocks,
    0,
    0x3b,
  ]);
}

/** A TIFF of one strip without compression, with an artist's name. */
function tiff({ channels, height, samples, width }: Picture): Uint8Array {
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, channels === 1 ? 1 : 2],
    [273, 4, 1, 8],
    [277, 3, 1, channels],
    [278, 4, 1, height],
    [279, 4, 1, samples.length],
    [315, 2, CANARY.length + 1, 8 + samples.length],
  ];
  const ifd = 8 + samples.length + CANARY.length + 1;
  const out = new DataView(new ArrayBuffer(ifd + 6 + entries.length * 12));
  const bytes = new Uint8Array(out.buffer);
  bytes.set(ascii('II*\0'));
  out.setUint32(4, ifd, true);
  bytes.set(samples, 8);
  bytes.set(ascii(CANARY), 8 + samples.length);
  out.setUint16(ifd, entries.length, true);
  for (const [n, [tag, type, count, value]] of entries.entries()) {
    const at = ifd + 2 + n * 12;
    out.setUint16(at, tag, true);
    out.setUint16(at + 2, type, true);
    out.setUint32(at + 4, count, true);
    if (type === 3) out.setUint16(at + 8, value, true);
    else out.setUint32(at + 8, value, true);
  }
  return bytes;
}

const bmp = ({ height, samples, width }: Picture): Uint8Array =>
  new Uint8Array(encodeBmp({ width, height, data: samples, bitsPerPixel: 8, channels: 1, components: 1 }));

const formats: readonly (readonly [string, (picture: Picture) => Uint8Array, 1 | 3])[] = [
  ['PNG', png, 3],
  ['GIF', gif, 1],
  ['TIFF', tiff, 1],
  ['BMP', bmp, 1],
];

test.each(formats)('[P80] %s is decoded to the pixels that were written, and what is cut off gives a refusal', async (name, make, channels) => {
  const picture = ramp(false, channels);
  const bytes = make(picture);
  const decoded = await decodePicture(bytes);
  const [frame] = decoded.ok ? decoded.value.frames : [];
  const grey = Array.from({ length: WIDTH * HEIGHT }, (__, n) => frame?.samples[n * frame.channels]);
  const even = (value = 0): number => (name === 'GIF' ? value & ~1 : value);
  expect(grey).toEqual(Array.from({ length: WIDTH * HEIGHT }, (__, n) => even(picture.samples[n * channels])));
  for (const length of [0, 1, 9, 40, bytes.length >> 1]) expect((await decodePicture(bytes.subarray(0, length))).ok).toBe(false);
});

test.each(formats)('[P81] a %s leaves as PNG with pixels and nothing else, and the text in it is black', async (_, make, channels) => {
  const bytes = joined(make(ramp(true, channels)), ascii(`${CANARY} behind the end`));
  const cleaned = await cleanPicture(bytes, job, engines);
  if (!cleaned.ok || cleaned.value.file === null) throw new Error('not written');
  const { file, findings, fixes } = cleaned.value;
  expect(file.extension).toBe('png');
  expect(holds(file.bytes, CANARY)).toBe(false);
  expect(findings).toContainEqual({ kind: 'file', identifier: 'other', because: 'codestream-segment' });
  const boxes = fixes.flatMap((fix) => (fix.kind === 'blackout' ? [fix.box] : []));
  const missed = dots.filter(([x, y]) => !boxes.some(([l, t, r, b]) => x >= l && x < r && y >= t && y < b));
  expect(missed).toEqual([]);
  const again = await lookAtPicture(file.bytes, job, engines);
  expect(again).toEqual({ findings: [], plan: { fixes: [], questions: [], refusals: [] } });
});

// A grey JPEG of 16 x 8 pixels, its two blocks flat: tables of one code each.
const segment = (marker: number, bytes: readonly number[]): readonly number[] => [
  0xff,
  marker,
  (bytes.length + 2) >> 8,
  (bytes.length + 2) & 255,
  ...bytes,
];
const TABLES = [...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]), ...segment(0xc4, [0, 1, ...Array.from({ length: 15 }, () => 0), 0])];
const MORE = segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]);
const FRAME = segment(0xc0, [8, 0, 8, 0, 16, 1, 1, 0x11, 0]);
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x0f, 0xff, 0xd9];
const jpeg = (...between: readonly number[]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...between, ...TABLES, ...MORE, ...FRAME, ...SCAN]);

const exif = (orientation: number): readonly number[] =>
  segment(0xe1, [...ascii('Exif\0\0II*\0'), 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0, ...ascii(CANARY)]);

test('[P82] a JPEG stays one, bit for bit, without its comments, application segments and what stands behind its end', async () => {
  const plain = jpeg();
  const dressed = joined(
    jpeg(...exif(1), ...segment(0xfe, [...ascii(CANARY)]), ...segment(0xe2, [...ascii(`ICC_PROFILE\0${CANARY}`)])),
    ascii(CANARY),
  );
  const cleaned = await cleanPicture(dressed, job, engines);
  if (!cleaned.ok || cleaned.value.file === null) throw new Error(cleaned.ok ? JSON.stringify(cleaned.value.findings) : cleaned.refusal.code);
  expect(cleaned.value.file.extension).toBe('jpg');
  expect([...cleaned.value.file.bytes]).toEqual([...plain]);
});

test('[P83] a JPEG that says it is to be turned is turned', async () => {
  const turned = jpeg(...exif(6));
  const head = readJpegHead(turned);
  expect(head === null ? null : exifOrientation(turned, head)).toBe(6);
  const decoded = await decodePicture(turned);
  expect(decoded.ok && decoded.value.frames.map(({ height, width }) => [width, height])).toEqual([[8, 16]]);
  const cleaned = await cleanPicture(turned, job, engines);
  expect(cleaned.ok && cleaned.value.file?.extension).toBe('png');
});

test('[P84] a picture that says it is huge is refused before memory is taken, and one that is none is no picture', async () => {
  const huge = png(ramp(false)).slice();
  new DataView(huge.buffer).setUint32(16, 60_000);
  new DataView(huge.buffer).setUint32(20, 60_000);
  expect(await decodePicture(huge)).toEqual({ ok: false, refusal: 'too-large' });
  expect(await decodePicture(ascii('%PDF-1.7 and so on, and so on, and so on'))).toEqual({ ok: false, refusal: 'no-decoder' });
  const looked = await lookAtPicture(huge, job, engines);
  expect(looked.plan.refusals).toEqual([{ kind: 'gap', check: 'pixels', because: 'too-large' }]);
});

test('[P85] nobody looks for faces yet: a picture is a question until a person answers it', async () => {
  const bytes = png(ramp(false));
  const channels = ['header', 'pixels', 'heads'] as const;
  const asked = await cleanPicture(bytes, { ...job, channels }, engines);
  expect(asked.ok && asked.value.file).toBeNull();
  const question = { kind: 'gap', check: 'heads', because: 'not-built' } as const;
  expect(asked.ok && asked.value.plan.questions).toEqual([question]);
  const decisions = [{ finding: question, answer: 'clear', because: 'no-face-can-be-seen' }] as const;
  const answered = await cleanPicture(bytes, { ...job, channels, decisions }, engines);
  expect(answered.ok && answered.value.file?.extension).toBe('png');
});

test('[P86] any damage to a picture gives pixels or a refusal, never a throw', async () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (const bytes of [...formats.map(([, make, channels]) => make(ramp(true, channels))), jpeg(...exif(3))])
    for (let n = 0; n < 60; n += 1) {
      const damaged = bytes.slice();
      for (let k = 0; k < 1 + (n % 8); k += 1) damaged[random(Math.min(damaged.length, n % 2 === 0 ? 64 : damaged.length))] = random(256);
      const decoded = await decodePicture(n % 3 === 0 ? damaged.subarray(0, random(damaged.length)) : damaged, 2 ** 20);
      const pixels = decoded.ok ? decoded.value.frames.reduce((sum, { height, width }) => sum + width * height, 0) : 1;
      expect(pixels > 0 && pixels <= 2 ** 20).toBe(true);
    }
});

/** A TIFF of `pages` equal pages whose last leads nowhere or to itself, each with fields that lead to other directories. */
function pagesOf(pages: number, after: 0 | 'itself', side: readonly (readonly [tag: number, at: number])[] = []): Uint8Array {
  const fields: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, 4, 1],
    [257, 4, 1],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 0],
    [277, 3, 1],
    [278, 4, 1],
    [279, 4, 1],
    ...side.map(([tag, at]) => [tag, 4, at] as const),
  ];
  const size = 6 + fields.length * 12;
  const out = new DataView(new ArrayBuffer(8 + size * pages));
  new Uint8Array(out.buffer).set([...ascii('II*\0'), 8]);
  for (let page = 0; page < pages; page += 1) {
    const start = 8 + page * size;
    out.setUint16(start, fields.length, true);
    for (const [n, [tag, type, value]] of fields.entries()) {
      const at = start + 2 + n * 12;
      out.setUint16(at, tag, true);
      out.setUint16(at + 2, type, true);
      out.setUint32(at + 4, 1, true);
      out.setUint32(at + 8, value, true);
    }
    out.setUint32(start + size - 4, page + 1 < pages ? start + size : after === 0 ? 0 : start, true);
  }
  return new Uint8Array(out.buffer);
}

test('[P86] a TIFF whose pages or directories lead back to themselves, or are too many, is unreadable', async () => {
  const unreadable = { ok: false, refusal: 'unreadable' };
  expect(await decodePicture(pagesOf(1, 'itself'))).toEqual(unreadable);
  expect(await decodePicture(pagesOf(3, 'itself'))).toEqual(unreadable);
  expect(await decodePicture(pagesOf(501, 0))).toEqual(unreadable);
  expect(await decodePicture(pagesOf(1, 0, [[0x8769, 8]]))).toEqual(unreadable);
  const whole = await decodePicture(pagesOf(500, 0));
  expect(whole.ok && whole.value.frames.length).toBe(500);
});

const crc = (bytes: Uint8Array): number => {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let n = 0; n < 8; n += 1) rest = (rest & 1) === 0 ? rest >>> 1 : (rest >>> 1) ^ 0xedb88320;
  }
  return ~rest >>> 0;
};
const long = (value: number): Uint8Array => Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
const chunk = (name: string, body: Uint8Array): Uint8Array => joined(long(body.length), ascii(name), body, long(crc(joined(ascii(name), body))));

/** A grey PNG of 8 x 8 pixels with these chunks before its end. */
const pngOf = (...chunks: readonly Uint8Array[]): Uint8Array =>
  joined(
    ascii('\u0089PNG\r\n\u001A\n'),
    chunk('IHDR', Uint8Array.of(0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0)),
    ...chunks,
    chunk('IEND', new Uint8Array()),
  );
const pixelsOf = (length: number): Uint8Array => chunk('IDAT', zlibSync(new Uint8Array(length), { level: 9 }));

test('[P84] a PNG that holds more than its size says is not inflated, and of its other chunks none is', async () => {
  const unreadable = { ok: false, refusal: 'unreadable' };
  const blank = { ok: true, value: { format: 'png', frames: [{ width: 8, height: 8, channels: 1, samples: new Uint8Array(64) }] } };
  expect(await decodePicture(pngOf(pixelsOf(72)))).toEqual(blank);
  expect(await decodePicture(pngOf(pixelsOf(2 ** 24)))).toEqual(unreadable);
  const compressed = joined(ascii('a\0\0'), Uint8Array.of(1, 2, 3, 4, 5, 6, 7));
  for (const name of ['iCCP', 'zTXt', 'iTXt', 'tEXt', 'pHYs'])
    expect(await decodePicture(pngOf(chunk(name, compressed), pixelsOf(72)))).toEqual(blank);
  expect(await decodePicture(pngOf(chunk('IHDR', Uint8Array.of(0, 0, 4, 0, 0, 0, 4, 0, 8, 0, 0, 0, 0)), pixelsOf(1025 * 1024)))).toEqual(unreadable);
  expect(await decodePicture(pngOf(chunk('PLTE', new Uint8Array(3 * 257)), pixelsOf(72)))).toEqual(unreadable);
});

/** A WebP of one chunk. */
function webp(kind: 'VP8 ' | 'VP8L', body: readonly number[]): Uint8Array {
  const size = (value: number): readonly number[] => [...long(value)].reverse();
  const even = body.length % 2 === 0 ? body : [...body, 0];
  return Uint8Array.from([...ascii('RIFF'), ...size(12 + even.length), ...ascii('WEBP'), ...ascii(kind), ...size(body.length), ...even]);
}

/** A WebP without loss, all of one colour: each code has one sign, so pixels take no bits. */
function flat(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let n = 0; n < length; n += 1) bits.push((value >> n) & 1);
  };
  put(width - 1, 14);
  put(height - 1, 14);
  put(0, 4 + 3); // No alpha, version 0; no transform, no cache, one group of codes.
  for (const sign of [green, red, blue, 255]) {
    put(0b101, 3);
    put(sign, 8);
  }
  put(0b0001, 4); // Distances: one sign of one bit.
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, n) =>
    bits.slice(n * 8, n * 8 + 8).reduce((sum, bit, k) => sum + bit * 2 ** k, 0),
  );
  return webp('VP8L', [0x2f, ...bytes]);
}

/** The head of a WebP with loss. */
const lossy = (width: number, height: number): Uint8Array =>
  webp('VP8 ', [0x10, 0, 0, 0x9d, 1, 0x2a, width & 255, width >> 8, height & 255, height >> 8, 0, 0]);

test('[P84] a WebP is measured by its own header: the small is decoded, the huge refused', async () => {
  const samples = Uint8Array.from({ length: 4 * 2 * 3 }, (_, n) => [10, 20, 30][n % 3] ?? 0);
  const small = { ok: true, value: { format: 'webp', frames: [{ width: 4, height: 2, channels: 3, samples }] } };
  expect(await decodePicture(flat(4, 2, [10, 20, 30]), 8)).toEqual(small);
  const tooLarge = { ok: false, refusal: 'too-large' };
  expect(await decodePicture(flat(4, 2, [10, 20, 30]), 7)).toEqual(tooLarge);
  expect(await decodePicture(flat(128, 129, [0, 0, 0]), 2 ** 14)).toEqual(tooLarge);
  expect(await decodePicture(flat(2 ** 14, 2 ** 14, [0, 0, 0]))).toEqual(tooLarge);
  expect(await decodePicture(lossy(2 ** 14 - 1, 2 ** 14 - 1))).toEqual(tooLarge);
  expect(await decodePicture(lossy(16, 16))).toEqual({ ok: false, refusal: 'unreadable' });
});

test('[P80] a BMP shows the colours of its palette, and without all of them nothing', async () => {
  for (const bitsPerPixel of [8, 1]) {
    const data = Uint8Array.from({ length: 6 * 4 }, (_, n) => n % (bitsPerPixel === 1 ? 2 : 24));
    const bytes = new Uint8Array(encodeBmp({ width: 6, height: 4, data, bitsPerPixel, channels: 1, components: 1 }));
    for (let n = 0; n < 2 ** bitsPerPixel; n += 1) bytes.set([7, n, 255 - n], 14 + 124 + n * 4);
    const samples = Uint8Array.from([...data].flatMap((index) => [255 - index, index, 7]));
    const coloured = { ok: true, value: { format: 'bmp', frames: [{ width: 6, height: 4, channels: 3, samples }] } };
    expect(await decodePicture(bytes)).toEqual(coloured);
    const changed = (at: number, value: number): Uint8Array =>
      bytes
        .slice()
        .fill(value, at, at + 1)
        .fill(0, at + 1, at + 4);
    expect(await decodePicture(changed(46, 0))).toEqual(coloured);
    expect(await decodePicture(changed(46, 1))).toEqual({ ok: false, refusal: 'unreadable' });
    expect(await decodePicture(changed(14, 12))).toEqual({ ok: false, refusal: 'no-decoder' });
    expect(await decodePicture(changed(30, 1))).toEqual({ ok: false, refusal: 'no-decoder' });
  }
});
