import type { JpegHead } from '@silhouette/core/image';

const startOfScan = 0xda;

/** The codestream without application segments and comments, with one Adobe segment that names the colour transform. */
export function withColourTransform(bytes: Uint8Array, head: JpegHead, transform: 0 | 1): Uint8Array {
  const adobe = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform);
  const kept = head.segments.filter(({ marker }) => !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe);
  const parts = kept.map(({ end, marker, start }) => (marker === startOfScan ? bytes.subarray(start - 4) : bytes.subarray(start - 4, end)));
  return joined([Uint8Array.of(0xff, 0xd8), adobe, ...parts]);
}

/** Byte arrays one behind the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
