import { bytesSource, readInstance } from '@silhouette/core/dicom';
import type { Instance } from '@silhouette/core/dicom';
import { colourRgb, lookUp, nativeFrameRange, pixelTag, readPixelDescription, readPlane, storedValues, toRgb } from '@silhouette/core/image';
import type { DecodeFrame, DecodeRefusal, FrameValues, PixelDescription, Plane, VoiWindow } from '@silhouette/core/image';
import { no, yes } from '@silhouette/core/model';
import type { Result } from '@silhouette/core/model';
import { encodedFrame } from './encapsulated.ts';

/** What a frame can be shown with: stored values that are not changed, and how they become modality values. */
export interface ReadFrame {
  readonly columns: number;
  readonly rows: number;
  /** 1: grey, `values` are stored values. 3: colour, red, green and blue of 8 bits. */
  readonly samples: 1 | 3;
  readonly values:
    | Uint8Array<ArrayBuffer>
    | Int8Array<ArrayBuffer>
    | Uint16Array<ArrayBuffer>
    | Int16Array<ArrayBuffer>
    | Int32Array<ArrayBuffer>
    | Float32Array<ArrayBuffer>;
  readonly slope: number;
  readonly intercept: number;
  readonly invert: boolean;
  /** As the header says them: `linear` shape, in modality values. The first is the default. */
  readonly windows: readonly VoiWindow[];
  /** Height of a pixel over its width. */
  readonly aspect: number;
  readonly plane: Plane;
}

/** An object that was read as far as its header. */
export interface OpenObject {
  readonly instance: Instance;
  readonly frames: number;
}

/** Why an object or a frame cannot be shown. */
export type ShowRefusal = DecodeRefusal | 'crashed' | 'out-of-time';

/** Reads an object; the bytes may be of anything. */
export function openObject(bytes: Uint8Array): Result<OpenObject, ShowRefusal> {
  const instance = readInstance(bytesSource(bytes));
  if (!instance.ok) return no('unreadable');
  const description = readPixelDescription(instance.value);
  return description.ok ? yes({ instance: instance.value, frames: description.value.frames }) : no('unreadable');
}

/** Reads one frame of an object, counted from 0. */
export async function readFrame({ instance }: OpenObject, frame: number, decode: DecodeFrame): Promise<Result<ReadFrame, ShowRefusal>> {
  const description = readPixelDescription(instance, frame);
  if (!description.ok || frame >= description.value.frames) return no('unreadable');
  const values = await valuesOf(instance, frame, description.value, decode);
  return values.ok ? yes(frameFrom(values.value, description.value, readPlane(instance, frame))) : values;
}

async function valuesOf(
  instance: Instance,
  frame: number,
  description: PixelDescription,
  decode: DecodeFrame,
): Promise<Result<FrameValues, DecodeRefusal>> {
  if (instance.encoding.encapsulated) {
    const bytes = encodedFrame(instance, frame, description.frames);
    return bytes === null ? no('unreadable') : decode({ syntax: instance.encoding.uid, bytes, description });
  }
  const element = instance.data.find(({ tag }) => tag === pixelTag(description.element));
  const { start, end, bit } = nativeFrameRange(description, frame);
  if (element === undefined || 'items' in element || 'fragments' in element) return no('unreadable');
  const bytes =
    'bytes' in element
      ? element.bytes.subarray(start, end)
      : instance.source.read(element.at.start + start, Math.min(element.at.start + end, element.at.end));
  return storedValues(bytes, description, bit);
}

function frameFrom(frame: FrameValues, description: PixelDescription, plane: Plane): ReadFrame {
  const { columns, rows } = frame;
  const whole = { columns, rows, plane, aspect: aspectOf(description, plane) };
  if (frame.samples === 3 || frame.photometric === 'PALETTE COLOR') {
    const values = new Uint8Array(frame.samples === 3 ? colourRgb(frame) : toRgb(frame, description));
    return { ...whole, samples: 3, values, slope: 1, intercept: 0, invert: false, windows: [] };
  }
  const { modalityLut } = description;
  const { slope, intercept } = (modalityLut === null ? description.rescale : null) ?? { slope: 1, intercept: 0 };
  const values = modalityLut === null ? narrow(frame.values) : Int32Array.from(frame.values, (stored) => lookUp(modalityLut, stored));
  return { ...whole, samples: 1, values, slope, intercept, invert: frame.photometric === 'MONOCHROME1', windows: windowsOf(description) };
}

// A VOI LUT without a window: the stretch that the table covers is shown in a straight line.
function windowsOf({ windows, voiLut }: PixelDescription): readonly VoiWindow[] {
  if (windows.length > 0 || voiLut === null) return windows;
  const width = voiLut.entries.length;
  return [{ center: voiLut.first + width / 2, width, shape: 'linear-exact' }];
}

function narrow(values: FrameValues['values']): ReadFrame['values'] {
  if (values instanceof Float64Array) return Float32Array.from(values);
  if (values instanceof Uint32Array) return Float32Array.from(values);
  return values.slice();
}

function aspectOf({ aspect }: PixelDescription, { spacingMm }: Plane): number {
  const [height, width] = spacingMm ?? aspect ?? [1, 1];
  const ratio = height / width;
  return ratio > 0.05 && ratio < 20 ? ratio : 1;
}
