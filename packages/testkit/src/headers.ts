import { sopClassOf } from '@silhouette/core/standard';
import { latin1 } from './bytes.ts';
import type { Part } from './encode.ts';
import { code, numbers, sequence, text, textAt } from './parts.ts';
import type { Visit } from './person.ts';

/** The modalities that makeSeries knows. */
export type Modality = 'CT' | 'MR' | 'CR' | 'DX' | 'US';

/** What the header needs to know about the pictures of a series. */
export interface Geometry {
  readonly rows: number;
  readonly columns: number;
  readonly spacingMm: number;
  readonly sliceMm: number;
  /** The first pixel's centre of slice 0, patient coordinates, mm. */
  readonly origin: readonly [number, number, number];
  readonly rowDirection: readonly [number, number, number];
  readonly columnDirection: readonly [number, number, number];
  readonly normal: readonly [number, number, number];
}

/** What is shown, in the words of the header. */
export interface Subject {
  readonly modality: Modality;
  readonly bodyPart: string;
  readonly description: string;
  readonly window: readonly [center: number, width: number];
}

const SOP_CLASS: Readonly<Record<Modality, string>> = {
  CT: sopClassOf('CTImageStorage'),
  MR: sopClassOf('MRImageStorage'),
  CR: sopClassOf('ComputedRadiographyImageStorage'),
  DX: sopClassOf('DigitalXRayImageStorageForPresentation'),
  US: sopClassOf('UltrasoundImageStorage'),
};

/** The SOP class of a modality. */
export const sopClassFor = (modality: Modality): string => SOP_CLASS[modality];

const decimal = (number: number): string => String(Math.round(number * 10000) / 10000);

/** Patient, study, series and equipment: what every instance of a series repeats. */
export function commonParts(visit: Visit, { modality, bodyPart, description }: Subject): readonly Part[] {
  return [
    text('SpecificCharacterSet', 'ISO_IR 100'),
    text('SOPClassUID', sopClassFor(modality)),
    text('StudyDate', visit.studyDate),
    text('SeriesDate', visit.studyDate),
    text('AcquisitionDate', visit.studyDate),
    text('ContentDate', visit.studyDate),
    text('StudyTime', visit.studyTime),
    text('SeriesTime', visit.studyTime),
    text('AcquisitionTime', visit.studyTime),
    text('ContentTime', visit.studyTime),
    text('AccessionNumber', visit.accession),
    text('Modality', modality),
    text('Manufacturer', 'Testkit Imaging'),
    text('InstitutionName', visit.institution),
    text('InstitutionAddress', visit.address),
    text('ReferringPhysicianName', visit.referring),
    text('StationName', visit.station),
    text('StudyDescription', description),
    text('SeriesDescription', `${description} ${modality === 'CT' ? 'AX' : 'SAG'}`),
    text('OperatorsName', visit.operator),
    text('ManufacturerModelName', 'Phantom One'),
    text('PatientName', visit.name),
    text('PatientID', visit.patientId),
    text('PatientBirthDate', visit.birthDate),
    text('PatientSex', visit.sex),
    text('PatientAge', `${String(visit.ageYears).padStart(3, '0')}Y`),
    text('PatientSize', '1.7'),
    text('PatientWeight', '70'),
    text('BodyPartExamined', bodyPart),
    text('DeviceSerialNumber', visit.serial),
    text('SoftwareVersions', 'TK 1.0'),
    text('ProtocolName', description),
    text('StudyInstanceUID', visit.study),
    text('SeriesInstanceUID', visit.series),
    text('StudyID', visit.accession.slice(0, 6)),
    text('SeriesNumber', 1),
    text('PerformedProcedureStepStartDate', visit.studyDate),
    text('PerformedProcedureStepStartTime', visit.studyTime),
    text('PerformedProcedureStepID', `PPS${visit.accession.slice(1, 6)}`),
    code('ProcedureCodeSequence', '99TEST', 'T1', 'Imaging procedure'),
    sequence('RequestAttributesSequence', [
      text('ScheduledProcedureStepID', `SPS${visit.accession.slice(1, 6)}`),
      text('ScheduledProcedureStepDescription', description),
      text('RequestedProcedureID', `RP${visit.accession.slice(1, 6)}`),
    ]),
    textAt(0x00090010, 'LO', 'TESTKIT 1.0'),
    textAt(0x00091001, 'LO', visit.name),
    textAt(0x00091002, 'DA', visit.birthDate),
  ];
}

/** What differs between the instances of a series. `index` is that of the slice, from 0. */
export function instanceParts(visit: Visit, index: number): readonly Part[] {
  return [text('SOPInstanceUID', visit.instance(index + 1)), text('InstanceNumber', index + 1)];
}

/** Where a slice lies in the patient, PS3.3 section C.7.6.2. */
export function planeParts(visit: Visit, geometry: Geometry, index: number): readonly Part[] {
  const { origin, normal, sliceMm, rowDirection, columnDirection, spacingMm } = geometry;
  const at = [0, 1, 2].map((axis) => (origin[axis] ?? 0) + (normal[axis] ?? 0) * sliceMm * index);
  return [
    text('FrameOfReferenceUID', visit.frame),
    text('PositionReferenceIndicator'),
    text('ImagePositionPatient', ...at.map(decimal)),
    text('ImageOrientationPatient', ...[...rowDirection, ...columnDirection].map(decimal)),
    text('PixelSpacing', decimal(spacingMm), decimal(spacingMm)),
    text('SliceThickness', decimal(sliceMm)),
    text('SliceLocation', decimal(at.reduce((sum, mm, axis) => sum + mm * (normal[axis] ?? 0), 0))),
  ];
}

