import { encodeAscii, encodingOf, type Element, type Instance, type Vr } from '../dicom/index.ts';
import { withElements, type BoxEdit } from '../fix/index.ts';
import { blackoutInstance, pixelTag, type DecodeFrame, type PixelDescription } from '../image/index.ts';
import { no, yes, type FileRefusal, type Result } from '../model/index.ts';
import { findElement, tagOf, type Keyword } from '../standard/index.ts';

/** An instance whose encapsulated frames were decoded, blacked out and made native. */
export interface Redacted {
  readonly instance: Instance;
  readonly description: PixelDescription;
  /** The transfer syntax that it has now. */
  readonly syntax: string;
}

/**
 * Blacks out boxes in encapsulated frames: decodes every frame, and writes native ones in Explicit VR Little Endian. All frames are
 * held in memory. What the header says of the pixels is written anew; that they were compressed with loss once stays true.
 */
export async function redactEncapsulated(instance: Instance, boxes: readonly BoxEdit[], decode: DecodeFrame): Promise<Result<Redacted, FileRefusal>> {
  const made = await blackoutInstance(instance, boxes, decode);
  if (!made.ok) return made;
  const { description, length, syntax, vr } = made.value;
  const encoding = syntax === null ? undefined : encodingOf(syntax);
  if (encoding === undefined || encoding === null) return no({ code: 'unknown-syntax', at: null });
  const bytes = new Uint8Array(length + (length % 2));
  let at = 0;
  for await (const piece of made.value.pieces()) {
    if (!piece.ok) return piece;
    bytes.set(piece.value, at);
    at += piece.value.length;
  }
  const data = withElements(instance.data, [...cells(description), { tag: pixelTag(description.element), vr, bytes }]);
  return yes({ instance: { ...instance, encoding, data }, description, syntax: encoding.uid });
}

function cells(description: PixelDescription): readonly Element[] {
  const { bitsAllocated, bitsStored, columns, highBit, photometric, planar, rows, samples, signed } = description;
  return [
    number('Rows', rows),
    number('Columns', columns),
    number('SamplesPerPixel', samples),
    text('PhotometricInterpretation', photometric),
    ...(samples > 1 ? [number('PlanarConfiguration', planar ? 1 : 0)] : []),
    number('BitsAllocated', bitsAllocated),
    number('BitsStored', bitsStored),
    number('HighBit', highBit),
    number('PixelRepresentation', signed ? 1 : 0),
  ];
}

function number(keyword: Keyword, value: number): Element {
  return { tag: tagOf(keyword), vr: 'US', bytes: Uint8Array.of(value & 0xff, value >> 8) };
}

function text(keyword: Keyword, value: string): Element {
  const vr: Vr = findElement(tagOf(keyword))?.vr ?? 'CS';
  return vr === 'SQ' ? { tag: tagOf(keyword), vr, items: [] } : { tag: tagOf(keyword), vr, bytes: encodeAscii(value) };
}
