import { expect, test } from 'vitest';
import { encodeAscii, type Element, type Vr } from '../dicom/index.ts';
import { allElements, profileRows, tagOf, type SopClassKeyword } from '../standard/index.ts';
import { cleaned, describing, element, fileOf, ramp, raw, sequence, vrOf, type TestFile } from './test-files.ts';

const clean = (file: TestFile): Uint8Array => cleaned(fileOf(file)).bytes;
const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const canary = (n: number): string => `ZQ${String(n).padStart(5, '0')}X`;

// What a canary looks like in an element of each VR: unique, and valid where that is possible.
function plantedBytes(vr: Vr, n: number): Uint8Array {
  switch (vr) {
    case 'DA':
      return encodeAscii(`1${String(100 + (n % 800))}0${1 + (n % 9)}17`);
    case 'DT':
      return encodeAscii(`1${String(100 + (n % 800))}0${1 + (n % 9)}17101112`);
    case 'UI':
      return encodeAscii(`1.2.826.0.1.3680043.9.7777.${n}`);
    default:
      return encodeAscii(canary(n));
  }
}

const BYTES: ReadonlySet<string> = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'SV', 'UV', 'AT', 'SQ']);
const PIXELS = new Set([tagOf('PixelData'), tagOf('FloatPixelData'), tagOf('DoubleFloatPixelData')]);

test.each<SopClassKeyword>(['CTImageStorage', 'SecondaryCaptureImageStorage', 'SegmentationStorage'])(
  '[H1] nothing planted at any row of Table E.1-1 survives in %s',
  (sopClass) => {
    const rows = profileRows().filter(({ tag }) => tag !== null && !describing.has(tag) && !PIXELS.has(tag) && tag >>> 16 !== 2);
    const planted = rows.flatMap((row, n): Element[] => {
      const tag = row.tag ?? 0;
      const vr = vrOf(tag);
      return vr === 'SQ'
        ? [{ tag, vr, items: [[raw(tagOf('PatientName'), 'PN', plantedBytes('PN', n))]] }]
        : BYTES.has(vr)
          ? []
          : [raw(tag, vr, plantedBytes(vr, n))];
    });
    const text = latin(clean({ sopClass, more: planted }));
    const left = planted.filter((one, n) => text.includes('bytes' in one ? latin(one.bytes) : canary(n)));
    expect(left.map(({ tag }) => tag.toString(16))).toEqual([]);
    expect(planted.length).toBeGreaterThan(550);
  },
);

test('[H2] nothing planted in any attribute of PS3.6 survives, whatever Table E.1-1 says of it, but in Manufacturer', () => {
  const facts = allElements().filter(
    ({ tag, vr }) =>
      vr !== null && !BYTES.has(vr) && !describing.has(tag) && !PIXELS.has(tag) && tag >>> 16 > 2 && tag < 0xfffe0000 && (tag & 0xffff) !== 0,
  );
  const planted = facts.map(({ tag, vr }, n) => raw(tag, vr ?? 'LO', plantedBytes(vr ?? 'LO', n)));
  const text = latin(clean({ more: planted }));
  const left = facts.filter((_, n) => text.includes(latin((planted[n] as { bytes: Uint8Array }).bytes)));
  expect(left.map(({ keyword }) => keyword)).toEqual(['Manufacturer']);
  expect(planted.length).toBeGreaterThan(2000);
});

const nested = (depth: number, inner: Element): Element => (depth === 0 ? inner : sequence('SourceImageSequence', [[nested(depth - 1, inner)]]));
const hidden = encodeAscii('ZQ00001X');

