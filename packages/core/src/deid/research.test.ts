import { expect, test } from 'vitest';
import { checkInstance, isClean } from '../check/index.ts';
import {
  encodeAscii,
  find,
  itemsOf,
  readInstance,
  readStrings,
  stringOf,
  walk,
  type DataSet,
  type Element,
  type Instance,
  type Vr,
} from '../dicom/index.ts';
import { RESEARCH, resolve, SHIPPED, type Policy, type ResolvedPolicy } from '../policy/index.ts';
import { findElement, keywordOf, profileRows, safePrivates, tagOf, type Keyword, type SopClassKeyword } from '../standard/index.ts';
import { daysBack, isIssued, isPseudonym, issuePseudonym } from '../uid/index.ts';
import { cleaned, describing, element, fileOf, from, jobFor, ramp, raw, sequence, testKey, vrOf, type TestFile } from './test-files.ts';

type Options = Extract<Policy, { allow: 'profile' }>['options'];
type Option = Options[number];

const policyWith = (options: Options): ResolvedPolicy => {
  const dates = options.includes('113106') ? 'keep' : options.includes('113107') ? 'shift' : 'remove';
  const resolved = resolve({ ...RESEARCH, name: 'trial', options, dates, private: options.includes('113111') ? 'safe' : 'remove' });
  if (!resolved.ok) throw new Error('a trial policy is not understood');
  return resolved.value;
};
const research: ResolvedPolicy = (() => {
  const resolved = resolve(RESEARCH);
  if (!resolved.ok) throw new Error('the research policy is not understood');
  return resolved.value;
})();

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesFor = (file: TestFile, policy = research): Uint8Array => cleaned(fileOf(file), jobFor(['header'], { policy })).bytes;
const instanceFor = (bytes: Uint8Array): Instance => {
  const read = readInstance(from(bytes));
  if (!read.ok) throw new Error('an output cannot be read');
  return read.value;
};
const clean = (file: TestFile = {}, policy = research): DataSet => instanceFor(bytesFor(file, policy)).data;
const text = (data: DataSet, keyword: Keyword): string | undefined => readStrings(find(data, tagOf(keyword))).join('\\') || undefined;
const canary = (n: number): string => `QXZ${String(n).padStart(5, '0')}ZQ`;

function planted(vr: Vr, n: number): Uint8Array {
  if (vr === 'DA') return encodeAscii(`1${String(100 + (n % 700))}0${1 + (n % 9)}17`);
  if (vr === 'DT') return encodeAscii(`1${String(100 + (n % 700))}0${1 + (n % 9)}17101112`);
  if (vr === 'TM') return encodeAscii(`101112.${String(100_000 + n)}`);
  if (vr === 'UI') return encodeAscii(`1.2.826.0.1.3680043.9.7777.${String(100_000 + n)}`);
  if (vr === 'AS') return encodeAscii('097Y');
  return encodeAscii(canary(n));
}

const BINARY: ReadonlySet<string> = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'SV', 'UV', 'AT']);
const rows = profileRows().filter(({ tag }) => tag !== null && !describing.has(tag) && tag >>> 16 !== 2 && !BINARY.has(vrOf(tag)));
const plantedRows = rows.map((row, n): Element => {
  const tag = row.tag ?? 0;
  const vr = vrOf(tag);
  return vr === 'SQ' ? { tag, vr, items: [[raw(tagOf('PatientComments'), 'LT', planted('LT', n))]] } : raw(tag, vr, planted(vr, n));
});
const wordsOf = (one: Element, n: number): string => ('bytes' in one ? latin(one.bytes) : canary(n));
const survivorsOf = (policy: ResolvedPolicy, sopClass: SopClassKeyword): readonly number[] => {
  const out = latin(bytesFor({ sopClass, more: plantedRows }, policy));
  return plantedRows.flatMap((one, n) => (out.includes(wordsOf(one, n)) ? [one.tag] : []));
};
const names = (tags: readonly number[]): readonly string[] => tags.map((tag) => keywordOf(tag) ?? tag.toString(16));

test.each<SopClassKeyword>(['CTImageStorage', 'SecondaryCaptureImageStorage', 'BasicTextSRStorage', 'RTStructureSetStorage', 'SegmentationStorage'])(
  '[R1] without options nothing planted at any row of Table E.1-1 survives in %s',
  (sopClass) => {
    expect(names(survivorsOf(policyWith([]), sopClass))).toEqual([]);
    expect(plantedRows.length).toBeGreaterThan(550);
  },
);

const OPTIONS: readonly Option[] = ['113103', '113104', '113105', '113106', '113107', '113108', '113109', '113110', '113111', '113112'];

