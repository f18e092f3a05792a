import type { DecodeRefusal, EncodeFrame, FrameValues, PixelDescription } from '@silhouette/core/image';
import { no, type Result, yes } from '@silhouette/core/model';
import { decodeFrame } from './decode.ts';
import { encodeRle } from './rle.ts';
import { htj2kCodec, jpeg2000Encoder, jpegLsEncoder } from './wasm-codecs.ts';
import type { Codec, CodecEncoder, CodecFrameInfo } from './wasm.ts';
import { openCodec } from './wasm-run.ts';

interface Job {
  readonly codec: Codec;
  readonly name: string;
  readonly bitsPerSample: number;
  readonly setUp: (encoder: CodecEncoder) => void;
}

/**
 * Encodes a frame without loss: JPEG-LS (.4.80), JPEG 2000 (.4.90), high-throughput JPEG 2000 (.4.201) and RLE (.5). JPEG 2000 of
 * both kinds for one sample of up to 16 bits or three of 8. `no-decoder` for what no encoder here does: each result is decoded
 * again, and given only where it is equal (the HTJ2K encoder loses extreme values in frames one pixel wide).
 */
export const encodeFrame: EncodeFrame = async (frame, syntax) => {
  const encoded = await encodeAny(frame, syntax);
  if (!encoded.ok) return encoded;
  const decoded = await decodeFrame({ syntax, bytes: encoded.value, description: descriptionOf(frame) });
  const isEqual = decoded.ok && decoded.value.values.every((value, n) => value === frame.values[n]);
  return isEqual ? encoded : no('no-decoder');
};

async function encodeAny(frame: FrameValues, syntax: string): Promise<Result<Uint8Array, DecodeRefusal>> {
  if (syntax === '1.2.840.10008.1.2.5') {
    const bytes = encodeRle(frame);
    return bytes === null ? no('no-decoder') : yes(bytes);
  }
  const job = jobFor(frame, syntax);
  return job === null ? no('no-decoder') : runEncoder(frame, job);
}

function descriptionOf({ bitsStored, columns, photometric, rows, samples, signed, values }: FrameValues): PixelDescription {
  return {
    element: 'integer',
    rows,
    columns,
    frames: 1,
    samples,
    photometric,
    planar: false,
    order: 'little',
    bitsAllocated: values.BYTES_PER_ELEMENT * 8,
    bitsStored,
    highBit: bitsStored - 1,
    signed,
    palette: null,
    modalityLut: null,
    rescale: null,
    windows: [],
    voiLut: null,
    padding: null,
    aspect: null,
  };
}

/** Wavelet levels that the smaller side allows, at most the usual five. */
function levelsFor({ columns, rows }: FrameValues): number {
  let levels = 0;
  while (levels < 5 && Math.min(rows, columns) >= 2 ** (levels + 1)) levels++;
  return levels;
}

function jobFor(frame: FrameValues, syntax: string): Job | null {
  const { bitsStored, samples, signed, values } = frame;
  if (values instanceof Float32Array || values instanceof Float64Array || bitsStored > 16 || bitsStored < 2) return null;
  const setWavelet = (encoder: CodecEncoder): void => {
    encoder.setQuality?.(true, 0);
    encoder.setDecompositions?.(levelsFor(frame));
  };
  const isWideColour = samples > 1 && bitsStored > 8;
  switch (syntax) {
    case '1.2.840.10008.1.2.4.80':
      return {
        codec: jpegLsEncoder,
        name: 'JpegLSEncoder',
        bitsPerSample: bitsStored,
        setUp: (encoder) => encoder.setInterleaveMode?.(samples > 1 ? 2 : 0),
      };
    case '1.2.840.10008.1.2.4.90':
      if (isWideColour || (signed && bitsStored <= 8)) return null;
      return { codec: jpeg2000Encoder, name: 'J2KEncoder', bitsPerSample: bitsStored, setUp: setWavelet };
    case '1.2.840.10008.1.2.4.201':
      if (isWideColour || (signed && bitsStored <= 8) || (bitsStored !== 8 && bitsStored !== 16)) return null;
      return { codec: htj2kCodec, name: 'HTJ2KEncoder', bitsPerSample: bitsStored, setUp: setWavelet };
    default:
      return null;
  }
}

async function runEncoder(frame: FrameValues, { bitsPerSample, codec, name, setUp }: Job): Promise<Result<Uint8Array, DecodeRefusal>> {
  const opened = await openCodec(codec);
  if (!opened.ok) return opened;
  const Encoder = opened.value[name];
  if (Encoder === undefined) return no('no-decoder');
  const { columns, rows, samples, signed } = frame;
  const info: CodecFrameInfo = {
    width: columns,
    height: rows,
    bitsPerSample,
    componentCount: samples,
    isSigned: name === 'JpegLSEncoder' ? false : signed,
    isUsingColorTransform: samples === 3,
  };
  try {
    const encoder = new Encoder();
    setUp(encoder);
    encoder.getDecodedBuffer(info).set(cellBytes(frame, name === 'JpegLSEncoder'));
    encoder.encode();
    const bytes = encoder.getEncodedBuffer();
    const copy = new Uint8Array(bytes.length + (bytes.length % 2));
    copy.set(bytes);
    encoder.delete();
    return copy.length === 0 ? no('unreadable') : yes(copy);
  } catch {
    codec.drop();
    return no('unreadable');
  }
}

/** Cells of one or two bytes, little endian; JPEG-LS has no signs, so its cells are cut to Bits Stored. */
function cellBytes({ bitsStored, values }: FrameValues, isUnsigned: boolean): Uint8Array {
  const width = bitsStored > 8 ? 2 : 1;
  const mask = isUnsigned ? 2 ** bitsStored - 1 : 2 ** (width * 8) - 1;
  const bytes = new Uint8Array(values.length * width);
  for (let n = 0; n < values.length; n++) {
    const cell = (values[n] ?? 0) & mask;
    bytes[n * width] = cell & 255;
    if (width === 2) bytes[n * 2 + 1] = cell >> 8;
  }
  return bytes;
}
