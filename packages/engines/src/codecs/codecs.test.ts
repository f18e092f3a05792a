import { type EncodedFrame, type FrameValues, hasCodestreamExtras, type PixelDescription, strippedCodestream } from '@silhouette/core/image';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodableSyntaxes, decodeFrame, encodeFrame } from './index.ts';

const syntaxes = { rle: '1.2.840.10008.1.2.5', jpegLs: '1.2.840.10008.1.2.4.80', j2k: '1.2.840.10008.1.2.4.90', htj2k: '1.2.840.10008.1.2.4.201' };

interface Kind {
  readonly samples: number;
  readonly bitsStored: number;
  readonly signed: boolean;
}

const rows = 37;
const columns = 53;

/** A picture of ramps, edges and noise that no chance decides. */
function picture({ bitsStored, samples, signed }: Kind): FrameValues {
  const length = rows * columns * samples;
  const values =
    bitsStored <= 8 ? (signed ? new Int8Array(length) : new Uint8Array(length)) : signed ? new Int16Array(length) : new Uint16Array(length);
  const span = 2 ** bitsStored;
  let noise = 1;
  for (let n = 0; n < length; n++) {
    noise = (noise * 48_271) % 2_147_483_647;
    const ramp = (n * 7) % span;
    const raw = n % 11 === 0 ? noise % span : n % 5 === 0 ? span - 1 - ramp : ramp;
    values[n] = signed ? raw - span / 2 : raw;
  }
  return { rows, columns, samples, photometric: samples === 3 ? 'RGB' : 'MONOCHROME2', bitsStored, signed, values };
}

function describe({ bitsStored, columns: across, photometric, rows: down, samples, signed }: FrameValues): PixelDescription {
  return {
    element: 'integer',
    rows: down,
    columns: across,
    frames: 1,
    samples,
    photometric,
    planar: false,
    bitsAllocated: bitsStored <= 8 ? 8 : 16,
    bitsStored,
    highBit: bitsStored - 1,
    signed,
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

async function encoded(kind: Kind, syntax: string): Promise<EncodedFrame & { readonly frame: FrameValues }> {
  const frame = picture(kind);
  const bytes = await encodeFrame(frame, syntax);
  if (!bytes.ok) throw new Error(bytes.refusal);
  return { syntax, bytes: bytes.value, description: describe(frame), frame };
}

const grey8 = { samples: 1, bitsStored: 8, signed: false };
const grey12 = { samples: 1, bitsStored: 12, signed: false };
const grey16 = { samples: 1, bitsStored: 16, signed: false };
const signed12 = { samples: 1, bitsStored: 12, signed: true };
const signed16 = { samples: 1, bitsStored: 16, signed: true };
const colour = { samples: 3, bitsStored: 8, signed: false };

test.each([
  ...[grey8, grey12, grey16, signed12, signed16, colour].flatMap((kind) => [
    { syntax: syntaxes.rle, kind },
    { syntax: syntaxes.jpegLs, kind },
    { syntax: syntaxes.j2k, kind },
  ]),
  ...[grey8, grey16, signed16, colour].map((kind) => ({ syntax: syntaxes.htj2k, kind })),
])('[P50] what is encoded without loss decodes equal: $syntax $kind', async ({ kind, syntax }) => {
  const { bytes, description, frame } = await encoded(kind, syntax);
  const decoded = await decodeFrame({ syntax, bytes, description });
  if (!decoded.ok) throw new Error(decoded.refusal);
  expect(decoded.value).toEqual({ ...frame, unusedBitsSet: false });
});

test.each([
  [1, 1],
  [1, 9],
  [3, 2],
  [8, 8],
])('[P50] tiny frames too: %i x %i', async (down, across) => {
  const values = Uint16Array.from({ length: down * across }, (_, n) => (n * 9973) % 65_536);
  const frame: FrameValues = { rows: down, columns: across, samples: 1, photometric: 'MONOCHROME2', bitsStored: 16, signed: false, values };
  for (const syntax of Object.values(syntaxes)) {
    const bytes = await encodeFrame(frame, syntax);
    if (syntax === syntaxes.htj2k && !bytes.ok) continue;
    const decoded = bytes.ok ? await decodeFrame({ syntax, bytes: bytes.value, description: describe(frame) }) : bytes;
    expect(decoded, syntax).toEqual({ ok: true, value: { ...frame, unusedBitsSet: false } });
  }
});

test.each(Object.values(syntaxes))('[P51] a frame that was cut off is refused: %s', async (syntax) => {
  const { bytes, description } = await encoded(grey16, syntax);
  for (const length of [0, 1, 3, 20, 70, Math.floor(bytes.length / 2), bytes.length - 40]) {
    expect(await decodeFrame({ syntax, bytes: bytes.slice(0, length), description })).toEqual({ ok: false, refusal: 'unreadable' });
  }
});

test.each(Object.values(syntaxes))('[P51] a frame unlike its header is refused: %s', async (syntax) => {
  const { bytes, description } = await encoded(grey8, syntax);
  const wider = { ...description, columns: columns + 1 };
  expect(await decodeFrame({ syntax, bytes, description: wider })).toEqual({ ok: false, refusal: 'unreadable' });
});

test.each(decodableSyntaxes())('[P52] damaged bytes give a picture or a refusal, never a throw: %s', async (syntax) => {
  const source = Object.values(syntaxes).includes(syntax) ? syntax : syntaxes.jpegLs;
  const { bytes, description } = await encoded(grey8, source);
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const damaged = bytes.slice();
      for (const [at, byte] of changes) damaged[at] = byte;
      const decoded = await decodeFrame({ syntax, bytes: damaged, description });
      if (decoded.ok) expect(decoded.value.values.length).toBe(rows * columns);
      else expect(['unreadable', 'no-decoder']).toContain(decoded.refusal);
    }),
    { numRuns: 40, seed: 5 },
  );
});

