import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInstance, isClean, newKnown } from '../check/index.ts';
import { encodeAscii, find, itemsOf, joinChunks, readInstance, readStrings, stringOf, type Instance } from '../dicom/index.ts';
import type { Finding } from '../model/index.ts';
import { allElements, isPrivate, sopClassOf, tagOf, typeOf, type SopClassKeyword } from '../standard/index.ts';
import { cleanInstance, type Cleaned } from './index.ts';
import { describing, element, fileOf, from, jobFor, ramp, raw, sequence, teaching, testKey, us, type TestFile } from './test-files.ts';

const cleanBytes = (bytes: Uint8Array, job = jobFor()): Cleaned => {
  const cleaned = cleanInstance(from(bytes), job);
  if (!cleaned.ok) throw new Error(`refused: ${cleaned.refusal.code} at ${cleaned.refusal.at}`);
  return cleaned.value;
};
const outOf = (cleaned: Cleaned): Uint8Array => {
  if (cleaned.chunks === null) throw new Error(`not written: ${JSON.stringify([cleaned.questions, cleaned.refusals])}`);
  return joinChunks(cleaned.chunks, cleaned.source);
};
const clean = (file: TestFile = {}, job = jobFor()): Uint8Array => outOf(cleanBytes(fileOf(file), job));
const readBack = (bytes: Uint8Array): Instance => {
  const read = readInstance(from(bytes));
  if (!read.ok) throw new Error('what was written cannot be read');
  return read.value;
};
const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

test('[H4] geometry, windows, units and pixels stay byte for byte', () => {
  const kept = [
    'SliceThickness',
    'PixelSpacing',
    'ImagePositionPatient',
    'ImageOrientationPatient',
    'InstanceNumber',
    'RescaleIntercept',
    'RescaleSlope',
    'WindowCenter',
    'WindowWidth',
    'PixelData',
  ] as const;
  const before = readBack(fileOf());
  const after = readBack(clean());
  for (const keyword of kept) expect(find(after.data, tagOf(keyword)), keyword).toEqual(find(before.data, tagOf(keyword)));
});

test('[H5] UIDs are issued anew, the same everywhere, value by value, and in the meta header', () => {
  const reference = [element('ReferencedSOPClassUID', sopClassOf('CTImageStorage')), element('ReferencedSOPInstanceUID', '1.2.3.4.5.6')];
  const after = readBack(clean({ more: [sequence('ReferencedImageSequence', [reference])] }));
  const uid = stringOf(after.data, tagOf('SOPInstanceUID'));
  expect(uid).toMatch(/^2\.25\./);
  expect(stringOf(after.meta, tagOf('MediaStorageSOPInstanceUID'))).toBe(uid);
  expect(stringOf(itemsOf(after.data, tagOf('ReferencedImageSequence'))[0] ?? [], tagOf('ReferencedSOPInstanceUID'))).toBe(uid);
  const several = readBack(
    clean({
      sopClass: 'EnhancedCTImageStorage',
      more: [
        sequence('SharedFunctionalGroupsSequence', [
          [sequence('IrradiationEventIdentificationSequence', [[element('IrradiationEventUID', '1.2.3\\1.2.4')]])],
        ]),
      ],
    }),
  );
  const group = itemsOf(several.data, tagOf('SharedFunctionalGroupsSequence'))[0] ?? [];
  expect(readStrings(find(itemsOf(group, tagOf('IrradiationEventIdentificationSequence'))[0] ?? [], tagOf('IrradiationEventUID')))).toHaveLength(2);
});

test.each([
  ['046Y', '045Y'],
  ['018Y', '020Y'],
  ['022Y', '020Y'],
  ['023Y', '025Y'],
  ['087Y', '085Y'],
  ['088Y', '090Y'],
  ['101Y', '090Y'],
  ['240M', '020Y'],
  ['017Y', undefined],
  ['010D', undefined],
  ['46', undefined],
])('[H6] an age of %s is written as %s', (age, shown) => {
  expect(stringOf(readBack(clean({ more: [element('PatientAge', age)] })).data, tagOf('PatientAge'))).toBe(shown);
});

