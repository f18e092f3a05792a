import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instance } from '../dicom/index.ts';
import type { Box } from '../model/index.ts';
import { tagOf } from '../standard/index.ts';
import {
  blackOf,
  blackoutBytes,
  blackoutInstance,
  cellsPerFrame,
  coveredBox,
  type DecodeFrame,
  isBlackedOut,
  isConstant,
  nativeFrameRange,
  nativeLength,
  type Photometric,
  type PixelDescription,
  storedValues,
  toRgb,
  unusedBitsSet,
  zeroUnusedBits,
} from './index.ts';
import { bitAt, evenLength, explicitLittle, header, instanceOf, naiveCell, naiveValue, noise, pixelData, plain, rle } from './test-images.ts';

/** Descriptions of native pixels of every kind. */
const anyDescription = fc
  .record({
    rows: fc.integer({ min: 1, max: 6 }),
    pairs: fc.integer({ min: 1, max: 4 }),
    frames: fc.integer({ min: 1, max: 4 }),
    bitsAllocated: fc.constantFrom(1, 8, 12, 16, 24, 32),
    stored: fc.integer({ min: 1, max: 32 }),
    lift: fc.nat(31),
    signed: fc.boolean(),
    order: fc.constantFrom('little' as const, 'big' as const),
    colour: fc.constantFrom<readonly [Photometric, number, boolean]>(
      ['MONOCHROME2', 1, false],
      ['MONOCHROME1', 1, false],
      ['RGB', 3, false],
      ['RGB', 3, true],
      ['YBR_FULL', 3, false],
      ['YBR_FULL_422', 3, false],
    ),
  })
  .map(({ bitsAllocated, colour, frames, lift, order, pairs, rows, signed, stored }): PixelDescription => {
    const [photometric, samples, planar] = colour;
    const bitsStored = ((stored - 1) % bitsAllocated) + 1;
    const highBit = bitsStored - 1 + (lift % (bitsAllocated - bitsStored + 1));
    const cells = { bitsAllocated, bitsStored, highBit, signed: signed && bitsStored > 1 && samples === 1 };
    const isWide = bitsAllocated === 16 || bitsAllocated === 32;
    const turned = order === 'little' ? 'little' : isWide ? 'big' : bitsAllocated === 8 ? 'swapped' : 'little';
    return {
      ...plain,
      rows,
      columns: photometric === 'YBR_FULL_422' ? pairs * 2 : pairs * 2 - (lift % 2),
      frames,
      photometric,
      samples,
      planar,
      ...cells,
      order: turned,
    };
  });

test('[P41] stored values of native frames are what the bits say, for every width, sign, order and layout', () => {
  fc.assert(
    fc.property(anyDescription, fc.nat(1_000_000), (description, seed) => {
      const bytes = noise(evenLength(description), seed);
      for (let frame = 0; frame < description.frames; frame++) {
        const { bit, end, start } = nativeFrameRange(description, frame);
        const read = storedValues(bytes.subarray(start, end), description, bit);
        if (!read.ok) throw new Error(read.refusal);
        const wanted = Array.from(read.value.values, (_, n) => {
          const [pixel, sample] = [Math.floor(n / description.samples), n % description.samples];
          return naiveValue(bytes, naiveCell(description, frame, pixel, sample), description);
        });
        expect(Array.from(read.value.values)).toEqual(wanted);
      }
    }),
    { numRuns: 300, seed: 41 },
  );
});

test('[P41] too few bytes are refused', () => {
  expect(storedValues(new Uint8Array(23), plain)).toEqual({ ok: false, refusal: 'unreadable' });
});

async function piecesOf(instance: Instance, redactions: Parameters<typeof blackoutInstance>[1], decode: DecodeFrame): Promise<Uint8Array | string> {
  const redacted = await blackoutInstance(instance, redactions, decode);
  if (!redacted.ok) return redacted.refusal.code;
  const bytes: number[] = [];
  for await (const piece of redacted.value.pieces()) {
    if (!piece.ok) return piece.refusal.code;
    bytes.push(...piece.value);
  }
  expect(bytes.length).toBe(redacted.value.length);
  return Uint8Array.from(bytes);
}

const noDecoder: DecodeFrame = () => Promise.resolve({ ok: false, refusal: 'no-decoder' });

/** An instance of these pixels in the byte order that its description has. */
function written(description: PixelDescription, pixels: Uint8Array): Instance {
  const data = header(description, pixelData(pixels));
  if (description.order === 'little') return instanceOf(data);
  return instanceOf(
    data.map((element) => (element.vr === 'US' && 'bytes' in element ? { ...element, bytes: element.bytes.toReversed() } : element)),
    '1.2.840.10008.1.2.2',
  );
}