/** The Image Pixel module, PS3.3 section C.7.6.3, for one sample of 16 allocated bits. */
export function pixelParts({ rows, columns }: Pick<Geometry, 'rows' | 'columns'>, bitsStored: number, pixels: Uint16Array): readonly Part[] {
  return [
    numbers('SamplesPerPixel', 1),
    text('PhotometricInterpretation', 'MONOCHROME2'),
    numbers('Rows', rows),
    numbers('Columns', columns),
    numbers('BitsAllocated', 16),
    numbers('BitsStored', bitsStored),
    numbers('HighBit', bitsStored - 1),
    numbers('PixelRepresentation', 0),
    { kind: 'value', tag: 0x7fe00010, vr: 'OW', bytes: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength) },
  ];
}

/** What only one modality has. */
export function modalityParts({ modality, bodyPart, window: [center, width] }: Subject): readonly Part[] {
  const shown = [text('WindowCenter', center), text('WindowWidth', width)];
  switch (modality) {
    case 'CT':
      return [
        ...shown,
        text('ImageType', 'ORIGINAL', 'PRIMARY', 'AXIAL'),
        text('KVP', 120),
        text('AcquisitionNumber', 1),
        text('PatientPosition', 'HFS'),
        text('RescaleIntercept', -1024),
        text('RescaleSlope', 1),
        text('RescaleType', 'HU'),
        text('ConvolutionKernel', 'B30F'),
        text('ExposureTime', 500),
        text('XRayTubeCurrent', 200),
        textAt(0x00430010, 'LO', 'GEMS_PARM_01'),
        textAt(0x00431039, 'IS', '1\\2\\3\\4'),
      ];
    case 'MR':
      return [
        ...shown,
        text('ImageType', 'ORIGINAL', 'PRIMARY', 'M', 'SE'),
        text('ScanningSequence', 'SE'),
        text('SequenceVariant', 'SK'),
        text('ScanOptions'),
        text('MRAcquisitionType', '2D'),
        text('RepetitionTime', 600),
        text('EchoTime', 12),
        text('EchoTrainLength', 1),
        text('MagneticFieldStrength', '1.5'),
        text('ImagedNucleus', '1H'),
        text('AcquisitionNumber', 1),
        text('PatientPosition', 'FFS'),
        ...(bodyPart === 'KNEE' ? [text('Laterality', 'L')] : []),
        textAt(0x00190010, 'LO', 'SIEMENS MR HEADER'),
        textAt(0x0019100c, 'IS', '0'),
      ];
    case 'CR':
      return [
        ...shown,
        text('ImageType', 'ORIGINAL', 'PRIMARY'),
        text('ViewPosition', 'PA'),
        text('CassetteSize', '35CMX43CM'),
        text('KVP', 120),
        text('PatientOrientation', 'L', 'F'),
      ];
    case 'DX':
      return [...shown, ...dxParts()];
    case 'US':
      return [text('ImageType', 'ORIGINAL', 'PRIMARY', '', '0001'), text('PatientOrientation')];
  }
}

function dxParts(): readonly Part[] {
  return [
    text('ImageType', 'ORIGINAL', 'PRIMARY', ''),
    text('PresentationIntentType', 'FOR PRESENTATION'),
    text('PatientOrientation', 'L', 'F'),
    text('ImageLaterality', 'U'),
    text('PixelIntensityRelationship', 'LOG'),
    numbers('PixelIntensityRelationshipSign', 1),
    text('RescaleIntercept', 0),
    text('RescaleSlope', 1),
    text('RescaleType', 'US'),
    text('PresentationLUTShape', 'IDENTITY'),
    text('LossyImageCompression', '00'),
    text('BurnedInAnnotation', 'NO'),
    text('DetectorType', 'DIRECT'),
    text('PositionerType'),
    text('ImagerPixelSpacing', '0.2', '0.2'),
    code('AnatomicRegionSequence', 'SCT', '51185008', 'Chest'),
    code('ViewCodeSequence', 'SCT', '399348003', 'antero-posterior'),
    sequence('AcquisitionContextSequence'),
  ];
}

/** A marker for the private creators used above. */
export const PRIVATE_CREATORS: readonly string[] = ['TESTKIT 1.0', 'GEMS_PARM_01', 'SIEMENS MR HEADER'];

/** An 8 bit RGB or grey picture as Pixel Data, for ultrasound. */
export function pixelParts8({ rows, columns }: Pick<Geometry, 'rows' | 'columns'>, pixels: Uint8Array): readonly Part[] {
  return [
    numbers('SamplesPerPixel', 1),
    text('PhotometricInterpretation', 'MONOCHROME2'),
    numbers('Rows', rows),
    numbers('Columns', columns),
    numbers('BitsAllocated', 8),
    numbers('BitsStored', 8),
    numbers('HighBit', 7),
    numbers('PixelRepresentation', 0),
    { kind: 'value', tag: 0x7fe00010, vr: 'OB', bytes: pixels.length % 2 === 0 ? pixels : Uint8Array.from([...pixels, ...latin1('\0')]) },
  ];
}
