import { tagOf } from '@silhouette/core/standard';
import { concat, latin1 } from './bytes.ts';
import { ctWith } from './canary-headers.ts';
import { blackJpegLs, greyJpeg, greyJpeg2000, jpegSegment, rleFrame } from './codestreams.ts';
import type { Part } from './encode.ts';
import { bare, numbers, sequence, SYNTAX, text, textAt, value, writeFile } from './parts.ts';
import { makePlanter, withParts, type CanaryFile, type Planter } from './plant.ts';
import { instanceOf, type SeriesSpec } from './series.ts';

const PIXELS = 0x7fe00010;
const CT16: SeriesSpec = { seed: 22, rows: 16, columns: 16 };

function overlayParts(planter: Planter, group: number): readonly Part[] {
  const at = (element: number): number => ((group << 16) | element) >>> 0;
  return [
    value(at(0x0010), 'US', Uint8Array.of(16, 0)),
    value(at(0x0011), 'US', Uint8Array.of(16, 0)),
    textAt(at(0x0022), 'LO', planter.word(`overlay ${group.toString(16)} description`)),
    textAt(at(0x0040), 'CS', 'G'),
    value(at(0x0050), 'SS', Uint8Array.of(1, 0, 1, 0)),
    value(at(0x0100), 'US', Uint8Array.of(1, 0)),
    value(at(0x0102), 'US', Uint8Array.of(0, 0)),
    textAt(at(0x1500), 'LO', planter.word(`overlay ${group.toString(16)} label`)),
    value(at(0x3000), 'OW', concat(latin1(planter.word(`overlay ${group.toString(16)} data`)), new Uint8Array(24))),
    textAt(at(0x4000), 'LT', planter.word(`overlay ${group.toString(16)} comments`)),
  ];
}

function curveParts(planter: Planter): readonly Part[] {
  return [
    value(0x50000005, 'US', Uint8Array.of(2, 0)),
    value(0x50000010, 'US', Uint8Array.of(4, 0)),
    textAt(0x50000020, 'CS', 'ECG'),
    textAt(0x50000022, 'LO', planter.word('curve description')),
    textAt(0x50002500, 'LO', planter.word('curve label')),
    value(0x5000200c, 'OW', latin1(planter.word('audio sample data'))),
    value(0x50003000, 'OW', latin1(planter.word('curve data'))),
    value(0x501e3000, 'OW', latin1(planter.word('curve data, last group'))),
  ];
}

function graphicParts(planter: Planter): readonly Part[] {
  return [
    sequence('GraphicAnnotationSequence', [
      text('GraphicLayer', 'L1'),
      sequence('TextObjectSequence', [text('UnformattedTextValue', planter.word('graphic annotation')), text('BoundingBoxAnnotationUnits', 'PIXEL')]),
    ]),
    text('ContentCreatorName', planter.word('ContentCreatorName')),
    text('ContentLabel', planter.word('ContentLabel')),
    text('ContentDescription', planter.word('ContentDescription')),
    sequence('GraphicLayerSequence', [text('GraphicLayer', 'L1'), text('GraphicLayerDescription', planter.word('GraphicLayerDescription'))]),
    iconPart(planter),
  ];
}

function iconPart(planter: Planter): Part {
  return sequence('IconImageSequence', [
    numbers('SamplesPerPixel', 1),
    text('PhotometricInterpretation', 'MONOCHROME2'),
    numbers('Rows', 4),
    numbers('Columns', 4),
    numbers('BitsAllocated', 8),
    numbers('BitsStored', 8),
    numbers('HighBit', 7),
    numbers('PixelRepresentation', 0),
    value(PIXELS, 'OB', concat(latin1(planter.word('icon pixels')), new Uint8Array(8))),
  ]);
}

function withTail(name: string, first: number, make: (planter: Planter) => Uint8Array): CanaryFile {
  const planter = makePlanter(first);
  const tail = make(planter);
  return { name, bytes: writeFile({ ...instanceOf(CT16), tail }), canaries: planter.planted };
}

