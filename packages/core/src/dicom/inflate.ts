import { no, yes } from '../model/index.ts';
import type { Result } from '../model/index.ts';

/** What came out of a deflate stream, and how many bytes of the input it took: what is behind them is not part of it. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly used: number;
}

interface Bits {
  readonly bytes: Uint8Array;
  at: number;
  held: number;
  count: number;
}

interface Output {
  bytes: Uint8Array;
  length: number;
  readonly most: number;
}

/** A canonical Huffman code: how many codes there are of each length, and the symbols in order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

type Trouble = 'deflate-broken' | 'too-large';

const longest = 15;
const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const distanceExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const copyBlock = 256;

const fixedLengths = Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
const fixedCodes: readonly [Code, Code] = [makeCode(fixedLengths), makeCode(new Uint8Array(30).fill(5))];

/**
 * Unpacks a raw deflate stream (RFC 1951), at most `most` bytes. Ours instead of a library's, because a library does not say where
 * the stream ends, and bytes behind it would be bytes that nobody looked at; and because it must not throw.
 */
export function inflate(packed: Uint8Array, most: number): Result<Inflated, Trouble> {
  const input: Bits = { bytes: packed, at: 0, held: 0, count: 0 };
  const output: Output = { bytes: new Uint8Array(Math.min(most, Math.max(1024, packed.length * 4))), length: 0, most };
  for (;;) {
    const head = take(input, 3);
    if (head < 0) return no('deflate-broken');
    const trouble = readBlock(input, output, head >> 1);
    if (trouble !== null) return no(trouble);
    if ((head & 1) === 1) return yes({ bytes: output.bytes.subarray(0, output.length), used: input.at - (input.count >> 3) });
  }
}

function readBlock(input: Bits, output: Output, kind: number): Trouble | null {
  if (kind === 0) return copyStored(input, output);
  if (kind === 1) return readCoded(input, output, fixedCodes);
  if (kind === 3) return 'deflate-broken';
  const codes = readCodes(input);
  return codes === null ? 'deflate-broken' : readCoded(input, output, codes);
}

/** Takes up to 16 bits, lowest first; -1 at the end of the input. */
function take(input: Bits, count: number): number {
  while (input.count < count) {
    const byte = input.bytes[input.at];
    if (byte === undefined) return -1;
    input.at += 1;
    input.held |= byte << input.count;
    input.count += 8;
  }
  const value = input.held & ((1 << count) - 1);
  input.held >>>= count;
  input.count -= count;
  return value;
}

function makeCode(lengths: Uint8Array): Code {
  const counts = new Uint16Array(longest + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const starts = new Uint16Array(longest + 2);
  for (let length = 1; length <= longest; length += 1) starts[length + 1] = (starts[length] ?? 0) + (counts[length] ?? 0);
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const place = starts[length] ?? 0;
    symbols[place] = symbol;
    starts[length] = place + 1;
  }
  return { counts, symbols };
}

/** Whether no bit string has two meanings. */
function isSound({ counts }: Code): boolean {
  let left = 1;
  for (let length = 1; length <= longest; length += 1) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) return false;
  }
  return true;
}

/** Takes one symbol; -1 at the end of the input or where no code fits. */
function takeSymbol(input: Bits, { counts, symbols }: Code): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= longest; length += 1) {
    if (input.count === 0) {
      const byte = input.bytes[input.at];
      if (byte === undefined) return -1;
      input.at += 1;
      input.held = byte;
      input.count = 8;
    }
    code |= input.held & 1;
    input.held >>>= 1;
    input.count -= 1;
    const count = counts[length] ?? 0;
    if (code - count < first) return symbols[index + code - first] ?? -1;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return -1;
}