test('[H6] the age of a child is told as a band, also when only dates tell it, and no date is written', () => {
  const birth = cleanBytes(fileOf({ more: [element('PatientAge', ''), element('PatientBirthDate', '20090301'), element('StudyDate', '20110213')] }));
  expect(birth.facts.age).toEqual({ kind: 'child', band: 'toddler' });
  expect(cleanBytes(fileOf({ more: [element('PatientAge', '017Y')] })).facts.age).toEqual({ kind: 'child', band: '15-17' });
  expect(latin(outOf(birth))).not.toContain('2009');
});

test('[H7] cleaning is repeatable, and cleaning what is clean changes nothing', () => {
  const once = clean();
  expect(clean()).toEqual(once);
  const again = cleanBytes(once);
  expect(outOf(again)).toEqual(once);
  expect(again.fixes).toEqual([]);
});

test('[H8] the label claims what was looked at and nothing else', () => {
  const codes = (bytes: Uint8Array): unknown =>
    itemsOf(readBack(bytes).data, tagOf('DeidentificationMethodCodeSequence')).map((item) => stringOf(item, tagOf('CodeValue')));
  const decisions = [{ finding: PIXELS_UNSEEN, answer: 'clear', because: 'looked-at-every-frame' }] as const;
  const plain = clean({ more: [element('BurnedInAnnotation', 'NO')] });
  expect(codes(plain)).toEqual(['113100', '113108']);
  expect(stringOf(readBack(plain).data, tagOf('BurnedInAnnotation'))).toBeUndefined();
  const all = clean({}, jobFor(['header', 'pixels', 'heads', 'text'], { decisions }));
  expect(codes(all)).toEqual(['113100', '113101', '113102', '113108']);
  const { data } = readBack(all);
  expect([
    stringOf(data, tagOf('PatientIdentityRemoved')),
    stringOf(data, tagOf('BurnedInAnnotation')),
    stringOf(data, tagOf('LongitudinalTemporalInformationModified')),
  ]).toEqual(['YES', 'NO', 'REMOVED']);
  expect(readStrings(find(data, tagOf('DeidentificationMethod')))).toEqual(['Silhouette 0.1.0', 'teaching 1', `id ${testKey.publicId}`]);
});

const PIXELS_UNSEEN: Finding = { kind: 'gap', check: 'pixels', because: 'not-built' };
const ALL = ['header', 'pixels', 'heads', 'text'] as const;
const gapsOf = (file: TestFile): readonly string[] => {
  const { questions, refusals, chunks } = cleanBytes(fileOf(file), jobFor(ALL));
  expect(chunks).toBeNull();
  const named = (list: readonly Finding[], what: string): string[] =>
    list.map((one) => `${what} ${one.kind === 'gap' ? `${one.check} ${one.because}` : one.kind}`);
  return [...named(questions, 'ask'), ...named(refusals, 'refuse')];
};

test.each<[string, TestFile, readonly string[]]>([
  ['a chest', {}, ['ask pixels not-built']],
  ['a head by its body part', { more: [element('BodyPartExamined', 'HEAD')] }, ['ask pixels not-built', 'refuse heads head-shown']],
  [
    'a head by its description',
    { more: [element('SeriesDescription', 'cCT Schädel nativ'.replace('ä', 'ae'))] },
    ['ask pixels not-built', 'refuse heads head-shown'],
  ],
  [
    'a head by its region code',
    {
      more: [
        sequence('AnatomicRegionSequence', [
          [element('CodeValue', '69536005'), element('CodingSchemeDesignator', 'SCT'), element('CodeMeaning', 'Head')],
        ]),
      ],
    },
    ['ask pixels not-built', 'refuse heads head-shown'],
  ],
  [
    'a whole body',
    { more: [element('BodyPartExamined', ''), element('StudyDescription', 'PET WHOLE BODY')] },
    ['ask pixels not-built', 'refuse heads head-shown'],
  ],
  ['nothing that names a part', { more: [element('BodyPartExamined', '')] }, ['ask pixels not-built', 'ask heads not-built']],
  ['an ultrasound', { sopClass: 'UltrasoundImageStorage' }, ['refuse pixels text-likely']],
  ['a secondary capture', { sopClass: 'SecondaryCaptureImageStorage' }, ['refuse pixels text-likely']],
  ['a photograph', { sopClass: 'VLPhotographicImageStorage' }, ['refuse pixels text-likely']],
  [
    'a modality that usually has text',
    { sopClass: 'ComputedRadiographyImageStorage', more: [element('Modality', 'XA')] },
    ['refuse pixels text-likely'],
  ],
  ['an image that says so itself', { more: [element('BurnedInAnnotation', 'YES')] }, ['refuse pixels text-likely']],
])('[H9] what no code looks at yet is asked or refused: %s', (_what, file, gaps) => {
  expect(gapsOf(file)).toEqual(gaps);
});

