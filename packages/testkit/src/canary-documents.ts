import { sopClassOf, tagOf, type SopClassKeyword } from '@silhouette/core/standard';
import { concat, latin1, utf8 } from './bytes.ts';
import { tinyPdf } from './codestreams.ts';
import { encodeParts, type Part } from './encode.ts';
import { code, numbers, sequence, sorted, SYNTAX, text, value, writeFile } from './parts.ts';
import { makeVisit } from './person.ts';
import { makePlanter, type CanaryFile, type Planter } from './plant.ts';

const visit = makeVisit(31);

function frame(modality: string, planter: Planter): readonly Part[] {
  return [
    text('SpecificCharacterSet', 'ISO_IR 100'),
    text('SOPInstanceUID', visit.instance(1)),
    text('StudyDate', visit.studyDate),
    text('ContentDate', visit.studyDate),
    text('StudyTime', visit.studyTime),
    text('ContentTime', visit.studyTime),
    text('AccessionNumber', planter.word('AccessionNumber')),
    text('Modality', modality),
    text('Manufacturer', 'Testkit Imaging'),
    text('ReferringPhysicianName', planter.word('ReferringPhysicianName')),
    text('PatientName', planter.word('PatientName')),
    text('PatientID', planter.word('PatientID')),
    text('PatientBirthDate', visit.birthDate),
    text('PatientSex', visit.sex),
    text('StudyInstanceUID', visit.study),
    text('SeriesInstanceUID', visit.series),
    text('StudyID', '1'),
    text('SeriesNumber', 1),
    text('InstanceNumber', 1),
    text('ContentDate', visit.studyDate),
    text('ContentTime', visit.studyTime),
  ];
}

interface Made {
  readonly name: string;
  readonly first: number;
  readonly sopClass: SopClassKeyword;
  readonly modality: string;
}

function documentFile({ name, first, sopClass, modality }: Made, make: (planter: Planter) => readonly Part[]): CanaryFile {
  const planter = makePlanter(first);
  const uid = sopClassOf(sopClass);
  const data = sorted([...frame(modality, planter), text('SOPClassUID', uid), ...make(planter)]);
  return { name, bytes: writeFile({ sopClass: uid, sopInstance: visit.instance(1), syntax: SYNTAX.explicit, data }), canaries: planter.planted };
}

const encapsulated = (planter: Planter, type: string, bytes: Uint8Array): readonly Part[] => [
  text('ConversionType', 'WSD'),
  text('MIMETypeOfEncapsulatedDocument', type),
  text('DocumentTitle', planter.word('DocumentTitle')),
  text('BurnedInAnnotation', 'YES'),
  text('AcquisitionDateTime', `${visit.studyDate}${visit.studyTime}`),
  code('ConceptNameCodeSequence', 'LN', '18748-4', 'Diagnostic imaging study'),
  value(tagOf('EncapsulatedDocument'), 'OB', bytes),
];

function pdf(): CanaryFile {
  return documentFile({ name: 'encapsulated PDF', first: 3000, sopClass: 'EncapsulatedPDFStorage', modality: 'DOC' }, (planter) =>
    encapsulated(planter, 'application/pdf', tinyPdf(planter.word('text of the PDF'))),
  );
}

function cda(): CanaryFile {
  return documentFile({ name: 'encapsulated CDA', first: 3020, sopClass: 'EncapsulatedCDAStorage', modality: 'DOC' }, (planter) => [
    ...encapsulated(
      planter,
      'text/XML',
      utf8(
        `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><patient><name><family>${planter.word('CDA family name')}</family></name></patient></patientRole></recordTarget><text>${planter.word('CDA text')}</text></ClinicalDocument>`,
      ),
    ),
    text('HL7InstanceIdentifier', planter.word('HL7InstanceIdentifier')),
  ]);
}

function stl(): CanaryFile {
  return documentFile({ name: 'encapsulated STL', first: 3040, sopClass: 'EncapsulatedSTLStorage', modality: 'M3D' }, (planter) => [
    ...encapsulated(planter, 'model/stl', concat(latin1(planter.word('STL header').padEnd(80)), new Uint8Array(4))),
    text('FrameOfReferenceUID', visit.frame),
    text('PositionReferenceIndicator'),
    text('ManufacturerModelName', 'Phantom One'),
    text('DeviceSerialNumber', planter.word('DeviceSerialNumber')),
    text('SoftwareVersions', 'TK 1.0'),
    code('MeasurementUnitsCodeSequence', 'UCUM', 'mm', 'mm'),
  ]);
}