test.each(OPTIONS)('[R2] with option %s only what its column keeps survives', (option) => {
  const left = survivorsOf(policyWith([option]), 'CTImageStorage');
  const kept = new Set(rows.filter((row) => row.options[option] === 'K').map(({ tag }) => tag));
  const times = option === '113107' ? left.filter((tag) => vrOf(tag) === 'TM') : [];
  expect(names(left.filter((tag) => !kept.has(tag) && !times.includes(tag)))).toEqual([]);
  if (option === '113109' || option === '113112' || option === '113106') expect(left.length).toBeGreaterThan(5);
});

test('[R2] with option 113110 UIDs stay as they are, and the label says so', () => {
  const data = clean({}, policyWith(['113110']));
  expect(text(data, 'SOPInstanceUID')).toBe('1.2.3.4.5.6');
  expect(codesOf(data)).toEqual(['113100', '113110']);
});

function codesOf(data: DataSet): readonly string[] {
  return itemsOf(data, tagOf('DeidentificationMethodCodeSequence')).map((item) => stringOf(item, tagOf('CodeValue')) ?? '');
}

test.each<[string, Option[], TestFile, string[]]>([
  ['dates that were shifted', ['113107'], {}, ['113100', '113107']],
  ['dates that were kept', ['113106'], {}, ['113100', '113106']],
  ['nothing but the basic profile', [], {}, ['113100']],
  ['a station that was kept', ['113109'], { more: [element('StationName', 'CT01')] }, ['113100', '113109']],
  ['an option of which nothing was there', ['113112', '113104', '113103', '113111'], {}, ['113100']],
  ['an institution that was kept', ['113112'], { more: [element('InstitutionName', 'Klinikum Auenland')] }, ['113100', '113112']],
  ['descriptions that were cleaned', ['113105'], { more: [element('SeriesDescription', 'Thorax axial')] }, ['113100', '113105']],
])('[R3] the label tells %s, and no more', (_what, options, file, codes) => {
  expect(codesOf(clean(file, policyWith(options)))).toEqual(codes);
});

test.each<[string, Option[], string]>([
  ['removed', [], 'REMOVED'],
  ['shifted', ['113107'], 'MODIFIED'],
  ['kept', ['113106'], 'UNMODIFIED'],
])('[R3] the label says that dates were %s', (_what, options, said) => {
  expect(text(clean({}, policyWith(options)), 'LongitudinalTemporalInformationModified')).toBe(said);
});

const dated = (date: string, more: readonly Element[] = []): TestFile => ({ more: [element('StudyDate', date), ...more] });

test.each([
  ['a date', element('SeriesDate', '20110301'), 'SeriesDate'],
  ['two dates', element('DateOfLastCalibration', '20110301\\20110305'), 'DateOfLastCalibration'],
  ['a legacy date', element('SeriesDate', '2011.03.01'), 'SeriesDate'],
  ['a date with time and zone', element('AcquisitionDateTime', '20110301101112.123456+0530'), 'AcquisitionDateTime'],
  ['a year', element('AcquisitionDateTime', '2011'), 'AcquisitionDateTime'],
  ['a month', element('AcquisitionDateTime', '201103'), 'AcquisitionDateTime'],
] as const)('[R4] %s goes back by the same days, at the same precision', (_what, one, keyword) => {
  const back = daysBack(testKey, 'MRN-4711-0815');
  const data = clean(dated('20110228', [one]));
  const days = (value: string): number =>
    Date.UTC(Number(value.slice(0, 4)), Number(value.slice(4, 6) || '7') - 1, Number(value.slice(6, 8) || '15')) / 86_400_000;
  const before = latin('bytes' in one ? one.bytes : new Uint8Array(0))
    .trim()
    .replaceAll('.', keyword === 'SeriesDate' ? '' : '.')
    .split('\\');
  const after = (text(data, keyword) ?? '').split('\\');
  expect(after.map((value) => value.length)).toEqual(before.map((value) => value.length));
  for (const [index, value] of after.entries()) {
    const moved = days(before[index] ?? '') - days(value);
    expect(Math.abs(moved - back)).toBeLessThanOrEqual(value.length >= 8 ? 0 : value.length === 6 ? 16 : 200);
    expect(value.slice(8)).toBe((before[index] ?? '').slice(8));
  }
  expect(days(text(data, 'StudyDate') ?? '')).toBe(days('20110228') - back);
});

