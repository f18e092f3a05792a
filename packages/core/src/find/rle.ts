import type { PixelDescription } from '../image/index.ts';

const HEADER = 64;
const MOST_SEGMENTS = 15;

/**
 * Where the last byte that decoding needs ends in an RLE frame; null when it cannot be followed: segments out of order, or fewer
 * bytes than the picture has. Unused offsets and gaps between segments that are not zero count as not followed.
 *
 * @see PS3.5 annex G
 */
export function rleEnd(bytes: Uint8Array, description: PixelDescription): number | null {
  if (bytes.length < HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  const wanted = description.samples * Math.ceil(description.bitsAllocated / 8);
  if (segments !== wanted || segments > MOST_SEGMENTS) return null;
  for (let slot = segments + 1; slot < HEADER / 4; slot += 1) if (view.getUint32(slot * 4, true) !== 0) return null;
  let end = HEADER;
  for (let segment = 1; segment <= segments; segment += 1) {
    const start = view.getUint32(segment * 4, true);
    if (start < end || start > end + 1) return null;
    const next = segmentEnd(bytes, start, description.rows * description.columns);
    if (next === null) return null;
    end = next;
  }
  return end;
}

/** Whether an RLE frame goes on behind its last segment by more than a pad byte; null when it cannot be followed. */
export function hasRleExtras(bytes: Uint8Array, description: PixelDescription): boolean | null {
  const end = rleEnd(bytes, description);
  return end === null ? null : bytes.length > end + (end % 2);
}

// Counts what a segment unpacks to, without unpacking it.
function segmentEnd(bytes: Uint8Array, start: number, wanted: number): number | null {
  let at = start;
  let made = 0;
  while (made < wanted) {
    const head = bytes[at];
    if (head === undefined) return null;
    if (head < 128) {
      made += head + 1;
      at += head + 2;
    } else {
      if (head > 128) made += 257 - head;
      at += head === 128 ? 1 : 2;
    }
  }
  return made === wanted && at <= bytes.length ? at : null;
}
