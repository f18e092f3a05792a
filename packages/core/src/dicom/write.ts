import { deflateSync } from 'fflate';
import { evenLength, isLong, markBytes, measure, sizeOf, valueOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { metaOf } from './meta.ts';
import { itemEndTag, itemTag, sequenceEndTag, undefinedLength } from './run.ts';
import { belongsInDataSet, traverse } from './traverse.ts';
import type { ByteRange, ByteSource, DataSet, Element, Instance } from './types.ts';
import { vrForm } from './vr.ts';

/** A piece of what is written: bytes, or a range of the instance's source that is copied as it is. */
export type Chunk = Uint8Array | ByteRange;

const preambleBytes = 128;
const groupLengthBytes = 12;

/**
 * Writes an instance as a file (PS3.10 section 7): preamble (zeros when it has none), meta header with its group length, data set in
 * its encoding. Canonical: ascending tags, defined lengths (but for encapsulated data, PS3.5 section A.4), even lengths, no group
 * lengths, nothing behind the data set. Large values are ranges of `instance.source`, to be copied by whoever writes the file.
 */
export function writeInstance(instance: Instance): readonly Chunk[] {
  const { preamble, encoding } = instance;
  const data = instance.data.every(belongsInDataSet) ? instance.data : instance.data.filter(belongsInDataSet);
  const meta = metaOf(instance);
  const metaMeasure = measure(meta, true);
  const dataMeasure = measure(data, encoding.explicitVr);
  const headBytes = preambleBytes + 4 + groupLengthBytes;
  const size = headBytes + metaMeasure.held + (encoding.deflated ? 0 : dataMeasure.held);
  const output = openOutput(size, { explicitVr: true, bigEndian: false });
  if (preamble !== null) output.bytes.set(preamble.subarray(0, preambleBytes));
  output.bytes.set([0x44, 0x49, 0x43, 0x4d], preambleBytes);
  output.at = preambleBytes + 4;
  writeGroupLength(output, metaMeasure.total);
  writeElements(output, meta, metaMeasure);
  if (encoding.deflated) {
    flush(output);
    return [...output.chunks, deflateData({ ...instance, data }, dataMeasure)];
  }
  output.explicitVr = encoding.explicitVr;
  output.little = !encoding.bigEndian;
  writeElements(output, data, dataMeasure);
  flush(output);
  return output.chunks;
}

/** The bytes of all chunks in one array: for small files and tests. */
export function joinChunks(chunks: readonly Chunk[], source: ByteSource): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + sizeOf(chunk), 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set('start' in chunk ? source.read(chunk.start, chunk.end) : chunk, at);
    at += sizeOf(chunk);
  }
  return all;
}

interface Output {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly chunks: Chunk[];
  at: number;
  /** Where the bytes begin that are in no chunk yet. */
  from: number;
  explicitVr: boolean;
  little: boolean;
}

function openOutput(size: number, { explicitVr, bigEndian }: { explicitVr: boolean; bigEndian: boolean }): Output {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), chunks: [], at: 0, from: 0, explicitVr, little: !bigEndian };
}

function flush(output: Output): void {
  if (output.at > output.from) output.chunks.push(output.bytes.subarray(output.from, output.at));
  output.from = output.at;
}

function deflateData(instance: Instance, size: Measure): Uint8Array {
  const output = openOutput(size.held, instance.encoding);
  writeElements(output, instance.data, size);
  flush(output);
  const packed = deflateSync(joinChunks(output.chunks, instance.source));
  if (packed.length % 2 === 0) return packed;
  const even = new Uint8Array(packed.length + 1);
  even.set(packed);
  return even;
}

function writeGroupLength(output: Output, length: number): void {
  writeHead(output, { tag: 0x00020000, vr: 'UL', bytes: new Uint8Array(4) }, 4);
  output.view.setUint32(output.at, length, true);
  output.at += 4;
}

function writeElements(output: Output, data: DataSet, { lengths }: Measure): void {
  let slot = 0;
  const open: number[] = [];
  const begin = (): number => {
    const length = lengths[slot] ?? 0;
    slot += 1;
    open.push(length);
    return length;
  };
  traverse(data, {
    leaf: (element) => writeLeaf(output, element),
    enterSequence: (element) => writeHead(output, element, begin()),
    enterItem: () => writeMark(output, itemTag, begin()),
    leaveItem: () => {
      if (open.pop() === undefinedLength) writeMark(output, itemEndTag, 0);
    },
    leaveSequence: () => {
      if (open.pop() === undefinedLength) writeMark(output, sequenceEndTag, 0);
    },
  });
}

function writeLeaf(output: Output, element: Element): void {
  const value = valueOf(element);
  if (value !== null) {
    writeHead(output, element, evenLength(sizeOf(value)));
    writePart(output, value, vrForm(element.vr).pad);
    return;
  }
  if (!('fragments' in element)) return;
  writeHead(output, element, undefinedLength);
  for (const fragment of element.fragments) {
    writeMark(output, itemTag, evenLength(sizeOf(fragment)));
    writePart(output, fragment, 0);
  }
  writeMark(output, sequenceEndTag, 0);
}

function writeTag({ view, at, little }: Output, tag: number): void {
  view.setUint16(at, tag >>> 16, little);
  view.setUint16(at + 2, tag & 0xffff, little);
}

function writeMark(output: Output, tag: number, length: number): void {
  writeTag(output, tag);
  output.view.setUint32(output.at + 4, length, output.little);
  output.at += markBytes;
}

/** Tag, VR and length (PS3.5 section 7.1.2). */
function writeHead(output: Output, element: Element, length: number): void {
  const { view, little, at } = output;
  if (!output.explicitVr) {
    writeMark(output, element.tag, length);
    return;
  }
  writeTag(output, element.tag);
  const long = isLong(element);
  const vr = long && !vrForm(element.vr).long ? 'UN' : element.vr;
  view.setUint8(at + 4, vr.charCodeAt(0));
  view.setUint8(at + 5, vr.charCodeAt(1));
  if (long) view.setUint32(at + 8, length, little);
  else view.setUint16(at + 6, length, little);
  output.at = at + (long ? 12 : 8);
}

function writePart(output: Output, part: Chunk, pad: number): void {
  if ('start' in part) {
    flush(output);
    if (part.end > part.start) output.chunks.push(part);
  } else {
    output.bytes.set(part, output.at);
    output.at += part.length;
  }
  if (sizeOf(part) % 2 === 0) return;
  output.bytes[output.at] = pad;
  output.at += 1;
}
