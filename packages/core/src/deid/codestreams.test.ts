import { expect, test } from 'vitest';
import { encodeAscii, find, readInstance, type Element, type Instance } from '../dicom/index.ts';
import type { DecodeFrame, EncodedFrame } from '../image/index.ts';
import { yes } from '../model/index.ts';
import { tagOf } from '../standard/index.ts';
import { cleanInstance, cleanInstanceWith } from './index.ts';
import { cleaned, element, fileOf, from, jobFor, us } from './test-files.ts';

const word = encodeAscii('ZQ00001X');
const segment = (marker: number, bytes: readonly number[]): readonly number[] => [
  0xff,
  marker,
  (bytes.length + 2) >> 8,
  (bytes.length + 2) & 0xff,
  ...bytes,
];
const TABLES = [...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]), ...segment(0xc4, [0, 1, ...Array.from({ length: 15 }, () => 0), 0])];
const FRAME = segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x7f, 0x00];

// Just enough of a JPEG for its segments to be followed (ITU-T T.81 annex B): 8 x 8, one component.
function jpeg(more: readonly number[] = [], behind: readonly number[] = []): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, ...more, ...TABLES, ...FRAME, ...SCAN, 0xff, 0xd9, ...behind]);
}

const GREY8: readonly Element[] = [us('BitsAllocated', 8), us('BitsStored', 8), us('HighBit', 7), element('LossyImageCompression', '01')];

function encapsulated(fragments: readonly Uint8Array[], table: Uint8Array = new Uint8Array(0)): Uint8Array {
  const pixels: Element = { tag: tagOf('PixelData'), vr: 'OB', fragments: [table, ...fragments] };
  const frames = fragments.length === 1 ? [] : [element('NumberOfFrames', String(fragments.length))];
  return fileOf({ syntax: '1.2.840.10008.1.2.4.50', more: [...GREY8, ...frames, pixels] });
}

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const readBack = (bytes: Uint8Array): Instance => {
  const read = readInstance(from(bytes));
  if (!read.ok) throw new Error('what was written cannot be read');
  return read.value;
};
const STRIP = { kind: 'strip', at: '7FE00010', part: 'codestream-segment' };

test.each<[string, Uint8Array]>([
  ['a comment', encapsulated([jpeg(segment(0xfe, [...word]))])],
  ['an application segment', encapsulated([jpeg(segment(0xe1, [...word]))])],
  ['bytes behind the end of the image', encapsulated([jpeg([], [...word])])],
  ['the second frame', encapsulated([jpeg(), jpeg(segment(0xfe, [...word]))])],
  ['an offset table that points nowhere', encapsulated([jpeg()], word)],
])('[H19] nothing survives that is planted in a codestream: %s', (_where, bytes) => {
  const { bytes: out, done } = cleaned(bytes);
  expect(latin(out)).not.toContain('ZQ00001X');
  expect(done.fixes).toContainEqual(STRIP);
});

test('[H19] a codestream without more than decoding needs stays byte for byte', () => {
  const before = encapsulated([jpeg(), jpeg()]);
  const { bytes, done } = cleaned(before);
  expect(done.fixes.filter(({ kind }) => kind === 'strip').map((fix) => ('part' in fix ? fix.part : ''))).not.toContain('codestream-segment');
  const pixels = find(readBack(bytes).data, tagOf('PixelData'));
  const source = readBack(bytes).source;
  const fragments =
    pixels !== undefined && 'fragments' in pixels ? pixels.fragments.map((one) => ('start' in one ? source.read(one.start, one.end) : one)) : [];
  expect(fragments.slice(1).map((one) => latin(one))).toEqual([latin(jpeg()), latin(jpeg())]);
});

test('[H19] a codestream that cannot be followed is refused', () => {
  const answer = cleanInstance(from(encapsulated([word])), jobFor());
  expect(answer.ok ? null : answer.refusal).toEqual({ code: 'bad-pixels', at: '7FE00010' });
});

const BOXES = [{ frames: 'all', box: [1, 1, 3, 3] }] as const;
const white: DecodeFrame = ({ description }: EncodedFrame) =>
  Promise.resolve(
    yes({
      rows: 8,
      columns: 8,
      samples: 1,
      photometric: description.photometric,
      bitsStored: 8,
      signed: false,
      values: new Uint8Array(64).fill(200),
      unusedBitsSet: false,
    }),
  );

test('[H13] a box in encapsulated frames needs a decoder', () => {
  const answer = cleanInstance(from(encapsulated([jpeg()])), jobFor(['header'], { boxes: [{ frames: 'all', box: [1, 1, 3, 3] }] }));
  expect(answer.ok ? null : answer.refusal.code).toBe('needs-decoder');
});

test('[H13] with a decoder the box is black, the rest is as decoded, and the object is native', async () => {
  const answer = await cleanInstanceWith(
    from(encapsulated([jpeg(segment(0xfe, [...word])), jpeg()])),
    jobFor(['header'], { boxes: [{ frames: 'all', box: [1, 1, 3, 3] }] }),
    { decode: white, encode: null, text: null },
  );
  if (!answer.ok || answer.value.chunks === null) throw new Error('not written');
  expect(answer.value.fixes).toContainEqual({ kind: 'blackout', frames: 'all', box: [...BOXES[0].box] });
  expect(answer.value.fixes).toContainEqual({ kind: 're-encode', to: '1.2.840.10008.1.2.1' });
  const bytes = Uint8Array.from(
    answer.value.chunks.flatMap((chunk) => [...('start' in chunk ? answer.value.source.read(chunk.start, chunk.end) : chunk)]),
  );
  const written = readBack(bytes);
  const pixels = find(written.data, tagOf('PixelData'));
  expect(written.encoding.uid).toBe('1.2.840.10008.1.2.1');
  const values = pixels !== undefined && 'bytes' in pixels ? [...pixels.bytes] : [];
  expect(values).toEqual(Array.from({ length: 128 }, (_, i) => ([1, 2].includes(i % 8) && [1, 2].includes(Math.floor((i % 64) / 8)) ? 0 : 200)));
});

test('[H13] without boxes a decoder is not asked', async () => {
  const bytes = fileOf();
  const refuse: DecodeFrame = () => {
    throw new Error('asked');
  };
  const answer = await cleanInstanceWith(from(bytes), jobFor(), { decode: refuse, encode: null, text: null });
  expect(answer.ok && answer.value.bytesOut).toBe(cleaned(bytes).bytes.length);
});