function afterPixels(planter: Planter): readonly Part[] {
  return [
    sequence('DigitalSignaturesSequence', [
      numbers('MACIDNumber', 1),
      value(tagOf('CertificateOfSigner'), 'OB', latin1(planter.word('CertificateOfSigner'))),
      value(tagOf('Signature'), 'OB', latin1(planter.word('Signature'))),
    ]),
    value(tagOf('DataSetTrailingPadding'), 'OB', latin1(planter.word('DataSetTrailingPadding'))),
  ];
}

/** The Pixel Data of the small CT, changed. */
function withPixels(name: string, first: number, change: (pixels: Uint8Array, planter: Planter) => Uint8Array): CanaryFile {
  const planter = makePlanter(first);
  const base = instanceOf(CT16);
  const old = base.data.find(({ tag }) => tag === PIXELS);
  const pixels = old?.kind === 'value' ? old.bytes : new Uint8Array(0);
  return { name, bytes: writeFile(withParts(base, [bare(PIXELS, 'OW', change(pixels, planter))])), canaries: planter.planted };
}

/** A word spelled in the four bits above Bits Stored of sixteen pixels, high half of each letter first. */
function inHighBits(pixels: Uint8Array, word: string): Uint8Array {
  const out = pixels.slice();
  Array.from(latin1(word)).forEach((letter, i) => {
    for (const [k, nibble] of [letter >> 4, letter & 15].entries()) {
      const at = (i * 2 + k) * 2 + 1;
      out[at] = ((out[at] ?? 0) & 0x0f) | (nibble << 4);
    }
  });
  return out;
}

/** The word that the bits above Bits Stored spell, of an image made by `unusedBitsFile`; for tests of what was cleaned. */
export function readHighBits(pixels: Uint8Array): string {
  const nibble = (i: number): number => (pixels[i * 2 + 1] ?? 0) >> 4;
  return Array.from({ length: 8 }, (_, i) => String.fromCharCode((nibble(i * 2) << 4) | nibble(i * 2 + 1))).join('');
}

/** An image whose unused bits spell a canary. It cannot be found by a search of bytes: use `readHighBits`. */
export function unusedBitsFile(): CanaryFile {
  return withPixels('bits outside Bits Stored', 2300, (pixels, planter) => inHighBits(pixels, planter.word('bits 12 to 15')));
}

const compressed = (syntax: string, photometric: string): readonly Part[] => [
  text('PhotometricInterpretation', photometric),
  numbers('BitsAllocated', 8),
  numbers('BitsStored', 8),
  numbers('HighBit', 7),
  ...(syntax === SYNTAX.jpeg
    ? [text('LossyImageCompression', '01'), text('LossyImageCompressionRatio', '10'), text('LossyImageCompressionMethod', 'ISO_10918_1')]
    : []),
];

function withFragments(name: string, first: number, [syntax, make]: readonly [string, (planter: Planter) => readonly Uint8Array[]]): CanaryFile {
  const planter = makePlanter(first);
  const pixels: Part = { kind: 'fragments', tag: PIXELS, vr: 'OB', fragments: make(planter) };
  const base = withParts(instanceOf(CT16), [...compressed(syntax, 'MONOCHROME2'), pixels]);
  return { name, bytes: writeFile({ ...base, syntax }), canaries: planter.planted };
}

