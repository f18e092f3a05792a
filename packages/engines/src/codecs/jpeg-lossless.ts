import { isSpent, type JpegHead, type JpegScan, nextDifference, nextSymbol, openBits, readRestart, type ScanBits } from '@silhouette/core/image';
import { decodeScans } from './jpeg-scans.ts';

/**
 * Decodes JPEG lossless (process 14, every predictor, 2 to 16 bits, any number of scans, point transform and restarts): unsigned
 * samples, side by side for each pixel. Null where the codestream is damaged, cut off or subsampled.
 *
 * @see ITU-T T.81 annex H
 */
export function decodeJpegLossless(bytes: Uint8Array, head: JpegHead): Uint16Array | null {
  if (head.precision < 2 || head.precision > 16) return null;
  if (head.components.length > 1 && head.components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1)) return null;
  const values = new Uint16Array(head.width * head.height * head.components.length);
  return decodeScans(bytes, head, (scan) => decodeScan(bytes, scan, { head, values })) ? values : null;
}

function decodeScan(bytes: Uint8Array, scan: JpegScan, { head, values }: { head: JpegHead; values: Uint16Array }): number {
  const [predictor] = scan.spectral;
  const [, shift] = scan.approximation;
  const linesPerRestart = scan.restartInterval / head.width;
  if (predictor < 1 || predictor > 7 || shift >= head.precision || !Number.isInteger(linesPerRestart)) return -1;
  const bits = openBits(bytes, scan.start);
  let restarts = 0;
  let isFirst = true;
  for (let row = 0; row < head.height; row++) {
    if (row > 0 && linesPerRestart > 0 && row % linesPerRestart === 0) {
      if (!readRestart(bits, restarts++ % 8)) return -1;
      isFirst = true;
    }
    if (!decodeLine(bits, scan, { head, values, row, isFirst, predictor })) return -1;
    isFirst = false;
  }
  if (shift > 0) for (const { index } of scan.components) shiftUp(values, index, { step: head.components.length, shift });
  return bits.at;
}

interface Line {
  readonly head: JpegHead;
  readonly values: Uint16Array;
  readonly row: number;
  /** The first line of a scan or behind a restart marker predicts from the left only. */
  readonly isFirst: boolean;
  readonly predictor: number;
}

function decodeLine(bits: ScanBits, scan: JpegScan, { head, isFirst, predictor, row, values }: Line): boolean {
  const step = head.components.length;
  const width = head.width * step;
  const start = 2 ** (head.precision - scan.approximation[1] - 1);
  for (let column = 0; column < head.width; column++) {
    for (const { dc, index } of scan.components) {
      const size = dc === undefined ? -1 : nextSymbol(bits, dc);
      if (size < 0 || size > 16) return false;
      const at = row * width + column * step + index;
      const prediction = isFirst
        ? column === 0
          ? start
          : (values[at - step] ?? 0)
        : column === 0
          ? (values[at - width] ?? 0)
          : predict(predictor, values[at - step] ?? 0, values[at - width] ?? 0, values[at - width - step] ?? 0);
      values[at] = prediction + (size === 16 ? 32_768 : nextDifference(bits, size));
    }
  }
  return !isSpent(bits);
}

/** The predictors of ITU-T T.81 table H.1 from the samples to the left, above and above left. */
function predict(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}

function shiftUp(values: Uint16Array, index: number, { shift, step }: { shift: number; step: number }): void {
  for (let at = index; at < values.length; at += step) values[at] = (values[at] ?? 0) << shift;
}
