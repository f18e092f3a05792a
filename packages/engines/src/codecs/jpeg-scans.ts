import { type JpegHead, type JpegScan, walkJpegScans } from '@silhouette/core/image';

/**
 * Walks a sequential codestream: gives each scan to `decode`, which says where its bytes end or -1 where they are wrong. True when
 * the end of image is reached and every component had its scan, once.
 */
export function decodeScans(bytes: Uint8Array, head: JpegHead, decode: (scan: JpegScan) => number): boolean {
  const seen = new Set<number>();
  const isWhole = walkJpegScans(bytes, head, (scan) => {
    if (scan.components.some(({ index }) => seen.has(index))) return -1;
    for (const { index } of scan.components) seen.add(index);
    return decode(scan);
  });
  return isWhole && seen.size === head.components.length;
}