test('[P42] a blackout writes one constant over the box in the frames named, and not one bit elsewhere', async () => {
  const place = fc.record({
    left: fc.nat(7),
    top: fc.nat(5),
    width: fc.integer({ min: 1, max: 8 }),
    height: fc.integer({ min: 1, max: 6 }),
    frame: fc.nat(3),
  });
  const property = fc.asyncProperty(anyDescription, place, fc.nat(1_000_000), fc.boolean(), async (description, where, seed, all) => {
    const before = noise(evenLength(description), seed);
    const left = where.left % description.columns;
    const top = where.top % description.rows;
    const box: Box = [left, top, left + where.width, top + where.height];
    const frame = where.frame % description.frames;
    const covered = coveredBox(box, description) ?? box;
    const after = await piecesOf(written(description, before), [{ frames: all ? 'all' : [frame], box }], noDecoder);
    if (typeof after === 'string') throw new Error(after);
    const touched = new Set<number>();
    for (let n = 0; n < description.frames; n++) {
      if (n !== frame && !all) continue;
      for (let row = covered[1]; row < covered[3]; row++) {
        for (let column = covered[0]; column < covered[2]; column++) {
          for (let sample = 0; sample < description.samples; sample++)
            touched.add(naiveCell(description, n, row * description.columns + column, sample));
        }
      }
    }
    const cells = cellsPerFrame(description) * description.frames;
    for (let cell = 0; cell < cells; cell++) {
      if (touched.has(cell)) continue;
      for (let n = 0; n < description.bitsAllocated; n++) {
        const at = cell * description.bitsAllocated + n;
        if (bitAt(after, at, description) !== bitAt(before, at, description)) throw new Error('a bit outside changed');
      }
    }
    const { bit, end, start } = nativeFrameRange(description, frame);
    const read = storedValues(after.subarray(start, end), description, bit);
    if (!read.ok) throw new Error(read.refusal);
    expect([isBlackedOut(read.value, covered, blackOf(description)), isConstant(read.value, covered)]).toEqual([true, true]);
  });
  await fc.assert(property, { numRuns: 400, seed: 42 });
});

test('[P42] a box or a frame that the picture does not have is refused', async () => {
  const instance = instanceOf(header(plain, pixelData(new Uint8Array(24))));
  expect(await piecesOf(instance, [{ frames: 'all', box: [4, 0, 5, 1] }], noDecoder)).toBe('bad-value');
  expect(await piecesOf(instance, [{ frames: [1], box: [0, 0, 1, 1] }], noDecoder)).toBe('bad-value');
});

const palette = { first: 5, bits: 16, entries: Uint16Array.of(60_000, 256, 50_000) };

test.each<readonly [string, PixelDescription]>([
  ['MONOCHROME2', plain],
  ['MONOCHROME1', { ...plain, photometric: 'MONOCHROME1' }],
  ['signed', { ...plain, signed: true, windows: [{ center: 40, width: 400, shape: 'linear' }] }],
  ['signed MONOCHROME1', { ...plain, signed: true, photometric: 'MONOCHROME1', windows: [{ center: 40, width: 400, shape: 'sigmoid' }] }],
  ['signed without a window', { ...plain, signed: true, bitsStored: 11, highBit: 10 }],
  ['MONOCHROME1 without a window', { ...plain, photometric: 'MONOCHROME1', rescale: { slope: 2, intercept: -3 } }],
  ['a falling rescale', { ...plain, rescale: { slope: -1, intercept: 100 }, windows: [{ center: 0, width: 200, shape: 'linear-exact' }] }],
  ['RGB', { ...plain, samples: 3, photometric: 'RGB', bitsAllocated: 8, bitsStored: 8, highBit: 7 }],
  ['YBR_FULL', { ...plain, samples: 3, photometric: 'YBR_FULL', bitsAllocated: 8, bitsStored: 8, highBit: 7 }],
  ['YBR_FULL_422', { ...plain, samples: 3, photometric: 'YBR_FULL_422', bitsAllocated: 8, bitsStored: 8, highBit: 7 }],
  ['PALETTE COLOR', { ...plain, photometric: 'PALETTE COLOR', palette: { red: palette, green: palette, blue: palette } }],
])('[P43] what a blackout writes shows as the darkest there is: %s', (kind, description) => {
  const bytes = blackoutBytes(noise(nativeLength(description), 3), description, [[0, 0, 2, 2]]);
  const read = storedValues(bytes, description);
  if (!read.ok) throw new Error(read.refusal);
  const rgb = toRgb(read.value, description);
  expect(Array.from(rgb.subarray(0, 6))).toEqual(Array.from({ length: 6 }, () => (kind === 'PALETTE COLOR' ? 1 : 0)));
});

