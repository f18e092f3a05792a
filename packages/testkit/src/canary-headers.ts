import { findElement, tagOf, type Keyword } from '@silhouette/core/standard';
import { concat, latin1, utf16, utf8 } from './bytes.ts';
import type { Part } from './encode.ts';
import { bare, numbers, openSequence, sequence, SYNTAX, text, textAt, value, writeFile, type FileParts } from './parts.ts';
import { makePlanter, withParts, type CanaryFile, type Planter } from './plant.ts';
import { instanceOf, type SeriesSpec } from './series.ts';

const SMALL: SeriesSpec = { seed: 21, rows: 16, columns: 16 };

/** Plants in a small CT and writes it. */
export function ctWith(name: string, first: number, plant: (planter: Planter) => readonly Part[], change: Partial<FileParts> = {}): CanaryFile {
  const planter = makePlanter(first);
  const parts = plant(planter);
  return { name, bytes: writeFile({ ...withParts(instanceOf(SMALL), parts), ...change }), canaries: planter.planted };
}

const all = (planter: Planter, keywords: readonly Keyword[]): readonly Part[] => keywords.map((keyword) => planter.element(tagOf(keyword)));

const DIRECT: readonly Keyword[] = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'OtherPatientIDs',
  'OtherPatientNames',
  'PatientBirthName',
  'PatientMotherBirthName',
  'PatientBirthDate',
  'PatientBirthTime',
  'PatientAddress',
  'PatientTelephoneNumbers',
  'MedicalRecordLocator',
  'MilitaryRank',
  'CountryOfResidence',
  'RegionOfResidence',
  'PatientReligiousPreference',
  'Occupation',
  'EthnicGroup',
  'PatientComments',
  'AdditionalPatientHistory',
  'ResponsiblePerson',
  'ResponsibleOrganization',
  'AccessionNumber',
  'StudyID',
  'AdmissionID',
  'ReferringPhysicianName',
  'PerformingPhysicianName',
  'OperatorsName',
  'NameOfPhysiciansReadingStudy',
  'PhysiciansOfRecord',
  'ReferringPhysicianTelephoneNumbers',
  'RequestingPhysician',
  'InsurancePlanIdentification',
];
const DESCRIPTORS: readonly Keyword[] = [
  'StudyDescription',
  'SeriesDescription',
  'ProtocolName',
  'ImageComments',
  'AdmittingDiagnosesDescription',
  'RequestedProcedureDescription',
  'PerformedProcedureStepDescription',
  'DerivationDescription',
  'ContrastBolusAgent',
  'StudyComments',
  'AcquisitionComments',
  'FrameComments',
  'RequestedProcedureComments',
  'TextComments',
];
const PLACES: readonly Keyword[] = [
  'InstitutionName',
  'InstitutionAddress',
  'InstitutionalDepartmentName',
  'StationName',
  'DeviceSerialNumber',
  'DeviceUID',
  'PlateID',
  'DetectorID',
  'GantryID',
  'GeneratorID',
  'CassetteID',
  'PerformedStationAETitle',
  'PerformedStationName',
  'PerformedLocation',
  'ScheduledStationAETitle',
  'RequestingService',
  'CurrentPatientLocation',
  'PatientInstitutionResidence',
];
const NEWEST: readonly Keyword[] = [
  'PersonNamesToUseSequence',
  'ThirdPersonPronounsSequence',
  'GenderIdentitySequence',
  'SexParametersForClinicalUseCategorySequence',
  'EthnicGroups',
  'EthnicGroupCodeSequence',
  'DisplayURI',
];
const DATES: readonly Keyword[] = [
  'StudyDate',
  'SeriesDate',
  'AcquisitionDate',
  'ContentDate',
  'InstanceCreationDate',
  'StudyTime',
  'SeriesTime',
  'AcquisitionDateTime',
  'DateOfLastCalibration',
  'TimeOfLastCalibration',
  'AdmittingDate',
  'PerformedProcedureStepStartDate',
  'ScheduledProcedureStepStartDate',
  'LastMenstrualDate',
  'TimezoneOffsetFromUTC',
  'PatientBirthDateInAlternativeCalendar',
];
const UIDS: readonly Keyword[] = [
  'StudyInstanceUID',
  'SeriesInstanceUID',
  'FrameOfReferenceUID',
  'SynchronizationFrameOfReferenceUID',
  'ConcatenationUID',
  'DimensionOrganizationUID',
  'IrradiationEventUID',
  'InstanceCreatorUID',
  'FailedSOPInstanceUIDList',
  'StorageMediaFileSetUID',
  'ReferencedFrameOfReferenceUID',
  'UID',
  'PaletteColorLookupTableUID',
  'TransactionUID',
];
const UNLISTED: readonly Keyword[] = [
  'ConvolutionKernel',
  'PositionReferenceIndicator',
  'BodyPartExamined',
  'ModalitiesInStudy',
  'FilterType',
  'SequenceName',
  'ScanOptions',
  'ReconstructionMethod',
  'CollimatorType',
  'ExposureModulationType',
];

