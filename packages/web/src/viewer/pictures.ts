import { utilities } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import { Enums } from '@cornerstonejs/core';
import type { ReadFrame } from './open.ts';
import { levelOf, ownRange } from './presets.ts';

type Cells = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** The values of a frame in the modality's unit, in the narrowest array that holds them exactly and that a texture takes. */
export function modalityValues({ values, slope, intercept, samples }: ReadFrame): Cells {
  const isSame = slope === 1 && intercept === 0;
  if (samples === 3 || isSame)
    return values instanceof Int8Array ? Int16Array.from(values) : values instanceof Int32Array ? Float32Array.from(values) : values;
  const whole = Number.isInteger(slope) && Number.isInteger(intercept) && !(values instanceof Float32Array) && !(values instanceof Int32Array);
  const scaled = whole && fits16(values, slope, intercept) ? new Int16Array(values.length) : new Float32Array(values.length);
  for (let n = 0; n < values.length; n++) scaled[n] = (values[n] ?? 0) * slope + intercept;
  return scaled;
}

/** The frame with its values in the modality's unit, so that they are held once. */
export const inItsUnit = (frame: ReadFrame): ReadFrame => ({ ...frame, values: modalityValues(frame), slope: 1, intercept: 0 });

function fits16(values: ReadFrame['values'], slope: number, intercept: number): boolean {
  for (const value of values) {
    const scaled = value * slope + intercept;
    if (scaled < -32_768 || scaled > 32_767) return false;
  }
  return true;
}

function endsOf(values: Cells): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

const NAMES = new Map<unknown, 'Uint8Array' | 'Uint16Array' | 'Int16Array' | 'Float32Array'>([
  [Uint8Array, 'Uint8Array'],
  [Uint16Array, 'Uint16Array'],
  [Int16Array, 'Int16Array'],
  [Float32Array, 'Float32Array'],
]);

/** A frame as Cornerstone takes it: values in the modality's unit already, so that windows are in it too. */
export function imageOf(imageId: string, frame: ReadFrame): Types.IImage {
  const pixels = modalityValues(frame);
  const [minPixelValue, maxPixelValue] = endsOf(pixels);
  const { rows, columns, samples } = frame;
  const isColour = samples === 3;
  const { width, level } = levelOf(ownRange(frame));
  const [down, across] = spacingOf(frame);
  return {
    imageId,
    dataType: NAMES.get(pixels.constructor) ?? 'Float32Array',
    color: isColour,
    rgba: false,
    numberOfComponents: samples,
    columns,
    width: columns,
    rows,
    height: rows,
    columnPixelSpacing: across,
    rowPixelSpacing: down,
    slope: 1,
    intercept: 0,
    preScale: { enabled: true, scaled: true, scalingParameters: { rescaleSlope: frame.slope, rescaleIntercept: frame.intercept } },
    invert: frame.invert,
    photometricInterpretation: isColour ? 'RGB' : frame.invert ? 'MONOCHROME1' : 'MONOCHROME2',
    minPixelValue,
    maxPixelValue,
    windowCenter: isColour ? 128 : level,
    windowWidth: isColour ? 256 : width,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    sizeInBytes: pixels.byteLength,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({ scalarData: pixels, width: columns, height: rows, numberOfComponents: samples }),
    getPixelData: () => pixels,
    getCanvas: () => canvasOf(frame),
  };
}

// Only the drawing without a graphics card asks for it, and only for colour.
function canvasOf({ columns, rows, values }: ReadFrame): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const light = new ImageData(columns, rows);
  for (let n = 0; n < columns * rows; n++) {
    for (let s = 0; s < 3; s++) light.data[n * 4 + s] = values[n * 3 + s] ?? 0;
    light.data[n * 4 + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(light, 0, 0);
  return canvas;
}

/** Height and width of a pixel: in millimetres where the object says so, else in its own units. */
export const spacingOf = ({ plane, aspect }: ReadFrame): readonly [number, number] => plane.spacingMm ?? [aspect, 1];

/** What Cornerstone asks about a frame, by the name of the module. */
export function moduleOf(frame: ReadFrame, modality: string, type: string): unknown {
  const [down, across] = spacingOf(frame);
  const [row, column] = frame.plane.orientation ?? [
    [1, 0, 0],
    [0, 1, 0],
  ];
  switch (type) {
    case 'imagePlaneModule':
      return {
        frameOfReferenceUID: 'silhouette',
        rows: frame.rows,
        columns: frame.columns,
        imageOrientationPatient: [...row, ...column],
        rowCosines: [...row],
        columnCosines: [...column],
        imagePositionPatient: [...(frame.plane.position ?? [0, 0, 0])],
        pixelSpacing: [down, across],
        rowPixelSpacing: down,
        columnPixelSpacing: across,
        usingDefaultValues: false,
      };
    case 'imagePixelModule':
      return {
        samplesPerPixel: frame.samples,
        photometricInterpretation: frame.samples === 3 ? 'RGB' : frame.invert ? 'MONOCHROME1' : 'MONOCHROME2',
        rows: frame.rows,
        columns: frame.columns,
        bitsAllocated: frame.values.BYTES_PER_ELEMENT * 8,
        bitsStored: frame.values.BYTES_PER_ELEMENT * 8,
        highBit: frame.values.BYTES_PER_ELEMENT * 8 - 1,
        pixelRepresentation: frame.values instanceof Int16Array || frame.values instanceof Int8Array ? 1 : 0,
      };
    case 'generalSeriesModule':
      return { modality };
    default:
      return undefined;
  }
}
