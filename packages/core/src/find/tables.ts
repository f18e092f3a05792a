import { find, readNumbers, type ByteRange, type ByteSource, type DataSet } from '../dicom/index.ts';

/** A lookup table as it stands, and what describes it. */
export interface Table {
  readonly value: Uint8Array | ByteRange;
  /** The tag of its descriptor: number of entries, first value, bits (PS3.3 sections C.7.6.3.1.5 and C.11.1.1). */
  readonly descriptor: number;
  readonly shape: 'palette' | 'segments' | 'curve' | 'values';
}

/** What is needed to read it. */
export interface TableContext {
  readonly data: DataSet;
  readonly source: ByteSource;
  readonly bigEndian: boolean;
}

/**
 * Whether a lookup table is exactly as long as its descriptor says, so that nothing stands behind it; one in segments, whether
 * it unfolds to exactly that many entries; a contrast curve, whether it only rises or only falls, as text does not. A table
 * without a descriptor does not fit.
 */
export function tableFits({ descriptor, shape, value }: Table, { bigEndian, data, source }: TableContext): boolean {
  const [said, , bits] = readNumbers(find(data, descriptor), bigEndian);
  if (said === undefined || bits === undefined || bits < 8 || bits > 16) return false;
  const entries = said === 0 ? 65_536 : said < 0 ? said + 65_536 : said;
  const bytes = value instanceof Uint8Array ? value : source.read(value.start, value.end);
  if (shape === 'segments') return unfolded(bytes, { wide: bits > 8, little: !bigEndian }) === entries;
  const wide = bytes.length === entries * 2;
  if (!wide && (bits !== 8 || bytes.length !== entries + (entries % 2))) return false;
  if (shape === 'palette' || isMonotone(bytes, { wide, little: !bigEndian })) return true;
  return shape === 'values' && !spells(bytes, 1) && !(wide && (spells(bytes, 2) || spells(bytes.subarray(1), 2)));
}

const SPELLING = 8;

/** Whether bytes, each or every second one, hold a run of letters as long as a word. */
export function spells(bytes: Uint8Array, step: 1 | 2): boolean {
  let run = 0;
  for (let at = 0; at < bytes.length; at += step) {
    const letter = (bytes[at] ?? 0) | 0x20;
    run = letter >= 0x61 && letter <= 0x7a ? run + 1 : 0;
    if (run >= SPELLING) return true;
  }
  return false;
}

interface Width {
  readonly wide: boolean;
  readonly little: boolean;
}

function isMonotone(bytes: Uint8Array, { little, wide }: Width): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let rises = true;
  let falls = true;
  for (let at = wide ? 2 : 1; at < bytes.length; at += wide ? 2 : 1) {
    const here = wide ? view.getUint16(at, little) : view.getUint8(at);
    const before = wide ? view.getUint16(at - 2, little) : view.getUint8(at - 1);
    if (here < before) rises = false;
    if (here > before) falls = false;
  }
  return rises || falls;
}

const DISCRETE = 0;
const LINEAR = 1;

// How many entries the segments give; -1 where they are malformed or point back (PS3.3 section C.7.9.2).
function unfolded(bytes: Uint8Array, { little, wide }: Width): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = wide ? 2 : 1;
  const count = Math.floor(bytes.length / width);
  const read = (index: number): number => (wide ? view.getUint16(index * 2, little) : view.getUint8(index));
  let at = 0;
  let entries = 0;
  while (at + 1 < count) {
    const [kind, length] = [read(at), read(at + 1)];
    if (kind === DISCRETE) at += 2 + length;
    else if (kind === LINEAR && entries > 0) at += 3;
    else return -1;
    entries += length;
  }
  return at === count ? entries : -1;
}
