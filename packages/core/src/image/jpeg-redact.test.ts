import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../model/index.ts';
import { hasCodestreamExtras, segmentAt, strippedCodestream } from './codestream.ts';
import { makeBlocks, type JpegBlocks } from './jpeg-blocks.ts';
import { readCoefficients, type JpegScans } from './jpeg-coefficients.ts';
import { readJpegHead, type JpegComponent, type JpegHead } from './jpeg-head.ts';
import { optimalCodes } from './jpeg-huffman.ts';
import { redactJpeg, type RedactedJpeg } from './jpeg-redact.ts';
import { readSamples, writeSamples } from './jpeg-samples.ts';
import { segmentOf, writeBlocks } from './jpeg-write.ts';

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const START = Uint8Array.of(0xff, 0xd8);
const END = Uint8Array.of(0xff, 0xd9);
const WORD = [0x5a, 0x51, 0x30, 0x31];
const extras = [segmentOf(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 0, 0, 1, 0, 1, 0, 0]), segmentOf(0xe1, WORD), segmentOf(0xfe, WORD)];
const adobe = segmentOf(0xee, [0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 1]);

/** Numbers that no chance decides, from a seed. */
function noise(seed: number): () => number {
  let state = seed + 1;
  return () => (state = (state * 48_271) % 2_147_483_647);
}

interface Layout {
  readonly frame: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly factors: readonly (readonly [number, number])[];
  readonly interleaved: boolean;
  readonly restartInterval: number;
  readonly seed: number;
}

function headOf({ factors, frame, height, precision, width }: Layout): JpegHead {
  const components = factors.map(([horizontal, vertical], n): JpegComponent => ({ id: n + 1, horizontal, vertical, quantization: 0 }));
  return { frame, precision, height, width, components, adobe: null, isJfif: false, segments: [] };
}

function filled(layout: Layout): JpegBlocks {
  const blocks = makeBlocks(headOf(layout), 2 ** 24);
  if (blocks === null) throw new Error('too large');
  const next = noise(layout.seed);
  const most = layout.precision === 8 ? 1000 : 15_000;
  for (const { across, coefficients, ownAcross, ownDown } of blocks.planes) {
    for (let at = 0; at < coefficients.length; at += 64) {
      const [row, column] = [Math.floor(at / 64 / across), (at / 64) % across];
      if (!layout.interleaved && (row >= ownDown || column >= ownAcross)) continue;
      coefficients[at] = (next() % (2 * most)) - most;
      for (let n = next() % 9; n > 0; n--) coefficients[at + 1 + (next() % 63)] = (next() % 300) - 150;
    }
  }
  return blocks;
}

function scansOf({ factors, interleaved, restartInterval, seed }: Layout): JpegScans {
  const all = factors.map((_, n) => n);
  const groups = interleaved ? [{ components: all, restartInterval }] : all.map((n) => ({ components: [n], restartInterval }));
  return { groups, quantization: factors.map((_, n) => Uint16Array.from({ length: 64 }, (__, k) => 1 + ((seed + n * 7 + k) % 90))) };
}

function codestream(layout: Layout): Uint8Array {
  return joined([START, ...extras, adobe, ...writeBlocks(headOf(layout), filled(layout), scansOf(layout)), END, Uint8Array.from(WORD)]);
}

interface Read {
  readonly head: JpegHead;
  readonly blocks: JpegBlocks;
  readonly scans: JpegScans;
}

function read(bytes: Uint8Array): Read {
  const head = readJpegHead(bytes);
  const blocks = head === null ? null : makeBlocks(head, bytes.length);
  const scans = head === null || blocks === null ? null : readCoefficients(bytes, head, blocks);
  if (head === null || blocks === null || scans === null) throw new Error('cannot be read');
  return { head, blocks, scans };
}

function redacted(bytes: Uint8Array, boxes: readonly Box[], black: readonly number[]): RedactedJpeg {
  const done = redactJpeg(bytes, boxes, black);
  if (!done.ok) throw new Error(done.refusal);
  return done.value;
}