/** A content item, PS3.3 section C.17.3. */
function item(type: string, name: readonly [string, string, string], parts: readonly Part[], relation = 'CONTAINS'): readonly Part[] {
  return [text('RelationshipType', relation), text('ValueType', type), code('ConceptNameCodeSequence', ...name), ...parts];
}

function report(): CanaryFile {
  return documentFile({ name: 'structured report', first: 3060, sopClass: 'ComprehensiveSRStorage', modality: 'SR' }, (planter) => [
    text('ValueType', 'CONTAINER'),
    code('ConceptNameCodeSequence', 'DCM', '126000', 'Imaging Measurement Report'),
    text('ContinuityOfContent', 'SEPARATE'),
    text('CompletionFlag', 'COMPLETE'),
    text('VerificationFlag', 'VERIFIED'),
    sequence('VerifyingObserverSequence', [
      text('VerifyingOrganization', planter.word('VerifyingOrganization')),
      text('VerificationDateTime', `${visit.studyDate}${visit.studyTime}`),
      text('VerifyingObserverName', planter.word('VerifyingObserverName')),
      sequence('VerifyingObserverIdentificationCodeSequence'),
    ]),
    sequence('PerformedProcedureCodeSequence'),
    sequence('ReferencedPerformedProcedureStepSequence'),
    sequence(
      'ContentSequence',
      item('PNAME', ['DCM', '121008', 'Person Observer Name'], [text('PersonName', planter.word('SR person name'))], 'HAS OBS CONTEXT'),
      item('TEXT', ['DCM', '121071', 'Finding'], [text('TextValue', `Seen with ${planter.word('SR text')}.`)]),
      item('UIDREF', ['DCM', '121018', 'Procedure Study Instance UID'], [text('UID', '1.2.826.0.1.3680043.8.498.4.1')]),
      item('DATETIME', ['DCM', '111526', 'DateTime Started'], [text('DateTime', '20200202101010')]),
      [
        ...item('CONTAINER', ['DCM', '121070', 'Findings'], [text('ContinuityOfContent', 'SEPARATE')]),
        sequence(
          'ContentSequence',
          item('TEXT', ['99TEST', 'X', planter.word('SR concept name')], [text('TextValue', planter.word('SR text, deeper'))]),
        ),
      ],
    ),
  ]);
}

const reference = (): readonly Part[] => [
  text('ReferencedSOPClassUID', sopClassOf('CTImageStorage')),
  text('ReferencedSOPInstanceUID', visit.instance(7)),
];

function keyObjects(): CanaryFile {
  return documentFile({ name: 'key object selection', first: 3100, sopClass: 'KeyObjectSelectionDocumentStorage', modality: 'KO' }, (planter) => [
    text('ValueType', 'CONTAINER'),
    code('ConceptNameCodeSequence', 'DCM', '113000', 'Of Interest'),
    text('ContinuityOfContent', 'SEPARATE'),
    sequence('ReferencedPerformedProcedureStepSequence'),
    sequence('CurrentRequestedProcedureEvidenceSequence', [
      text('StudyInstanceUID', visit.study),
      sequence('ReferencedSeriesSequence', [text('SeriesInstanceUID', visit.series), sequence('ReferencedSOPSequence', reference())]),
    ]),
    sequence(
      'ContentSequence',
      [text('RelationshipType', 'CONTAINS'), text('ValueType', 'IMAGE'), sequence('ReferencedSOPSequence', reference())],
      item('TEXT', ['DCM', '113012', 'Key Object Description'], [text('TextValue', planter.word('key object description'))]),
    ),
  ]);
}

function presentation(): CanaryFile {
  return documentFile(
    { name: 'presentation state', first: 3120, sopClass: 'GrayscaleSoftcopyPresentationStateStorage', modality: 'PR' },
    (planter) => [
      text('ContentLabel', 'STATE'),
      text('Laterality'),
      text('ContentDescription', planter.word('ContentDescription')),
      text('ContentCreatorName', planter.word('ContentCreatorName')),
      text('PresentationCreationDate', visit.studyDate),
      text('PresentationCreationTime', visit.studyTime),
      text('PresentationLUTShape', 'IDENTITY'),
      sequence('ReferencedSeriesSequence', [text('SeriesInstanceUID', visit.series), sequence('ReferencedImageSequence', reference())]),
      sequence('DisplayedAreaSelectionSequence', [
        numbers('DisplayedAreaTopLeftHandCorner', 1, 1),
        numbers('DisplayedAreaBottomRightHandCorner', 64, 64),
        text('PresentationSizeMode', 'SCALE TO FIT'),
        text('PresentationPixelAspectRatio', 1, 1),
      ]),
      sequence('GraphicLayerSequence', [text('GraphicLayer', 'L1'), text('GraphicLayerOrder', 1)]),
      sequence('GraphicAnnotationSequence', [
        text('GraphicLayer', 'L1'),
        sequence('TextObjectSequence', [
          text('AnchorPointAnnotationUnits', 'PIXEL'),
          text('UnformattedTextValue', planter.word('text object')),
          numbers('AnchorPoint', 1, 1),
          text('AnchorPointVisibility', 'N'),
        ]),
      ]),
    ],
  );
}

