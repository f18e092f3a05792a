import {
  exifOrientation,
  readJpegHead,
  saysRgb,
  strippedCodestream,
  toRgb,
  upright,
  type JpegHead,
  type Photometric,
  type PixelDescription,
} from '@silhouette/core/image';
import { no, yes } from '@silhouette/core/model';
import { decodeFrame } from '../codecs/index.ts';
import type { DecodeFormat } from './index.ts';

/** The transfer syntax that names the process of a frame header. */
const processes: Readonly<Record<number, string>> = {
  0xc0: '1.2.840.10008.1.2.4.50',
  0xc1: '1.2.840.10008.1.2.4.51',
  0xc2: '1.2.840.10008.1.2.4.55',
  0xc3: '1.2.840.10008.1.2.4.57',
};

/** JPEG outside of DICOM, turned upright as its orientation says. */
export const decodeJpegPicture: DecodeFormat = async (bytes, most) => {
  const head = readJpegHead(bytes);
  const syntax = head === null ? undefined : processes[head.frame];
  if (head === null) return no('unreadable');
  if (syntax === undefined || head.precision !== 8 || (head.components.length !== 1 && head.components.length !== 3)) return no('no-decoder');
  if (head.width * head.height > most) return no('too-large');
  const description = describe(head);
  // What stands between and behind is for `clean` to take out; decoders need not see it.
  const decoded = await decodeFrame({ syntax, bytes: strippedCodestream(bytes) ?? bytes, description });
  if (!decoded.ok) return decoded;
  const size = { width: head.width, height: head.height };
  const isGrey = head.components.length === 1;
  const samples = isGrey ? Uint8Array.from(decoded.value.values) : toRgb(decoded.value, description);
  return yes([upright({ ...size, channels: isGrey ? 1 : 3, samples }, exifOrientation(bytes, head))]);
};

function describe(head: JpegHead): PixelDescription {
  const { components, height, width } = head;
  const photometric: Photometric = components.length === 1 ? 'MONOCHROME2' : (saysRgb(head) ?? false) ? 'RGB' : 'YBR_FULL_422';
  const cells = { bitsAllocated: 8, bitsStored: 8, highBit: 7, signed: false, planar: false, order: 'little' } as const;
  const none = { palette: null, modalityLut: null, rescale: null, windows: [], voiLut: null, padding: null, aspect: null };
  return { element: 'integer', rows: height, columns: width, frames: 1, samples: components.length, photometric, ...cells, ...none };
}
