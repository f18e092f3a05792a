import { upright, type Picture } from '@silhouette/core/image';
import { no, yes } from '@silhouette/core/model';
import { fileBytes } from '../files/index.ts';
import type { DecodeFormat } from './index.ts';
import { barePng, chunksOf } from './png.ts';
import { endsSomewhere } from './tiff.ts';

const be32 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
const le16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const le32 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
  /** Samples of a pixel: grey, grey and alpha, colours, colours and alpha. */
  readonly channels: number;
  /** Bits of a sample; of more than 8 the upper 8 are taken. */
  readonly depth: number;
}

/** The colours of a raster; what stands behind transparency is shown, not hidden. */
function pictureOf({ channels, data, depth, height, width }: Raster): Picture {
  const colours = channels >= 3 ? 3 : 1;
  const samples = new Uint8Array(width * height * colours);
  const scale = depth > 8 ? 1 / 2 ** (depth - 8) : 255 / (2 ** depth - 1);
  for (let n = 0; n < width * height; n += 1)
    for (let c = 0; c < colours; c += 1) samples[n * colours + c] = Math.floor((data[n * channels + c] ?? 0) * scale);
  return { width, height, channels: colours, samples };
}

/** PNG, the first picture of it; animated ones are refused. */
export const decodePng: DecodeFormat = async (bytes, most) => {
  if (be32(bytes, 16) * be32(bytes, 20) > most) return no('too-large');
  const chunks = chunksOf(bytes);
  if (chunks?.some(({ name }) => name === 'acTL') ?? false) return no('no-decoder');
  const bare = chunks === null ? null : barePng(bytes, chunks);
  if (bare === null) return no('unreadable');
  const { convertIndexedToRgb, decode } = await import('fast-png');
  const png = decode(bare, { checkCrc: true });
  const { depth, height, palette, width } = png;
  if (palette !== undefined) {
    const data = convertIndexedToRgb(png);
    return yes([pictureOf({ width, height, channels: data.length / (width * height), depth: 8, data })]);
  }
  const data = depth < 8 ? unpacked(png.data, { width, height, depth }) : png.data;
  return yes([pictureOf({ width, height, channels: png.channels, depth, data })]);
};