test.each<[string, TestFile]>([
  ['the preamble', { preamble: Uint8Array.from({ length: 128 }, (_, i) => hidden[i % 8] ?? 0) }],
  ['an AE title of the meta header', { meta: [raw(0x00020016, 'AE', hidden)] }],
  ['private information of the meta header', { meta: [raw(0x00020100, 'UI', encodeAscii('1.2.3')), raw(0x00020102, 'OB', hidden)] }],
  ['bytes behind the data set', { trailing: hidden }],
  ['bytes behind the pixels', { pixels: Uint8Array.from([...ramp(64), ...hidden]) }],
  ['data set trailing padding', { more: [raw(0xfffcfffc, 'OB', hidden)] }],
  ['a private element', { more: [raw(0x00090010, 'LO', encodeAscii('ACME')), raw(0x00091001, 'LO', hidden)] }],
  ['a private creator', { more: [raw(0x00090010, 'LO', hidden)] }],
  ['an illegal group', { more: [raw(0x00030010, 'LO', hidden)] }],
  ['an element that PS3.6 does not have', { more: [raw(0x0010f0f0, 'LO', hidden)] }],
  ['an element of VR UN', { more: [raw(tagOf('SliceThickness'), 'UN', hidden)] }],
  ['an element of a wrong VR', { more: [raw(tagOf('SliceThickness'), 'LT', hidden)] }],
  ['an overlay', { more: [raw(0x60003000, 'OW', hidden), raw(0x60020022, 'LO', hidden)] }],
  ['a curve', { more: [raw(0x50003000, 'OW', hidden)] }],
  ['an icon', { more: [sequence('IconImageSequence', [[raw(tagOf('PixelData'), 'OW', hidden)]])] }],
  ['a graphic annotation', { more: [sequence('GraphicAnnotationSequence', [[element('UnformattedTextValue', 'ZQ00001X')]])] }],
  ['an original attributes sequence', { more: [sequence('OriginalAttributesSequence', [[element('PatientName', 'ZQ00001X')]])] }],
  ['a number', { more: [element('SliceThickness', 'ZQ00001X')] }],
  ['behind a number', { more: [raw(tagOf('SliceThickness'), 'DS', encodeAscii('2.5\0ZQ00001X'))] }],
  ['a term', { more: [element('BodyPartExamined', 'ZQ00001X')] }],
  ['the fourth value of Image Type', { more: [element('ImageType', 'ORIGINAL\\PRIMARY\\AXIAL\\ZQ00001X')] }],
  ['the first value of Image Type', { more: [element('ImageType', 'ZQ00001X\\PRIMARY\\AXIAL')] }],
  ['a convolution kernel', { more: [element('ConvolutionKernel', 'ZQ00001X')] }],
  [
    'a code meaning',
    {
      more: [
        sequence('AnatomicRegionSequence', [
          [element('CodeValue', '10200004'), element('CodingSchemeDesignator', 'SCT'), element('CodeMeaning', 'ZQ00001X')],
        ]),
      ],
    },
  ],
  [
    'a code value',
    {
      more: [
        sequence('AnatomicRegionSequence', [
          [element('CodeValue', 'ZQ00001X'), element('CodingSchemeDesignator', 'SCT'), element('CodeMeaning', 'Liver')],
        ]),
      ],
    },
  ],
  [
    'a private coding scheme',
    {
      more: [
        sequence('AnatomicRegionSequence', [
          [element('CodeValue', 'A'), element('CodingSchemeDesignator', '99ZQ00001X'), element('CodeMeaning', 'Liver')],
        ]),
      ],
    },
  ],
  [
    'an element beside a code',
    {
      more: [
        sequence('AnatomicRegionSequence', [
          [
            element('CodeValue', '10200004'),
            element('CodingSchemeDesignator', 'SCT'),
            element('CodeMeaning', 'Liver'),
            element('PatientName', 'ZQ00001X'),
          ],
        ]),
      ],
    },
  ],
  ['five sequences deep', { more: [nested(5, element('PatientName', 'ZQ00001X'))] }],
  ['two hundred sequences deep', { more: [nested(200, element('PatientName', 'ZQ00001X'))] }],
  ['a mislabelled character set', { more: [element('SpecificCharacterSet', 'ZQ00001X')] }],
  ['a foreign UID below the root of DICOM', { more: [element('FrameOfReferenceUID', '1.2.840.10008.9.4711.0815'), element('StudyID', 'ZQ00001X')] }],
  ['a group length', { more: [raw(0x00100000, 'UL', Uint8Array.of(0x5a, 0x51, 0x30, 0x30)), element('StudyID', 'ZQ00001X')] }],
])('[H3] nothing survives that is planted in %s', (_where, file) => {
  const text = latin(clean(file));
  expect([text.includes('ZQ00'), text.includes('4711.0815'), text.includes('ACME')]).toEqual([false, false, false]);
});
