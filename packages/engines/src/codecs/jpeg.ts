import {
  type DecodeRefusal,
  type DecodedFrame,
  type EncodedFrame,
  type JpegHead,
  type Photometric,
  type PixelDescription,
  readJpegHead,
  saysRgb,
} from '@silhouette/core/image';
import { no, type Result, yes } from '@silhouette/core/model';
import { withColourTransform } from './jpeg-head.ts';
import { decodeJpegLossless } from './jpeg-lossless.ts';
import { decodeJpegSequential } from './jpeg-sequential.ts';
import { fitsHeader, fullPhotometric, toDecodedFrame } from './picture.ts';
import { jpegDecoder } from './wasm-codecs.ts';
import { runDecoder } from './wasm-run.ts';

/** Decodes a JPEG frame by what its codestream is, whatever its transfer syntax calls it: writers mix up the processes. */
export async function decodeJpeg({ bytes, description }: EncodedFrame): Promise<Result<DecodedFrame, DecodeRefusal>> {
  const head = readJpegHead(bytes);
  if (head === null) return no('unreadable');
  const size = { width: head.width, height: head.height, components: head.components.length };
  if (!fitsHeader(size, description)) return no('unreadable');
  if (head.frame === 0xc3) return plain(decodeJpegLossless(bytes, head), { head, description });
  if (head.precision === 12 && head.frame === 0xc1) {
    const isSubsampled = size.components > 1 && head.components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1);
    return isSubsampled ? no('no-decoder') : plain(decodeJpegSequential(bytes, head), { head, description });
  }
  if (head.precision !== 8 || head.frame > 0xc2) return no('no-decoder');
  const isRgb = saysRgb(head) ?? description.photometric === 'RGB';
  const codestream = size.components === 3 ? withColourTransform(bytes, head, isRgb ? 0 : 1) : bytes;
  const run = await runDecoder(jpegDecoder, 'JPEGDecoder', codestream, size);
  if (!run.ok) return run;
  const photometric = size.components === 3 ? 'RGB' : description.photometric;
  return yes(toDecodedFrame({ ...size, precision: 8, raw: run.value.raw, photometric, lossy: true }, description));
}

function plain(
  raw: Uint16Array | null,
  { description, head }: { head: JpegHead; description: PixelDescription },
): Result<DecodedFrame, DecodeRefusal> {
  if (raw === null) return no('unreadable');
  const { height, precision, width } = head;
  const photometric: Photometric = fullPhotometric(description.photometric);
  return yes(
    toDecodedFrame({ width, height, components: head.components.length, precision, raw, photometric, lossy: head.frame !== 0xc3 }, description),
  );
}
