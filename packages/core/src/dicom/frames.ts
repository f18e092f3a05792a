import { no, pathTo, yes } from '../model/index.ts';
import type { FileRefusal, Result } from '../model/index.ts';
import { findTransferSyntax } from '../standard/index.ts';
import { find } from './dataset.ts';
import { sizeOf } from './measure.ts';
import { pixelDataTag } from './run.ts';
import type { ByteRange, ByteSource, DataSet, EncapsulatedElement, Instance } from './types.ts';
import { numberOf, readNumbers, stringOf } from './values.ts';

/** The bytes of one frame: pieces to be joined (fragments), views or ranges of the instance's source. */
export interface FrameBytes {
  readonly parts: readonly (Uint8Array | ByteRange)[];
  /** Where the frame begins in the first byte: not 0 only in packed one-bit images, lowest bit first. */
  readonly firstBit: number;
}

const extendedOffsetsTag = 0x7fe00001;
const bitsPerByte = 8;
const pixelTags = [pixelDataTag, 0x7fe00008, 0x7fe00009] as const;

/** How many frames an instance says it has: Number of Frames (0028,0008), or 1. */
export function frameCount(data: DataSet): number {
  const count = numberOf(data, 0x00280008);
  return count !== undefined && Number.isInteger(count) && count > 0 ? count : 1;
}

/** Bits of one frame as native Pixel Data holds it (PS3.5 sections 8.1, 8.2, PS3.3 section C.7.6.3.1); null when the data set does not say. */
function frameBits(data: DataSet, bigEndian: boolean): number | null {
  const rows = numberOf(data, 0x00280010, bigEndian);
  const columns = numberOf(data, 0x00280011, bigEndian);
  const samples = numberOf(data, 0x00280002, bigEndian) ?? 1;
  const allocated = numberOf(data, 0x00280100, bigEndian);
  if (rows === undefined || columns === undefined || allocated === undefined) return null;
  // Two neighbours share their chrominance: two bytes a pixel instead of three.
  const perPixel = stringOf(data, 0x00280004) === 'YBR_FULL_422' && samples === 3 ? 2 : samples;
  return rows * columns * perPixel * allocated;
}

/** How long native Pixel Data is when it is exactly as long as the data set says, in bytes without padding; null when it does not say. */
export function expectedPixelBytes(data: DataSet, bigEndian = false): number | null {
  const bits = frameBits(data, bigEndian);
  return bits === null ? null : Math.ceil((bits * frameCount(data)) / bitsPerByte);
}

/**
 * Where the frames of an instance are, in order. Native: by Rows, Columns and the like. Encapsulated: by the extended or the basic
 * offset table, else one fragment a frame, else where codestreams begin (PS3.5 section A.4); of video, where frames cannot be told
 * apart, one entry with all. Refuses `pixels-missing`, and `bad-pixels` when there are fewer frames than said, or no telling them apart.
 */
export function frameRanges(instance: Instance): Result<readonly FrameBytes[], FileRefusal> {
  const { data, encoding } = instance;
  const element = pixelTags.map((tag) => find(data, tag)).find((found) => found !== undefined);
  if (element === undefined || 'items' in element) return no({ code: 'pixels-missing', at: pathTo([{ tag: pixelDataTag }]) });
  const frames =
    'fragments' in element
      ? fragmentFrames(instance, element)
      : nativeFrames(data, 'bytes' in element ? element.bytes : element.at, encoding.bigEndian);
  return frames === null ? no({ code: 'bad-pixels', at: pathTo([{ tag: element.tag }]) }) : yes(frames);
}

function nativeFrames(data: DataSet, pixels: Uint8Array | ByteRange, bigEndian: boolean): readonly FrameBytes[] | null {
  const bits = frameBits(data, bigEndian);
  const count = frameCount(data);
  if (bits === null || bits <= 0 || Math.ceil((bits * count) / bitsPerByte) > sizeOf(pixels)) return null;
  const frames: FrameBytes[] = [];
  for (let frame = 0; frame < count; frame += 1) {
    const start = Math.floor((frame * bits) / bitsPerByte);
    const end = Math.ceil(((frame + 1) * bits) / bitsPerByte);
    const part = 'start' in pixels ? { start: pixels.start + start, end: pixels.start + end } : pixels.subarray(start, end);
    frames.push({ parts: [part], firstBit: (frame * bits) % bitsPerByte });
  }
  return frames;
}

function fragmentFrames({ data, encoding, source }: Instance, { fragments }: EncapsulatedElement): readonly FrameBytes[] | null {
  const [table, ...parts] = fragments;
  const count = frameCount(data);
  if (table === undefined || parts.length === 0) return null;
  if (count === 1 || findTransferSyntax(encoding.uid)?.video === true) return [{ parts, firstBit: 0 }];
  const starts =
    startsByOffset(parts, readNumbers(find(data, extendedOffsetsTag), encoding.bigEndian), count) ??
    startsByOffset(parts, offsetsOf(table, source), count) ??
    (parts.length === count ? parts.map((_, index) => index) : startsByMarker(parts, source, count));
  if (starts === null) return null;
  return starts.map((start, index) => ({ parts: parts.slice(start, starts[index + 1] ?? parts.length), firstBit: 0 }));
}

function offsetsOf(table: Uint8Array | ByteRange, source: ByteSource): readonly number[] {
  const bytes = 'start' in table ? source.read(table.start, table.end) : table;
  return readNumbers({ tag: pixelDataTag, vr: 'UL', bytes });
}

/** Which fragments frames begin with, by offsets from the first fragment's item; null when a table does not fit the fragments. */
function startsByOffset(parts: readonly (Uint8Array | ByteRange)[], offsets: readonly number[], count: number): readonly number[] | null {
  if (offsets.length !== count) return null;
  const starts: number[] = [];
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    if (offsets[starts.length] === offset) starts.push(index);
    offset += sizeOf(part) + 8;
  }
  return starts.length === count && starts[0] === 0 ? starts : null;
}

/** Which fragments begin with a codestream: JPEG and JPEG-LS with FFD8, JPEG 2000 with FF4F, a JP2 file with its signature box. */
function startsByMarker(parts: readonly (Uint8Array | ByteRange)[], source: ByteSource, count: number): readonly number[] | null {
  const starts: number[] = [];
  for (const [index, part] of parts.entries()) {
    const [first, second, third, fourth] = 'start' in part ? source.read(part.start, Math.min(part.end, part.start + 4)) : part;
    const isStream = first === 0xff && ((second === 0xd8 && third === 0xff) || (second === 0x4f && third === 0xff));
    const isBox = first === 0 && second === 0 && third === 0 && fourth === 0x0c;
    if (isStream || isBox) starts.push(index);
  }
  return starts.length === count && starts[0] === 0 ? starts : null;
}