test('[P52] after damage the same decoder gives the right picture again', async () => {
  for (const syntax of Object.values(syntaxes)) {
    const { bytes, description, frame } = await encoded(grey16, syntax);
    await decodeFrame({ syntax, bytes: bytes.slice(0, bytes.length / 2), description });
    const decoded = await decodeFrame({ syntax, bytes, description });
    expect(decoded.ok && decoded.value.values).toEqual(frame.values);
  }
});

test('[P53] what no decoder knows is a gap, and what is too large is not begun', async () => {
  const { bytes, description } = await encoded(grey8, syntaxes.rle);
  expect(await decodeFrame({ syntax: '1.2.840.10008.1.2.4.100', bytes, description })).toEqual({ ok: false, refusal: 'no-decoder' });
  const huge = { ...description, rows: 65_535, columns: 65_535 };
  expect(await decodeFrame({ syntax: syntaxes.rle, bytes, description: huge })).toEqual({ ok: false, refusal: 'too-large' });
});

test('[P54] what stands beside Bits Stored in a codestream is told and not in the values', async () => {
  const { bytes, description, frame } = await encoded(grey16, syntaxes.jpegLs);
  const decoded = await decodeFrame({ syntax: syntaxes.jpegLs, bytes, description: { ...description, bitsStored: 12, highBit: 11 } });
  if (!decoded.ok) throw new Error(decoded.refusal);
  expect(decoded.value.unusedBitsSet).toBe(true);
  expect(decoded.value.values).toEqual(frame.values.map((value) => value & 4095));
  const signs = await encoded(signed12, syntaxes.rle);
  const wide = await decodeFrame({ syntax: syntaxes.rle, bytes: signs.bytes, description: signs.description });
  expect(wide.ok && wide.value).toEqual({ ...signs.frame, unusedBitsSet: false });
});

test('[P50] a deflated frame is inflated, and not past its size', async () => {
  const frame = picture(grey8);
  const stream = new Blob([Uint8Array.from(frame.values)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const syntax = '1.2.840.10008.1.2.8.1';
  const description = describe(frame);
  const decoded = await decodeFrame({ syntax, bytes, description });
  expect(decoded.ok && decoded.value.values).toEqual(frame.values);
  expect(await decodeFrame({ syntax, bytes, description: { ...description, rows: 3 } })).toEqual({ ok: false, refusal: 'unreadable' });
});

const canary = Uint8Array.from('Canary Jane', (character) => character.charCodeAt(0));
const segmentBytes = (marker: number): Uint8Array => Uint8Array.of(0xff, marker, 0, canary.length + 2, ...canary);

function hasCanary(bytes: Uint8Array): boolean {
  return Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .includes('Canary Jane');
}

test('[P58] comments, application segments and bytes behind the end leave a codestream, and it decodes the same', async () => {
  for (const syntax of [syntaxes.jpegLs, syntaxes.j2k, syntaxes.htj2k]) {
    const { bytes, description, frame } = await encoded(colour, syntax);
    const clean = strippedCodestream(bytes);
    if (clean === null) throw new Error('not followed');
    const extra =
      syntax === syntaxes.jpegLs ? [segmentBytes(0xe4), segmentBytes(0xfe)] : [Uint8Array.of(0xff, 0x64, 0, canary.length + 4, 0, 1, ...canary)];
    const at = syntax === syntaxes.jpegLs ? 2 : 4 + ((clean[4] ?? 0) << 8) + (clean[5] ?? 0);
    const planted = Uint8Array.from([...clean.subarray(0, at), ...extra.flatMap((part) => [...part]), ...clean.subarray(at), ...canary]);
    expect([hasCanary(planted), hasCodestreamExtras(planted), hasCodestreamExtras(clean)]).toEqual([true, true, false]);
    const stripped = strippedCodestream(planted);
    if (stripped === null) throw new Error('not followed');
    expect(stripped).toEqual(clean);
    const decoded = await decodeFrame({ syntax, bytes: stripped, description });
    expect(decoded.ok && decoded.value.values).toEqual(frame.values);
  }
});

test('[P58] a comment in the header of a tile part goes too', async () => {
  const { bytes, description, frame } = await encoded(grey16, syntaxes.j2k);
  const clean = strippedCodestream(bytes) ?? bytes;
  const tile = clean.findIndex((byte, n) => byte === 0xff && clean[n + 1] === 0x90);
  const note = Uint8Array.of(0xff, 0x64, 0, canary.length + 4, 0, 1, ...canary);
  const planted = Uint8Array.from([...clean.subarray(0, tile + 12), ...note, ...clean.subarray(tile + 12)]);
  const view = new DataView(planted.buffer);
  view.setUint32(tile + 6, view.getUint32(tile + 6) + note.length);
  expect(hasCodestreamExtras(planted)).toBe(true);
  const stripped = strippedCodestream(planted);
  expect(stripped).toEqual(clean);
  const decoded = await decodeFrame({ syntax: syntaxes.j2k, bytes: stripped ?? planted, description });
  expect(decoded.ok && decoded.value.values).toEqual(frame.values);
});

test('[P58] any bytes can be followed or not, never a throw', async () => {
  for (const syntax of [syntaxes.jpegLs, syntaxes.j2k]) {
    const { bytes } = await encoded(grey8, syntax);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(bytes.length), (changes, length) => {
        const damaged = bytes.slice(0, length);
        for (const [at, byte] of changes) damaged[at] = byte;
        const stripped = strippedCodestream(damaged);
        if (stripped !== null) expect(strippedCodestream(stripped)).toEqual(stripped);
      }),
      { numRuns: 300, seed: 58 },
    );
  }
});
