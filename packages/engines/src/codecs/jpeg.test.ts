import { type Photometric, type PixelDescription, readJpegHead } from '@silhouette/core/image';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFrame } from './index.ts';
import { joined } from './jpeg-head.ts';
import { decodeJpegSequential } from './jpeg-sequential.ts';

/** A writer of entropy-coded bits, with stuffed zeros. */
interface BitWriter {
  readonly bytes: number[];
  put(value: number, length: number): void;
  /** Fills the byte with ones. */
  end(): void;
}

function makeBits(): BitWriter {
  const bytes: number[] = [];
  let hold = 0;
  let count = 0;
  const put = (value: number, length: number): void => {
    for (let n = length - 1; n >= 0; n--) {
      hold = hold * 2 + (Math.floor(value / 2 ** n) % 2);
      if (++count < 8) continue;
      bytes.push(hold);
      if (hold === 0xff) bytes.push(0);
      [hold, count] = [0, 0];
    }
  };
  return { bytes, put, end: () => put(127, (8 - count) % 8) };
}

const u16 = (value: number): readonly number[] => [value >> 8, value & 255];

function segment(marker: number, bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(0xff, marker, ...u16(bytes.length + 2), ...bytes);
}

/** A table in which symbol `n` has the code `n` of `length` bits. */
function huffman(selector: number, symbols: readonly number[], length: number): Uint8Array {
  const counts = Array.from({ length: 16 }, (_, n) => (n + 1 === length ? symbols.length : 0));
  return segment(0xc4, [selector, ...counts, ...symbols]);
}

const categoryOf = (value: number): number => (value === 0 ? 0 : 32 - Math.clz32(Math.abs(value)));

function putDifference(bits: BitWriter, value: number): void {
  const size = categoryOf(value);
  if (size < 16) bits.put(value < 0 ? value + 2 ** size - 1 : value, size);
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly precision: number;
  readonly components: number;
  readonly values: readonly number[];
}

interface Way {
  readonly predictor: number;
  readonly shift: number;
  /** Lines between restart markers; 0 for none. */
  readonly lines: number;
  readonly interleaved: boolean;
}

/** JPEG lossless, written after ITU-T T.81 annex H. */
function makeLossless(picture: Picture, way: Way): Uint8Array {
  const { components, height, precision, width } = picture;
  const ids = Array.from({ length: components }, (_, n) => n + 1);
  const frame = segment(0xc3, [precision, ...u16(height), ...u16(width), components, ...ids.flatMap((id) => [id, 0x11, 0])]);
  const tables = huffman(
    0,
    Array.from({ length: 17 }, (_, n) => n),
    5,
  );
  const restarts = way.lines > 0 ? [segment(0xdd, u16(way.lines * width))] : [];
  const groups = way.interleaved ? [ids] : ids.map((id) => [id]);
  const scans = groups.flatMap((group) => {
    const head = segment(0xda, [group.length, ...group.flatMap((id) => [id, 0]), way.predictor, 0, way.shift]);
    return [head, Uint8Array.from(losslessBits(picture, way, group))];
  });
  return joined([Uint8Array.of(0xff, 0xd8), segment(0xfe, [0x41]), frame, tables, ...restarts, ...scans, Uint8Array.of(0xff, 0xd9)]);
}

function losslessBits(
  { components, height, precision, values, width }: Picture,
  { lines, predictor, shift }: Way,
  group: readonly number[],
): readonly number[] {
  const out: number[] = [];
  let bits = makeBits();
  const at = (row: number, column: number, id: number): number => (values[(row * width + column) * components + id - 1] ?? 0) >> shift;
  for (let row = 0; row < height; row++) {
    const isFirst = row === 0 || (lines > 0 && row % lines === 0);
    if (row > 0 && isFirst) {
      bits.end();
      out.push(...bits.bytes, 0xff, 0xd0 + ((row / lines - 1) % 8));
      bits = makeBits();
    }
    for (let column = 0; column < width; column++) {
      for (const id of group) {
        const [a, b, c] = [at(row, column - 1, id), at(row - 1, column, id), at(row - 1, column - 1, id)];
        const inside = [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor] ?? 0;
        const prediction = isFirst ? (column === 0 ? 2 ** (precision - shift - 1) : a) : column === 0 ? b : inside;
        const turned = (at(row, column, id) - prediction) & 0xffff;
        const difference = turned > 32_768 ? turned - 65_536 : turned;
        bits.put(categoryOf(difference), 5);
        putDifference(bits, difference);
      }
    }
  }
  bits.end();
  return [...out, ...bits.bytes];
}

function describe(
  { components, height, precision, width }: Picture,
  photometric: Photometric = components === 3 ? 'RGB' : 'MONOCHROME2',
): PixelDescription {
  return {
    element: 'integer',
    rows: height,
    columns: width,
    frames: 1,
    samples: components,
    photometric,
    planar: false,
    bitsAllocated: precision > 8 ? 16 : 8,
    bitsStored: precision,
    highBit: precision - 1,
    signed: false,
    order: 'little',
    palette: null,
    modalityLut: null,
    rescale: null,
    windows: [],
    voiLut: null,
    padding: null,
    aspect: null,
  };
}

