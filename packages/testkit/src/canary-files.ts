import { documentFiles } from './canary-documents.ts';
import { headerFiles } from './canary-headers.ts';
import { pixelFiles } from './canary-pixels.ts';
import type { CanaryFile } from './plant.ts';

/**
 * A file for every hiding place of docs/THREATS.md that a DICOM file has, with the words planted in it. Of a file that is
 * cleaned none may survive; a file may also be refused.
 */
export function makeCanaryFiles(): readonly CanaryFile[] {
  return [...headerFiles(), ...pixelFiles(), ...documentFiles()];
}