/** Several UIDs in one element: the whole words are the UIDs, so they are named here. */
function manyUids(): CanaryFile {
  const made = [1, 2, 3].map((n) => `1.2.826.0.1.3680043.8.498.9.${100000 + n}.3`);
  const file = ctWith('UIDs, several in one element', 500, () => [text('IrradiationEventUID', ...made)]);
  return { ...file, canaries: made.map((word, i) => ({ word, place: `IrradiationEventUID value ${i + 1}` })) };
}

function nested(planter: Planter, depth: number): Part {
  const inner = [
    planter.element(tagOf('PatientName')),
    planter.element(tagOf('PatientID')),
    planter.element(tagOf('StudyDate')),
    planter.element(tagOf('TextValue')),
  ];
  return Array.from({ length: depth }).reduce<Part>(
    (below) => openSequence('ReferencedStudySequence', [below]),
    sequence('ReferencedImageSequence', inner, [planter.element(tagOf('OtherPatientIDs'))]),
  );
}

function privateParts(planter: Planter): readonly Part[] {
  return [
    textAt(0x00110010, 'LO', planter.word('private creator')),
    textAt(0x00111001, 'LO', planter.word('private LO')),
    textAt(0x00111002, 'UN', planter.word('private UN')),
    {
      kind: 'sequence',
      tag: 0x00111003,
      vr: 'SQ',
      open: true,
      items: [
        [
          planter.element(tagOf('PatientName')),
          textAt(0x00130010, 'LO', 'NESTED 1.0'),
          textAt(0x00131001, 'UT', planter.word('private in a private sequence')),
        ],
      ],
    },
    { kind: 'sequence', tag: 0x00111004, vr: 'UN', open: true, items: [[textAt(0x00131002, 'LO', planter.word('sequence inside UN'))]] },
    textAt(0x00150099, 'LO', planter.word('private creator without a block')),
    textAt(0x00171001, 'LO', planter.word('private element without a creator')),
    textAt(0x00190010, 'LO', 'SIEMENS MR HEADER'),
    textAt(0x0019100c, 'LO', planter.word('safe private element of another VR')),
    textAt(0x00191099, 'LO', planter.word('element beside a safe private one')),
  ];
}

function unknownParts(planter: Planter): readonly Part[] {
  return [
    textAt(0x00081fff, 'LO', planter.word('unknown element of a known group')),
    textAt(0x00100010, 'UN', planter.word('PatientName as UN')),
    textAt(0x00104242, 'UN', planter.word('unknown UN')),
    {
      kind: 'sequence',
      tag: tagOf('ReferencedStudySequence'),
      vr: 'UN',
      open: true,
      items: [[textAt(0x00100010, 'PN', planter.word('PatientName in a sequence as UN'))]],
    },
    textAt(0x00560010, 'LO', planter.word('unknown group')),
    textAt(0x88880001, 'OB', planter.word('unknown high group')),
    textAt(0x00200000, 'UL', planter.word('group length of eight bytes').slice(0, 8)),
    textAt(0xffe00010, 'LO', planter.word('group near the end')),
  ];
}

