import type { Instance } from '../dicom/index.ts';
import { firstNumbers, frameReadings, numbersOf, readingOf } from './values.ts';

/** A point or direction in the patient: millimetres to the left, to the back, to the head (PS3.3 section C.7.6.2.1.1). */
export type Vector = readonly [number, number, number];

/** Where the plane of a frame lies. `null` where the header does not say. */
export interface Plane {
  /** The centre of the first pixel. */
  readonly position: Vector | null;
  /** Directions of increasing column and of increasing row, unit vectors. */
  readonly orientation: readonly [Vector, Vector] | null;
  /** Distance of the centres of neighbouring rows and of neighbouring columns, in millimetres. */
  readonly spacingMm: readonly [number, number] | null;
  /** `detector` where the spacing is that of the detector and not of the patient (Imager Pixel Spacing). */
  readonly spacingOf: 'patient' | 'detector';
  readonly instanceNumber: number | null;
}

/** Reads where a frame lies, from its functional groups or the data set (PS3.3 sections C.7.6.2, C.7.6.16.2.3 and C.7.6.16.2.4). */
export function readPlane(instance: Instance, frame = 0): Plane {
  const top = readingOf(instance);
  const position = firstNumbers(frameReadings(top, frame, 'PlanePositionSequence'), 'ImagePositionPatient');
  const orientation = firstNumbers(frameReadings(top, frame, 'PlaneOrientationSequence'), 'ImageOrientationPatient');
  const inPatient = pairOf(firstNumbers(frameReadings(top, frame, 'PixelMeasuresSequence'), 'PixelSpacing'));
  const onDetector = inPatient === null ? pairOf(numbersOf(top, 'ImagerPixelSpacing')) : null;
  return {
    position: vectorOf(position),
    orientation: directionsOf(orientation),
    spacingMm: inPatient ?? onDetector,
    spacingOf: onDetector === null ? 'patient' : 'detector',
    instanceNumber: numbersOf(top, 'InstanceNumber')?.[0] ?? null,
  };
}

function vectorOf(numbers: readonly number[] | undefined, from = 0): Vector | null {
  const [x, y, z] = numbers?.slice(from, from + 3) ?? [];
  return x === undefined || y === undefined || z === undefined ? null : [x, y, z];
}

function pairOf(numbers: readonly number[] | undefined): readonly [number, number] | null {
  const [row, column] = numbers ?? [];
  return row === undefined || column === undefined || row <= 0 || column <= 0 ? null : [row, column];
}

function directionsOf(numbers: readonly number[] | undefined): readonly [Vector, Vector] | null {
  const [row, column] = [unit(vectorOf(numbers)), unit(vectorOf(numbers, 3))];
  return row === null || column === null ? null : [row, column];
}

function unit(vector: Vector | null): Vector | null {
  if (vector === null) return null;
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? [vector[0] / length, vector[1] / length, vector[2] / length] : null;
}

/** The scalar product. */
export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The direction in which slices follow each other: the normal of the plane. */
export function normalOf([row, column]: readonly [Vector, Vector]): Vector {
  return [row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2], row[0] * column[1] - row[1] * column[0]];
}

/** How far a plane lies along its normal, in millimetres from the origin; null where position or orientation is unknown. */
export function depthOf({ orientation, position }: Plane): number | null {
  return orientation === null || position === null ? null : dot(normalOf(orientation), position);
}

/** Planes that lie parallel, in anatomical order. */
export interface Stack<T> {
  readonly slices: readonly T[];
  /** Distance between the centres of neighbouring slices in millimetres: the median; null for one slice or unknown positions. */
  readonly spacingMm: number | null;
  /** True where all distances equal the median within a hundredth of it. */
  readonly isEven: boolean;
}

const parallel = 0.9999;

/** Splits slices by orientation (a localizer, an axial and a coronal run) and sorts each stack along its normal; then by Instance Number. */
export function stacksOf<T>(slices: readonly T[], planeOf: (slice: T) => Plane): readonly Stack<T>[] {
  const groups: { readonly first: Plane; readonly slices: T[] }[] = [];
  for (const slice of slices) {
    const plane = planeOf(slice);
    const group = groups.find(({ first }) => isParallel(first, plane));
    if (group === undefined) groups.push({ first: plane, slices: [slice] });
    else group.slices.push(slice);
  }
  return groups.map((group) => sortStack(group.slices, planeOf));
}

function isParallel(a: Plane, b: Plane): boolean {
  if (a.orientation === null || b.orientation === null || a.position === null || b.position === null) {
    return (a.orientation === null || a.position === null) && (b.orientation === null || b.position === null);
  }
  const [rows, columns] = [dot(a.orientation[0], b.orientation[0]), dot(a.orientation[1], b.orientation[1])];
  return rows > parallel && columns > parallel;
}

/** Sorts slices along their normal; slices at one place, or without one, by Instance Number. The given order decides the rest. */
export function sortStack<T>(slices: readonly T[], planeOf: (slice: T) => Plane): Stack<T> {
  const normal = slices.map((slice) => planeOf(slice).orientation).find((orientation) => orientation !== null);
  const placed = slices.map((slice) => {
    const plane = planeOf(slice);
    const depth = normal === undefined || plane.position === null ? null : dot(normalOf(normal), plane.position);
    return { slice, depth, number: plane.instanceNumber ?? 0 };
  });
  const known = placed.every(({ depth }) => depth !== null);
  const sorted = placed.toSorted((a, b) => (known ? depthGap(a.depth, b.depth) : 0) || a.number - b.number);
  const gaps = known ? sorted.slice(1).map(({ depth }, n) => (depth ?? 0) - (sorted[n]?.depth ?? 0)) : [];
  const steps = gaps.filter((gap) => gap > 1e-3).toSorted((a, b) => a - b);
  const spacingMm = steps[Math.floor((steps.length - 1) / 2)] ?? null;
  const isEven = spacingMm !== null && steps.length === gaps.length && steps.every((step) => Math.abs(step - spacingMm) <= spacingMm / 100);
  return { slices: sorted.map(({ slice }) => slice), spacingMm, isEven };
}

/** Depths closer than a micrometre are one place. */
function depthGap(a: number | null, b: number | null): number {
  const gap = (a ?? 0) - (b ?? 0);
  return Math.abs(gap) < 1e-3 ? 0 : gap;
}

/** A point of a frame: column and row, fractions allowed, the centre of the first pixel at 0, 0. */
export interface FramePoint {
  readonly column: number;
  readonly row: number;
}

/** The distance of two points of a frame in millimetres; null where the header gives no spacing. */
export function distanceMm(a: FramePoint, b: FramePoint, { spacingMm }: Pick<Plane, 'spacingMm'>): number | null {
  if (spacingMm === null) return null;
  const [down, across] = [(a.row - b.row) * spacingMm[0], (a.column - b.column) * spacingMm[1]];
  return Math.sqrt(down * down + across * across);
}
