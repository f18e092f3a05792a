import { concat, even, latin1 } from './bytes.ts';

/** A part of a data set that is to be written; `raw` bytes go out as they are. Values are in little endian. */
export type Part =
  | { readonly kind: 'value'; readonly tag: number; readonly vr: string; readonly bytes: Uint8Array }
  | {
      readonly kind: 'sequence';
      readonly tag: number;
      readonly vr: 'SQ' | 'UN';
      readonly items: readonly (readonly Part[])[];
      readonly open: boolean;
    }
  | { readonly kind: 'fragments'; readonly tag: number; readonly vr: 'OB' | 'OW'; readonly fragments: readonly Uint8Array[] }
  | { readonly kind: 'raw'; readonly tag: number; readonly bytes: Uint8Array };

/** How a data set is written. */
export interface Way {
  readonly explicitVr: boolean;
  readonly bigEndian: boolean;
}

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const SWAP: Readonly<Record<string, number>> = { AT: 2, US: 2, SS: 2, OW: 2, UL: 4, SL: 4, FL: 4, OF: 4, OL: 4, FD: 8, OD: 8, OV: 8, SV: 8, UV: 8 };
const OPEN = 0xffffffff;

function u16(value: number, { bigEndian }: Way): Uint8Array {
  return bigEndian ? Uint8Array.of(value >> 8, value & 0xff) : Uint8Array.of(value & 0xff, value >> 8);
}

function u32(value: number, way: Way): Uint8Array {
  const halves = [u16(value & 0xffff, way), u16(value >>> 16, way)];
  return concat(...(way.bigEndian ? halves.toReversed() : halves));
}

const tagBytes = (tag: number, way: Way): Uint8Array => concat(u16(tag >>> 16, way), u16(tag & 0xffff, way));

function head(tag: number, vr: string, length: number, way: Way): Uint8Array {
  if (!way.explicitVr) return concat(tagBytes(tag, way), u32(length, way));
  if (LONG.has(vr)) return concat(tagBytes(tag, way), latin1(vr), new Uint8Array(2), u32(length, way));
  return concat(tagBytes(tag, way), latin1(vr), u16(length & 0xffff, way));
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i - (i % size) + (size - 1 - (i % size))] = bytes[i] ?? 0;
  return out;
}

const mark = (tag: number, length: number, way: Way): Uint8Array => concat(tagBytes(tag, way), u32(length, way));

function encodeSequence(part: Extract<Part, { kind: 'sequence' }>, way: Way): Uint8Array {
  // Sequences inside UN are in implicit VR little endian, PS3.5 section 6.2.2.
  const inner = part.vr === 'UN' ? { explicitVr: false, bigEndian: false } : way;
  const items = part.items.map((item) => {
    const bytes = encodeParts(item, inner);
    return part.open
      ? concat(mark(0xfffee000, OPEN, inner), bytes, mark(0xfffee00d, 0, inner))
      : concat(mark(0xfffee000, bytes.length, inner), bytes);
  });
  const body = concat(...items);
  return part.open
    ? concat(head(part.tag, part.vr, OPEN, way), body, mark(0xfffee0dd, 0, inner))
    : concat(head(part.tag, part.vr, body.length, way), body);
}

function encodePart(part: Part, way: Way): Uint8Array {
  switch (part.kind) {
    case 'raw':
      return part.bytes;
    case 'sequence':
      return encodeSequence(part, way);
    case 'fragments': {
      const items = part.fragments.map((fragment) => concat(mark(0xfffee000, even(fragment, 0).length, way), even(fragment, 0)));
      return concat(head(part.tag, part.vr, OPEN, way), ...items, mark(0xfffee0dd, 0, way));
    }
    case 'value': {
      const bytes = way.bigEndian ? swapped(part.bytes, SWAP[part.vr] ?? 1) : part.bytes;
      return concat(head(part.tag, part.vr, bytes.length, way), bytes);
    }
  }
}

/** Writes parts in the order given. This writer is apart from the code under test, and writes what that one would refuse to. */
export function encodeParts(parts: readonly Part[], way: Way): Uint8Array {
  return concat(...parts.map((part) => encodePart(part, way)));
}