function readCodes(input: Bits): [Code, Code] | null {
  const literals = take(input, 5) + 257;
  const distances = take(input, 5) + 1;
  const given = take(input, 4) + 4;
  if (literals < 257 || distances < 1 || given < 4 || literals > 286) return null;
  const codeLengths = new Uint8Array(19);
  for (let index = 0; index < given; index += 1) {
    const length = take(input, 3);
    if (length < 0) return null;
    codeLengths[codeOrder[index] ?? 0] = length;
  }
  const lengths = readLengths(input, makeCode(codeLengths), literals + distances);
  if (lengths === null) return null;
  const codes: [Code, Code] = [makeCode(lengths.subarray(0, literals)), makeCode(lengths.subarray(literals))];
  return isSound(codes[0]) && isSound(codes[1]) ? codes : null;
}

function readLengths(input: Bits, code: Code, count: number): Uint8Array | null {
  if (!isSound(code)) return null;
  const lengths = new Uint8Array(count);
  let filled = 0;
  while (filled < count) {
    const symbol = takeSymbol(input, code);
    if (symbol < 0) return null;
    if (symbol < 16) {
      lengths[filled] = symbol;
      filled += 1;
      continue;
    }
    if (symbol === 16 && filled === 0) return null;
    const extra = symbol === 16 ? take(input, 2) : symbol === 17 ? take(input, 3) : take(input, 7);
    const repeat = extra + (symbol === 18 ? 11 : 3);
    if (extra < 0 || filled + repeat > count) return null;
    lengths.fill(symbol === 16 ? (lengths[filled - 1] ?? 0) : 0, filled, filled + repeat);
    filled += repeat;
  }
  return lengths;
}

/** Makes room for `count` more bytes; false beyond the limit. */
function makeRoom(output: Output, count: number): boolean {
  const needed = output.length + count;
  if (needed <= output.bytes.length) return true;
  if (needed > output.most) return false;
  const larger = new Uint8Array(Math.min(output.most, Math.max(needed, output.bytes.length * 2)));
  larger.set(output.bytes.subarray(0, output.length));
  output.bytes = larger;
  return true;
}

function copyStored(input: Bits, output: Output): Trouble | null {
  input.at -= input.count >> 3;
  input.held = 0;
  input.count = 0;
  const length = take(input, 16);
  const check = take(input, 16);
  if (length < 0 || check < 0 || (length ^ check) !== 0xffff || input.at + length > input.bytes.length) return 'deflate-broken';
  if (!makeRoom(output, length)) return 'too-large';
  output.bytes.set(input.bytes.subarray(input.at, input.at + length), output.length);
  output.length += length;
  input.at += length;
  return null;
}

function readCoded(input: Bits, output: Output, [literals, distances]: readonly [Code, Code]): Trouble | null {
  for (;;) {
    const symbol = takeSymbol(input, literals);
    if (symbol < 0) return 'deflate-broken';
    if (symbol === copyBlock) return null;
    if (symbol < copyBlock) {
      if (output.length === output.bytes.length && !makeRoom(output, 1)) return 'too-large';
      output.bytes[output.length] = symbol;
      output.length += 1;
      continue;
    }
    const trouble = copyBack(input, output, { symbol: symbol - 257, distances });
    if (trouble !== null) return trouble;
  }
}

function copyBack(input: Bits, output: Output, { symbol, distances }: { symbol: number; distances: Code }): Trouble | null {
  const base = lengthBase[symbol];
  const extra = take(input, lengthExtra[symbol] ?? 0);
  const far = takeSymbol(input, distances);
  const farBase = far < 0 ? undefined : distanceBase[far];
  if (base === undefined || extra < 0 || farBase === undefined) return 'deflate-broken';
  const farExtra = take(input, distanceExtra[far] ?? 0);
  const distance = farBase + farExtra;
  const length = base + extra;
  if (farExtra < 0 || distance > output.length) return 'deflate-broken';
  if (!makeRoom(output, length)) return 'too-large';
  const { bytes } = output;
  const from = output.length - distance;
  if (distance >= length) bytes.copyWithin(output.length, from, from + length);
  else if (distance === 1) bytes.fill(bytes[from] ?? 0, output.length, output.length + length);
  else for (let index = 0; index < length; index += 1) bytes[output.length + index] = bytes[from + index] ?? 0;
  output.length += length;
  return null;
}
