/** A source of numbers that look random and are the same for the same seed in every engine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** Roughly normal, mean 0 and standard deviation 1 (a sum of uniforms: no exp, no sin). */
  normal(): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Scrambles 32 bits. */
function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Makes a Random from a seed. */
export function makeRandom(seed: number): Random {
  let state = scramble(seed + 0x9e3779b9);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return scramble(state) / 0x1_0000_0000;
  };
  return {
    next,
    below: (below) => Math.floor(next() * below),
    normal: () => (next() + next() + next() + next() - 2) * 1.7320508,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

/** A number from 0 to 1 that depends only on three whole numbers and a seed. */
export function hash3(x: number, y: number, z: number, seed: number): number {
  return scramble(Math.imul(x, 0x1f123bb5) ^ Math.imul(y, 0x05491333) ^ Math.imul(z, 0x3c6ef372) ^ seed) / 0x1_0000_0000;
}
