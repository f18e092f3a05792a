import type { DecodeRefusal } from '@silhouette/core/image';
import { no, type Result, yes } from '@silhouette/core/model';
import type { Codec, CodecDecoder, CodecFrameInfo, CodecModule } from './wasm.ts';

/** What a WASM decoder gave. */
export interface DecoderRun {
  readonly info: CodecFrameInfo;
  readonly raw: Uint8Array | Uint16Array;
  /** JPEG-LS only: 0 planes, 1 lines, 2 pixels. */
  readonly interleave: number;
}

/** Above this many bytes of samples the instance is dropped, since WASM memory never shrinks. */
const largeBytes = 2 ** 26;

/** Opens a codec; `no-decoder` where its files cannot be had. */
export async function openCodec(codec: Codec): Promise<Result<CodecModule, DecodeRefusal>> {
  try {
    return yes(await codec.open());
  } catch {
    return no('no-decoder');
  }
}

/** Decodes with a class of a codec. Whatever the codec throws is a damaged codestream; its instance is not used again. */
export async function runDecoder(
  codec: Codec,
  name: string,
  bytes: Uint8Array,
  size: { readonly width: number; readonly height: number; readonly components: number },
): Promise<Result<DecoderRun, DecodeRefusal>> {
  const opened = await openCodec(codec);
  if (!opened.ok) return opened;
  const Decoder = opened.value[name];
  if (Decoder === undefined) return no('no-decoder');
  const samples = size.width * size.height * size.components;
  try {
    const decoder = new Decoder();
    const run = take(decoder, bytes, samples);
    decoder.delete();
    if (run === null || samples * 4 > largeBytes) codec.drop();
    return run === null || run.info.width !== size.width || run.info.height !== size.height ? no('unreadable') : yes(run);
  } catch {
    codec.drop();
    return no('unreadable');
  }
}

function take(decoder: CodecDecoder, bytes: Uint8Array, samples: number): DecoderRun | null {
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  const { bitsPerSample, componentCount, height, isSigned, width } = decoder.getFrameInfo();
  const out = decoder.getDecodedBuffer();
  const wide = bitsPerSample > 8 ? 2 : 1;
  if (out.length !== samples * wide) return null;
  const copy = new Uint8Array(out.length);
  copy.set(out);
  const raw = wide === 1 ? copy : new Uint16Array(copy.buffer);
  return { info: { bitsPerSample, componentCount, height, isSigned, width }, raw, interleave: decoder.getInterleaveMode?.() ?? 2 };
}