test('[H9] with the header channel alone such objects are written, and labelled for the header only', () => {
  const bytes = clean({ sopClass: 'UltrasoundImageStorage' });
  const looked = checkInstance(from(bytes), { policy: teaching, channels: ALL, publicId: null, decisions: [], known: null });
  expect(looked.ok && looked.value.claims).toEqual(['header', 'text']);
  expect(looked.ok && looked.value.plan.refusals.length).toBeGreaterThan(0);
});

test.each<SopClassKeyword>([
  'BasicTextSRStorage',
  'KeyObjectSelectionDocumentStorage',
  'EncapsulatedPDFStorage',
  'EncapsulatedCDAStorage',
  'RTStructureSetStorage',
  'GrayscaleSoftcopyPresentationStateStorage',
  'General32bitECGWaveformStorage',
  'RawDataStorage',
])('[H10] %s is no picture: refused, with a reason', (sopClass) => {
  const { chunks, refusals } = cleanBytes(fileOf({ sopClass }));
  expect([chunks, refusals]).toEqual([null, [{ kind: 'file', identifier: 'other', because: 'object-kind' }]]);
});

test.each(['LABEL', 'OVERVIEW'])('[H10] a whole slide picture of kind %s shows the label: refused', (kind) => {
  const { chunks } = cleanBytes(
    fileOf({ sopClass: 'VLWholeSlideMicroscopyImageStorage', more: [element('ImageType', `ORIGINAL\\PRIMARY\\${kind}\\NONE`)] }),
  );
  expect(chunks).toBeNull();
});

test('[H11] bits outside Bits Stored are zeroed where they say something', () => {
  const pixels = ramp(64);
  pixels[1] = (pixels[1] ?? 0) | 0x80;
  const cleaned = cleanBytes(fileOf({ pixels }));
  expect(cleaned.fixes).toContainEqual({ kind: 'strip', at: '7FE00010', part: 'unused-bits' });
  expect(find(readBack(outOf(cleaned)).data, tagOf('PixelData'))).toEqual(find(readBack(clean()).data, tagOf('PixelData')));
});

test('[H11] the sign of signed cells may fill them', () => {
  const pixels = Uint8Array.from({ length: 128 }, (_, i) => (i % 2 === 0 ? 0x00 : 0xf8));
  const cleaned = cleanBytes(fileOf({ pixels, more: [us('PixelRepresentation', 1)] }));
  expect(cleaned.fixes.filter(({ kind }) => kind === 'strip')).toEqual([]);
});

test('[H12] fewer pixels than the header says are refused', () => {
  const cleaned = cleanInstance(from(fileOf({ pixels: ramp(63) })), jobFor());
  expect(cleaned.ok ? null : cleaned.refusal).toEqual({ code: 'truncated', at: '7FE00010' });
});

test('[H13] a box is blacked out in every frame named, and nothing else changes', () => {
  const frames = { more: [element('NumberOfFrames', '2')], pixels: ramp(128), sopClass: 'EnhancedCTImageStorage' } as const;
  const bytes = clean(frames, jobFor(['header'], { boxes: [{ frames: 'all', box: [2, 1, 5, 3] }] }));
  const after = find(readBack(bytes).data, tagOf('PixelData'));
  const before = ramp(128);
  const values = after !== undefined && 'bytes' in after ? after.bytes : new Uint8Array(0);
  for (let cell = 0; cell < 128; cell += 1) {
    const [column, row] = [cell % 8, Math.floor((cell % 64) / 8)];
    const inside = column >= 2 && column < 5 && row >= 1 && row < 3;
    expect([values[cell * 2], values[cell * 2 + 1]]).toEqual(inside ? [0, 0] : [before[cell * 2], before[cell * 2 + 1]]);
  }
});

