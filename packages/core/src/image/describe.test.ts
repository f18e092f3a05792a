import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataSet, Element } from '../dicom/index.ts';
import { type Keyword, tagOf } from '../standard/index.ts';
import { nativeBalance, openFrames, readPixelDescription, readPlane } from './index.ts';
import { header, instanceOf, pixelData, plain, text, us } from './test-images.ts';

test('[P40] the description is what the header says', () => {
  const data = [...header(plain, pixelData(new Uint8Array(24))), text('RescaleSlope', 'DS', '2'), text('RescaleIntercept', 'DS', '-1024 ')];
  const read = readPixelDescription(instanceOf([...data, text('WindowCenter', 'DS', '40\\400'), text('WindowWidth', 'DS', '80\\2000')]));
  const windows = [
    { center: 40, width: 80, shape: 'linear' },
    { center: 400, width: 2000, shape: 'linear' },
  ];
  expect(read).toEqual({ ok: true, value: { ...plain, rescale: { slope: 2, intercept: -1024 }, windows } });
});

const sequence = (keyword: Keyword, ...items: readonly DataSet[]): Element => ({ tag: tagOf(keyword), vr: 'SQ', items });

test('[P40] a frame takes window, rescale and place from its own functional group, else the shared one, else the data set', () => {
  const window = (center: string): DataSet => [text('WindowCenter', 'DS', center), text('WindowWidth', 'DS', '10')];
  const own = [sequence('FrameVOILUTSequence', window('7')), sequence('PlanePositionSequence', [text('ImagePositionPatient', 'DS', '1\\2\\3.5')])];
  const shared = [
    sequence('PixelMeasuresSequence', [text('PixelSpacing', 'DS', '0.5\\0.25')]),
    sequence('PlaneOrientationSequence', [text('ImageOrientationPatient', 'DS', '2\\0\\0\\0\\1\\0')]),
    sequence('PixelValueTransformationSequence', [text('RescaleSlope', 'DS', '3'), text('RescaleIntercept', 'DS', '4')]),
  ];
  const groups = [sequence('SharedFunctionalGroupsSequence', shared), sequence('PerFrameFunctionalGroupsSequence', [], own)];
  const two = { ...plain, frames: 2 };
  const instance = instanceOf([...header(two, pixelData(new Uint8Array(48))), ...window('99'), text('InstanceNumber', 'IS', '12'), ...groups]);
  const [first, second] = [readPixelDescription(instance, 0), readPixelDescription(instance, 1)];
  expect([first, second].map((read) => read.ok && [read.value.windows[0]?.center, read.value.rescale?.slope])).toEqual([
    [99, 3],
    [7, 3],
  ]);
  const orientation = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  const rest = { orientation, spacingMm: [0.5, 0.25], spacingOf: 'patient', instanceNumber: 12 };
  expect([readPlane(instance, 0), readPlane(instance, 1)]).toEqual([
    { position: null, ...rest },
    { position: [1, 2, 3.5], ...rest },
  ]);
});

test('[P40] detector spacing is told apart from spacing in the patient', () => {
  const instance = instanceOf([text('ImagerPixelSpacing', 'DS', '0.2\\0.2')]);
  expect(readPlane(instance)).toEqual({ position: null, orientation: null, spacingMm: [0.2, 0.2], spacingOf: 'detector', instanceNumber: null });
});

test.each<readonly [string, string, (data: DataSet) => DataSet]>([
  ['missing-element', '00280010', (data) => data.filter(({ tag }) => tag !== tagOf('Rows'))],
  ['bad-pixels', '00280010', (data) => data.map((element) => (element.tag === tagOf('Rows') ? us('Rows', 0) : element))],
  ['bad-pixels', '00280101', (data) => data.map((element) => (element.tag === tagOf('BitsStored') ? us('BitsStored', 17) : element))],
  ['bad-pixels', '00280102', (data) => data.map((element) => (element.tag === tagOf('HighBit') ? us('HighBit', 16) : element))],
  ['bad-pixels', '00280002', (data) => data.map((element) => (element.tag === tagOf('SamplesPerPixel') ? us('SamplesPerPixel', 3) : element))],
  [
    'bad-pixels',
    '00280008',
    (data) => data.map((element) => (element.tag === tagOf('NumberOfFrames') ? text('NumberOfFrames', 'IS', '0') : element)),
  ],
  [
    'too-large',
    '00280008',
    (data) => data.map((element) => (element.tag === tagOf('NumberOfFrames') ? text('NumberOfFrames', 'IS', '99999999') : element)),
  ],
])('[P40] what is missing, wrong or too large is refused with its place: %s at %s', (code, at, change) => {
  expect(readPixelDescription(instanceOf(change(header(plain, pixelData(new Uint8Array(24))))))).toEqual({ ok: false, refusal: { code, at } });
});

test('[P40] pixels that are missing, short or too many are told', () => {
  const data = header(plain, pixelData(new Uint8Array(24)));
  expect(readPixelDescription(instanceOf(data.slice(0, -1)))).toEqual({ ok: false, refusal: { code: 'pixels-missing', at: null } });
  expect(openFrames(instanceOf(header(plain, pixelData(new Uint8Array(20)))), plain)).toMatchObject({ ok: false, refusal: { code: 'truncated' } });
  expect(nativeBalance(plain, 24)).toEqual({ missing: 0, excess: 0 });
  expect(nativeBalance(plain, 20)).toEqual({ missing: 4, excess: 0 });
  expect(nativeBalance(plain, 30)).toEqual({ missing: 0, excess: 6 });
  const odd = { ...plain, rows: 1, columns: 1, bitsAllocated: 8 };
  expect(nativeBalance(odd, 2)).toEqual({ missing: 0, excess: 0 });
  expect(nativeBalance(odd, 4)).toEqual({ missing: 0, excess: 3 });
});

test('[P48] any header gives a description or a refusal, never a throw', () => {
  const keywords: readonly Keyword[] = [
    'Rows',
    'Columns',
    'BitsAllocated',
    'BitsStored',
    'HighBit',
    'SamplesPerPixel',
    'PixelRepresentation',
    'NumberOfFrames',
  ];
  const more: readonly Keyword[] = [
    'PhotometricInterpretation',
    'RedPaletteColorLookupTableDescriptor',
    'RedPaletteColorLookupTableData',
    'WindowCenter',
    'PixelData',
  ];
  const vrs = ['US', 'SS', 'DS', 'IS', 'CS', 'UN', 'OW', 'FD'] as const;
  const element = fc.record({ keyword: fc.constantFrom(...keywords, ...more), vr: fc.constantFrom(...vrs), bytes: fc.uint8Array({ maxLength: 12 }) });
  fc.assert(
    fc.property(fc.array(element, { maxLength: 16 }), fc.boolean(), (changes, keep) => {
      const changed = changes.map(({ bytes, keyword, vr }): Element => ({ tag: tagOf(keyword), vr, bytes }));
      const instance = instanceOf([...changed, ...(keep ? header(plain, pixelData(new Uint8Array(24))) : [])]);
      const read = readPixelDescription(instance);
      if (!read.ok) return;
      const frames = openFrames(instance, read.value);
      if (frames.ok && read.value.frames < 100) frames.value.read(0);
    }),
    { numRuns: 500, seed: 48 },
  );
});