function jpegFiles(): readonly CanaryFile[] {
  const none = new Uint8Array(0);
  return [
    withFragments('JPEG with APPn, EXIF and COM', 2400, [
      SYNTAX.jpeg,
      (planter) => [
        none,
        greyJpeg(16, 16, [
          jpegSegment(0xe0, concat(latin1('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0))),
          jpegSegment(0xe1, concat(latin1('Exif\0\0MM\0*'), latin1(planter.word('JPEG APP1')))),
          jpegSegment(0xed, latin1(`Photoshop 3.0\0${planter.word('JPEG APP13')}`)),
          jpegSegment(0xfe, latin1(planter.word('JPEG COM'))),
        ]),
      ],
    ]),
    withFragments('JPEG with bytes behind EOI', 2410, [
      SYNTAX.jpeg,
      (planter) => [none, concat(greyJpeg(16, 16), latin1(planter.word('behind EOI')))],
    ]),
    withFragments('JPEG with a second picture', 2420, [
      SYNTAX.jpeg,
      (planter) => [none, concat(greyJpeg(16, 16), greyJpeg(8, 8, [jpegSegment(0xfe, latin1(planter.word('COM of a second picture')))]))],
    ]),
    withFragments('JPEG with a fragment more', 2430, [SYNTAX.jpeg, (planter) => [none, greyJpeg(16, 16), latin1(planter.word('extra fragment'))]]),
    withFragments('JPEG with text as offset table', 2440, [SYNTAX.jpeg, (planter) => [latin1(planter.word('Basic Offset Table')), greyJpeg(16, 16)]]),
    withFragments('RLE with bytes behind', 2450, [
      SYNTAX.rle,
      (planter) => [none, rleFrame(new Uint8Array(256).fill(90), latin1(planter.word('behind RLE')))],
    ]),
  ];
}

function otherCodestreams(): readonly CanaryFile[] {
  const none = new Uint8Array(0);
  const comment = (words: string): Uint8Array => jpegSegment(0x64, latin1(`\0\x01${words}`));
  return [
    withFragments('JPEG-LS with APPn and COM', 2460, [
      SYNTAX.jpegLs,
      (planter) => [
        none,
        blackJpegLs(16, 16, [jpegSegment(0xe8, latin1(planter.word('JPEG-LS APP8'))), jpegSegment(0xfe, latin1(planter.word('JPEG-LS COM')))]),
      ],
    ]),
    withFragments('JPEG-LS with bytes behind EOI', 2470, [
      SYNTAX.jpegLs,
      (planter) => [none, concat(blackJpegLs(16, 16), latin1(planter.word('behind EOI of JPEG-LS')))],
    ]),
    withFragments('JPEG 2000 with COM', 2480, [SYNTAX.jpeg2000, (planter) => [none, greyJpeg2000(16, 16, [comment(planter.word('JPEG 2000 COM'))])]]),
    withFragments('JPEG 2000 with bytes behind EOC', 2490, [
      SYNTAX.jpeg2000,
      (planter) => [none, concat(greyJpeg2000(16, 16), latin1(planter.word('behind EOC')))],
    ]),
  ];
}

/** Files whose pixels, pictures and tails hold canaries. */
export function pixelFiles(): readonly CanaryFile[] {
  return [
    ctWith('overlays', 2000, (planter) => [0x6000, 0x6002, 0x601e].flatMap((group) => overlayParts(planter, group))),
    ctWith('curves and audio', 2040, curveParts),
    ctWith('graphic annotations and icon', 2060, graphicParts),
    withTail('bytes behind the data set', 2100, (planter) =>
      concat(latin1(planter.word('trailing bytes')), new Uint8Array(40), latin1(planter.word('trailing bytes, end'))),
    ),
    withTail('an archive behind the data set', 2110, (planter) =>
      concat(Uint8Array.of(0x50, 0x4b, 3, 4, 10, 0, 0, 0, 0, 0), new Uint8Array(20), latin1(planter.word('ZIP behind the data set'))),
    ),
    withTail('half an element behind the data set', 2120, (planter) =>
      concat(Uint8Array.of(0xff, 0xff, 0xee, 0xee), latin1(`LO\xff\x7f${planter.word('truncated element')}`)),
    ),
    ctWith('elements behind Pixel Data', 2130, afterPixels),
    withPixels('more Pixel Data than pixels', 2200, (pixels, planter) => concat(pixels, latin1(planter.word('excess pixels')))),
    withPixels('Pixel Data of odd length', 2210, (pixels, planter) => concat(pixels, latin1(`${planter.word('excess pixels, odd')}x`))),
    ...jpegFiles(),
    ...otherCodestreams(),
  ];
}
