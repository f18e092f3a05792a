import {
  type DecodeFrame,
  type DecodeRefusal,
  type EncodedFrame,
  type DecodedFrame,
  type PixelDescription,
  readJpegHead,
  storedValues,
  unusedBitsSet,
} from '@silhouette/core/image';
import { no, type Result, yes } from '@silhouette/core/model';
import { inflateRaw } from './inflate.ts';
import { readJ2kHead } from './j2k-head.ts';
import { decodeJpeg } from './jpeg.ts';
import { fitsHeader, fullPhotometric, toDecodedFrame } from './picture.ts';
import { decodeRle } from './rle.ts';
import { htj2kCodec, jpeg2000Decoder, jpegLsDecoder } from './wasm-codecs.ts';
import { runDecoder } from './wasm-run.ts';

type Decoder = (frame: EncodedFrame) => Result<DecodedFrame, DecodeRefusal> | Promise<Result<DecodedFrame, DecodeRefusal>>;

/** WASM memory is 32 bits wide and its decoders hold a sample in up to 12 bytes. */
const mostSamples = 2 ** 27;

/**
 * Decodes a frame of any transfer syntax of still pictures: JPEG (8 bits baseline, extended and progressive; 12 bits extended
 * without subsampling; lossless), JPEG-LS, JPEG 2000 part 1, high-throughput JPEG 2000, RLE, deflated and encapsulated
 * uncompressed frames. `no-decoder` for all else: video, JPEG XL, JPEG 2000 part 2, arithmetic coding, 12 bits progressive.
 */
export const decodeFrame: DecodeFrame = async (frame) => {
  const decoder = decoders[frame.syntax];
  if (decoder === undefined) return no('no-decoder');
  const { columns, rows, samples } = frame.description;
  if (rows * columns * samples > mostSamples || frame.bytes.length > 2 ** 29) return no('too-large');
  return decoder(frame);
};

/** The transfer syntaxes that `decodeFrame` knows, by UID (PS3.6 annex A). */
export function decodableSyntaxes(): readonly string[] {
  return Object.keys(decoders);
}

async function decodeJpegLs({ bytes, description }: EncodedFrame): Promise<Result<DecodedFrame, DecodeRefusal>> {
  const head = readJpegHead(bytes);
  if (head === null || head.frame !== 0xf7) return no('unreadable');
  const { height, precision, width } = head;
  const size = { width, height, components: head.components.length };
  if (!fitsHeader(size, description) || precision > 16) return no('unreadable');
  const run = await runDecoder(jpegLsDecoder, 'JpegLSDecoder', bytes, size);
  if (!run.ok) return run;
  const { info, raw } = run.value;
  if (info.bitsPerSample !== precision) return no('unreadable');
  const photometric = fullPhotometric(description.photometric);
  const isPlanar = size.components > 1 && run.value.interleave === 0;
  return yes(toDecodedFrame({ ...size, precision, raw: isPlanar ? interleaved(raw, size.components) : raw, photometric, lossy: false }, description));
}

function interleaved(raw: ArrayLike<number>, components: number): Uint16Array {
  const pixels = raw.length / components;
  return Uint16Array.from({ length: raw.length }, (_, n) => raw[(n % components) * pixels + Math.floor(n / components)] ?? 0);
}

async function decodeJpeg2000({ bytes, description, syntax }: EncodedFrame): Promise<Result<DecodedFrame, DecodeRefusal>> {
  const head = readJ2kHead(bytes);
  if (head === null || !hasEnd(bytes)) return no('unreadable');
  const { components, height, precision, width } = head;
  if (!fitsHeader(head, description)) return no('unreadable');
  if (!head.isUniform || precision > 16) return no('no-decoder');
  const isHigh = syntax.startsWith('1.2.840.10008.1.2.4.20');
  const size = { width, height, components };
  const run = await (isHigh ? runDecoder(htj2kCodec, 'HTJ2KDecoder', bytes, size) : runDecoder(jpeg2000Decoder, 'J2KDecoder', bytes, size));
  if (!run.ok) return run;
  if (run.value.info.bitsPerSample !== precision) return no('unreadable');
  const { photometric } = description;
  const isColour = photometric === 'YBR_RCT' || photometric === 'YBR_ICT' || (components === 3 && head.isTransformed);
  const samples = { ...size, precision, raw: run.value.raw, lossy: !head.isReversible };
  return yes(toDecodedFrame({ ...samples, photometric: isColour ? 'RGB' : fullPhotometric(photometric) }, description));
}

/** A codestream that was cut off decodes to something; its end marker tells (ITU-T T.800 section A.4.4). */
function hasEnd(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0xff)) end--;
  return bytes[end - 1] === 0xd9 && bytes[end - 2] === 0xff;
}

function decodeRleFrame({ bytes, description }: EncodedFrame): Result<DecodedFrame, DecodeRefusal> {
  const { bitsAllocated, columns, rows, samples } = description;
  if (bitsAllocated % 8 !== 0) return no('unreadable');
  const raw = decodeRle(bytes, { pixels: rows * columns, samples, width: bitsAllocated / 8 });
  if (raw === null) return no('unreadable');
  const photometric = fullPhotometric(description.photometric);
  return yes(
    toDecodedFrame({ width: columns, height: rows, components: samples, precision: bitsAllocated, raw, photometric, lossy: false }, description),
  );
}

async function decodeDeflated({ bytes, description }: EncodedFrame): Promise<Result<DecodedFrame, DecodeRefusal>> {
  const { bitsAllocated, columns, rows, samples } = description;
  const native = await inflateRaw(bytes, Math.ceil((rows * columns * samples * bitsAllocated) / 8) + 1);
  return native === null ? no('unreadable') : nativeFrame(native, description);
}

function nativeFrame(bytes: Uint8Array, description: PixelDescription): Result<DecodedFrame, DecodeRefusal> {
  const read = storedValues(bytes, description);
  return read.ok ? yes({ ...read.value, unusedBitsSet: unusedBitsSet(bytes, description) }) : read;
}

const decoders: Readonly<Record<string, Decoder>> = {
  '1.2.840.10008.1.2.1.98': ({ bytes, description }) => nativeFrame(bytes, description),
  '1.2.840.10008.1.2.5': decodeRleFrame,
  '1.2.840.10008.1.2.8.1': decodeDeflated,
  '1.2.840.10008.1.2.4.50': decodeJpeg,
  '1.2.840.10008.1.2.4.51': decodeJpeg,
  '1.2.840.10008.1.2.4.53': decodeJpeg,
  '1.2.840.10008.1.2.4.55': decodeJpeg,
  '1.2.840.10008.1.2.4.57': decodeJpeg,
  '1.2.840.10008.1.2.4.70': decodeJpeg,
  '1.2.840.10008.1.2.4.80': decodeJpegLs,
  '1.2.840.10008.1.2.4.81': decodeJpegLs,
  '1.2.840.10008.1.2.4.90': decodeJpeg2000,
  '1.2.840.10008.1.2.4.91': decodeJpeg2000,
  '1.2.840.10008.1.2.4.201': decodeJpeg2000,
  '1.2.840.10008.1.2.4.202': decodeJpeg2000,
  '1.2.840.10008.1.2.4.203': decodeJpeg2000,
};