function wrongParts(planter: Planter): readonly Part[] {
  return [
    textAt(tagOf('ImageType'), 'CS', `ORIGINAL\\PRIMARY\\AXIAL\\${planter.word('ImageType value 4')}`),
    textAt(tagOf('PatientName'), 'LO', planter.word('PatientName as LO')),
    textAt(tagOf('KVP'), 'LT', planter.word('KVP as LT')),
    textAt(tagOf('XRayTubeCurrent'), 'IS', `120 ${planter.word('text behind a number')}`),
    value(tagOf('Manufacturer'), 'LO', concat(latin1('Testkit\0'), latin1(planter.word('text behind a NUL')))),
    textAt(tagOf('WindowCenter'), 'DS', `40\\${planter.word('text as second number')}`),
    textAt(tagOf('PatientPosition'), 'CS', `HFS${' '.repeat(30)}${planter.word('text behind spaces')}`),
    textAt(tagOf('SliceThickness'), 'SH', planter.word('SliceThickness as SH')),
    sequence('RequestAttributesSequence', [
      text('ScheduledProcedureStepID', '1'),
      sequence('ScheduledProtocolCodeSequence', [
        text('CodeValue', planter.word('CodeValue')),
        text('CodingSchemeDesignator', '99TEST'),
        text('CodeMeaning', planter.word('CodeMeaning')),
      ]),
    ]),
  ];
}

function charsetFiles(): readonly CanaryFile[] {
  const utf8AsLatin = ctWith('UTF-8 under ISO_IR 100', 900, (planter) => [
    value(tagOf('PatientName'), 'PN', utf8(`Żółć${planter.word('PatientName')}^Łukasz`)),
    value(tagOf('PatientComments'), 'LT', utf8(`ж${planter.word('PatientComments')}`)),
  ]);
  const unknownSet = ctWith('a character set that does not exist', 910, (planter) => [
    text('SpecificCharacterSet', 'ISO_IR 999'),
    value(tagOf('PatientName'), 'PN', latin1(planter.word('PatientName'))),
    value(tagOf('StudyDescription'), 'LO', latin1(planter.word('StudyDescription'))),
  ]);
  const escapes = ctWith('escape sequences without extensions', 920, (planter) => [
    value(tagOf('PatientName'), 'PN', concat(latin1('A\u001b$B'), latin1(planter.word('PatientName')), latin1('\u001b(B^'))),
  ]);
  const japanese = ctWith('ISO 2022 with ideographs', 930, (planter) => [
    text('SpecificCharacterSet', '', 'ISO 2022 IR 87'),
    value(
      tagOf('PatientName'),
      'PN',
      concat(
        latin1(`${planter.word('PatientName')}^Taro=`),
        Uint8Array.of(0x1b, 0x24, 0x42, 0x3b, 0x33, 0x45, 0x44, 0x1b, 0x28, 0x42),
        latin1('^'),
        latin1(planter.word('PatientName, ideographic group')),
      ),
    ),
  ]);
  const wide = ctWith('UTF-16 in a text element', 940, (planter) => [
    value(tagOf('ImageComments'), 'LT', utf16(planter.word('ImageComments'))),
    value(tagOf('ConvolutionKernel'), 'SH', utf16(planter.word('ConvolutionKernel'), true)),
  ]);
  const setItself = ctWith('text as the character set', 950, (planter) => [text('SpecificCharacterSet', planter.word('SpecificCharacterSet'))]);
  return [utf8AsLatin, unknownSet, escapes, japanese, wide, setItself];
}

function metaFile(): CanaryFile {
  const planter = makePlanter(700);
  const preamble = concat(latin1(planter.word('preamble')), new Uint8Array(112), latin1(planter.word('preamble, end')));
  const meta = [
    textAt(0x00020013, 'SH', planter.word('ImplementationVersionName')),
    textAt(0x00020016, 'AE', planter.word('SourceApplicationEntityTitle')),
    textAt(0x00020017, 'AE', planter.word('SendingApplicationEntityTitle')),
    textAt(0x00020018, 'AE', planter.word('ReceivingApplicationEntityTitle')),
    value(0x00020026, 'UR', latin1(`http://${planter.word('SourcePresentationAddress')}.example`)),
    textAt(0x00020100, 'UI', '1.2.826.0.1.3680043.8.498.5'),
    value(0x00020102, 'OB', latin1(planter.word('PrivateInformation'))),
    textAt(0x00020099, 'LO', planter.word('unknown meta element')),
  ];
  return { name: 'file meta information and preamble', bytes: writeFile({ ...instanceOf(SMALL), preamble, meta }), canaries: planter.planted };
}

function disorderedFile(): CanaryFile {
  const planter = makePlanter(760);
  const base = instanceOf(SMALL);
  const twice = textAt(tagOf('PatientName'), 'PN', planter.word('PatientName, second time'));
  const late = textAt(tagOf('PatientID'), 'LO', planter.word('PatientID behind its place'));
  const at = base.data.findIndex(({ tag }) => tag > tagOf('StudyInstanceUID'));
  const data = [...base.data.slice(0, at), late, twice, ...base.data.slice(at)];
  return { name: 'elements twice and out of order', bytes: writeFile({ ...base, data }), canaries: planter.planted };
}