function unpacked(data: ArrayLike<number>, { depth, height, width }: { width: number; height: number; depth: number }): Uint8Array {
  const out = new Uint8Array(width * height);
  const row = Math.ceil((width * depth) / 8);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth;
      out[y * width + x] = ((data[y * row + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  return out;
}

/** BMP without compression. */
export const decodeBmp: DecodeFormat = async (bytes, most) => {
  if (Math.abs(le32(bytes, 18) * le32(bytes, 22)) > most && Math.abs(le32(bytes, 18) * (le32(bytes, 22) | 0)) > most) return no('too-large');
  // A shorter head is that of OS/2; 3 says that masks stand where a palette would.
  if (le32(bytes, 14) < 40 || (le32(bytes, 30) !== 0 && le32(bytes, 30) !== 3)) return no('no-decoder');
  const { decode } = await import('fast-bmp');
  const { bitsPerPixel, channels, height, width, ...bmp } = decode(bytes);
  const data = wholeNumbers(bmp.data);
  if (bitsPerPixel > 8) return yes([pictureOf({ width, height, channels, depth: 8, data })]);
  if (bmp.compression !== 0) return no('no-decoder');
  const palette = bmpPalette(bytes, bitsPerPixel);
  const samples = new Uint8Array(data.length * 3);
  for (const [n, index] of data.entries()) {
    if (index * 4 >= palette.length) return no('unreadable');
    for (let c = 0; c < 3; c += 1) samples[n * 3 + c] = palette[index * 4 + 2 - c] ?? 0;
  }
  return yes([{ width, height, channels: 3, samples }]);
};

/** The colours of a BMP, four bytes each: blue, green, red, nothing. They stand between its head and its pixels. */
function bmpPalette(bytes: Uint8Array, bits: number): Uint8Array {
  const start = 14 + le32(bytes, 14);
  const said = le32(bytes, 46);
  const count = said === 0 ? 2 ** bits : Math.min(said, 2 ** bits);
  const end = Math.min(start + count * 4, le32(bytes, 10));
  return bytes.subarray(start, start + Math.max(0, Math.floor((end - start) / 4)) * 4);
}

/** TIFF, all pages. */
export const decodeTiff: DecodeFormat = async (bytes, most) => {
  if (!endsSomewhere(bytes)) return no('unreadable');
  const { decode } = await import('tiff');
  let pixels = 0;
  for (const { height, width } of decode(bytes, { ignoreImageData: true })) pixels += width * height;
  if (pixels > most) return no('too-large');
  return yes(
    decode(bytes).map((page) => {
      const { bitsPerSample, height, orientation, palette, samplesPerPixel, width } = page;
      const data = wholeNumbers(page.data);
      const plain = palette === undefined ? null : Array.from(data, (index) => palette[index] ?? [0, 0, 0]).flat();
      const depth = plain === null ? bitsPerSample : 16;
      const cells = depth < 8 && plain === null ? unpacked(data, { width, height, depth }) : (plain ?? data);
      const raster = pictureOf({ width, height, channels: plain === null ? samplesPerPixel : 3, depth, data: cells });
      const inverted = page.type === 0 ? { ...raster, samples: raster.samples.map((value) => 255 - value) } : raster;
      return upright(inverted, orientation);
    }),
  );
};

function wholeNumbers(data: unknown): Uint8Array | Uint16Array {
  if (data instanceof Uint8Array || data instanceof Uint16Array) return data;
  throw new Error('other numbers have no picture');
}

/** WebP, still ones. */
export const decodeWebp: DecodeFormat = async (bytes, most) => {
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0) return no('no-decoder');
  const pixels = webpPixels[kind]?.(bytes);
  if (pixels === undefined) return no('unreadable');
  if (pixels > most) return no('too-large');
  const { default: decode, init } = await import('@jsquash/webp/decode.js');
  webp ??= fileBytes({
    name: '@jsquash/webp/codec/dec/webp_dec.wasm',
    from: import.meta.url,
    url: new URL('@jsquash/webp/codec/dec/webp_dec.wasm', import.meta.url),
  }).then(async (wasm) => init(await WebAssembly.compile(wasm)));
  await webp;
  const { data, height, width } = await decode(new Uint8Array(bytes).buffer);
  return yes([pictureOf({ width, height, channels: 4, depth: 8, data })]);
};

/** How many pixels a WebP has, by the kind of its first chunk: with loss, without it, with more chunks. */
const webpPixels: Readonly<Record<string, ((bytes: Uint8Array) => number) | undefined>> = {
  'VP8 ': (bytes) => (le16(bytes, 26) & 0x3fff) * (le16(bytes, 28) & 0x3fff),
  VP8L: (bytes) => (1 + (le32(bytes, 21) & 0x3fff)) * (1 + ((le32(bytes, 21) >>> 14) & 0x3fff)),
  VP8X: (bytes) => (1 + le16(bytes, 24) + ((bytes[26] ?? 0) << 16)) * (1 + le16(bytes, 27) + ((bytes[29] ?? 0) << 16)),
};

let webp: Promise<void> | null = null;

interface HeifImage {
  readonly get_width: () => number;
  readonly get_height: () => number;
  readonly display: (
    image: Required<Pick<ImageData, 'data' | 'width' | 'height'>>,
    done: (image: { readonly data: Uint8ClampedArray } | null) => void,
  ) => void;
}

type StartHeif = () => Promise<{ readonly HeifDecoder: new () => { readonly decode: (bytes: Uint8Array) => readonly HeifImage[] } }>;

/** HEIC, all pictures of the file. */
export const decodeHeic: DecodeFormat = async (bytes, most) => {
  // @ts-expect-error -- the package has no types for this file.
  const script: { readonly default: StartHeif } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs');
  const start = script.default;
  const { HeifDecoder } = await start();
  const images = new HeifDecoder().decode(bytes);
  const pictures: Picture[] = [];
  let pixels = 0;
  for (const image of images) {
    const [width, height] = [image.get_width(), image.get_height()];
    pixels += width * height;
    if (pixels > most) return no('too-large');
    const data = await new Promise<Uint8ClampedArray | null>((done) => {
      image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, (shown) => done(shown?.data ?? null));
    });
    if (data === null) return no('unreadable');
    pictures.push(pictureOf({ width, height, channels: 4, depth: 8, data }));
  }
  return yes(pictures);
};