test('[H13] a box that lies outside the picture is refused', () => {
  const cleaned = cleanInstance(from(fileOf()), jobFor(['header'], { boxes: [{ frames: 'all', box: [20, 20, 30, 30] }] }));
  expect(cleaned.ok ? null : cleaned.refusal.code).toBe('bad-value');
});

test('[H14] every fix of a header points to an element of the original, and no value stands in the report', () => {
  const cleaned = cleanBytes(fileOf());
  const report = JSON.stringify([cleaned.findings, cleaned.fixes]);
  expect(report).not.toMatch(/Mustermann|4711|20110213|1\.2\.3/);
  const { data } = readBack(fileOf());
  const places = cleaned.fixes.flatMap((fix) => ('at' in fix && fix.at !== null ? [Number.parseInt(fix.at.slice(0, 8), 16)] : []));
  expect(places.filter((tag) => tag >>> 16 !== 2 && find(data, tag) === undefined)).toEqual([]);
});

test('[H15] of two elements with one tag nobody can say which counts: refused where it would stay', () => {
  const twice = cleanInstance(from(fileOf({ more: [us('Rows', 8), us('Rows', 4)] })), jobFor());
  expect(twice.ok ? null : ['duplicate', 'bad-tag-order'].includes(twice.refusal.code)).not.toBe(false);
});

test('[H16] any bytes give an answer, and what is written is clean', () => {
  const whole = fileOf({ more: [raw(0x00090010, 'LO', encodeAscii('ACME'))] });
  const mutated = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
    const bytes = whole.slice();
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });
  const cut = fc.nat(whole.length).map((length) => whole.slice(0, length));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), mutated, cut), (bytes) => {
      const cleaned = cleanInstance(from(bytes), jobFor());
      if (!cleaned.ok) return cleaned.refusal.code !== 'crashed' && cleaned.refusal.code !== 'not-clean';
      if (cleaned.value.chunks === null) return cleaned.value.refusals.length + cleaned.value.questions.length > 0;
      const looked = checkInstance(from(outOf(cleaned.value)), {
        policy: teaching,
        channels: ['header'],
        publicId: testKey.publicId,
        decisions: [],
        known: null,
      });
      return looked.ok && isClean(looked.value);
    }),
    { numRuns: 600 },
  );
});

test('[H17] adding an element of any kind to a file adds none to what is written', () => {
  const tags = allElements().filter(({ tag, vr }) => vr !== null && vr !== 'SQ' && tag > 0x00080000 && tag < 0x7fe00000 && !describing.has(tag));
  const plain = new Set(readBack(clean()).data.map(({ tag }) => tag));
  const forms = teaching.formsOf(sopClassOf('CTImageStorage'));
  fc.assert(
    // A value of zeros alone is the constant that a D fix writes: it says nothing, and stays.
    fc.property(
      fc.constantFrom(...tags),
      fc.uint8Array({ minLength: 1, maxLength: 40 }).filter((bytes) => bytes.some((byte) => byte !== 0)),
      ({ tag, vr }, bytes) => {
        const cleaned = cleanInstance(from(fileOf({ more: [raw(tag, vr ?? 'LO', bytes)] })), jobFor());
        if (!cleaned.ok || cleaned.value.chunks === null) return true;
        const after = readBack(outOf(cleaned.value)).data;
        const type = typeOf(sopClassOf('CTImageStorage'), [tag]);
        return after.every(
          (one) =>
            plain.has(one.tag) || (isPrivate(one.tag) === false && (forms?.has(one.tag) === true || type.startsWith('1') || type.startsWith('2'))),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test('[H18] known identifiers of another file of the case make the maker go that bears their name', () => {
  const known = newKnown();
  cleanBytes(fileOf({ more: [element('PatientName', 'Siemens^Werner')] }), jobFor(['header'], { known }));
  const bytes = clean({}, jobFor(['header'], { known }));
  expect(latin(bytes)).not.toMatch(/SIEMENS/i);
});