test('[R4] times of day stay, and a date that is none becomes a constant', () => {
  const data = clean({ more: [element('StudyTime', '101112'), element('SeriesDate', 'yesterday')] });
  expect([text(data, 'StudyTime'), text(data, 'SeriesDate')]).toEqual(['101112', '19000101']);
  expect(text(clean({ more: [element('StudyTime', '10:11:12')] }), 'StudyTime')).toBe('101112');
});

test('[R5] patient, name and UIDs map the same across files, and certify themselves', () => {
  const one = clean();
  const other = clean({
    more: [element('SOPInstanceUID', '1.2.3.4.5.7'), sequence('ReferencedImageSequence', [[element('ReferencedSOPInstanceUID', '1.2.3.4.5.6')]])],
  });
  const [item = []] = itemsOf(other, tagOf('ReferencedImageSequence'));
  expect(text(item, 'ReferencedSOPInstanceUID')).toBe(text(one, 'SOPInstanceUID'));
  expect([text(one, 'PatientID'), text(one, 'PatientName')]).toEqual([text(other, 'PatientID'), text(other, 'PatientID')]);
  expect([isPseudonym(text(one, 'PatientID') ?? '', testKey.publicId), isIssued(text(one, 'StudyInstanceUID') ?? '', testKey.publicId)]).toEqual([
    true,
    true,
  ]);
  expect([issuePseudonym(testKey, text(one, 'PatientID') ?? ''), isPseudonym('0123456789ABCDEF01234567', testKey.publicId)]).toEqual([
    text(one, 'PatientID'),
    false,
  ]);
});

test.each([
  ['097Y', '090Y'],
  ['089Y', '089Y'],
  ['011M', '011M'],
  ['90', undefined],
])('[R6] an age of %s is written as %s', (age, shown) => {
  expect(text(clean({ more: [element('PatientAge', age)] }), 'PatientAge')).toBe(shown);
});

const description = (value: string): string | undefined => text(clean({ more: [element('SeriesDescription', value)] }), 'SeriesDescription');

test.each([
  ['Thorax nativ 5.0 B30f', 'Thorax nativ 5.0 B30f'],
  ['T2W_TSE_axial 3mm', 'T2W_TSE_axial 3mm'],
  ['CT Abdomen w/o contrast', 'CT Abdomen w/o contrast'],
  ['Thorax Mustermann', 'Thorax'],
  ['MUSTERMANN^ERIKA chest', 'chest'],
  ['chest 13.02.2011', 'chest'],
  ['chest 2011-02-13', 'chest'],
  ['chest 12 Feb 2011', 'chest'],
  ['chest MRN 4711-0815', 'chest'],
  ['chest 555-1234', 'chest'],
  ['chest 01 42 34 56 78', 'chest'],
  ['chest room 4711', 'chest'],
  ['DWI b1000 TR 2500', 'DWI b1000 TR 2500'],
  ['chest 20110213', 'chest'],
  ['chest jane@example.org', 'chest'],
  ['knee for Dr. Seltsam', 'knee for Dr.'],
])('[R7] of a description stays what names nobody: %s', (before, after) => {
  expect(description(before)).toBe(after);
});

test('[R7] a word of the trade that is somebody’s name is taken out of every description', () => {
  const data = clean({
    more: [element('PatientName', 'Chest^Knee'), element('SeriesDescription', 'Knee axial'), element('StudyDescription', 'axial')],
  });
  expect([text(data, 'SeriesDescription'), text(data, 'StudyDescription')]).toEqual(['axial', 'axial']);
});

test('[R7] text in another character set is taken out word by word', () => {
  const data = clean({
    more: [
      element('SpecificCharacterSet', 'ISO_IR 192'),
      raw(tagOf('SeriesDescription'), 'LO', Uint8Array.of(0x4d, 0xc3, 0xbc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x61, 0x78, 0x69, 0x61, 0x6c)),
    ],
  });
  expect(text(data, 'SeriesDescription')).toBe('axial');
});

const sorted = (elements: readonly Element[]): DataSet => elements.toSorted((a, b) => a.tag - b.tag);
const code = (value: string, scheme: string, meaning: string): DataSet => [
  element('CodeValue', value),
  element('CodingSchemeDesignator', scheme),
  element('CodeMeaning', meaning),
];
const content = (type: string, concept: DataSet, ...values: readonly Element[]): DataSet =>
  sorted([element('RelationshipType', 'CONTAINS'), element('ValueType', type), sequence('ConceptNameCodeSequence', [concept]), ...values]);