function waveform(): CanaryFile {
  return documentFile({ name: 'electrocardiogram', first: 3140, sopClass: 'GeneralECGWaveformStorage', modality: 'ECG' }, (planter) => [
    text('AcquisitionDateTime', `${visit.studyDate}${visit.studyTime}`),
    sequence('AcquisitionContextSequence'),
    sequence('WaveformAnnotationSequence', [
      text('UnformattedTextValue', planter.word('waveform annotation')),
      numbers('ReferencedWaveformChannels', 1, 0),
    ]),
    sequence('WaveformSequence', [
      text('WaveformOriginality', 'ORIGINAL'),
      numbers('NumberOfWaveformChannels', 1),
      numbers('NumberOfWaveformSamples', 8),
      text('SamplingFrequency', 250),
      text('MultiplexGroupLabel', planter.word('MultiplexGroupLabel')),
      sequence('ChannelDefinitionSequence', [
        text('ChannelLabel', planter.word('ChannelLabel')),
        code('ChannelSourceSequence', 'MDC', '2:1', 'Lead I'),
        text('ChannelSampleSkew', 0),
        numbers('WaveformBitsStored', 16),
      ]),
      numbers('WaveformBitsAllocated', 16),
      text('WaveformSampleInterpretation', 'SS'),
      value(tagOf('WaveformData'), 'OW', concat(latin1(planter.word('WaveformData')), new Uint8Array(8))),
    ]),
  ]);
}

function directory(): CanaryFile {
  const planter = makePlanter(3160);
  const uid = sopClassOf('MediaStorageDirectoryStorage');
  const record = (type: string, parts: readonly Part[]): readonly Part[] => [
    numbers('OffsetOfTheNextDirectoryRecord', 0),
    numbers('RecordInUseFlag', 0xffff),
    numbers('OffsetOfReferencedLowerLevelDirectoryEntity', 0),
    text('DirectoryRecordType', type),
    ...parts,
  ];
  const data = sorted([
    text('FileSetID', planter.word('FileSetID')),
    numbers('OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity', 0),
    numbers('OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity', 0),
    numbers('FileSetConsistencyFlag', 0),
    sequence(
      'DirectoryRecordSequence',
      record('PATIENT', [text('PatientName', planter.word('DICOMDIR PatientName')), text('PatientID', planter.word('DICOMDIR PatientID'))]),
      record('STUDY', [
        text('StudyDate', visit.studyDate),
        text('StudyTime', visit.studyTime),
        text('AccessionNumber'),
        text('StudyDescription', planter.word('DICOMDIR StudyDescription')),
        text('StudyInstanceUID', visit.study),
        text('StudyID', '1'),
      ]),
      record('IMAGE', [
        text('ReferencedFileID', planter.word('DICOMDIR ReferencedFileID'), 'IM1'),
        text('ReferencedSOPClassUIDInFile', sopClassOf('CTImageStorage')),
        text('ReferencedSOPInstanceUIDInFile', visit.instance(1)),
        text('ReferencedTransferSyntaxUIDInFile', SYNTAX.explicit),
        text('InstanceNumber', 1),
      ]),
    ),
  ]);
  return {
    name: 'DICOMDIR',
    bytes: writeFile({ sopClass: uid, sopInstance: visit.instance(99), syntax: SYNTAX.explicit, data }),
    canaries: planter.planted,
  };
}

function notPart10(): CanaryFile {
  const planter = makePlanter(3190);
  const data = sorted([...frame('CT', planter), text('SOPClassUID', sopClassOf('CTImageStorage'))]);
  return {
    name: 'a data set without preamble and file meta',
    bytes: encodeParts(data, { explicitVr: false, bigEndian: false }),
    canaries: planter.planted,
  };
}

/** Objects that are documents rather than pictures; `teaching` removes or refuses them. */
export function documentFiles(): readonly CanaryFile[] {
  return [pdf(), cda(), stl(), report(), keyObjects(), presentation(), waveform(), directory(), notPart10()];
}
