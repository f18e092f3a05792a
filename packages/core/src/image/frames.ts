import { bytesOf, type ByteRange, type Element, find, frameRanges, type Instance } from '../dicom/index.ts';
import { type FileRefusal, no, pathTo, type Result, yes } from '../model/index.ts';
import { pixelTag } from './describe.ts';
import { nativeBalance, nativeFrameRange } from './stored.ts';
import type { PixelDescription } from './types.ts';

/** The bytes of one frame as they stand in the file; `bit` is where the first cell of packed native frames begins, else 0. */
export interface FrameData {
  readonly bytes: Uint8Array;
  readonly bit: number;
}

/** Gives the bytes of each frame of an instance, one at a time, so that memory holds one. */
export interface FrameReader {
  readonly frames: number;
  /** Null where the source does not have them, or there is no such frame. */
  read(frame: number): FrameData | null;
}

/**
 * Opens the frames of an instance: native by their description (`truncated` where Pixel Data is shorter), encapsulated by their
 * offset tables, number or codestreams (`bad-pixels` where frames cannot be told apart).
 */
export function openFrames(instance: Instance, description: PixelDescription): Result<FrameReader, FileRefusal> {
  const tag = pixelTag(description.element);
  const element = find(instance.data, tag);
  if (element === undefined) return no({ code: 'pixels-missing', at: null });
  if ('fragments' in element) return encapsulatedFrames(instance, description);
  if ('items' in element) return no({ code: 'bad-pixels', at: pathTo([{ tag }]) });
  const length = 'at' in element ? element.at.end - element.at.start : element.bytes.length;
  if (nativeBalance(description, length).missing > 0) return no({ code: 'truncated', at: pathTo([{ tag }]) });
  const { frames } = description;
  const read = (frame: number): FrameData | null => {
    if (frame < 0 || frame >= frames) return null;
    const { bit, end, start } = nativeFrameRange(description, frame);
    const bytes = pieceOf(element, { start, end: Math.min(end, length) }, instance);
    return bytes.length < Math.min(end, length) - start ? null : { bytes, bit };
  };
  return yes({ frames, read });
}

function pieceOf(element: Element, { end, start }: ByteRange, { source }: Instance): Uint8Array {
  if ('at' in element) return source.read(element.at.start + start, element.at.start + end);
  return bytesOf(element, source)?.subarray(start, end) ?? new Uint8Array(0);
}

function encapsulatedFrames(instance: Instance, { frames }: PixelDescription): Result<FrameReader, FileRefusal> {
  const ranges = frameRanges(instance);
  if (!ranges.ok) return ranges;
  if (ranges.value.length !== frames) return no({ code: 'bad-pixels', at: pathTo([{ tag: pixelTag('integer') }]) });
  const read = (frame: number): FrameData | null => {
    const bytes = joinedParts(instance, ranges.value[frame]?.parts ?? []);
    return bytes === null ? null : { bytes, bit: 0 };
  };
  return yes({ frames, read });
}

function joinedParts({ source }: Instance, parts: readonly (Uint8Array | ByteRange)[]): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    const piece = part instanceof Uint8Array ? part : source.read(part.start, part.end);
    if (!(part instanceof Uint8Array) && piece.length !== part.end - part.start) return null;
    pieces.push(piece);
  }
  const [first] = pieces;
  if (first === undefined || pieces.length === 1) return first ?? null;
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
