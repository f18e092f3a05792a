/** RFC 1951, section 3.2: a decoder and a small encoder, apart from the code under test. */
interface BitReader {
  bits(count: number): number;
  align(): void;
  byte(): number;
  done(): boolean;
}

function bitReader(bytes: Uint8Array): BitReader {
  let at = 0;
  let hold = 0;
  let held = 0;
  const byte = (): number => bytes[at++] ?? 0;
  return {
    bits: (count) => {
      while (held < count) {
        hold |= byte() << held;
        held += 8;
      }
      const value = hold & ((1 << count) - 1);
      hold >>>= count;
      held -= count;
      return value;
    },
    align: () => {
      hold = 0;
      held = 0;
    },
    byte,
    done: () => at > bytes.length + 4,
  };
}

/** Codes by length: how many there are, and their symbols in order. */
interface Huffman {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

function huffman(lengths: readonly number[]): Huffman {
  const counts = Array.from({ length: 16 }, (_, n) => (n === 0 ? 0 : lengths.filter((length) => length === n).length));
  const symbols = Array.from({ length: 15 }, (_, n) => lengths.flatMap((length, symbol) => (length === n + 1 ? [symbol] : []))).flat();
  return { counts, symbols };
}

function decode(reader: BitReader, { counts, symbols }: Huffman): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length < 16; length++) {
    code |= reader.bits(1);
    const count = counts[length] ?? 0;
    if (code - count < first) return symbols[index + code - first] ?? 256;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return 256;
}

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const fixedLengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));

function readLengths(reader: BitReader, codes: Huffman, count: number): readonly number[] {
  const lengths: number[] = [];
  while (lengths.length < count) {
    const symbol = decode(reader, codes);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol > 18) return lengths;
    else {
      const value = symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
      const times = symbol === 16 ? 3 + reader.bits(2) : symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7);
      for (let i = 0; i < times; i++) lengths.push(value);
    }
  }
  return lengths;
}

function readTables(reader: BitReader): readonly [Huffman, Huffman] {
  const literals = reader.bits(5) + 257;
  const distances = reader.bits(5) + 1;
  const used = reader.bits(4) + 4;
  const order = Array.from({ length: 19 }, () => 0);
  for (const symbol of ORDER.slice(0, used)) order[symbol] = reader.bits(3);
  const lengths = readLengths(reader, huffman(order), literals + distances);
  return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
}

function readBlock(reader: BitReader, [literals, distances]: readonly [Huffman, Huffman], out: number[]): void {
  while (!reader.done()) {
    const symbol = decode(reader, literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      out.push(symbol);
      continue;
    }
    const length = (LENGTH_BASE[symbol - 257] ?? 0) + reader.bits(LENGTH_EXTRA[symbol - 257] ?? 0);
    const code = decode(reader, distances);
    const extra = code < 2 ? 0 : (code >> 1) - 1;
    const distance = (code < 4 ? code + 1 : ((2 + (code & 1)) << extra) + 1) + reader.bits(extra);
    for (let i = 0; i < length; i++) out.push(out[out.length - distance] ?? 0);
  }
}

/** Inflates as far as the bytes go, and never throws. */
export function inflate(bytes: Uint8Array, limit = 64 * 1024 * 1024): Uint8Array {
  const reader = bitReader(bytes);
  const out: number[] = [];
  let last = false;
  while (!last && !reader.done() && out.length < limit) {
    last = reader.bits(1) === 1;
    const kind = reader.bits(2);
    if (kind === 0) {
      reader.align();
      const length = reader.byte() | (reader.byte() << 8);
      reader.byte();
      reader.byte();
      for (let i = 0; i < length && !reader.done(); i++) out.push(reader.byte());
    } else if (kind === 1) readBlock(reader, [huffman(fixedLengths), huffman(Array.from({ length: 30 }, () => 5))], out);
    else if (kind === 2) readBlock(reader, readTables(reader), out);
    else last = true;
  }
  return Uint8Array.from(out);
}

/** Deflates with fixed codes and literals only: nothing gets smaller, but no byte stands where it can be read. */
export function deflate(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let hold = 0;
  let held = 0;
  const put = (bit: number): void => {
    hold |= bit << held++;
    if (held < 8) return;
    out.push(hold);
    hold = 0;
    held = 0;
  };
  const code = (value: number, length: number): void => {
    for (let i = length - 1; i >= 0; i--) put((value >> i) & 1);
  };
  put(1);
  put(1);
  put(0);
  for (const byte of bytes) code(byte < 144 ? 0x30 + byte : 0x190 + byte - 144, byte < 144 ? 8 : 9);
  code(0, 7);
  while (held !== 0) put(0);
  return Uint8Array.from(out);
}
