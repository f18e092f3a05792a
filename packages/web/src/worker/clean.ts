import { cleanInstance, copyKnown, type Cleaned, type DecodeBytes, type KnownValues } from '@silhouette/core/deid';
import {
  bytesSource,
  encodeAscii,
  encodingOf,
  joinChunks,
  readInstance,
  writeInstance,
  type ByteSource,
  type Element,
  type Instance,
} from '@silhouette/core/dicom';
import { withElements, type BoxEdit } from '@silhouette/core/fix';
import { blackoutInstance, pixelTag, type DecodeFrame, type PixelDescription } from '@silhouette/core/image';
import { no, yes, type FileRefusal, type Finding, type Result } from '@silhouette/core/model';
import { ALL_CHANNELS, type Decision, type ResolvedPolicy } from '@silhouette/core/policy';
import { tagOf, type Keyword } from '@silhouette/core/standard';
import type { ContributionKey } from '@silhouette/core/uid';

/** What cleaning needs besides the bytes. */
export interface CleanNeeds {
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  readonly known: KnownValues;
  readonly decode: DecodeBytes;
  readonly decodeFrame: DecodeFrame;
}

/** The answers that let an object be written so that a person can look at it. They become a person's word only when the person gives it. */
export const PROVISIONAL: readonly Decision[] = [
  { finding: { kind: 'gap', check: 'pixels', because: 'not-built' }, answer: 'clear', because: 'looked-at-every-frame' },
  { finding: { kind: 'gap', check: 'heads', because: 'not-built' }, answer: 'clear', because: 'no-face-can-be-seen' },
];

/** Cleans one original with the boxes that were drawn on it. Encapsulated frames with boxes are decoded first. */
export async function cleanOriginal(
  source: ByteSource,
  boxes: readonly BoxEdit[],
  name: string,
  needs: CleanNeeds,
): Promise<Result<Cleaned, FileRefusal>> {
  if (boxes.length === 0) return cleanWith(source, [], name, needs);
  const read = readInstance(source);
  if (!read.ok) return read;
  if (!read.value.encoding.encapsulated) return cleanWith(source, boxes, name, needs);
  const black = await blackedOut(read.value, boxes, needs.decodeFrame);
  return black.ok ? cleanWith(black.value, [], name, needs) : black;
}

function cleanWith(
  source: ByteSource,
  boxes: readonly BoxEdit[],
  name: string,
  { decode, key, known, policy }: CleanNeeds,
): Result<Cleaned, FileRefusal> {
  return cleanInstance(source, {
    policy,
    key,
    channels: ALL_CHANNELS,
    known: copyKnown(known),
    decode,
    boxes,
    decisions: PROVISIONAL,
    fileName: name,
  });
}

/** The instance with its frames decoded and its boxes black, as a file again; all else is as it came. */
async function blackedOut(instance: Instance, boxes: readonly BoxEdit[], decode: DecodeFrame): Promise<Result<ByteSource, FileRefusal>> {
  const redacted = await blackoutInstance(instance, boxes, decode);
  if (!redacted.ok) return redacted;
  const { description, length, syntax, vr } = redacted.value;
  const encoding = syntax === null ? instance.encoding : encodingOf(syntax);
  if (encoding === undefined || encoding === null) return no({ code: 'unknown-syntax', at: null });
  const bytes = new Uint8Array(length + (length % 2));
  let at = 0;
  for await (const piece of redacted.value.pieces()) {
    if (!piece.ok) return piece;
    bytes.set(piece.value, at);
    at += piece.value.length;
  }
  const pixels: Element = { tag: pixelTag(description.element), vr, bytes };
  const data = withElements(instance.data, [...shapeOf(description), pixels]);
  const written: Instance = { ...instance, meta: [], encoding, data };
  return yes(bytesSource(joinChunks(writeInstance(written), instance.source)));
}

function shapeOf({ bitsAllocated, bitsStored, highBit, photometric, samples, signed }: PixelDescription): readonly Element[] {
  const number = (keyword: Keyword, value: number): Element => ({ tag: tagOf(keyword), vr: 'US', bytes: Uint8Array.of(value & 0xff, value >> 8) });
  return [
    number('SamplesPerPixel', samples),
    { tag: tagOf('PhotometricInterpretation'), vr: 'CS', bytes: encodeAscii(photometric) },
    ...(samples > 1 ? [number('PlanarConfiguration', 0)] : []),
    number('BitsAllocated', bitsAllocated),
    number('BitsStored', bitsStored),
    number('HighBit', highBit),
    number('PixelRepresentation', signed ? 1 : 0),
  ];
}

/** The questions of a written object that a person's word stands for. */
export function answeredOf({ findings }: Pick<Cleaned, 'findings'>): readonly Finding[] {
  return findings.filter((finding) => PROVISIONAL.some((decision) => isSame(decision.finding, finding)));
}

const isSame = (a: Finding, b: Finding): boolean => a.kind === 'gap' && b.kind === 'gap' && a.check === b.check && a.because === b.because;
