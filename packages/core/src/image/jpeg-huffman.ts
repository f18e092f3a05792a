/** A Huffman table to write with: the lists of a DHT segment, and the code of each symbol. */
export interface HuffmanCodes {
  /** How many codes have 1 to 16 bits. */
  readonly counts: Uint8Array;
  /** Symbols by length of their code. */
  readonly symbols: Uint8Array;
  readonly codes: Uint16Array;
  readonly lengths: Uint8Array;
}

/**
 * The table that codes symbols of given frequencies in the fewest bits, no code longer than 16 bits or of ones only.
 *
 * @see ITU-T T.81 section K.2
 */
export function optimalCodes(frequencies: Uint32Array): HuffmanCodes {
  const sizes = codeSizes(frequencies);
  const bySize = new Int32Array(258);
  for (const size of sizes) if (size > 0) bySize[size] = (bySize[size] ?? 0) + 1;
  limitSizes(bySize);
  const symbols = Uint8Array.from(
    Array.from({ length: 256 }, (_, symbol) => symbol)
      .filter((symbol) => (sizes[symbol] ?? 0) > 0)
      .toSorted((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || a - b),
  );
  return codesOf(Uint8Array.from(bySize.subarray(1, 17)), symbols);
}

function codesOf(counts: Uint8Array, symbols: Uint8Array): HuffmanCodes {
  const codes = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    for (let n = counts[length - 1] ?? 0; n > 0; n--) {
      const symbol = symbols[at++] ?? 0;
      codes[symbol] = code++;
      lengths[symbol] = length;
    }
    code *= 2;
  }
  return { counts, symbols, codes, lengths };
}

/** Depth of each symbol in a Huffman tree; the 257th symbol takes the code of ones that no table may have. */
function codeSizes(frequencies: Uint32Array): Uint16Array {
  const left = new Float64Array(257);
  left.set(frequencies.subarray(0, 256));
  left[256] = 1;
  if (frequencies.every((count) => count === 0)) left[0] = 1;
  const sizes = new Uint16Array(257);
  const next = new Int16Array(257).fill(-1);
  for (;;) {
    const first = leastOf(left, -1);
    const second = leastOf(left, first);
    if (second < 0) return sizes;
    left[first] = (left[first] ?? 0) + (left[second] ?? 0);
    left[second] = 0;
    const end = deepen(sizes, next, first);
    next[end] = second;
    deepen(sizes, next, second);
  }
}

function leastOf(left: Float64Array, but: number): number {
  let least = -1;
  for (let n = 0; n < left.length; n++) {
    const count = left[n] ?? 0;
    if (count > 0 && n !== but && (least < 0 || count <= (left[least] ?? 0))) least = n;
  }
  return least;
}

/** One level deeper for every symbol of a chain; gives its last. */
function deepen(sizes: Uint16Array, next: Int16Array, from: number): number {
  let at = from;
  for (;;) {
    sizes[at] = (sizes[at] ?? 0) + 1;
    const following = next[at] ?? -1;
    if (following < 0) return at;
    at = following;
  }
}

/** Moves codes longer than 16 bits up, then takes out the code of ones (ITU-T T.81 figure K.3). */
function limitSizes(bySize: Int32Array): void {
  const count = (size: number): number => bySize[size] ?? 0;
  const add = (size: number, more: number): void => {
    bySize[size] = count(size) + more;
  };
  for (let size = bySize.length - 1; size > 16; size--) {
    while (count(size) > 0) {
      let shorter = size - 2;
      while (count(shorter) === 0) shorter--;
      add(size, -2);
      add(size - 1, 1);
      add(shorter + 1, 2);
      add(shorter, -1);
    }
  }
  let longest = 16;
  while (count(longest) === 0) longest--;
  add(longest, -1);
}

/** Entropy-coded bytes being written. */
export interface BitSink {
  /** Writes the low `length` bits of a value, 0 to 16. */
  put(value: number, length: number): void;
  /** Fills the byte with ones and writes a marker (ITU-T T.81 section F.1.2.3). */
  marker(code: number): void;
  /** Fills the byte with ones, and gives all bytes. */
  end(): Uint8Array;
}

/** Opens a sink that stuffs a zero behind each 0xFF. */
export function openSink(): BitSink {
  let bytes = new Uint8Array(4096);
  let at = 0;
  let hold = 0;
  let count = 0;
  const push = (byte: number): void => {
    if (at + 2 > bytes.length) {
      const grown = new Uint8Array(bytes.length * 2);
      grown.set(bytes);
      bytes = grown;
    }
    bytes[at++] = byte;
  };
  const put = (value: number, length: number): void => {
    hold = (hold << length) | (value & ((1 << length) - 1));
    count += length;
    while (count >= 8) {
      count -= 8;
      const byte = (hold >>> count) & 255;
      push(byte);
      if (byte === 255) push(0);
    }
    hold &= (1 << count) - 1;
  };
  const fill = (): void => put(127, (8 - count) % 8);
  const marker = (code: number): void => {
    fill();
    push(255);
    push(code);
  };
  const end = (): Uint8Array => {
    fill();
    return bytes.slice(0, at);
  };
  return { put, marker, end };
}

/** How many bits a difference takes (ITU-T T.81 table F.1). */
export function sizeOf(value: number): number {
  return 32 - Math.clz32(value < 0 ? -value : value);
}

/** Where symbols of up to 16 tables go, each with bits behind it: counted first, written then. */
export interface SymbolSink {
  symbol(table: number, symbol: number): void;
  bits(value: number, length: number): void;
  /** Restart marker `number`. */
  restart(number: number): void;
}

/** What was coded, and the tables that it needs, by the number that the coder gave them. */
export interface Coded {
  readonly tables: ReadonlyMap<number, HuffmanCodes>;
  readonly bytes: Uint8Array;
}

/** Codes twice: once to count symbols, once to write them with the best tables. */
export function codeTwice(code: (sink: SymbolSink) => void): Coded {
  const counted = new Map<number, Uint32Array>();
  const ignore = (): void => undefined;
  code({
    symbol: (table, symbol) => {
      let counts = counted.get(table);
      if (counts === undefined) counted.set(table, (counts = new Uint32Array(256)));
      counts[symbol] = (counts[symbol] ?? 0) + 1;
    },
    bits: ignore,
    restart: ignore,
  });
  const tables = new Map([...counted].map(([table, counts]) => [table, optimalCodes(counts)] as const));
  const sink = openSink();
  code({
    symbol: (table, symbol) => {
      const codes = tables.get(table);
      sink.put(codes?.codes[symbol] ?? 0, codes?.lengths[symbol] ?? 0);
    },
    bits: (value, length) => sink.put(value, length),
    restart: (number) => sink.marker(0xd0 + number),
  });
  return { tables, bytes: sink.end() };
}
