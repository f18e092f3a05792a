import { plainProfile } from './srgb.ts';

// One constant for each VR: what stands there tells nobody anything, and the second look knows it.
const TEXTS: Readonly<Record<string, string>> = {
  AE: 'REMOVED',
  AS: '000Y',
  CS: 'REMOVED',
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  LO: 'REMOVED',
  LT: 'REMOVED',
  PN: 'REMOVED',
  SH: 'REMOVED',
  ST: 'REMOVED',
  TM: '000000',
  UC: 'REMOVED',
  UI: '2.25.0',
  UR: 'about:blank',
  UT: 'REMOVED',
};

const WIDTHS: Readonly<Record<string, number>> = {
  AT: 4,
  FD: 8,
  FL: 4,
  OB: 2,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  OW: 2,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  UN: 2,
  US: 2,
  UV: 8,
};

// Attributes whose dummy must be a term of PS3.3, because their values are enumerated; and the colour profile.
const BY_TAG: ReadonlyMap<number, string | Uint8Array> = new Map<number, string | Uint8Array>([
  [0x00282000, plainProfile()],
  [0x00080008, 'DERIVED\\SECONDARY'],
  [0x00080060, 'OT'],
  [0x00089007, 'DERIVED\\SECONDARY'],
]);

/**
 * The constant that a D fix writes: text, bytes, or a number of zero bytes; null for a sequence, which has none.
 *
 * @see PS3.15 Table E.1-1a
 */
export function dummyOf(tag: number, vr: string): string | Uint8Array | number | null {
  return BY_TAG.get(tag) ?? TEXTS[vr] ?? WIDTHS[vr] ?? null;
}
