import { find, type EncapsulatedElement, type Element, type Instance } from '../dicom/index.ts';
import { blackoutBytes, coveredBox, nativeLength, openFrames, pixelTag, zeroUnusedBits, type PixelDescription } from '../image/index.ts';
import { no, pathTo, yes, type Box, type FileRefusal, type Result } from '../model/index.ts';

/** A box that a person drew or a detector found: it is blacked out in the frames named. */
export interface BoxEdit {
  readonly frames: 'all' | readonly number[];
  readonly box: Box;
}

/** What is done to the pixels of an object. */
export interface PixelEdits {
  /** Zero the bits outside Bits Stored. */
  readonly unusedBits: boolean;
  /** Cut what stands behind the last frame. */
  readonly excess: boolean;
  readonly boxes: readonly BoxEdit[];
  /** Gives an encoded frame without what decoding does not need; null: frames stay as they are. */
  readonly tidyFrame: ((frame: Uint8Array) => Uint8Array | null) | null;
}

/** Whether anything is to be done. */
export function editsPixels({ boxes, excess, tidyFrame, unusedBits }: PixelEdits): boolean {
  return unusedBits || excess || tidyFrame !== null || boxes.length > 0;
}

/**
 * The element that holds the pixels, with the edits made. Cutting alone keeps the bytes where they are; the other edits hold the
 * native pixels, or the encoded ones, in memory. Boxes in encapsulated frames are refused (`needs-decoder`): those are decoded first.
 */
export function editPixels(instance: Instance, description: PixelDescription, edits: PixelEdits): Result<Element, FileRefusal> {
  const tag = pixelTag(description.element);
  const at = pathTo([{ tag }]);
  const element = find(instance.data, tag);
  if (element === undefined || 'items' in element) return no({ code: 'pixels-missing', at });
  if ('fragments' in element)
    return edits.boxes.length > 0 ? no({ code: 'needs-decoder', at }) : tidyFrames(instance, description, { element, edits });
  if (!edits.boxes.every((edit) => isThere(edit, description))) return no({ code: 'bad-value', at });
  if (!edits.unusedBits && edits.boxes.length === 0) return yes(cutBehind(element, nativeLength(description)));
  const bytes = editedFrames(instance, description, edits);
  return bytes === null ? no({ code: 'read-failed', at }) : yes({ tag, vr: element.vr, bytes });
}

interface Tidying {
  readonly element: EncapsulatedElement;
  readonly edits: PixelEdits;
}

// One fragment a frame and an empty offset table: both are always allowed (PS3.5 section A.4).
function tidyFrames(instance: Instance, description: PixelDescription, { edits, element }: Tidying): Result<Element, FileRefusal> {
  const at = pathTo([{ tag: element.tag }]);
  const frames = openFrames(instance, description);
  if (!frames.ok) return frames;
  const fragments: Uint8Array[] = [new Uint8Array(0)];
  for (let frame = 0; frame < description.frames; frame += 1) {
    const read = frames.value.read(frame);
    const tidied = read === null ? null : (edits.tidyFrame?.(read.bytes) ?? null);
    if (tidied === null) return no({ code: 'bad-pixels', at });
    fragments.push(tidied);
  }
  return yes({ tag: element.tag, vr: element.vr, fragments });
}

function isThere({ box, frames }: BoxEdit, description: PixelDescription): boolean {
  return coveredBox(box, description) !== null && (frames === 'all' || frames.every((frame) => frame < description.frames));
}

function cutBehind(element: Exclude<Element, { readonly items: unknown } | { readonly fragments: unknown }>, length: number): Element {
  const { tag, vr } = element;
  return 'bytes' in element
    ? { tag, vr, bytes: element.bytes.subarray(0, length) }
    : { tag, vr, at: { start: element.at.start, end: element.at.start + length } };
}

function editedFrames(instance: Instance, description: PixelDescription, { boxes, unusedBits }: PixelEdits): Uint8Array | null {
  const opened = openFrames(instance, description);
  if (!opened.ok) return null;
  const out = new Uint8Array(nativeLength(description) + (nativeLength(description) % 2));
  const bits = description.bitsAllocated === 1 || description.bitsAllocated % 8 !== 0;
  let at = 0;
  for (let frame = 0; frame < description.frames; frame += 1) {
    const read = opened.value.read(frame);
    if (read === null) return null;
    const here = boxes.filter(({ frames }) => frames === 'all' || frames.includes(frame)).map(({ box }) => box);
    const black = here.length === 0 ? read.bytes : blackoutBytes(read.bytes, description, here, read.bit);
    const done = unusedBits ? zeroUnusedBits(black, description, read.bit) : black;
    if (bits && read.bit > 0) at -= 1;
    place(out, done, { at, bit: read.bit });
    at += done.length;
  }
  return out;
}

// Packed frames share a byte: its lower bits are the earlier frame's.
function place(out: Uint8Array, bytes: Uint8Array, { at, bit }: { at: number; bit: number }): void {
  const before = out[at] ?? 0;
  out.set(bytes, at);
  if (bit > 0) out[at] = (before & ((1 << bit) - 1)) | ((bytes[0] ?? 0) & ~((1 << bit) - 1));
}
