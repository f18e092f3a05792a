import { isSpent, nextBits, nextDifference, nextSymbol, openBits, readRestart, type ScanBits } from './jpeg-bits.ts';
import { type JpegBlocks, type JpegPlane, visitBlocks } from './jpeg-blocks.ts';
import type { JpegHead } from './jpeg-head.ts';
import { type JpegScan, type JpegScanComponent, walkJpegScans } from './jpeg-scans.ts';

/** What a DCT codestream says beside its coefficients. */
export interface JpegScans {
  /** The scans with direct current coefficients, as components and restart intervals. */
  readonly groups: readonly { readonly components: readonly number[]; readonly restartInterval: number }[];
  /** The quantization table of each component, in the order in which it is sent. */
  readonly quantization: readonly Uint16Array[];
}

/** More scans than any writer makes are a bomb: each may cost many times its bytes. */
const mostScans = 128;

/**
 * Reads the quantized coefficients of sequential and progressive Huffman JPEG into `blocks`. Null where the codestream is damaged,
 * cut off, or leaves a component or bits of coefficients out.
 *
 * @see ITU-T T.81 annexes F and G
 */
export function readCoefficients(bytes: Uint8Array, head: JpegHead, blocks: JpegBlocks): JpegScans | null {
  const groups: JpegScans['groups'][number][] = [];
  const quantization: (Uint16Array | undefined)[] = head.components.map(() => undefined);
  const progress = head.components.map(() => new Int8Array(64).fill(-1));
  const isProgressive = head.frame === 0xc2;
  let scans = 0;
  const isWhole = walkJpegScans(bytes, head, (scan) => {
    if (++scans > mostScans || !fitsUnit(scan, blocks)) return -1;
    const { components, restartInterval } = scan;
    const said = isProgressive ? scan : { ...scan, spectral: [0, 63] as const, approximation: [0, 0] as const };
    if (!advance(said, progress)) return -1;
    for (const one of components) quantization[one.index] ??= one.quantization;
    if (said.spectral[0] === 0 && said.approximation[0] === 0) groups.push({ components: components.map(({ index }) => index), restartInterval });
    return readScan(openBits(bytes, scan.start), said, { blocks, isProgressive });
  });
  const isComplete = progress.every((bits) => bits.every((left) => left === 0));
  const tables = quantization.filter((table) => table !== undefined);
  return isWhole && isComplete && tables.length === head.components.length ? { groups, quantization: tables } : null;
}

/** An MCU has at most ten blocks (ITU-T T.81 section B.2.3). */
function fitsUnit({ components }: JpegScan, { planes }: JpegBlocks): boolean {
  const units = components.reduce((sum, { index }) => sum + (planes[index]?.horizontal ?? 11) * (planes[index]?.vertical ?? 11), 0);
  return components.length === 1 || units <= 10;
}

/** Notes which bits of which coefficients a scan brings; false where they came before or earlier ones are missing. */
function advance({ approximation: [high, low], components, spectral: [from, to] }: JpegScan, progress: readonly Int8Array[]): boolean {
  if (from > to || to > 63 || low > 13 || (high !== 0 && high !== low + 1)) return false;
  if (from > 0 && components.length > 1) return false;
  for (const { index } of components) {
    const bits = progress[index];
    if (bits === undefined || (from > 0 && bits[0] === -1)) return false;
    for (let n = from; n <= to; n++) {
      if (bits[n] !== (high === 0 ? -1 : high)) return false;
      bits[n] = low;
    }
  }
  return true;
}

interface Reading {
  readonly blocks: JpegBlocks;
  readonly isProgressive: boolean;
}

/** What is carried from block to block. */
interface Carried {
  readonly predictions: Int32Array;
  /** Blocks that are still to be skipped by an end-of-band run. */
  run: number;
}

function readScan(bits: ScanBits, scan: JpegScan, { blocks, isProgressive }: Reading): number {
  const carried: Carried = { predictions: new Int32Array(blocks.planes.length), run: 0 };
  const byIndex = new Map(scan.components.map((one) => [one.index, one]));
  const readBlock = isProgressive ? progressiveReader(scan) : readSequential;
  const isRead = visitBlocks(
    blocks,
    { components: scan.components.map(({ index }) => index), restartInterval: scan.restartInterval },
    {
      block: (index, at) => {
        const [component, plane] = [byIndex.get(index), blocks.planes[index]];
        return component !== undefined && plane !== undefined && readBlock(bits, component, { plane, at, carried }) && !isSpent(bits);
      },
      restart: (number) => {
        carried.predictions.fill(0);
        carried.run = 0;
        return readRestart(bits, number);
      },
    },
  );
  return isRead && carried.run === 0 ? bits.at : -1;
}

interface At {
  readonly plane: JpegPlane;
  readonly at: number;
  readonly carried: Carried;
}