const factor = fc.constantFrom<readonly [number, number]>([1, 1], [2, 1], [1, 2], [2, 2]);
const anyLayout: fc.Arbitrary<Layout> = fc.record({
  frame: fc.constantFrom(0xc0, 0xc1, 0xc2),
  precision: fc.constantFrom(8, 12),
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 50 }),
  factors: fc.oneof(
    fc.constant([[1, 1]] as const),
    fc.tuple(factor),
    fc.tuple(factor, fc.constant([1, 1] as const), fc.constant([1, 1] as const)),
    fc.constant([
      [2, 1],
      [1, 1],
      [1, 1],
      [2, 1],
    ] as const),
    fc.tuple(fc.constant([4, 1] as const), fc.constant([1, 1] as const)),
    fc.tuple(fc.constant([3, 2] as const), fc.constant([1, 1] as const), fc.constant([2, 1] as const)),
  ),
  interleaved: fc.boolean(),
  restartInterval: fc.nat(7),
  seed: fc.nat(9999),
});
const anyBox = fc
  .tuple(fc.nat(69), fc.nat(49), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
  .map(([left, top, width, height]): Box => [left, top, left + width, top + height]);

test('[P60] coefficients outside the MCUs of a box stay equal, those inside are flat, in every layout', () => {
  const property = fc.property(anyLayout, fc.array(anyBox, { minLength: 1, maxLength: 3 }), (layout, boxes) => {
    const bytes = codestream(layout);
    const before = read(strippedCodestream(bytes) ?? bytes);
    const done = redacted(
      bytes,
      boxes,
      layout.factors.map(() => 0),
    );
    const after = read(done.bytes);
    expect(after.scans.quantization).toEqual(before.scans.quantization);
    const { height, width } = before.blocks;
    before.blocks.planes.forEach(({ across, coefficients, horizontal, vertical }, index) => {
      const now = after.blocks.planes[index]?.coefficients ?? new Int16Array(0);
      for (let at = 0; at < coefficients.length; at += 64) {
        const [x, y] = [Math.floor(((at / 64) % across) / horizontal) * width, Math.floor(at / 64 / across / vertical) * height];
        const isBlank = done.black.some(([left, top, right, bottom]) => x < right && x + width > left && y < bottom && y + height > top);
        const block = Array.from(now.subarray(at, at + 64));
        if (isBlank) expect(block.every((value, n) => n === 0 || value === 0)).toBe(true);
        else expect(block).toEqual(Array.from(coefficients.subarray(at, at + 64)));
      }
    });
  });
  fc.assert(property, { numRuns: 250, seed: 60 });
});

test('[P60] what is said to be black holds the box, and what is said to be changed holds that', () => {
  const holds = (outer: Box, inner: Box): boolean => outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
  const property = fc.property(anyLayout, anyBox, (layout, box) => {
    const done = redacted(codestream(layout), [box], [0]);
    const inside: Box = [box[0], box[1], Math.min(layout.width, box[2]), Math.min(layout.height, box[3])];
    if (inside[0] >= inside[2] || inside[1] >= inside[3]) {
      expect(done.black).toEqual([]);
      return;
    }
    const none: Box = [0, 0, 0, 0];
    const [black, changed] = [done.black[0] ?? none, done.changed[0] ?? none];
    expect(holds(black, inside)).toBe(true);
    expect(holds(changed, black)).toBe(true);
  });
  fc.assert(property, { numRuns: 200, seed: 61 });
});

test('[P61] comments, application segments and bytes behind the end go; the colour marks stay', () => {
  const layout: Layout = {
    frame: 0xc0,
    precision: 8,
    width: 40,
    height: 30,
    factors: [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    interleaved: true,
    restartInterval: 3,
    seed: 5,
  };
  const done = redacted(codestream(layout), [[3, 3, 9, 9]], [0, 128, 128]);
  expect(hasCodestreamExtras(done.bytes)).toBe(false);
  expect(String.fromCharCode(...done.bytes)).not.toContain(String.fromCharCode(...WORD));
  const head = readJpegHead(done.bytes);
  expect([head?.isJfif, head?.adobe, head?.frame]).toEqual([true, 1, 0xc0]);
  expect(done.bytes.subarray(-2)).toEqual(END);
});

interface Lossless {
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly predictor: number;
  readonly shift: number;
  readonly lines: number;
  readonly interleaved: boolean;
  readonly seed: number;
}

function losslessStream({ components, height, interleaved, lines, precision, predictor, seed, shift, width }: Lossless): Uint8Array {
  const next = noise(seed);
  const planes = Array.from({ length: components }, () => Uint16Array.from({ length: width * height }, () => next() % 2 ** (precision - shift)));
  const all = planes.map((_, n) => n);
  const scans = (interleaved ? [all] : all.map((n) => [n])).map((group) => ({ components: group, predictor, shift, lines }));
  const head = headOf({ frame: 0xc3, precision, width, height, factors: all.map(() => [1, 1]), interleaved, restartInterval: 0, seed });
  return joined([START, ...extras, ...writeSamples(head, { planes, scans }), END]);
}

const anyLossless: fc.Arbitrary<Lossless> = fc.record({
  precision: fc.integer({ min: 2, max: 16 }),
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
  components: fc.constantFrom(1, 3, 4),
  predictor: fc.integer({ min: 1, max: 7 }),
  shift: fc.nat(1),
  lines: fc.nat(4),
  interleaved: fc.boolean(),
  seed: fc.nat(9999),
});

test('[P62] lossless: samples outside the box stay equal, those inside are black', () => {
  const property = fc.property(anyLossless, anyBox, (picture, box) => {
    const bytes = losslessStream(picture);
    const black = Array.from({ length: picture.components }, (_, n) => 2 ** picture.precision - 1 - n);
    const done = redacted(bytes, [box], black);
    const [before, after] = [bytes, done.bytes].map((stream) => {
      const head = readJpegHead(strippedCodestream(stream) ?? stream);
      return head === null ? null : readSamples(strippedCodestream(stream) ?? stream, head);
    });
    expect(after?.scans).toEqual(before?.scans);
    before?.planes.forEach((plane, index) =>
      plane.forEach((value, at) => {
        const [x, y] = [at % picture.width, Math.floor(at / picture.width)];
        const isInside = x >= box[0] && x < box[2] && y >= box[1] && y < box[3];
        expect(after?.planes[index]?.[at]).toBe(isInside ? (black[index] ?? 0) >> picture.shift : value);
      }),
    );
  });
  fc.assert(property, { numRuns: 150, seed: 62 });
});

const grey: Layout = { frame: 0xc0, precision: 8, width: 40, height: 30, factors: [[1, 1]], interleaved: true, restartInterval: 0, seed: 5 };

test.each([
  ['arithmetic coding', 0xc9, 'arithmetic'],
  ['progressive arithmetic coding', 0xca, 'arithmetic'],
  ['hierarchical', 0xc5, 'hierarchical'],
  ['hierarchical lossless', 0xc7, 'hierarchical'],
])('[P63] %s is refused by its name', (_name, frame, refusal) => {
  const done = redactJpeg(codestream({ ...grey, frame }), [[0, 0, 8, 8]], [0]);
  expect(done).toEqual({ ok: false, refusal });
});

test('[P63] a codestream that was cut off, has a hole, or lacks a component is refused', () => {
  const bytes = codestream(grey);
  const whole = bytes.length - WORD.length - 2;
  for (let length = 0; length < whole - 3; length += 7) {
    const cut = joined([bytes.subarray(0, length), END]);
    expect(redactJpeg(cut, [[0, 0, 8, 8]], [0]).ok, `cut at ${length}`).toBe(false);
    expect(redactJpeg(bytes.subarray(0, length), [[0, 0, 8, 8]], [0]).ok).toBe(false);
  }
});

test('[P63] a small file that says it is huge is refused before memory is taken', () => {
  const bytes = codestream(grey);
  const at = bytes.findIndex((byte, n) => byte === 0xff && bytes[n + 1] === 0xc0 && segmentAt(bytes, n)?.marker === 0xc0);
  bytes.set([0xff, 0xff, 0xff, 0xff], at + 5);
  expect(redactJpeg(bytes, [[0, 0, 8, 8]], [0])).toEqual({ ok: false, refusal: 'damaged' });
});

test('[P64] damaged codestreams of every process give a picture that can be read or a refusal, never a throw', () => {
  const streams = [
    codestream({ ...grey, restartInterval: 2 }),
    codestream({
      ...grey,
      frame: 0xc1,
      precision: 12,
      factors: [
        [2, 2],
        [1, 1],
        [1, 1],
      ],
    }),
    codestream({
      ...grey,
      frame: 0xc2,
      factors: [
        [2, 1],
        [1, 1],
        [1, 1],
      ],
    }),
    losslessStream({ precision: 12, width: 30, height: 20, components: 3, predictor: 4, shift: 0, lines: 2, interleaved: true, seed: 3 }),
  ];
  for (const bytes of streams) {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), anyBox, (changes, box) => {
      const damaged = bytes.slice();
      for (const [at, byte] of changes) damaged[at] = byte;
      const done = redactJpeg(damaged, [box], [0, 0, 0]);
      if (!done.ok) return;
      expect(redactJpeg(done.value.bytes, [box], [0, 0, 0])).toEqual({ ok: true, value: done.value });
    });
    fc.assert(property, { numRuns: 150, seed: 64 });
  }
});

test('[P60] Huffman tables have no code of ones only and none longer than 16 bits', () => {
  const property = fc.property(fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 2 ** 31 })), { maxLength: 256 }), (counts) => {
    const frequencies = new Uint32Array(256);
    for (const [symbol, count] of counts) frequencies[symbol] = count;
    const { lengths, symbols } = optimalCodes(frequencies);
    const space = Array.from(symbols).reduce((sum, symbol) => sum + 2 ** (16 - (lengths[symbol] ?? 0)), 0);
    expect(space).toBeLessThan(65_536);
    for (const [symbol] of counts) expect(lengths[symbol]).toBeGreaterThan(0);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(16);
  });
  fc.assert(property, { numRuns: 100, seed: 65 });
  const steep = Uint32Array.from({ length: 256 }, (_, n) => (n < 32 ? 2 ** n : 0));
  expect(Math.max(...optimalCodes(steep).lengths)).toBe(16);
});
