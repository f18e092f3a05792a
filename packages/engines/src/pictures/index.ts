import type { DecodeRefusal, Picture } from '@silhouette/core/image';
import { no, yes, type Result } from '@silhouette/core/model';
import { decodeGif } from './gif.ts';
import { decodeJpegPicture } from './jpeg.ts';
import { decodeBmp, decodeHeic, decodePng, decodeTiff, decodeWebp } from './others.ts';
import { sniffPicture, type PictureFormat } from '../sniff/index.ts';

export { sniffPicture, type PictureFormat } from '../sniff/index.ts';

/** A picture file, decoded. */
export interface DecodedPicture {
  readonly format: PictureFormat;
  /** Its frames or pages, upright; colours that transparency hides are there. Of more than 8 bits the upper 8. */
  readonly frames: readonly Picture[];
}

/** More pixels than these, all frames together, are not decoded. */
const MOST_PIXELS = 2 ** 27;

/**
 * Decodes a picture that is not DICOM: JPEG, PNG, GIF, WebP, TIFF, HEIC, BMP, told by its first bytes. `no-decoder` for anything else,
 * `too-large` (more than `most` pixels) before memory is taken, `unreadable` for what is damaged or cut. Never throws.
 */
export async function decodePicture(bytes: Uint8Array, most = MOST_PIXELS): Promise<Result<DecodedPicture, DecodeRefusal>> {
  const format = sniffPicture(bytes);
  if (format === null) return no('no-decoder');
  try {
    const frames = await decoders[format](bytes, most);
    if (!frames.ok) return frames;
    const isSound = frames.value.length > 0 && frames.value.every((frame) => frame.samples.length === frame.width * frame.height * frame.channels);
    return isSound ? yes({ format, frames: frames.value }) : no('unreadable');
  } catch {
    return no('unreadable');
  }
}

/** Decodes one format; may throw on damage. `most` is how many pixels all frames may have. */
export type DecodeFormat = (bytes: Uint8Array, most: number) => Promise<Result<readonly Picture[], DecodeRefusal>>;

const decoders: Readonly<Record<PictureFormat, DecodeFormat>> = {
  jpeg: decodeJpegPicture,
  png: decodePng,
  gif: decodeGif,
  webp: decodeWebp,
  tiff: decodeTiff,
  heic: decodeHeic,
  bmp: decodeBmp,
};

/** A picture as PNG: pixels and nothing else. */
export async function encodePng({ channels, height, samples, width }: Picture): Promise<Uint8Array> {
  const { encode } = await import('fast-png');
  return new Uint8Array(encode({ width, height, data: samples, depth: 8, channels }));
}