function delimiterFile(): CanaryFile {
  const planter = makePlanter(780);
  const delimiter = concat(Uint8Array.of(0xfe, 0xff, 0x0d, 0xe0, 8, 0, 0, 0), latin1(planter.word('length of an item delimiter')));
  const inner = concat(Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff), delimiter, Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0));
  const head = Uint8Array.of(0x08, 0x00, 0x10, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff);
  const part: Part = { kind: 'raw', tag: tagOf('ReferencedStudySequence'), bytes: concat(head, inner) };
  return { name: 'bytes in an item delimiter', bytes: writeFile(withParts(instanceOf(SMALL), [part])), canaries: planter.planted };
}

const everySyntax = (): readonly CanaryFile[] =>
  Object.entries({ implicit: SYNTAX.implicit, deflated: SYNTAX.deflated, 'big endian': SYNTAX.bigEndian }).map(([name, syntax], i) => {
    const planter = makePlanter(1500 + i * 60);
    const parts = [...all(planter, DIRECT), nested(planter, 1)];
    return {
      name: `direct identifiers, ${name}`,
      bytes: writeFile({ ...withParts(instanceOf({ ...SMALL, syntax }), parts), syntax }),
      canaries: planter.planted,
    };
  });

/** Files whose header holds canaries: DICOM.md section 2, and the first rows of THREATS.md. */
export function headerFiles(): readonly CanaryFile[] {
  const known = (keywords: readonly Keyword[]): readonly Keyword[] => keywords.filter((keyword) => findElement(tagOf(keyword)) !== undefined);
  return [
    ctWith('direct identifiers', 0, (planter) => all(planter, known(DIRECT))),
    ctWith('descriptors', 60, (planter) => all(planter, DESCRIPTORS)),
    ctWith('institution and device', 90, (planter) => all(planter, PLACES)),
    ctWith('attributes of 2025b and later', 130, (planter) => all(planter, NEWEST)),
    ctWith('dates', 150, (planter) => all(planter, DATES)),
    ctWith('UIDs', 180, (planter) => all(planter, UIDS)),
    manyUids(),
    ctWith('free text in attributes that no table lists', 210, (planter) => all(planter, UNLISTED)),
    ...[0, 1, 2, 7, 40].map((depth, i) => ctWith(`nested, depth ${depth + 1}`, 230 + i * 10, (planter) => [nested(planter, depth)])),
    ctWith('private elements', 300, privateParts),
    ctWith('unknown elements', 330, unknownParts),
    ctWith('wrong VRs, too many values, text behind values', 360, wrongParts),
    ctWith('lookup table explanations and an ICC profile', 400, lutParts),
    ctWith('values without padding', 440, (planter) => [bare(tagOf('PatientComments'), 'LT', latin1(`${planter.word('PatientComments')}x`))]),
    metaFile(),
    disorderedFile(),
    delimiterFile(),
    ...charsetFiles(),
    ...everySyntax(),
  ];
}

function lutParts(planter: Planter): readonly Part[] {
  const lut = (place: string): readonly Part[] => [
    numbers('LUTDescriptor', 4, 0, 16),
    text('LUTExplanation', planter.word(`${place}/LUTExplanation`)),
    value(tagOf('LUTData'), 'OW', latin1(planter.word(`${place}/LUTData`))),
  ];
  return [
    sequence('VOILUTSequence', lut('VOILUTSequence')),
    text('WindowCenterWidthExplanation', planter.word('WindowCenterWidthExplanation')),
    sequence('RealWorldValueMappingSequence', [
      text('LUTExplanation', planter.word('RealWorldValueMappingSequence/LUTExplanation')),
      text('LUTLabel', planter.word('RealWorldValueMappingSequence/LUTLabel')),
    ]),
    value(tagOf('ICCProfile'), 'OB', concat(new Uint8Array(128), latin1(`desc${planter.word('ICCProfile')}`))),
    text('ColorSpace', planter.word('ColorSpace')),
    value(tagOf('RedPaletteColorLookupTableData'), 'OW', latin1(planter.word('RedPaletteColorLookupTableData'))),
  ];
}