const lossless = '1.2.840.10008.1.2.4.57';

const anyPicture = fc
  .record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    precision: fc.integer({ min: 2, max: 16 }),
    components: fc.constantFrom(1, 3),
  })
  .chain((size) =>
    fc
      .array(fc.integer({ min: 0, max: 2 ** size.precision - 1 }), {
        minLength: size.width * size.height * size.components,
        maxLength: size.width * size.height * size.components,
      })
      .map((values): Picture => ({ ...size, values })),
  );

const anyWay = fc.record({ predictor: fc.integer({ min: 1, max: 7 }), shift: fc.nat(1), lines: fc.nat(3), interleaved: fc.boolean() });

test('[P55] JPEG lossless decodes equal for every predictor, precision, restart, point transform and scan layout', async () => {
  const property = fc.asyncProperty(anyPicture, anyWay, async (picture, way) => {
    const decoded = await decodeFrame({ syntax: lossless, bytes: makeLossless(picture, way), description: describe(picture) });
    if (!decoded.ok) throw new Error(decoded.refusal);
    expect(Array.from(decoded.value.values)).toEqual(picture.values.map((value) => (value >> way.shift) << way.shift));
  });
  await fc.assert(property, { numRuns: 300, seed: 55 });
});

test('[P55] a lossless JPEG that was cut off is refused at every length', async () => {
  const picture: Picture = { width: 5, height: 4, precision: 12, components: 1, values: Array.from({ length: 20 }, (_, n) => (n * 997) % 4096) };
  const bytes = makeLossless(picture, { predictor: 1, shift: 0, lines: 0, interleaved: true });
  for (let length = 0; length < bytes.length - 3; length++) {
    expect(await decodeFrame({ syntax: lossless, bytes: bytes.slice(0, length), description: describe(picture) })).toEqual({
      ok: false,
      refusal: 'unreadable',
    });
  }
});

const acSymbols = Array.from({ length: 162 }, (_, n) => (n === 0 ? 0 : n === 161 ? 0xf0 : Math.floor((n - 1) / 10) * 16 + ((n - 1) % 10) + 1));

type Coefficients = readonly (readonly [number, number])[];

