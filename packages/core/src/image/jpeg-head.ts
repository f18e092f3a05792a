import { type JpegSegment, segmentAt } from './codestream.ts';

/** A component of a JPEG frame header (ITU-T T.81 section B.2.2). */
export interface JpegComponent {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantization: number;
}

/** What stands in a JPEG or JPEG-LS codestream before its first scan. */
export interface JpegHead {
  /** The marker of the frame header, 0xC0 to 0xCF, or 0xF7 for JPEG-LS. */
  readonly frame: number;
  readonly precision: number;
  readonly height: number;
  readonly width: number;
  readonly components: readonly JpegComponent[];
  /** The colour transform that an Adobe segment names: 0 none, 1 YCbCr; null without one. */
  readonly adobe: number | null;
  readonly isJfif: boolean;
  readonly segments: readonly JpegSegment[];
}

const startOfScan = 0xda;

const isFrameHeader = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) || marker === 0xf7;

/** Reads the head of a codestream up to its first scan; null where it is no sound JPEG. */
export function readJpegHead(bytes: Uint8Array): JpegHead | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments: JpegSegment[] = [];
  for (let at = 2; segments.length < 1000;) {
    const segment = segmentAt(bytes, at);
    if (segment === null || segment.marker === 0xd9) return null;
    segments.push(segment);
    if (segment.marker === startOfScan) return headOf(bytes, segments);
    at = segment.end;
  }
  return null;
}

function headOf(bytes: Uint8Array, segments: readonly JpegSegment[]): JpegHead | null {
  const frames = segments.filter(({ marker }) => isFrameHeader(marker));
  const [frame] = frames;
  if (frame === undefined || frames.length > 1) return null;
  const at = (n: number): number => bytes[frame.start + n] ?? 0;
  const count = at(5);
  if (count < 1 || frame.end - frame.start !== 6 + count * 3) return null;
  const components = Array.from({ length: count }, (_, n): JpegComponent => {
    const sampling = at(7 + n * 3);
    return { id: at(6 + n * 3), horizontal: sampling >> 4, vertical: sampling & 15, quantization: at(8 + n * 3) };
  });
  if (components.some(({ horizontal, vertical }) => horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4)) return null;
  const size = { precision: at(0), height: (at(1) << 8) | at(2), width: (at(3) << 8) | at(4) };
  const isJfif = segments.some(({ end, marker, start }) => marker === 0xe0 && hasText(bytes.subarray(start, end), 'JFIF\0'));
  return { frame: frame.marker, ...size, components, adobe: adobeTransform(bytes, segments), isJfif, segments };
}

function adobeTransform(bytes: Uint8Array, segments: readonly JpegSegment[]): number | null {
  const found = segments.find(({ end, marker, start }) => marker === 0xee && end - start >= 12 && hasText(bytes.subarray(start, end), 'Adobe'));
  return found === undefined ? null : (bytes[found.start + 11] ?? null);
}

function hasText(bytes: Uint8Array, text: string): boolean {
  for (let n = 0; n < text.length; n++) if (bytes[n] !== text.charCodeAt(n)) return false;
  return true;
}

/** True where three components are red, green and blue as their markers or ids say; null where nothing says. */
export function saysRgb({ adobe, components, isJfif }: JpegHead): boolean | null {
  if (adobe !== null) return adobe === 0;
  if (isJfif) return false;
  const ids = components.map(({ id }) => String.fromCharCode(id)).join('');
  return ids === 'RGB' ? true : null;
}