test('[P43] black is near what pictures hold, so that windows by range still show the rest', () => {
  const signed = { ...plain, signed: true, bitsStored: 16, highBit: 15 };
  expect(blackOf(signed)).toEqual([-1024]);
  expect(blackOf({ ...signed, rescale: { slope: 1, intercept: -1024 } })).toEqual([0]);
  expect(blackOf({ ...signed, windows: [{ center: -1000, width: 400, shape: 'linear' }] })).toEqual([-1201]);
  expect(blackOf({ ...plain, photometric: 'MONOCHROME1', windows: [{ center: 500, width: 1000, shape: 'linear' }] })).toEqual([1001]);
});

test('[P44] encapsulated frames are all decoded, blacked out and become native little endian', async () => {
  const description: PixelDescription = {
    ...plain,
    rows: 2,
    columns: 2,
    frames: 2,
    samples: 3,
    photometric: 'YBR_FULL_422',
    bitsAllocated: 8,
    bitsStored: 8,
    highBit: 7,
  };
  const fragments = [new Uint8Array(0), Uint8Array.of(10, 0), Uint8Array.of(20, 0)];
  const instance = instanceOf(header(description, { tag: tagOf('PixelData'), vr: 'OB', fragments }), rle);
  const decode: DecodeFrame = ({ bytes }) => {
    const shape = { rows: 2, columns: 2, samples: 3, photometric: 'RGB', bitsStored: 8, signed: false } as const;
    return Promise.resolve({ ok: true, value: { ...shape, values: new Uint8Array(12).fill(bytes[0] ?? 0), unusedBitsSet: false } });
  };
  const redacted = await blackoutInstance(instance, [{ frames: [1], box: [1, 0, 2, 2] }], decode);
  if (!redacted.ok) throw new Error(redacted.refusal.code);
  expect(redacted.value).toMatchObject({
    syntax: explicitLittle,
    vr: 'OB',
    length: 24,
    description: { photometric: 'RGB', planar: false, samples: 3 },
  });
  const done = await piecesOf(instance, [{ frames: [1], box: [1, 0, 2, 2] }], decode);
  if (typeof done === 'string') throw new Error(done);
  const second = [20, 20, 20, 0, 0, 0, 20, 20, 20, 0, 0, 0];
  expect(Array.from(done)).toEqual([...Array.from({ length: 12 }, () => 10), ...second]);
});

test('[P44] a frame that cannot be decoded stops the blackout with a code', async () => {
  const description = { ...plain, rows: 2, columns: 2 };
  const fragments = [new Uint8Array(0), new Uint8Array(8)];
  const instance = instanceOf(header(description, { tag: tagOf('PixelData'), vr: 'OB', fragments }), rle);
  expect(await piecesOf(instance, [{ frames: 'all', box: [0, 0, 1, 1] }], noDecoder)).toBe('needs-decoder');
});

test('[P45] bits beside Bits Stored are seen, and made zero or sign', () => {
  fc.assert(
    fc.property(anyDescription, fc.nat(1_000_000), (description, seed) => {
      const single = { ...description, frames: 1 };
      const bytes = noise(evenLength(single), seed);
      const zeroed = zeroUnusedBits(bytes, single);
      expect(unusedBitsSet(zeroed, single)).toBe(false);
      const [before, after] = [storedValues(bytes, single), storedValues(zeroed, single)];
      expect(after).toEqual(before);
      expect(zeroUnusedBits(zeroed, single)).toEqual(zeroed);
    }),
    { numRuns: 200, seed: 45 },
  );
});

test('[P45] an overlay in the high bits of one pixel is seen', () => {
  const bytes = new Uint8Array(24);
  expect(unusedBitsSet(bytes, plain)).toBe(false);
  bytes[7] = 0x80;
  expect(unusedBitsSet(bytes, plain)).toBe(true);
  expect(zeroUnusedBits(bytes, plain)).toEqual(new Uint8Array(24));
  const signs = { ...plain, signed: true };
  const negative = new Uint8Array(24).fill(0xff);
  expect(unusedBitsSet(negative, signs)).toBe(false);
  negative[1] = 0x0f;
  expect(unusedBitsSet(negative, signs)).toBe(true);
});
