/** The entropy-coded bytes of a scan as bits, first bit highest; stuffed zeros left out (ITU-T T.81 section F.1.2.3). */
export interface ScanBits {
  readonly bytes: Uint8Array;
  /** Where the next byte is read; stays at a marker. */
  at: number;
  hold: number;
  count: number;
  /** Bits of the hold that no byte gave: behind a marker or the end. */
  padded: number;
}

/** A Huffman table as a lookup by the next 16 bits: length x 256 + symbol; 0 where no code begins so. */
export type HuffmanTable = Uint16Array;

/** Bits of a scan from `at` on, none read yet. */
export function openBits(bytes: Uint8Array, at: number): ScanBits {
  return { bytes, at, hold: 0, count: 0, padded: 0 };
}

/** True once bits were used that the file does not have. */
export function isSpent({ count, padded }: ScanBits): boolean {
  return padded > count;
}

function fill(bits: ScanBits): void {
  while (bits.count <= 16) {
    const byte = bits.bytes[bits.at];
    let next = 0;
    if (byte === undefined || (byte === 0xff && bits.bytes[bits.at + 1] !== 0)) {
      bits.padded += 8;
    } else {
      next = byte;
      bits.at += byte === 0xff ? 2 : 1;
    }
    bits.hold = ((bits.hold & 0xff_ffff) << 8) | next;
    bits.count += 8;
  }
}

/** The next symbol of a table; -1 where the bits are no code. */
export function nextSymbol(bits: ScanBits, table: HuffmanTable): number {
  if (bits.count < 16) fill(bits);
  const entry = table[(bits.hold >>> (bits.count - 16)) & 0xffff] ?? 0;
  if (entry === 0) return -1;
  bits.count -= entry >> 8;
  return entry & 255;
}

/** The next `size` bits (0 to 16) as the signed difference that they stand for (ITU-T T.81 section F.2.2.1). */
export function nextDifference(bits: ScanBits, size: number): number {
  if (size === 0) return 0;
  if (bits.count < size) fill(bits);
  bits.count -= size;
  const value = (bits.hold >>> bits.count) & (2 ** size - 1);
  return value < 2 ** (size - 1) ? value - 2 ** size + 1 : value;
}

/** The next `size` bits (0 to 16) as they are. */
export function nextBits(bits: ScanBits, size: number): number {
  if (size === 0) return 0;
  if (bits.count < size) fill(bits);
  bits.count -= size;
  return (bits.hold >>> bits.count) & (2 ** size - 1);
}

/** Drops the rest of the byte and steps over restart marker `number` (0 to 7); false where another thing stands there. */
export function readRestart(bits: ScanBits, number: number): boolean {
  if (isSpent(bits)) return false;
  bits.hold = 0;
  bits.count = 0;
  bits.padded = 0;
  while (bits.bytes[bits.at] === 0xff && bits.bytes[bits.at + 1] === 0xff) bits.at++;
  if (bits.bytes[bits.at] !== 0xff || bits.bytes[bits.at + 1] !== 0xd0 + number) return false;
  bits.at += 2;
  return true;
}

/** Reads the tables of a DHT segment into `tables`, by class x 4 + identifier; false where it is malformed. */
export function readHuffmanTables(bytes: Uint8Array, tables: Map<number, HuffmanTable>): boolean {
  for (let at = 0; at < bytes.length;) {
    const head = bytes[at] ?? 0;
    const counts = bytes.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, n) => sum + n, 0);
    const symbols = bytes.subarray(at + 17, at + 17 + total);
    if (counts.length < 16 || symbols.length < total || head >> 4 > 1 || (head & 15) > 3) return false;
    const table = tableOf(counts, symbols);
    if (table === null) return false;
    tables.set((head >> 4) * 4 + (head & 15), table);
    at += 17 + total;
  }
  return true;
}

function tableOf(counts: Uint8Array, symbols: Uint8Array): HuffmanTable | null {
  const table = new Uint16Array(65_536);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    const span = 2 ** (16 - length);
    for (let n = counts[length - 1] ?? 0; n > 0; n--) {
      if ((code + 1) * span > 65_536) return null;
      table.fill(length * 256 + (symbols[at++] ?? 0), code * span, (code + 1) * span);
      code++;
    }
    code *= 2;
  }
  return table;
}