/** Sequential JPEG of given coefficients: for each block pairs of zero run and value, the first one the DC difference. */
function makeSequential(
  size: { width: number; height: number; precision: number },
  quantization: readonly number[],
  blocks: readonly Coefficients[],
): Uint8Array {
  const bits = makeBits();
  for (const [[, first] = [0, 0], ...rest] of blocks) {
    bits.put(categoryOf(first), 5);
    putDifference(bits, first);
    let at = 0;
    for (const [run, value] of rest) {
      if (at + run + 1 > 63 || value === 0) break;
      at += run + 1;
      bits.put(acSymbols.indexOf(run * 16 + categoryOf(value)), 8);
      putDifference(bits, value);
    }
    if (at < 63) bits.put(0, 8);
  }
  bits.end();
  const frame = segment(size.precision === 8 ? 0xc0 : 0xc1, [size.precision, ...u16(size.height), ...u16(size.width), 1, 1, 0x11, 0]);
  const tables = [
    segment(0xdb, [0, ...quantization]),
    huffman(
      0,
      Array.from({ length: 16 }, (_, n) => n),
      5,
    ),
    huffman(0x10, acSymbols, 8),
  ];
  return joined([
    Uint8Array.of(0xff, 0xd8),
    ...tables,
    frame,
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Uint8Array.from(bits.bytes),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

const anyBlocks = (most: number): fc.Arbitrary<readonly Coefficients[]> =>
  fc.array(fc.array(fc.tuple(fc.nat(12), fc.integer({ min: -most, max: most })), { minLength: 1, maxLength: 12 }), { minLength: 6, maxLength: 6 });

// Coefficients stay where samples leave 0 to 255 by less than its width: beyond, libjpeg wraps round and we do not.
test('[P56] our sequential JPEG decoder gives the very samples of libjpeg-turbo', async () => {
  const property = fc.asyncProperty(
    anyBlocks(12),
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 64, maxLength: 64 }),
    async (blocks, quantization) => {
      const size = { width: 21, height: 13, precision: 8 };
      const bytes = makeSequential(size, quantization, blocks);
      const head = readJpegHead(bytes);
      const decoded = await decodeFrame({ syntax: '1.2.840.10008.1.2.4.50', bytes, description: describe({ ...size, components: 1, values: [] }) });
      if (!decoded.ok || head === null) throw new Error('refused');
      expect(Array.from(decoded.value.values)).toEqual(Array.from(decodeJpegSequential(bytes, head) ?? []));
    },
  );
  await fc.assert(property, { numRuns: 60, seed: 56 });
});

test('[P56] twelve bit JPEG is the cosine transform to within one step', async () => {
  const property = fc.asyncProperty(anyBlocks(60), async (blocks) => {
    const size = { width: 24, height: 16, precision: 12 };
    const bytes = makeSequential(
      size,
      Array.from({ length: 64 }, () => 8),
      blocks,
    );
    const decoded = await decodeFrame({ syntax: '1.2.840.10008.1.2.4.51', bytes, description: describe({ ...size, components: 1, values: [] }) });
    if (!decoded.ok) throw new Error(decoded.refusal);
    const wanted = exactSamples(blocks);
    decoded.value.values.forEach((value, n) => expect(Math.abs(value - (wanted[n] ?? -9))).toBeLessThanOrEqual(1));
  });
  await fc.assert(property, { numRuns: 20, seed: 57 });
});

const zigzag = Array.from({ length: 64 }, (_, n) => n).toSorted((a, b) => {
  const place = (n: number): number => {
    const [row, column] = [Math.floor(n / 8), n % 8];
    return (row + column) * 64 + ((row + column) % 2 === 0 ? column : row);
  };
  return place(a) - place(b);
});

/** The samples of six blocks, three across, by the definition of the transform (ITU-T T.81 section A.3.3). */
function exactSamples(blocks: readonly Coefficients[]): readonly number[] {
  const out: number[] = [];
  let dc = 0;
  for (const [n, [[, first] = [0, 0], ...rest]] of blocks.entries()) {
    dc += first;
    const natural = Array.from({ length: 64 }, () => 0);
    natural[0] = dc * 8;
    let at = 0;
    for (const [run, value] of rest) {
      if (at + run + 1 > 63 || value === 0) break;
      at += run + 1;
      natural[zigzag[at] ?? 0] = value * 8;
    }
    for (let place = 0; place < 64; place++) {
      const [y, x] = [Math.floor(place / 8), place % 8];
      let sum = 0;
      natural.forEach((value, k) => {
        const [v, u] = [Math.floor(k / 8), k % 8];
        const scale = (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1);
        sum += scale * value * Math.cos(((2 * x + 1) * u * Math.PI) / 16) * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
      });
      const value = Math.round(sum / 4) + 2048;
      out[(Math.floor(n / 3) * 8 + y) * 24 + (n % 3) * 8 + x] = Math.max(0, Math.min(4095, value));
    }
  }
  return out;
}

test('[P52] damaged JPEG of every process gives a picture or a refusal, never a throw', async () => {
  const ones = Array.from({ length: 64 }, () => 1);
  const size = { width: 16, height: 16 };
  const blocks = Array.from({ length: 4 }, (_, n): Coefficients => [
    [0, n * 9],
    [1, 5],
    [3, -7],
    [0, 2],
  ]);
  const values = Array.from({ length: 256 }, (_, n) => (n * 37) % 256);
  const grey: Picture = { ...size, precision: 8, components: 1, values };
  const kinds = [
    { description: describe(grey), bytes: makeSequential({ ...size, precision: 8 }, ones, blocks) },
    { description: describe({ ...grey, precision: 12 }), bytes: makeSequential({ ...size, precision: 12 }, ones, blocks) },
    { description: describe(grey), bytes: makeLossless(grey, { predictor: 4, shift: 0, lines: 2, interleaved: true }) },
  ];
  for (const { bytes, description } of kinds) {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(bytes.length), async (changes, length) => {
      const damaged = bytes.slice(0, length % 3 === 0 ? length : bytes.length);
      for (const [at, byte] of changes) damaged[at] = byte;
      const decoded = await decodeFrame({ syntax: '1.2.840.10008.1.2.4.51', bytes: damaged, description });
      if (decoded.ok) expect(decoded.value.values.length).toBe(256);
      else expect(['unreadable', 'no-decoder']).toContain(decoded.refusal);
    });
    await fc.assert(property, { numRuns: 150, seed: 52 });
  }
});

test('[P53] processes that no decoder knows are a gap', async () => {
  const picture: Picture = { width: 8, height: 8, precision: 8, components: 1, values: [] };
  const bytes = makeSequential(
    { ...picture },
    Array.from({ length: 64 }, () => 1),
    [[[0, 5]]],
  );
  for (const [marker, precision] of [
    [0xc9, 8],
    [0xca, 8],
    [0xc2, 12],
  ] as const) {
    const other = bytes.slice();
    const at = other.findIndex((byte, n) => byte === 0xff && other[n + 1] === 0xc0);
    other[at + 1] = marker;
    other[at + 4] = precision;
    const description = describe({ ...picture, precision });
    expect(await decodeFrame({ syntax: '1.2.840.10008.1.2.4.51', bytes: other, description })).toEqual({ ok: false, refusal: 'no-decoder' });
  }
});
