import { segmentAt } from './codestream.ts';
import { type HuffmanTable, readHuffmanTables } from './jpeg-bits.ts';
import type { JpegHead } from './jpeg-head.ts';

/** The components of a scan and the tables they use. */
export interface JpegScanComponent {
  /** Its place among the components of the frame. */
  readonly index: number;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  readonly quantization: Uint16Array | undefined;
}

/** A scan header with the tables in force (ITU-T T.81 section B.2.3). */
export interface JpegScan {
  readonly components: readonly JpegScanComponent[];
  readonly spectral: readonly [number, number];
  /** Successive approximation or point transform: high and low. */
  readonly approximation: readonly [number, number];
  /** MCUs between restart markers; 0 for none. */
  readonly restartInterval: number;
  /** Where its entropy-coded bytes begin. */
  readonly start: number;
}

interface Tables {
  readonly huffman: Map<number, HuffmanTable>;
  readonly quantization: Map<number, Uint16Array>;
  restartInterval: number;
}

/**
 * Walks a codestream of one frame: gives each scan to `decode`, which says where its bytes end or -1 where they are wrong. True when
 * the end of image is reached.
 */
export function walkJpegScans(bytes: Uint8Array, head: JpegHead, decode: (scan: JpegScan) => number): boolean {
  const tables: Tables = { huffman: new Map(), quantization: new Map(), restartInterval: 0 };
  let at = 2;
  for (let n = 0; n < 10_000; n++) {
    const segment = segmentAt(bytes, at);
    if (segment === null) return bytes.subarray(at).every((byte) => byte === 0);
    at = segment.end;
    const inside = bytes.subarray(segment.start, segment.end);
    if (segment.marker === 0xd9) return true;
    if (segment.marker !== 0xda) {
      if (!readTable(segment.marker, inside, tables)) return false;
      continue;
    }
    const scan = readScan(inside, { head, tables, start: segment.end });
    if (scan === null) return false;
    const behind = decode(scan);
    if (behind < 0) return false;
    at = nextMarker(bytes, behind);
  }
  return false;
}

/** Some encoders fill up between the last sample and the next marker. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) if (bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff) return at;
  return from;
}

function readTable(marker: number, inside: Uint8Array, tables: Tables): boolean {
  if (marker === 0xc4) return readHuffmanTables(inside, tables.huffman);
  if (marker === 0xdb) return readQuantization(inside, tables.quantization);
  if (marker === 0xdd) {
    tables.restartInterval = ((inside[0] ?? 0) << 8) | (inside[1] ?? 0);
    return inside.length === 2;
  }
  return marker !== 0xcc && marker !== 0xdc && !(marker >= 0xd0 && marker <= 0xd8);
}

function readQuantization(inside: Uint8Array, tables: Map<number, Uint16Array>): boolean {
  for (let at = 0; at < inside.length;) {
    const head = inside[at] ?? 0;
    const wide = head >> 4;
    if (wide > 1 || at + 1 + 64 * (wide + 1) > inside.length) return false;
    const table = new Uint16Array(64);
    for (let n = 0; n < 64; n++) {
      const from = at + 1 + n * (wide + 1);
      table[n] = wide === 0 ? (inside[from] ?? 0) : ((inside[from] ?? 0) << 8) | (inside[from + 1] ?? 0);
    }
    tables.set(head & 15, table);
    at += 1 + 64 * (wide + 1);
  }
  return true;
}

function readScan(inside: Uint8Array, { head, start, tables }: { head: JpegHead; start: number; tables: Tables }): JpegScan | null {
  const count = inside[0] ?? 0;
  if (count < 1 || count > 4 || inside.length !== 4 + count * 2) return null;
  const components: JpegScanComponent[] = [];
  for (let n = 0; n < count; n++) {
    const index = head.components.findIndex(({ id }) => id === inside[1 + n * 2]);
    const component = head.components[index];
    if (component === undefined || components.some((other) => other.index === index)) return null;
    const selector = inside[2 + n * 2] ?? 0;
    const quantization = tables.quantization.get(component.quantization);
    components.push({ index, dc: tables.huffman.get(selector >> 4), ac: tables.huffman.get(4 + (selector & 15)), quantization });
  }
  const [from = 0, to = 0, approximation = 0] = inside.subarray(1 + count * 2);
  const { restartInterval } = tables;
  return { components, spectral: [from, to], approximation: [approximation >> 4, approximation & 15], restartInterval, start };
}
