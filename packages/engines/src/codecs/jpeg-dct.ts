/**
 * The inverse cosine transform of JPEG in whole numbers, after Loeffler, Ligtenberg and Moschytz (ICASSP 1989), with the constants
 * and the rounding of the accurate transform that dcmtk and libjpeg use, so that results are equal bit for bit.
 */
const constantBits = 13;

const c = (value: number): number => Math.floor(value * 2 ** constantBits + 0.5);
const [C0298, C0390, C0541, C0765, C0899, C1175] = [c(0.298631336), c(0.390180644), c(0.5411961), c(0.765366865), c(0.899976223), c(1.175875602)];
const [C1501, C1847, C1961, C2053, C2562, C3072] = [c(1.50132111), c(1.847759065), c(1.96157056), c(2.053119869), c(2.562915447), c(3.072711026)];

/** One dimension: reads eight values `step` apart from `from`, writes them back shifted down by `shift` with rounding. */
function transform(block: Int32Array, at: { from: number; step: number }, down: number): void {
  const read = (n: number): number => block[at.from + n * at.step] ?? 0;
  const z1 = (read(2) + read(6)) * C0541;
  const even2 = z1 - read(6) * C1847;
  const even3 = z1 + read(2) * C0765;
  const even0 = (read(0) + read(4)) * 2 ** constantBits;
  const even1 = (read(0) - read(4)) * 2 ** constantBits;
  const [t10, t13, t11, t12] = [even0 + even3, even0 - even3, even1 + even2, even1 - even2];
  const [o0, o1, o2, o3] = [read(7), read(5), read(3), read(1)];
  const z5 = (o0 + o2 + (o1 + o3)) * C1175;
  const za = -(o0 + o3) * C0899;
  const zb = -(o1 + o2) * C2562;
  const zc = -(o0 + o2) * C1961 + z5;
  const zd = -(o1 + o3) * C0390 + z5;
  const [q0, q1, q2, q3] = [o0 * C0298 + za + zc, o1 * C2053 + zb + zd, o2 * C3072 + zb + zc, o3 * C1501 + za + zd];
  const half = 2 ** (down - 1);
  const divisor = 2 ** down;
  const write = (n: number, value: number): void => {
    block[at.from + n * at.step] = Math.floor((value + half) / divisor);
  };
  write(0, t10 + q3);
  write(7, t10 - q3);
  write(1, t11 + q2);
  write(6, t11 - q2);
  write(2, t12 + q1);
  write(5, t12 - q1);
  write(3, t13 + q0);
  write(4, t13 - q0);
}

/** Turns 64 dequantized coefficients, in natural order, into samples around zero, in place. */
export function inverseDct(block: Int32Array, precision: number): void {
  const passBits = precision > 8 ? 1 : 2;
  for (let n = 0; n < 8; n++) transform(block, { from: n, step: 8 }, constantBits - passBits);
  for (let n = 0; n < 8; n++) transform(block, { from: n * 8, step: 1 }, constantBits + passBits + 3);
}
