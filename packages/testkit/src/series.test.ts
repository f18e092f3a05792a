import { bytesSource, readInstance, stringOf } from '@silhouette/core/dicom';
import { iodOf, tagOf, type Keyword } from '@silhouette/core/standard';
import { expect, test } from 'vitest';
import { instanceOf, makeSeries, sampleCases, SYNTAX, type Modality, type SeriesSpec } from './index.ts';

const SPECS: readonly SeriesSpec[] = [
  { seed: 1 },
  { seed: 2, modality: 'CT', bodyPart: 'CHEST', lesion: true },
  { seed: 3, modality: 'CT', bodyPart: 'HEAD' },
  { seed: 4, modality: 'MR' },
  { seed: 5, modality: 'MR', bodyPart: 'HEAD' },
  { seed: 6, modality: 'CR', rows: 32, columns: 32 },
  { seed: 7, modality: 'DX', rows: 32, columns: 32 },
  { seed: 8, modality: 'US' },
];
const nameOf = ({ modality, bodyPart }: SeriesSpec): string => `${modality ?? 'CT'} ${bodyPart ?? ''}`;

test.each(SPECS.map((spec) => [nameOf(spec), spec] as const))('[K8] the same seed gives the same bytes, another gives others: %s', (_name, spec) => {
  expect(makeSeries(spec)).toEqual(makeSeries(spec));
  expect(makeSeries({ ...spec, seed: spec.seed + 50 })).not.toEqual(makeSeries(spec));
});

test.each(SPECS.map((spec) => [nameOf(spec), spec] as const))(
  '[K8] what a viewer needs is there, of an IOD whose types are known: %s',
  (_name, spec) => {
    const { data, sopClass } = instanceOf(spec);
    const tags = new Set(data.map(({ tag }) => tag));
    const needed: readonly Keyword[] = [
      'PatientName',
      'PatientID',
      'StudyInstanceUID',
      'SeriesInstanceUID',
      'SOPInstanceUID',
      'Modality',
      'Rows',
      'Columns',
      'PixelData',
    ];
    for (const keyword of needed) expect(tags.has(tagOf(keyword)), keyword).toBe(true);
    expect(iodOf(sopClass)?.complete).toBe(true);
  },
);

test.each(Object.entries({ implicit: SYNTAX.implicit, explicit: SYNTAX.explicit, deflated: SYNTAX.deflated, 'big endian': SYNTAX.bigEndian }))(
  '[K8] the reader reads what is written, %s',
  (_name, syntax) => {
    const [file] = makeSeries({ seed: 1, rows: 16, columns: 16, slices: 1, syntax });
    const read = readInstance(bytesSource(file?.bytes ?? new Uint8Array(0)));
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    expect(stringOf(read.value.data, tagOf('PatientID'))).toMatch(/^P\d{7}$/);
  },
);

test('[K8] slices of a series stand in a row, one slice thickness apart', () => {
  const positions = [0, 1, 2].map((index) => {
    const part = instanceOf({ seed: 1, slices: 3, sliceMm: 5 }, index).data.find(({ tag }) => tag === tagOf('ImagePositionPatient'));
    return part?.kind === 'value'
      ? String.fromCharCode(...part.bytes)
          .trim()
          .split('\\')
          .map(Number)
      : [];
  });
  expect(positions.map((at) => at[2])).toEqual([-5, 0, 5]);
});

test('[K9] the sample cases have text, a patient of no exact age, and pictures', () => {
  const cases = sampleCases();
  expect(cases.map(({ id }) => id)).toEqual(['appendicitis', 'lung-nodule', 'meniscal-tear']);
  for (const sample of cases) {
    const words = [sample.title, sample.presentation, sample.findings, sample.discussion].join(' ');
    expect(words).not.toMatch(/\d{4}|year|old\b|Dr\b|hospital/i);
    const files = sample.files(32);
    expect(sample.keySlice).toBeLessThan(files.length);
  }
});

const MODALITIES: readonly Modality[] = ['CT', 'MR', 'CR', 'DX', 'US'];

test('[K8] pictures are not empty', () => {
  for (const modality of MODALITIES) {
    const part = instanceOf({ seed: 5, modality, rows: 32, columns: 32 }, 1).data.find(({ tag }) => tag === tagOf('PixelData'));
    expect(part?.kind === 'value' ? new Set(part.bytes).size : 0, modality).toBeGreaterThan(20);
  }
});
