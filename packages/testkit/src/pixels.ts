import { tagOf, type Keyword } from '@silhouette/core/standard';
import type { Part } from './encode.ts';
import type { FileParts } from './parts.ts';

/** The Pixel Data of a file before it is written. */
export interface Pixels {
  readonly columns: number;
  readonly rows: number;
  readonly bitsStored: number;
  readonly element: Extract<Part, { kind: 'value' }>;
  /** Puts a stored value at a pixel's number. */
  readonly write: (bytes: Uint8Array, pixel: number, stored: number) => void;
}

/** The native, one sample Pixel Data of a file that testkit made. */
export function pixelsOf({ data }: FileParts): Pixels {
  const held = (keyword: Keyword): Extract<Part, { kind: 'value' }> => {
    const tag = tagOf(keyword);
    const part = data.find((one) => one.tag === tag);
    if (part?.kind !== 'value') throw new Error('not a native picture');
    return part;
  };
  const number = (keyword: Keyword): number => {
    const { bytes } = held(keyword);
    return (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  };
  const wide = number('BitsAllocated') === 16;
  return {
    columns: number('Columns'),
    rows: number('Rows'),
    bitsStored: number('BitsStored'),
    element: held('PixelData'),
    write: (bytes, pixel, stored) => {
      if (!wide) bytes[pixel] = stored;
      else {
        bytes[pixel * 2] = stored & 0xff;
        bytes[pixel * 2 + 1] = stored >> 8;
      }
    },
  };
}
