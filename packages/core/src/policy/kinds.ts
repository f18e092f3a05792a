import { sopClassOf, type SopClassKeyword } from '../standard/index.ts';
import { IDENTITY, PIXELS, PLANE, REFERENCES, SEGMENTS } from './allow-image.ts';
import { CT, DOSE, MR, NUCLEAR, PHOTOGRAPH, RT_IMAGE, SLIDE, SURROUNDINGS, ULTRASOUND, XRAY } from './allow-modality.ts';
import { MULTI_FRAME } from './allow-groups.ts';
import type { Allowed } from './words.ts';

/** A kind of object that a case may hold, and what may stay in it. */
export interface Kind {
  readonly name: string;
  readonly classes: readonly SopClassKeyword[];
  readonly allowed: readonly Allowed[];
}

const IMAGE: readonly Allowed[] = [IDENTITY, PIXELS, PLANE, ...SURROUNDINGS];

/**
 * The kinds of objects that a teaching case may hold: pictures. Documents, reports, plans, waveforms, surfaces, raw data and
 * media directories are not on the list, so they are refused.
 */
export const KINDS: readonly Kind[] = [
  {
    name: 'CT',
    classes: ['CTImageStorage', 'EnhancedCTImageStorage', 'LegacyConvertedEnhancedCTImageStorage'],
    allowed: [...IMAGE, XRAY, CT, MULTI_FRAME],
  },
  {
    name: 'MR',
    classes: ['MRImageStorage', 'EnhancedMRImageStorage', 'EnhancedMRColorImageStorage', 'LegacyConvertedEnhancedMRImageStorage'],
    allowed: [...IMAGE, MR, MULTI_FRAME],
  },
  {
    name: 'PET',
    classes: ['PositronEmissionTomographyImageStorage', 'EnhancedPETImageStorage', 'LegacyConvertedEnhancedPETImageStorage'],
    allowed: [...IMAGE, NUCLEAR, MULTI_FRAME],
  },
  { name: 'nuclear medicine', classes: ['NuclearMedicineImageStorage', 'NuclearMedicineImageStorageRetired'], allowed: [...IMAGE, NUCLEAR] },
  {
    name: 'ultrasound',
    classes: [
      'UltrasoundImageStorage',
      'UltrasoundImageStorageRetired',
      'UltrasoundMultiFrameImageStorage',
      'UltrasoundMultiFrameImageStorageRetired',
      'EnhancedUSVolumeStorage',
      'PhotoacousticImageStorage',
    ],
    allowed: [...IMAGE, ULTRASOUND, MULTI_FRAME],
  },
  {
    name: 'radiograph',
    classes: [
      'ComputedRadiographyImageStorage',
      'DigitalXRayImageStorageForPresentation',
      'DigitalXRayImageStorageForProcessing',
      'DigitalMammographyXRayImageStorageForPresentation',
      'DigitalMammographyXRayImageStorageForProcessing',
      'DigitalIntraOralXRayImageStorageForPresentation',
      'DigitalIntraOralXRayImageStorageForProcessing',
      'BreastTomosynthesisImageStorage',
      'BreastProjectionXRayImageStorageForPresentation',
      'BreastProjectionXRayImageStorageForProcessing',
      'XRay3DAngiographicImageStorage',
      'XRay3DCraniofacialImageStorage',
    ],
    allowed: [...IMAGE, XRAY, MULTI_FRAME],
  },
  {
    name: 'angiography and fluoroscopy',
    classes: [
      'XRayAngiographicImageStorage',
      'XRayRadiofluoroscopicImageStorage',
      'XRayAngiographicBiPlaneImageStorage',
      'EnhancedXAImageStorage',
      'EnhancedXRFImageStorage',
    ],
    allowed: [...IMAGE, XRAY, MULTI_FRAME],
  },
  {
    name: 'secondary capture',
    classes: [
      'SecondaryCaptureImageStorage',
      'MultiFrameSingleBitSecondaryCaptureImageStorage',
      'MultiFrameGrayscaleByteSecondaryCaptureImageStorage',
      'MultiFrameGrayscaleWordSecondaryCaptureImageStorage',
      'MultiFrameTrueColorSecondaryCaptureImageStorage',
    ],
    allowed: [...IMAGE, MULTI_FRAME],
  },
  {
    name: 'photograph',
    classes: [
      'VLEndoscopicImageStorage',
      'VLMicroscopicImageStorage',
      'VLSlideCoordinatesMicroscopicImageStorage',
      'VLPhotographicImageStorage',
      'DermoscopicPhotographyImageStorage',
      'OphthalmicPhotography8BitImageStorage',
      'OphthalmicPhotography16BitImageStorage',
      'OphthalmicTomographyImageStorage',
      'IntravascularOpticalCoherenceTomographyImageStorageForPresentation',
      'IntravascularOpticalCoherenceTomographyImageStorageForProcessing',
    ],
    allowed: [...IMAGE, PHOTOGRAPH, MULTI_FRAME],
  },
  { name: 'whole slide', classes: ['VLWholeSlideMicroscopyImageStorage'], allowed: [...IMAGE, SLIDE, MULTI_FRAME] },
  {
    name: 'segmentation',
    classes: ['SegmentationStorage', 'LabelMapSegmentationStorage'],
    allowed: [...IMAGE, SLIDE, SEGMENTS, MULTI_FRAME, REFERENCES],
  },
  { name: 'parametric map', classes: ['ParametricMapStorage'], allowed: [...IMAGE, MULTI_FRAME, REFERENCES] },
  { name: 'dose', classes: ['RTDoseStorage'], allowed: [...IMAGE, DOSE] },
  { name: 'radiotherapy image', classes: ['RTImageStorage'], allowed: [...IMAGE, RT_IMAGE, XRAY] },
];

/** Every kind by the UIDs of its SOP classes. */
export function kindsByClass(): ReadonlyMap<string, Kind> {
  return new Map(KINDS.flatMap((kind) => kind.classes.map((name): [string, Kind] => [sopClassOf(name), kind])));
}