type ReadBlock = (bits: ScanBits, component: JpegScanComponent, at: At) => boolean;

function readDirect(bits: ScanBits, { dc, index }: JpegScanComponent, { at, carried, plane, shift }: At & { readonly shift: number }): boolean {
  const size = dc === undefined ? -1 : nextSymbol(bits, dc);
  if (size < 0 || size > 15) return false;
  const value = (carried.predictions[index] ?? 0) + nextDifference(bits, size);
  carried.predictions[index] = value;
  const shifted = value * 2 ** shift;
  plane.coefficients[at] = shifted;
  return plane.coefficients[at] === shifted;
}

const readSequential: ReadBlock = (bits, component, place) => {
  const { ac } = component;
  if (ac === undefined || !readDirect(bits, component, { ...place, shift: 0 })) return false;
  const { coefficients } = place.plane;
  for (let n = 1; n < 64; n++) {
    const symbol = nextSymbol(bits, ac);
    if (symbol < 0) return false;
    const size = symbol & 15;
    n += symbol >> 4;
    if (size === 0 && symbol !== 0xf0) return symbol === 0;
    if (n > 63) return false;
    if (size > 0) coefficients[place.at + n] = nextDifference(bits, size);
  }
  return true;
};

function progressiveReader({ approximation: [high, low], spectral: [from, to] }: JpegScan): ReadBlock {
  const band = { from, to, low };
  if (from > 0)
    return high === 0
      ? (bits, component, at) => readBand(bits, component, { ...at, band })
      : (bits, component, at) => refineBand(bits, component, { ...at, band });
  // A scan of direct current has no other coefficients (ITU-T T.81 section G.1.1.1.1).
  if (to > 0) return () => false;
  if (high === 0) return (bits, component, at) => readDirect(bits, component, { ...at, shift: low });
  return (bits, _component, { at, plane }) => {
    if (nextBits(bits, 1) === 1) plane.coefficients[at] = (plane.coefficients[at] ?? 0) | (1 << low);
    return true;
  };
}

interface InBand extends At {
  readonly band: { readonly from: number; readonly to: number; readonly low: number };
}

function readBand(bits: ScanBits, { ac }: JpegScanComponent, { at, band: { from, low, to }, carried, plane }: InBand): boolean {
  if (ac === undefined) return false;
  if (carried.run > 0) {
    carried.run--;
    return true;
  }
  for (let n = from; n <= to; n++) {
    const symbol = nextSymbol(bits, ac);
    if (symbol < 0) return false;
    const [run, size] = [symbol >> 4, symbol & 15];
    if (size === 0 && run < 15) {
      carried.run = 2 ** run - 1 + nextBits(bits, run);
      return true;
    }
    n += run;
    if (n > to) return false;
    if (size === 0) continue;
    const value = nextDifference(bits, size) * 2 ** low;
    plane.coefficients[at + n] = value;
    if (plane.coefficients[at + n] !== value) return false;
  }
  return true;
}

// Bits of coefficients that were zero are sent as new ones; those of the others stand between them (ITU-T T.81 section G.1.2.3).
function refineBand(bits: ScanBits, { ac }: JpegScanComponent, { at, band: { from, low, to }, carried, plane }: InBand): boolean {
  if (ac === undefined) return false;
  const { coefficients } = plane;
  let n = from;
  while (carried.run === 0 && n <= to) {
    const symbol = nextSymbol(bits, ac);
    const [run, size] = [symbol >> 4, symbol & 15];
    if (symbol < 0 || size > 1) return false;
    if (size === 0 && run < 15) {
      carried.run = 2 ** run + nextBits(bits, run);
      break;
    }
    const value = size === 0 ? 0 : nextBits(bits, 1) === 1 ? 2 ** low : -(2 ** low);
    n = refineUntil(bits, coefficients, { at, from: n, to, low, zeros: run });
    if (n > to) return value === 0;
    if (value !== 0) coefficients[at + n] = value;
    n++;
  }
  if (carried.run > 0) {
    refineUntil(bits, coefficients, { at, from: n, to, low, zeros: 64 });
    carried.run--;
  }
  return true;
}

/** Refines what is not zero and steps over `zeros` zeros; gives the place of the zero behind them. */
function refineUntil(
  bits: ScanBits,
  coefficients: Int16Array,
  { at, from, low, to, zeros }: { readonly at: number; readonly from: number; readonly to: number; readonly low: number; readonly zeros: number },
): number {
  let left = zeros;
  for (let n = from; n <= to; n++) {
    const value = coefficients[at + n] ?? 0;
    if (value === 0) {
      if (left-- === 0) return n;
    } else if (nextBits(bits, 1) === 1) coefficients[at + n] = value + (value > 0 ? 2 ** low : -(2 ** low));
  }
  return to + 1;
}