const report: TestFile = {
  sopClass: 'ComprehensiveSRStorage',
  more: [
    element('Modality', 'SR'),
    element('ValueType', 'CONTAINER'),
    sequence('ContentSequence', [
      content('TEXT', code('121071', 'DCM', 'Finding'), element('TextValue', 'mass of Mustermann in the liver')),
      content('TEXT', code('113512', 'DCM', 'Radiopharmaceutical Lot Identifier'), element('TextValue', 'lung')),
      content('TEXT', code('110119', 'DCM', 'Station Name'), element('TextValue', 'CT')),
      content(
        'NUM',
        code('G-D705', 'SRT', 'Volume'),
        sequence('MeasuredValueSequence', [[element('NumericValue', '12.5'), sequence('MeasurementUnitsCodeSequence', [code('ml', 'UCUM', 'ml')])]]),
      ),
      content('PNAME', code('121008', 'DCM', 'Person Observer Name'), element('PersonName', 'Seltsam^Doktor')),
      content('UIDREF', code('121018', 'DCM', 'Procedure Study Instance UID'), element('UID', '1.2.3.4')),
      content('DATE', code('111060', 'DCM', 'Study Date'), element('Date', '20110213')),
      content('CODE', code('121071', 'DCM', 'Finding'), sequence('ConceptCodeSequence', [code('10200004', 'SCT', 'Liver of Mustermann')])),
    ]),
  ],
};

test('[R8] a report is cleaned item by item: numbers and codes stay, names, dates and UIDs do not', () => {
  const data = clean(report);
  const items = itemsOf(data, tagOf('ContentSequence'));
  const said = items.map((item) => text(item, 'TextValue') ?? text(item, 'PersonName') ?? text(item, 'UID') ?? text(item, 'Date'));
  expect(said.slice(0, 3)).toEqual(['mass of in the liver', 'REMOVED', 'REMOVED']);
  expect([said[4], said[5]]).toEqual(['REMOVED', text(data, 'StudyInstanceUID')]);
  expect(said[6]).not.toBe('20110213');
  const [value = []] = itemsOf(items[3] ?? [], tagOf('MeasuredValueSequence'));
  const [found = []] = itemsOf(items[7] ?? [], tagOf('ConceptCodeSequence'));
  expect([text(value, 'NumericValue'), text(found, 'CodeValue'), text(found, 'CodeMeaning')]).toEqual(['12.5', '10200004', 'Liver of']);
});

test('[R8] without the option for structured content nothing of the tree is left', () => {
  expect(find(clean(report, policyWith([])), tagOf('ContentSequence'))).toBeUndefined();
});

test('[R9] safe private elements stay with their creator, and every other one goes', () => {
  const creator = raw(0x00190011, 'LO', encodeAscii('GEMS_ACQU_01'));
  const speed = raw(0x00191123, 'DS', encodeAscii('55.0'));
  const data = clean({
    more: [
      creator,
      speed,
      raw(0x00191199, 'LO', encodeAscii('Mustermann')),
      raw(0x00090010, 'LO', encodeAscii('GEMS_IDEN_01')),
      raw(0x00091002, 'SH', encodeAscii('CT01')),
    ],
  });
  expect(data.filter(({ tag }) => ((tag >>> 16) & 1) === 1).map(({ tag }) => tag)).toEqual([creator.tag, speed.tag]);
  expect(clean({ more: [creator, speed] }, policyWith([])).some(({ tag }) => ((tag >>> 16) & 1) === 1)).toBe(false);
});

test('[R9] a safe private element does not stay under another creator, or with a value that its VR does not have', () => {
  const speed = raw(0x00191123, 'DS', encodeAscii('55.0 for Mustermann'));
  const creator = (name: string): Element => raw(0x00190011, 'LO', encodeAscii(name));
  for (const more of [
    [creator('GEMS_ACQU_01'), speed],
    [creator('ACME'), raw(0x00191123, 'DS', encodeAscii('55.0'))],
    [raw(0x00191123, 'DS', encodeAscii('55.0'))],
  ])
    expect(clean({ more }).some(({ tag }) => ((tag >>> 16) & 1) === 1)).toBe(false);
  expect(safePrivates().length).toBe(479);
});

test.each<[string, Policy]>([...SHIPPED])(
  '[R10] what %s wrote is found clean, with no list at hand, and cleaning it again changes nothing',
  (_name, document) => {
    const resolved = resolve(document);
    if (!resolved.ok) throw new Error('a shipped policy is not understood');
    const policy = resolved.value;
    const more =
      document.allow === 'profile'
        ? [...plantedRows, ...(report.more ?? []).slice(2), element('ImageType', 'ORIGINAL\\PRIMARY\\AXIAL\\ZQ00001X')]
        : [];
    const unique = [...new Map(more.map((one): [number, Element] => [one.tag, one])).values()];
    const first = bytesFor({ more: unique }, policy);
    const looked = checkInstance(from(first), { policy, channels: ['header'], publicId: null, decisions: [], known: null });
    expect(looked.ok && [isClean(looked.value), looked.value.findings]).toEqual([true, []]);
    expect(latin(cleaned(first, jobFor(['header'], { policy })).bytes)).toBe(latin(first));
  },
);

