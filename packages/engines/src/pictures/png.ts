import { Unzlib } from 'fflate';

/** A chunk of a PNG, and where it stands: from its length to behind its check sum. */
interface Chunk {
  readonly name: string;
  readonly from: number;
  readonly end: number;
}

/** More chunks than these are not looked at. */
const MOST_CHUNKS = 100_000;

/** Bytes that are inflated at once. */
const STEP = 2 ** 14;

/** The chunks of a PNG, its end the last; null where it has none or too many. */
export function chunksOf(bytes: Uint8Array): readonly Chunk[] | null {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let from = 8; from + 12 <= bytes.length && chunks.length < MOST_CHUNKS;) {
    const end = from + 12 + file.getUint32(from);
    const name = String.fromCharCode(...bytes.subarray(from + 4, from + 8));
    if (end > bytes.length) return null;
    chunks.push({ name, from, end });
    if (name === 'IEND') return chunks;
    from = end;
  }
  return null;
}

/**
 * A PNG without the chunks that do not make its pixels (profiles and texts, which may inflate to anything), for a library that takes
 * what it is given; null where its header is not one, its palette too long, or its pixels inflate to more than its size says.
 */
export function barePng(bytes: Uint8Array, chunks: readonly Chunk[]): Uint8Array | null {
  const isHeader = ({ end, from, name }: Chunk): boolean => name === 'IHDR' && from === 8 && end === 33;
  const kept = chunks.filter(({ name }) => /^[A-Z]|^tRNS/.test(name));
  const isSound = kept.every((chunk, n) =>
    n === 0 ? isHeader(chunk) : chunk.name !== 'IHDR' && (chunk.name !== 'PLTE' || chunk.end - chunk.from <= 12 + 3 * 256),
  );
  if (!isSound) return null;
  const pixels = kept.filter(({ name }) => name === 'IDAT').map(({ end, from }) => bytes.subarray(from + 8, end - 4));
  if (inflatesBeyond(pixels, bytesOfRows(bytes))) return null;
  const bare = new Uint8Array(kept.reduce((sum, { end, from }) => sum + end - from, 8));
  bare.set(bytes.subarray(0, 8));
  let at = 8;
  for (const { end, from } of kept) {
    bare.set(bytes.subarray(from, end), at);
    at += end - from;
  }
  return bare;
}

/** How many bytes the rows of a PNG take at most: interlaced it has less than two rows for each and 8 more, each of one filter byte and one begun. */
function bytesOfRows(bytes: Uint8Array): number {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = [1, 1, 3, 1, 2, 1, 4][file.getUint8(25)] ?? 1;
  const row = Math.ceil((file.getUint32(16) * samples * file.getUint8(24)) / 8);
  return file.getUint32(20) * (row + 4) + 16;
}

function inflatesBeyond(parts: readonly Uint8Array[], most: number): boolean {
  let length = 0;
  const inflate = new Unzlib((inflated) => {
    length += inflated.length;
  });
  for (const part of parts)
    for (let at = 0; at < part.length; at += STEP) {
      inflate.push(part.subarray(at, at + STEP));
      if (length > most) return true;
    }
  return false;
}
