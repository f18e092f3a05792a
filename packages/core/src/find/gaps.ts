import { find, itemsOf, readStrings, type DataSet, type Instance } from '../dicom/index.ts';
import type { Finding } from '../model/index.ts';
import { findBodyPart, sopClassOf, tagOf, type Keyword, type SopClassKeyword } from '../standard/index.ts';

/** Which looks are asked for, and what the policy says usually has text burnt in. */
export interface GapLook {
  readonly channels: readonly string[];
  readonly sopClass: string;
  /** Modalities whose pictures usually have text burnt in. */
  readonly textLikely: ReadonlySet<string>;
}

/**
 * The looks that were asked for and that nobody took: pixels where no detector was given, heads of volumes. `text-likely` and
 * `head-shown` refuse; where nothing says so, a person has to look (`not-built`).
 */
export function findGaps(instance: Instance, look: GapLook): readonly Finding[] {
  const gaps: Finding[] = [];
  if (look.channels.includes('pixels'))
    gaps.push({ kind: 'gap', check: 'pixels', because: textIsLikely(instance, look) ? 'text-likely' : 'not-built' });
  if (look.channels.includes('heads') && VOLUMES.has(look.sopClass)) {
    const region = regionOf(instance);
    if (region === 'head') gaps.push({ kind: 'gap', check: 'heads', because: 'head-shown' });
    else if (region === null) gaps.push({ kind: 'gap', check: 'heads', because: 'not-built' });
  }
  return gaps;
}

const PICTURES: ReadonlySet<string> = classes([
  'UltrasoundImageStorage',
  'UltrasoundImageStorageRetired',
  'UltrasoundMultiFrameImageStorage',
  'UltrasoundMultiFrameImageStorageRetired',
  'NuclearMedicineImageStorage',
  'NuclearMedicineImageStorageRetired',
  'SecondaryCaptureImageStorage',
  'MultiFrameSingleBitSecondaryCaptureImageStorage',
  'MultiFrameGrayscaleByteSecondaryCaptureImageStorage',
  'MultiFrameGrayscaleWordSecondaryCaptureImageStorage',
  'MultiFrameTrueColorSecondaryCaptureImageStorage',
  'XRayAngiographicImageStorage',
  'XRayAngiographicBiPlaneImageStorage',
  'XRayRadiofluoroscopicImageStorage',
  'EnhancedXAImageStorage',
  'EnhancedXRFImageStorage',
  'VLEndoscopicImageStorage',
  'VLPhotographicImageStorage',
  'VLMicroscopicImageStorage',
  'VLSlideCoordinatesMicroscopicImageStorage',
  'DermoscopicPhotographyImageStorage',
  'OphthalmicPhotography8BitImageStorage',
  'OphthalmicPhotography16BitImageStorage',
  'OphthalmicTomographyImageStorage',
]);

const VOLUMES: ReadonlySet<string> = classes([
  'CTImageStorage',
  'EnhancedCTImageStorage',
  'LegacyConvertedEnhancedCTImageStorage',
  'MRImageStorage',
  'EnhancedMRImageStorage',
  'EnhancedMRColorImageStorage',
  'LegacyConvertedEnhancedMRImageStorage',
  'PositronEmissionTomographyImageStorage',
  'EnhancedPETImageStorage',
  'LegacyConvertedEnhancedPETImageStorage',
  'XRay3DAngiographicImageStorage',
  'XRay3DCraniofacialImageStorage',
  'ParametricMapStorage',
  'SegmentationStorage',
  'LabelMapSegmentationStorage',
]);

function classes(names: readonly SopClassKeyword[]): ReadonlySet<string> {
  return new Set(names.map(sopClassOf));
}

/** Whether an image is of a kind that usually has text burnt in, or says that it has. */
export function textIsLikely(instance: Instance, { sopClass, textLikely }: Pick<GapLook, 'sopClass' | 'textLikely'>): boolean {
  const { data } = instance;
  if (PICTURES.has(sopClass) || textLikely.has(text(data, 'Modality'))) return true;
  return text(data, 'BurnedInAnnotation') === 'YES' || text(data, 'ImageType').split(' ').includes('SECONDARY CAPTURE');
}

// Words that name a head, a face, a brain, a neck or the whole body, in the languages that headers are written in.
const HEAD_WORDS =
  /head|face|facial|brain|neck|skull|cran|cereb|neuro|orbit|sinus|nasal|nose|maxill|mandib|jaw|dental|teeth|tooth|denta|temporal|petrous|mastoid|pituitar|sella|hypophys|stroke|angiocarotid|carotid|larynx|pharyn|tongue|thyroid|c[ -]?spine|cervic|whole[ _-]?body|wholebody|\bwb\b|total[ _-]?body|kopf|sch(ä|ae)del|gehirn|gesicht|hals|hirn|ganzk|t(ê|e)te|cr(â|a)ne|cerveau|visage|\bcou\b|cabeza|cerebro|cuello|testa|cranio|cervello|collo|encef|enceph|hoofd|hersen|iac\b|\biam\b|\bear\b|\beye|\bent\b/i;
const OTHER_WORDS =
  /chest|thora|lung|abdom|pelvi|liver|hepat|kidney|renal|spleen|pancrea|heart|cardi|coronar|aort|breast|mamm|knee|hip\b|shoulder|elbow|wrist|hand|finger|foot|ankle|toe|leg\b|arm\b|femur|tibia|humer|lumbar|l[ -]?spine|thoracic|t[ -]?spine|sacr|prostat|uter|ovar|bladder|rectum|colon|bowel|extremity|thigh|calf|bauch|becken|lunge|herz|knie|leber/i;

const NAMING: readonly Keyword[] = [
  'StudyDescription',
  'SeriesDescription',
  'ProtocolName',
  'RequestedProcedureDescription',
  'PerformedProcedureStepDescription',
  'ImageComments',
  'AcquisitionProtocolDescription',
];

/** Whether the object names a head (or the whole body), another region only, or nothing. */
function regionOf({ data }: Instance): 'head' | 'other' | null {
  const part = text(data, 'BodyPartExamined');
  const known = findBodyPart(part);
  const named = [part, known?.meaning ?? '', ...NAMING.map((keyword) => text(data, keyword)), ...codedRegions(data, 0)].join(' ');
  if (HEAD_WORDS.test(named)) return 'head';
  return known !== undefined || OTHER_WORDS.test(named) ? 'other' : null;
}

const REGIONS: readonly Keyword[] = ['AnatomicRegionSequence', 'PrimaryAnatomicStructureSequence', 'SegmentedPropertyTypeCodeSequence'];
const AROUND: readonly Keyword[] = ['SharedFunctionalGroupsSequence', 'PerFrameFunctionalGroupsSequence', 'FrameAnatomySequence', 'SegmentSequence'];
const DEEPEST = 3;

function codedRegions(data: DataSet, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  const here = REGIONS.flatMap((keyword) => itemsOf(data, tagOf(keyword)).map((item) => text(item, 'CodeMeaning')));
  const below = AROUND.flatMap((keyword) => itemsOf(data, tagOf(keyword)).flatMap((item) => codedRegions(item, depth + 1)));
  return [...here, ...below];
}

function text(data: DataSet, keyword: Keyword): string {
  return readStrings(find(data, tagOf(keyword))).join(' ');
}