test('[R10] an original under the research policy is not clean, nor is one whose dates nobody shifted', () => {
  const look = { policy: research, channels: ['header'], publicId: null, decisions: [], known: null } as const;
  const original = checkInstance(from(fileOf()), look);
  expect(original.ok && isClean(original.value)).toBe(false);
  const other = policyWith(['113106']);
  const kept = checkInstance(from(bytesFor({}, other)), look);
  expect(kept.ok && isClean(kept.value)).toBe(false);
});

test.each<SopClassKeyword>(['EncapsulatedPDFStorage', 'EncapsulatedCDAStorage', 'EncapsulatedSTLStorage'])('[R11] %s is refused', (sopClass) => {
  const answer = cleanedOrRefused(fileOf({ sopClass }));
  expect(answer).toBe('object-kind');
});

function cleanedOrRefused(bytes: Uint8Array): string {
  try {
    cleaned(bytes, jobFor(['header'], { policy: research }));
    return 'written';
  } catch (error) {
    return error instanceof Error && error.message.includes('object-kind') ? 'object-kind' : 'other';
  }
}

test.each<[string, unknown]>([
  ['full and modified dates at once', { ...RESEARCH, options: ['113106', '113107'] }],
  ['shifted dates without their option', { ...RESEARCH, options: ['113105', '113111'] }],
  ['safe private without its option', { ...RESEARCH, options: ['113107'] }],
  ['an option twice', { ...RESEARCH, options: [...RESEARCH.options, '113105'] }],
  ['an option that is none', { ...RESEARCH, options: [...RESEARCH.options, '113100'] }],
  ['a field that it does not know', { ...RESEARCH, extra: 1 }],
])('[R12] a policy with %s is refused', (_what, document) => {
  expect(resolve(document).ok).toBe(false);
});

test('[R13] nothing of a private element, an overlay, a curve, an icon, bytes behind the pixels or an unknown element survives', () => {
  const hidden = encodeAscii('QXZ00001ZQ');
  const file: TestFile = {
    pixels: Uint8Array.from([...ramp(64), ...hidden]),
    preamble: Uint8Array.from({ length: 128 }, (_, i) => hidden[i % 8] ?? 0),
    meta: [raw(0x00020016, 'AE', hidden)],
    trailing: hidden,
    more: [
      raw(0x00090010, 'LO', hidden),
      raw(0x00091001, 'LO', hidden),
      raw(0x0010f0f0, 'LO', hidden),
      raw(0x60003000, 'OW', hidden),
      raw(0x60000022, 'LO', hidden),
      raw(0x50003000, 'OW', hidden),
      sequence('IconImageSequence', [[raw(tagOf('PixelData'), 'OW', hidden)]]),
      sequence('GraphicAnnotationSequence', [[sequence('TextObjectSequence', [[element('UnformattedTextValue', 'QXZ00001ZQ axial')]])]]),
      element('ConvolutionKernel', 'QXZ00001ZQ'),
      element('BodyPartExamined', 'QXZ00001ZQ'),
      element('ImageType', 'ORIGINAL\\PRIMARY\\AXIAL\\QXZ00001ZQ'),
    ].toSorted((a, b) => a.tag - b.tag),
  };
  const bytes = bytesFor(file);
  expect(latin(bytes).includes('QXZ00001ZQ')).toBe(false);
  expect(text(instanceFor(bytes).data, 'ImageType')).toBe('ORIGINAL\\PRIMARY\\AXIAL\\NONE');
});

test('[R14] numbers of any element of PS3.6 stay bit for bit, at any depth', () => {
  const file: TestFile = {
    more: [
      element('RepetitionTime', '2000'),
      sequence('RealWorldValueMappingSequence', [[element('LUTLabel', 'HU'), raw(tagOf('RealWorldValueSlope'), 'FD', new Uint8Array(8).fill(64))]]),
    ],
  };
  const data = clean(file);
  const seen: number[] = [];
  walk(data, (one) => void seen.push(one.tag));
  expect(text(data, 'RepetitionTime')).toBe('2000');
  expect(seen).toContain(tagOf('RealWorldValueSlope'));
  expect(findElement(tagOf('RealWorldValueSlope'))?.vr).toBe('FD');
});
