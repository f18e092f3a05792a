import { cellsOf, cellsPerFrame } from './stored.ts';
import type { PixelDescription } from './types.ts';

/** True where native cells have bits beside the stored ones: there old overlays and other things can hide (PS3.5 section 8.1.1). */
export function hasUnusedBits({ bitsAllocated, bitsStored, element }: Pick<PixelDescription, 'bitsAllocated' | 'bitsStored' | 'element'>): boolean {
  return element === 'integer' && bitsStored < bitsAllocated;
}

/**
 * True where bits outside Bits Stored say something. Zeros say nothing; nor does sign extension when all cells of the frame have it.
 * `bytes` is the frame's NativeRange.
 */
export function unusedBitsSet(bytes: Uint8Array, description: PixelDescription, bit = 0): boolean {
  if (!hasUnusedBits(description)) return false;
  const cells = cellsOf(bytes, description, bit);
  const { extended, stored, unused } = masksOf(description);
  const count = Math.min(cellsPerFrame(description), Math.floor((bytes.length * 8 - bit) / description.bitsAllocated));
  let zero = true;
  let signs = true;
  for (let n = 0; n < count && (zero || signs); n++) {
    const cell = cells.get(n);
    const beside = (cell & unused) >>> 0;
    if (beside !== 0) zero = false;
    if (beside !== extended(cell & stored)) signs = false;
  }
  return !zero && !signs;
}

/** The frame with every bit outside Bits Stored made zero; signed cells get their sign extended instead, which readers rely on. */
export function zeroUnusedBits(bytes: Uint8Array, description: PixelDescription, bit = 0): Uint8Array {
  const out = new Uint8Array(bytes);
  if (!hasUnusedBits(description)) return out;
  const cells = cellsOf(out, description, bit);
  const { extended, stored } = masksOf(description);
  const count = Math.min(cellsPerFrame(description), Math.floor((bytes.length * 8 - bit) / description.bitsAllocated));
  for (let n = 0; n < count; n++) {
    const kept = (cells.get(n) & stored) >>> 0;
    cells.set(n, (kept | extended(kept)) >>> 0);
  }
  return out;
}

interface Masks {
  readonly stored: number;
  readonly unused: number;
  /** The bits above the high bit that extend the sign of a stored value: 0 for unsigned cells. */
  readonly extended: (stored: number) => number;
}

function masksOf({ bitsAllocated, bitsStored, highBit, signed }: PixelDescription): Masks {
  const all = bitsAllocated === 32 ? 0xffff_ffff : 2 ** bitsAllocated - 1;
  const below = highBit === 31 ? 0xffff_ffff : 2 ** (highBit + 1) - 1;
  const stored = (below & ~(2 ** (highBit + 1 - bitsStored) - 1)) >>> 0;
  const above = (all & ~below) >>> 0;
  const sign = (2 ** highBit) >>> 0;
  return { stored, unused: (all & ~stored) >>> 0, extended: (cell) => (signed && (cell & sign) !== 0 ? above : 0) };
}
