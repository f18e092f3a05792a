import { encodeAscii, encodingOf, find, type Element, type Instance, type Vr } from '../dicom/index.ts';
import { withElements, type BoxEdit } from '../fix/index.ts';
import { blackoutInstance, pixelTag, redactFrames, type FrameCodecs, type PixelDescription, type RedactedFrames } from '../image/index.ts';
import { no, yes, type FileRefusal, type Result } from '../model/index.ts';
import { findElement, tagOf, type Keyword } from '../standard/index.ts';

/** An instance whose encapsulated frames were blacked out. */
export interface Redacted {
  readonly instance: Instance;
  readonly description: PixelDescription;
  /** The transfer syntax that it has now. */
  readonly syntax: string;
  /** True where frames were decoded and written anew; false where all blocks of JPEG that no box touches are as they were. */
  readonly reEncoded: boolean;
}

/**
 * Blacks out boxes in encapsulated frames. They stay compressed where that can be done without touching the rest (`redactFrames`);
 * otherwise every frame is decoded and written natively in Explicit VR Little Endian. All frames are held in memory. What the header
 * says of the pixels is written anew; that they were compressed with loss once stays true.
 */
export async function redactEncapsulated(instance: Instance, boxes: readonly BoxEdit[], codecs: FrameCodecs): Promise<Result<Redacted, FileRefusal>> {
  const frames = await redactFrames(instance, boxes, codecs);
  return frames === null ? redactNative(instance, boxes, codecs) : compressed(instance, frames);
}

function compressed(instance: Instance, { description, frames, reEncoded, syntax }: RedactedFrames): Result<Redacted, FileRefusal> {
  const encoding = encodingOf(syntax);
  if (encoding === undefined) return no({ code: 'unknown-syntax', at: null });
  // An empty offset table is always allowed (PS3.5 section A.4).
  const pixels: Element = { tag: pixelTag('integer'), vr: 'OB', fragments: [new Uint8Array(0), ...frames.map(({ bytes }) => bytes)] };
  const data = withElements(instance.data, [...(reEncoded ? [...cells(description), ...lossFacts(instance)] : []), pixels]);
  return yes({ instance: { ...instance, encoding, data }, description, syntax, reEncoded });
}

async function redactNative(instance: Instance, boxes: readonly BoxEdit[], { decode }: FrameCodecs): Promise<Result<Redacted, FileRefusal>> {
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
  const data = withElements(instance.data, [...cells(description), ...lossFacts(instance), { tag: pixelTag(description.element), vr, bytes }]);
  return yes({ instance: { ...instance, encoding, data }, description, syntax: encoding.uid, reEncoded: true });
}

const lossySyntaxes: ReadonlySet<string> = new Set(['50', '51', '53', '55', '81', '91', '203'].map((end) => `1.2.840.10008.1.2.4.${end}`));

// The syntax said that there may have been loss; once it is gone, only this element can (PS3.3 section C.7.6.1.1.5).
function lossFacts({ data, encoding }: Instance): readonly Element[] {
  const isSaid = find(data, tagOf('LossyImageCompression')) !== undefined;
  return isSaid || !lossySyntaxes.has(encoding.uid) ? [] : [text('LossyImageCompression', '01')];
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
