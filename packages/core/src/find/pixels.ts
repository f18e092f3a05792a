import { find, type EncapsulatedElement, type Element, type Instance } from '../dicom/index.ts';
import { hasUnusedBits, nativeBalance, openFrames, pixelTag, readPixelDescription, unusedBitsSet, type PixelDescription } from '../image/index.ts';
import { findInCodestreams } from './codestreams.ts';
import { no, pathTo, yes, type FileRefusal, type Finding, type Result } from '../model/index.ts';

/** What the bytes of the pixels hold beside the picture. */
export interface PixelLook {
  readonly description: PixelDescription;
  readonly findings: readonly Finding[];
}

// A chunk that the processor's cache holds.
const CHUNK = 1 << 18;

/**
 * Compares Pixel Data with what the header says of it: bytes behind the last frame, bits outside Bits Stored. Refuses what is
 * missing or inconsistent: a picture that cannot be shown as its header says is not written.
 *
 * @see PS3.5 section 8.1.1
 */
export function findBesidePixels(instance: Instance): Result<PixelLook, FileRefusal> {
  const read = readPixelDescription(instance);
  if (!read.ok) return read;
  const description = read.value;
  const at = pathTo([{ tag: pixelTag(description.element) }]);
  const element = find(instance.data, pixelTag(description.element));
  if (element === undefined || 'items' in element) return no({ code: 'pixels-missing', at });
  if ('fragments' in element) return instance.encoding.encapsulated ? besideFrames(instance, description, element) : no({ code: 'bad-pixels', at });
  if (instance.encoding.encapsulated) return no({ code: 'bad-pixels', at });
  const findings: Finding[] = [];
  const { excess, missing } = nativeBalance(description, lengthOf(element));
  if (missing > 0) return no({ code: 'truncated', at });
  // The byte that makes an odd length even is left as it is: it is one, and says nothing.
  if (excess > 0) findings.push({ kind: 'file', identifier: 'other', because: 'excess-pixels' });
  if (hasUnusedBits(description) && unusedBits(instance, description, element))
    findings.push({ kind: 'file', identifier: 'other', because: 'unused-bits' });
  return yes({ description, findings });
}

function besideFrames(instance: Instance, description: PixelDescription, element: EncapsulatedElement): Result<PixelLook, FileRefusal> {
  const extras = findInCodestreams(instance, description, element);
  if (!extras.ok) return extras;
  return yes({ description, findings: extras.value ? [{ kind: 'file', identifier: 'other', because: 'codestream-segment' }] : [] });
}

function lengthOf(element: Element): number {
  if ('bytes' in element) return element.bytes.length;
  return 'at' in element ? element.at.end - element.at.start : 0;
}

function unusedBits(instance: Instance, description: PixelDescription, element: Element): boolean {
  const { bitsAllocated, bitsStored, highBit, order } = description;
  if (bitsAllocated === 16 && order === 'little' && highBit === bitsStored - 1) return unusedIn16(instance, description, element);
  const frames = openFrames(instance, description);
  if (!frames.ok) return true;
  for (let frame = 0; frame < description.frames; frame += 1) {
    const read = frames.value.read(frame);
    if (read === null || unusedBitsSet(read.bytes, description, read.bit)) return true;
  }
  return false;
}

// The common case: all bits above the high bit are zero, which one pass over words of 32 bits tells; or all are the sign of their cell.
function unusedIn16({ source }: Instance, { bitsStored, signed }: PixelDescription, element: Element): boolean {
  const mask = (0xffff << bitsStored) & 0xffff;
  const chunks = (): Iterable<Uint8Array> => chunksOf(source, element, lengthOf(element) & ~1);
  let above = 0;
  for (const chunk of chunks()) above |= orOf(chunk);
  if (((above | (above >>> 16)) & mask) === 0) return false;
  if (!signed) return true;
  const shift = 32 - bitsStored;
  for (const chunk of chunks()) {
    const cells = cells16(chunk);
    let unlike = 0;
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i] ?? 0;
      unlike |= ((cell << shift) >> shift) ^ cell;
    }
    if (unlike !== 0) return true;
  }
  return false;
}

function* chunksOf(source: Instance['source'], element: Element, length: number): Generator<Uint8Array> {
  for (let at = 0; at < length; at += CHUNK) {
    const end = Math.min(length, at + CHUNK);
    if ('bytes' in element) yield element.bytes.subarray(at, end);
    else if ('at' in element)
      yield source.borrow?.(element.at.start + at, element.at.start + end) ?? source.read(element.at.start + at, element.at.start + end);
  }
}

/** All 16 bit cells of a chunk or-ed together, in both halves of the result. */
function orOf(bytes: Uint8Array): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let all = 0;
  for (let i = 0; i < words.length; i += 1) all |= words[i] ?? 0;
  for (let i = words.length * 4; i + 1 < aligned.length; i += 2) all |= (aligned[i] ?? 0) | ((aligned[i + 1] ?? 0) << 8);
  return all;
}

function cells16(bytes: Uint8Array): Int16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
}
