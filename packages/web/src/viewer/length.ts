import { distanceMm } from '@silhouette/core/image';
import type { FramePoint } from '@silhouette/core/image';
import type { ReadFrame } from './open.ts';

/** The length between two points of a frame in words: millimetres where the object has a spacing, else pixels. */
export function sayLength(a: FramePoint, b: FramePoint, { plane }: Pick<ReadFrame, 'plane'>): string {
  const mm = distanceMm(a, b, plane);
  if (mm === null) return `${Math.hypot(a.column - b.column, a.row - b.row).toFixed(0)} px`;
  return `${mm.toFixed(1)} mm${plane.spacingOf === 'detector' ? ' at the detector' : ''}`;
}
