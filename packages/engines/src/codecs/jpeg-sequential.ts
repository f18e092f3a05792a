import {
  isSpent,
  type JpegHead,
  type JpegScan,
  type JpegScanComponent,
  nextDifference,
  nextSymbol,
  openBits,
  readRestart,
  type ScanBits,
} from '@silhouette/core/image';
import { inverseDct } from './jpeg-dct.ts';
import { decodeScans } from './jpeg-scans.ts';

/** Natural place of each coefficient in the order in which they are sent (ITU-T T.81 figure A.6). */
const zigzag: readonly number[] = [
  [0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48],
  [41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15],
  [23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
].flat();

/**
 * Decodes sequential Huffman JPEG of 8 or 12 bits (processes 1, 2 and 4): unsigned samples, side by side for each pixel, no colour
 * conversion. Null where the codestream is damaged, cut off or has subsampled components.
 *
 * @see ITU-T T.81 annex F
 */
export function decodeJpegSequential(bytes: Uint8Array, head: JpegHead): Uint16Array | null {
  if (head.precision !== 8 && head.precision !== 12) return null;
  if (head.components.length > 1 && head.components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1)) return null;
  const values = new Uint16Array(head.width * head.height * head.components.length);
  return decodeScans(bytes, head, (scan) => decodeScan(bytes, scan, { head, values })) ? values : null;
}

interface Picture {
  readonly head: JpegHead;
  readonly values: Uint16Array;
}

function decodeScan(bytes: Uint8Array, scan: JpegScan, picture: Picture): number {
  const { head } = picture;
  const bits = openBits(bytes, scan.start);
  const predictions = new Int32Array(head.components.length);
  const block = new Int32Array(64);
  const across = Math.ceil(head.width / 8);
  const total = across * Math.ceil(head.height / 8);
  for (let unit = 0; unit < total; unit++) {
    if (unit > 0 && scan.restartInterval > 0 && unit % scan.restartInterval === 0) {
      if (!readRestart(bits, (unit / scan.restartInterval - 1) % 8)) return -1;
      predictions.fill(0);
    }
    for (const component of scan.components) {
      if (!decodeBlock(bits, component, { block, predictions })) return -1;
      inverseDct(block, head.precision);
      place(block, picture, { index: component.index, left: (unit % across) * 8, top: Math.floor(unit / across) * 8 });
    }
  }
  return bits.at;
}

function decodeBlock(bits: ScanBits, component: JpegScanComponent, { block, predictions }: { block: Int32Array; predictions: Int32Array }): boolean {
  const { ac, dc, index, quantization } = component;
  if (ac === undefined || dc === undefined || quantization === undefined) return false;
  block.fill(0);
  const size = nextSymbol(bits, dc);
  if (size < 0 || size > 15) return false;
  const value = (predictions[index] ?? 0) + nextDifference(bits, size);
  predictions[index] = value;
  block[0] = value * (quantization[0] ?? 0);
  for (let n = 1; n < 64; n++) {
    const symbol = nextSymbol(bits, ac);
    if (symbol < 0) return false;
    const wide = symbol & 15;
    n += symbol >> 4;
    if (wide === 0 && symbol !== 0xf0) break;
    if (n > 63) return false;
    if (wide > 0) block[zigzag[n] ?? 0] = nextDifference(bits, wide) * (quantization[n] ?? 0);
  }
  return !isSpent(bits);
}

function place(block: Int32Array, { head, values }: Picture, at: { index: number; left: number; top: number }): void {
  const step = head.components.length;
  const middle = 2 ** (head.precision - 1);
  const most = 2 ** head.precision - 1;
  const [right, bottom] = [Math.min(8, head.width - at.left), Math.min(8, head.height - at.top)];
  for (let row = 0; row < bottom; row++) {
    for (let column = 0; column < right; column++) {
      const value = (block[row * 8 + column] ?? 0) + middle;
      values[((at.top + row) * head.width + at.left + column) * step + at.index] = value < 0 ? 0 : value > most ? most : value;
    }
  }
}
