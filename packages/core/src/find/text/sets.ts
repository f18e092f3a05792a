const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A set of words as sorted 32-bit numbers: it may say yes to a word it does not hold, never no to one it holds. */
export interface WordSet {
  readonly size: number;
  readonly spread: number;
  readonly sorted: Uint32Array;
}

/** FNV-1a over UTF-16 code units with a final mix (murmur3's), 32 bits. */
export function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The place of a word among `range` places. */
export const placeOf = (word: string, range: number): number => Math.floor((hashOf(word) / 4294967296) * range);

/**
 * Packs words as a Golomb coded set: sorted places in a range of 2^bits for each word, as gaps, each a unary quotient and
 * `bits` bits of remainder. About bits + 1.5 bits a word; one word in 2^bits that is not in the set is taken for one that is.
 */
export function packSet(words: ReadonlySet<string>, bits: number): string {
  const spread = 2 ** bits;
  const places = [...new Set([...words].map((word) => placeOf(word, words.size * spread)))].sort((a, b) => a - b);
  const out: number[] = [];
  let last = 0;
  for (const place of places) {
    const gap = place - last;
    last = place;
    for (let q = Math.floor(gap / spread); q > 0; q -= 1) out.push(1);
    out.push(0);
    for (let b = bits - 1; b >= 0; b -= 1) out.push(Math.floor((gap % spread) / 2 ** b) % 2);
  }
  let text = '';
  for (let i = 0; i < out.length; i += 6) {
    let value = 0;
    for (let b = 0; b < 6; b += 1) value = value * 2 + (out[i + b] ?? 0);
    text += alphabet[value] ?? '';
  }
  return `${words.size},${places.length},${bits},${text}`;
}

/** Unpacks what `packSet` made. */
export function openSet(packed: string): WordSet {
  const [size = '0', count = '0', bits = '0'] = packed.split(',', 3);
  const width = Number(bits);
  const spread = 2 ** width;
  const sorted = new Uint32Array(Number(count));
  const codes = new Uint8Array(128);
  for (let i = 0; i < alphabet.length; i += 1) codes[alphabet.charCodeAt(i)] = i;
  let at = packed.lastIndexOf(',') + 1;
  let have = 0;
  let buffer = 0;
  const bit = (): number => {
    if (have === 0) {
      buffer = codes[packed.charCodeAt(at) & 127] ?? 0;
      at += 1;
      have = 6;
    }
    have -= 1;
    return (buffer >> have) & 1;
  };
  let last = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    let gap = 0;
    while (at <= packed.length && bit() === 1) gap += spread;
    let rest = 0;
    for (let b = 0; b < width; b += 1) rest = rest * 2 + bit();
    last += gap + rest;
    sorted[i] = last;
  }
  return { size: Number(size), spread, sorted };
}

/** Looks a word up, in about 17 steps. */
export function inSet(set: WordSet, word: string): boolean {
  const place = placeOf(word, set.size * set.spread);
  let low = 0;
  let high = set.sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = set.sorted[middle] ?? 0;
    if (here === place) return true;
    if (here < place) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
