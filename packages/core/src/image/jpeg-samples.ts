import { isSpent, nextDifference, nextSymbol, openBits, readRestart, type ScanBits } from './jpeg-bits.ts';
import type { JpegHead } from './jpeg-head.ts';
import { codeTwice, type SymbolSink } from './jpeg-huffman.ts';
import { type JpegScan, type JpegScanComponent, walkJpegScans } from './jpeg-scans.ts';
import { codeDifference, frameSegment, huffmanSegment, restartSegment, segmentOf } from './jpeg-write.ts';

/** How a scan of JPEG lossless was coded (ITU-T T.81 section H.1). */
export interface LosslessScan {
  readonly components: readonly number[];
  readonly predictor: number;
  /** Low bits that are not sent. */
  readonly shift: number;
  /** Lines between restart markers; 0 for none. */
  readonly lines: number;
}

/** The samples of JPEG lossless as they are sent, without the bits that are not. */
export interface LosslessSamples {
  /** By component: rows x columns. */
  readonly planes: readonly Uint16Array[];
  readonly scans: readonly LosslessScan[];
}

const mostSamples = 2 ** 27;

/** Reads the samples of JPEG lossless (process 14); null where it is damaged, cut off, or larger than its bytes can hold. */
export function readSamples(bytes: Uint8Array, head: JpegHead): LosslessSamples | null {
  const { components, height, precision, width } = head;
  const samples = width * height * components.length;
  if (precision < 2 || precision > 16 || samples > bytes.length * 8 || samples > mostSamples) return null;
  const planes = components.map(() => new Uint16Array(width * height));
  const scans: LosslessScan[] = [];
  const seen = new Set<number>();
  const isWhole = walkJpegScans(bytes, head, (scan) => {
    const [predictor] = scan.spectral;
    const [, shift] = scan.approximation;
    const lines = scan.restartInterval / width;
    if (predictor < 1 || predictor > 7 || shift >= precision || !Number.isInteger(lines)) return -1;
    if (scan.components.some(({ index }) => seen.has(index))) return -1;
    for (const { index } of scan.components) seen.add(index);
    const kept: LosslessScan = { components: scan.components.map(({ index }) => index), predictor, shift, lines };
    scans.push(kept);
    return readScan(openBits(bytes, scan.start), scan, { head, kept, planes });
  });
  return isWhole && seen.size === components.length ? { planes, scans } : null;
}

interface Lossless {
  readonly head: JpegHead;
  readonly kept: LosslessScan;
  readonly planes: readonly Uint16Array[];
}

function readScan(bits: ScanBits, { components }: JpegScan, lossless: Lossless): number {
  const isRead = visitSamples(lossless, {
    sample: (plane, at, { prediction, turn }) => {
      const size = symbolOf(bits, components[turn]);
      if (size < 0 || size > 16) return false;
      plane[at] = prediction + (size === 16 ? 32_768 : nextDifference(bits, size));
      return true;
    },
    restart: (number) => readRestart(bits, number),
    line: () => !isSpent(bits),
  });
  return isRead ? bits.at : -1;
}

function symbolOf(bits: ScanBits, component: JpegScanComponent | undefined): number {
  return component?.dc === undefined ? -1 : nextSymbol(bits, component.dc);
}

interface SampleVisitor {
  /** A sample of a plane, what is predicted for it, and its component's turn in the scan. */
  sample(plane: Uint16Array, at: number, about: { prediction: number; turn: number }): boolean;
  restart(number: number): boolean;
  line(): boolean;
}

/** Goes through the samples of a scan in the order in which they are sent. False where a visit said so. */
function visitSamples({ head, kept: { components, lines, predictor, shift }, planes }: Lossless, visitor: SampleVisitor): boolean {
  const { height, precision, width } = head;
  const start = 2 ** (precision - shift - 1);
  const turns = components.map((index) => planes[index] ?? new Uint16Array(0));
  const about = { prediction: 0, turn: 0 };
  for (let row = 0; row < height; row++) {
    const isFirst = row === 0 || (lines > 0 && row % lines === 0);
    if (row > 0 && isFirst && !visitor.restart((row / lines - 1) % 8)) return false;
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const way = isFirst ? (column === 0 ? 0 : 1) : column === 0 ? 2 : predictor;
      for (let turn = 0; turn < turns.length; turn++) {
        const plane = turns[turn];
        if (plane === undefined) return false;
        about.turn = turn;
        about.prediction = way === 0 ? start : predict(plane, way, at, width);
        if (!visitor.sample(plane, at, about)) return false;
      }
    }
    if (!visitor.line()) return false;
  }
  return true;
}

/** The predictors of ITU-T T.81 table H.1 from the samples to the left, above and above left. */
function predict(plane: Uint16Array, predictor: number, at: number, width: number): number {
  const left = plane[at - 1] ?? 0;
  const above = plane[at - width] ?? 0;
  const corner = plane[at - width - 1] ?? 0;
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

/** The segments of a lossless codestream from its frame header to its last scan, with the samples as they are. */
export function writeSamples(head: JpegHead, { planes, scans }: LosslessSamples): readonly Uint8Array[] {
  const parts: Uint8Array[] = [
    frameSegment(
      head,
      head.components.map(() => 0),
    ),
  ];
  let inForce = 0;
  for (const kept of scans) {
    const { bytes, tables } = codeTwice((sink) => codeScan(sink, { head, kept, planes }));
    const lists = kept.components.flatMap((index) => [head.components[index]?.id ?? 0, index === 0 ? 0 : 16]);
    const interval = kept.lines * head.width;
    parts.push(...restartSegment(interval, inForce), huffmanSegment(tables));
    parts.push(segmentOf(0xda, [kept.components.length, ...lists, kept.predictor, 0, kept.shift]), bytes);
    inForce = interval;
  }
  return parts;
}

function codeScan(sink: SymbolSink, lossless: Lossless): void {
  const tables = lossless.kept.components.map((index) => (index === 0 ? 0 : 1));
  visitSamples(lossless, {
    sample: (plane, at, { prediction, turn }) => {
      const turned = ((plane[at] ?? 0) - prediction) & 0xffff;
      codeDifference(sink, tables[turn] ?? 0, turned > 32_768 ? turned - 65_536 : turned);
      return true;
    },
    restart: (number) => {
      sink.restart(number);
      return true;
    },
    line: () => true,
  });
}
