import { type JpegBlocks, visitBlocks } from './jpeg-blocks.ts';
import type { JpegScans } from './jpeg-coefficients.ts';
import type { JpegHead } from './jpeg-head.ts';
import { type Coded, codeTwice, type HuffmanCodes, sizeOf, type SymbolSink } from './jpeg-huffman.ts';

const word = (value: number): readonly number[] => [value >> 8, value & 255];

/** A segment with its marker and length (ITU-T T.81 section B.1.1.4). */
export function segmentOf(marker: number, inside: readonly number[]): Uint8Array {
  return Uint8Array.of(0xff, marker, ...word(inside.length + 2), ...inside);
}

/** Two tables of each class are what a baseline decoder has (ITU-T T.81 table B.5): the first component has its own. */
const slotOf = (index: number): number => (index === 0 ? 0 : 1);

/** Number of a table: class x 4 + place. */
const acOf = (index: number): number => 4 + slotOf(index);

/** The DHT segment of tables by class x 4 + place. */
export function huffmanSegment(tables: ReadonlyMap<number, HuffmanCodes>): Uint8Array {
  const lists = [...tables]
    .toSorted(([a], [b]) => a - b)
    .map(([table, { counts, symbols }]) => [(table >> 2) * 16 + (table & 3), ...counts, ...symbols]);
  return segmentOf(0xc4, lists.flat());
}

/** The restart interval of a scan, where it differs from the one in force. */
export function restartSegment(interval: number, inForce: number): readonly Uint8Array[] {
  return interval === inForce ? [] : [segmentOf(0xdd, word(interval))];
}

/**
 * The segments of a DCT codestream from its quantization tables to its last scan, with the coefficients as they are. Sequential ones
 * keep their scans and restart intervals; progressive ones become one scan of direct current for each there was, and one of all else
 * for each component.
 */
export function writeBlocks(head: JpegHead, blocks: JpegBlocks, scans: JpegScans): readonly Uint8Array[] {
  const isProgressive = head.frame === 0xc2;
  const { places, tables } = sharedTables(scans.quantization);
  const parts: Uint8Array[] = [...tables.map((table, place) => quantizationSegment(table, place)), frameSegment(head, places)];
  let inForce = 0;
  for (const group of scans.groups) {
    const restartInterval = isProgressive ? 0 : group.restartInterval;
    const scan = { components: group.components, restartInterval };
    const coded = codeTwice((sink) => codeScan(blocks, scan, { sink, isProgressive }));
    const end = isProgressive ? 0 : 63;
    parts.push(...restartSegment(restartInterval, inForce), ...scanSegments(head, coded, { components: group.components, spectral: [0, end] }));
    inForce = restartInterval;
  }
  if (!isProgressive) return parts;
  blocks.planes.forEach((_, index) => {
    const coded = codeTwice((sink) => codeBands(blocks, index, sink));
    parts.push(...scanSegments(head, coded, { components: [index], spectral: [1, 63] }));
  });
  return parts;
}

/** Equal tables once: four components have four places at most. */
function sharedTables(quantization: readonly Uint16Array[]): { readonly tables: readonly Uint16Array[]; readonly places: readonly number[] } {
  const tables: Uint16Array[] = [];
  const places = quantization.map((table) => {
    const found = tables.findIndex((other) => other.every((value, n) => value === table[n]));
    return found >= 0 ? found : tables.push(table) - 1;
  });
  return { tables, places };
}

function quantizationSegment(table: Uint16Array, place: number): Uint8Array {
  const isWide = table.some((value) => value > 255);
  return segmentOf(0xdb, [(isWide ? 16 : 0) + place, ...Array.from(table).flatMap((value) => (isWide ? word(value) : [value]))]);
}

/** The frame header (ITU-T T.81 section B.2.2), each component with the place of its quantization table. */
export function frameSegment({ components, frame, height, precision, width }: JpegHead, places: readonly number[]): Uint8Array {
  const lists = components.flatMap(({ horizontal, id, vertical }, n) => [id, horizontal * 16 + vertical, places[n] ?? 0]);
  return segmentOf(frame, [precision, ...word(height), ...word(width), components.length, ...lists]);
}

function scanSegments(
  head: JpegHead,
  { bytes, tables }: Coded,
  { components, spectral: [from, to] }: { readonly components: readonly number[]; readonly spectral: readonly [number, number] },
): readonly Uint8Array[] {
  const lists = components.flatMap((index) => [head.components[index]?.id ?? 0, slotOf(index) * 16 + slotOf(index)]);
  return [huffmanSegment(tables), segmentOf(0xda, [components.length, ...lists, from, to, 0]), bytes];
}

interface Coding {
  readonly sink: SymbolSink;
  readonly isProgressive: boolean;
}

function codeScan(
  blocks: JpegBlocks,
  scan: { readonly components: readonly number[]; readonly restartInterval: number },
  { isProgressive, sink }: Coding,
): void {
  const predictions = new Int32Array(blocks.planes.length);
  visitBlocks(blocks, scan, {
    block: (index, at) => {
      const coefficients = blocks.planes[index]?.coefficients;
      if (coefficients === undefined) return false;
      const value = coefficients[at] ?? 0;
      codeDifference(sink, slotOf(index), value - (predictions[index] ?? 0));
      predictions[index] = value;
      if (!isProgressive && codeCoefficients(sink, acOf(index), { coefficients, at })) sink.symbol(acOf(index), 0);
      return true;
    },
    restart: (number) => {
      predictions.fill(0);
      sink.restart(number);
      return true;
    },
  });
}

/** A difference as the symbol of its size and the bits of its value (ITU-T T.81 section F.1.2.1). */
export function codeDifference(sink: SymbolSink, table: number, difference: number): void {
  const size = sizeOf(difference);
  sink.symbol(table, size);
  if (size < 16) sink.bits(difference < 0 ? difference - 1 : difference, size);
}

interface Block {
  readonly coefficients: Int16Array;
  readonly at: number;
}

/** The 63 coefficients behind the first; true where zeros are left at the end that no symbol stands for yet. */
function codeCoefficients(sink: SymbolSink, table: number, { at, coefficients }: Block): boolean {
  let zeros = 0;
  for (let n = at + 1; n < at + 64; n++) {
    const value = coefficients[n] ?? 0;
    if (value === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) sink.symbol(table, 0xf0);
    const size = sizeOf(value);
    sink.symbol(table, zeros * 16 + size);
    sink.bits(value < 0 ? value - 1 : value, size);
    zeros = 0;
  }
  return zeros > 0;
}

/** Longest run of ends of bands (ITU-T T.81 section G.1.2.2). */
const mostRun = 32_767;

function codeBands(blocks: JpegBlocks, index: number, sink: SymbolSink): void {
  const table = acOf(index);
  let run = 0;
  const flush = (): void => {
    if (run === 0) return;
    const size = sizeOf(run) - 1;
    sink.symbol(table, size * 16);
    sink.bits(run, size);
    run = 0;
  };
  visitBlocks(
    blocks,
    { components: [index], restartInterval: 0 },
    {
      block: (_, at) => {
        const coefficients = blocks.planes[index]?.coefficients;
        if (coefficients === undefined) return false;
        if (run > 0 && coefficients.subarray(at + 1, at + 64).some((value) => value !== 0)) flush();
        if (codeCoefficients(sink, table, { coefficients, at }) && ++run === mostRun) flush();
        return true;
      },
      restart: () => true,
    },
  );
  flush();
}
