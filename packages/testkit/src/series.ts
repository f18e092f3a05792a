import { abdomenSlice, type SliceSpec } from './ct-abdomen.ts';
import { chestSlice } from './ct-chest.ts';
import type { Part } from './encode.ts';
import {
  commonParts,
  instanceParts,
  modalityParts,
  pixelParts,
  pixelParts8,
  planeParts,
  sopClassFor,
  type Geometry,
  type Modality,
  type Subject,
} from './headers.ts';
import { kneeSlice } from './mr-knee.ts';
import { greyScale, headSlice, ultrasoundFrame } from './other-phantoms.ts';
import { chestRadiograph } from './xr-chest.ts';
import type { Canvas } from './paint.ts';
import { sorted, SYNTAX, writeFile, type FileParts } from './parts.ts';
import { makeVisit, type Visit } from './person.ts';

/** A file of a folder: a path with slashes, and its bytes. */
export interface TestFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a series shows. */
export type BodyPart = 'ABDOMEN' | 'CHEST' | 'HEAD' | 'KNEE';

/** What to make. Only the seed is needed: then a small CT of the abdomen. */
export interface SeriesSpec {
  readonly seed: number;
  readonly modality?: Modality;
  readonly bodyPart?: BodyPart;
  readonly slices?: number;
  readonly rows?: number;
  readonly columns?: number;
  readonly sliceMm?: number;
  /** A transfer syntax UID without compression. */
  readonly syntax?: string;
  /** Whether the lesion is there: appendicitis, lung nodule, torn meniscus. */
  readonly lesion?: boolean;
  /** Whether the header names no part of the body: then a person is asked whether it shows a head. */
  readonly unnamed?: boolean;
}

type Full = Required<Omit<SeriesSpec, 'bodyPart'>> & { readonly bodyPart: BodyPart };

const USUAL: Readonly<Record<Modality, BodyPart>> = { CT: 'ABDOMEN', MR: 'KNEE', CR: 'CHEST', DX: 'CHEST', US: 'ABDOMEN' };
const FIELD_MM: Readonly<Record<BodyPart, number>> = { ABDOMEN: 390, CHEST: 400, HEAD: 240, KNEE: 180 };
const WINDOW: Readonly<Record<BodyPart, readonly [number, number]>> = { ABDOMEN: [50, 400], CHEST: [-500, 1500], HEAD: [40, 90], KNEE: [480, 1000] };

function complete(spec: SeriesSpec): Full {
  const modality = spec.modality ?? 'CT';
  const single = modality === 'CR' || modality === 'DX' || modality === 'US';
  return {
    seed: spec.seed,
    modality,
    bodyPart: spec.bodyPart ?? USUAL[modality],
    unnamed: spec.unnamed ?? false,
    slices: single ? 1 : (spec.slices ?? 3),
    rows: spec.rows ?? 64,
    columns: spec.columns ?? 64,
    sliceMm: spec.sliceMm ?? (modality === 'MR' ? 4 : 3),
    syntax: spec.syntax ?? SYNTAX.explicit,
    lesion: spec.lesion ?? false,
  };
}

function geometryOf({ bodyPart, rows, columns, slices, sliceMm, modality }: Full): Geometry {
  const spacingMm = FIELD_MM[bodyPart] / columns;
  const [w, h, d] = [((columns - 1) / 2) * spacingMm, ((rows - 1) / 2) * spacingMm, ((slices - 1) / 2) * sliceMm];
  const shared = { rows, columns, spacingMm, sliceMm };
  return modality === 'MR' && bodyPart === 'KNEE'
    ? { ...shared, origin: [-d, -w, h], rowDirection: [0, 1, 0], columnDirection: [0, 0, -1], normal: [1, 0, 0] }
    : { ...shared, origin: [-w, -h, -d], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], normal: [0, 0, 1] };
}

function subjectOf({ modality, bodyPart, unnamed }: Full): Subject {
  const window = modality === 'CT' || bodyPart === 'KNEE' ? WINDOW[bodyPart] : modality === 'MR' ? ([420, 900] as const) : ([1900, 3600] as const);
  const words = { ABDOMEN: 'Abdomen', CHEST: 'Chest', HEAD: 'Head', KNEE: 'Knee' } as const;
  return unnamed
    ? { modality, bodyPart: '', description: modality, window }
    : { modality, bodyPart, description: `${modality} ${words[bodyPart]}`, window };
}

function slice(spec: Full, at: SliceSpec): Canvas {
  switch (spec.bodyPart) {
    case 'ABDOMEN':
      return abdomenSlice(at, spec.lesion);
    case 'CHEST':
      return chestSlice(at, spec.lesion);
    case 'HEAD':
      return headSlice(at, spec.modality === 'CT');
    case 'KNEE':
      return kneeSlice(at, spec.lesion);
  }
}

function stored({ values }: Canvas, plus: number, most: number): Uint16Array {
  return Uint16Array.from(values, (value) => Math.max(0, Math.min(most, Math.round(value + plus))));
}

function picture(spec: Full, geometry: Geometry, index: number): readonly Part[] {
  const { columns, rows, seed, modality } = spec;
  if (modality === 'US') {
    const frame = ultrasoundFrame({ columns, rows, seed });
    greyScale(frame);
    return pixelParts8(
      { rows, columns },
      Uint8Array.from(frame.values, (value) => Math.max(0, Math.min(255, Math.round(value)))),
    );
  }
  if (modality === 'CR' || modality === 'DX') return pixelParts({ rows, columns }, 12, stored(chestRadiograph({ columns, rows, seed }), 0, 4095));
  const z = (index - (spec.slices - 1) / 2) * spec.sliceMm;
  const canvas = slice(spec, { columns, rows, mm: geometry.spacingMm, z, seed });
  const heads = modality === 'MR' && spec.bodyPart !== 'KNEE';
  return pixelParts({ rows, columns }, 12, stored(canvas, modality === 'CT' || heads ? 1024 : 0, 4095));
}

/** The parts of one instance, to be changed before it is written: how canaries are planted. */
export function instanceOf(spec: SeriesSpec, index = 0): FileParts & { readonly visit: Visit } {
  const full = complete(spec);
  const visit = makeVisit(full.seed);
  const subject = subjectOf(full);
  const geometry = geometryOf(full);
  const plane = full.modality === 'CT' || full.modality === 'MR' ? planeParts(visit, geometry, index) : [];
  return {
    visit,
    sopClass: sopClassFor(full.modality),
    sopInstance: visit.instance(index + 1),
    syntax: full.syntax,
    data: sorted([
      ...commonParts(visit, subject),
      ...modalityParts(subject),
      ...instanceParts(visit, index),
      ...plane,
      ...picture(full, geometry, index),
    ]),
  };
}

/**
 * A series that a scanner could have made: complete headers of an invented patient, anatomy painted by code, slices at their
 * places. The same spec gives the same bytes.
 */
export function makeSeries(spec: SeriesSpec): readonly TestFile[] {
  const { slices } = complete(spec);
  return Array.from({ length: slices }, (_, index) => ({
    path: `IM${String(index + 1).padStart(4, '0')}.dcm`,
    bytes: writeFile(instanceOf(spec, index)),
  }));
}
