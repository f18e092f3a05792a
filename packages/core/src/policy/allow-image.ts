import type { Form } from '../model/index.ts';
import { tagOf, type Keyword } from '../standard/index.ts';
import { MEANINGS, methodCode } from './codes.ts';
import { codedForm, terms, termsForm, words, type Allowed } from './words.ts';

function table(descriptor: Keyword, shape: 'palette' | 'segments' | 'curve'): Form {
  return { kind: 'table', descriptor: tagOf(descriptor), shape };
}
/** Units that name what a rescaled value is (PS3.3 section C.11.1.1.2). */
const RESCALE_UNITS = terms(['OD', 'HU', 'US', 'MGML', 'Z_EFF', 'ED', 'EDW', 'HU_MOD', 'PCT', 'CPS', 'BQML', 'normalized']);
/** Standard colour spaces (PS3.3 section C.11.15.1.2); an ICC profile, which can name a device and its owner, is not kept. */
export const COLOUR_SPACES = terms(['SRGB', 'ADOBERGB', 'ROMMRGB']);
const YES_NO = terms(['YES', 'NO']);

function must(form: Form | null): Form {
  if (form === null) throw new Error('PS3.3 gives no terms here');
  return form;
}

/** Strange values from the third on are replaced: the standard's own word for them is OTHER, behind it NONE. */
function typeForm(keyword: 'ImageType' | 'FrameType'): Form {
  const form = must(termsForm(tagOf(keyword), 2));
  if (form.kind !== 'terms') return form;
  const lists = form.lists.map((list, index) => new Set(index < 2 ? list : [...list, 'OTHER', 'NONE']));
  return { ...form, lists };
}

/** Image Type (PS3.3 section C.7.6.1.1.2). */
export const IMAGE_TYPE = typeForm('ImageType');
/** Frame Type (PS3.3 section C.8.16.1). */
export const FRAME_TYPE = typeForm('FrameType');

/** What every object needs: what it is, where it is filed, and that it was de-identified. */
export const IDENTITY: Allowed = {
  because: 'says what kind of object it is and groups it; the UIDs are ours',
  plain: words(
    'SOPClassUID SOPInstanceUID StudyInstanceUID SeriesInstanceUID FrameOfReferenceUID Modality SeriesNumber InstanceNumber AcquisitionNumber PresentationIntentType ConversionType SynchronizationFrameOfReferenceUID',
  ),
  own: [
    ['ImageType', IMAGE_TYPE],
    ['PatientSex', terms(['M', 'F', 'O'])],
    ['PatientAge', { kind: 'age' }],
    ['PatientPosition', must(termsForm(tagOf('PatientPosition')))],
    ['BodyPartExamined', must(termsForm(tagOf('BodyPartExamined')))],
    ['Laterality', terms(['R', 'L'])],
    ['ImageLaterality', terms(['R', 'L', 'U', 'B'])],
    ['FrameLaterality', terms(['R', 'L', 'U', 'B'])],
    ['PatientIdentityRemoved', terms(['YES'])],
    ['LongitudinalTemporalInformationModified', terms(['REMOVED'])],
    ['BurnedInAnnotation', YES_NO],
    ['RecognizableVisualFeatures', terms(['NO'])],
    ['DeidentificationMethodCodeSequence', codedForm(methodCode)],
    ['DeidentificationMethod', { kind: 'pattern', pattern: /^(Silhouette \d{1,3}\.\d{1,3}\.\d{1,3}|[a-z][a-z0-9-]{0,31} \d{1,4}|id [0-9a-f]{20})$/ }],
  ],
};

/** How the bytes make pixels, and pixels make grey and colour. */
export const PIXELS: Allowed = {
  because: 'without it the pixels cannot be shown or measured',
  plain: words(
    'SamplesPerPixel PhotometricInterpretation Rows Columns BitsAllocated BitsStored HighBit PixelRepresentation PlanarConfiguration NumberOfFrames PixelAspectRatio SmallestImagePixelValue LargestImagePixelValue SmallestPixelValueInSeries LargestPixelValueInSeries PixelPaddingValue PixelPaddingRangeLimit PixelSpacing ImagerPixelSpacing NominalScannedPixelSpacing EstimatedRadiographicMagnificationFactor LossyImageCompression LossyImageCompressionRatio LossyImageCompressionMethod RescaleIntercept RescaleSlope WindowCenter WindowWidth VOILUTFunction PresentationLUTShape PixelIntensityRelationship PixelIntensityRelationshipSign RedPaletteColorLookupTableDescriptor GreenPaletteColorLookupTableDescriptor BluePaletteColorLookupTableDescriptor PaletteColorLookupTableUID FrameIncrementPointer FrameTime FrameTimeVector StartTrim StopTrim RecommendedDisplayFrameRate CineRate FrameDelay ImageTriggerDelay EffectiveDuration ActualFrameDuration PreferredPlaybackSequencing RepresentativeFrameNumber ImageAndFluoroscopyAreaDoseProduct EnergyWindowVector DetectorVector PhaseVector RotationVector RRIntervalVector TimeSlotVector SliceVector AngularViewVector TimeSliceVector RecommendedViewingMode QualityControlImage ShutterShape ShutterLeftVerticalEdge ShutterRightVerticalEdge ShutterUpperHorizontalEdge ShutterLowerHorizontalEdge CenterOfCircularShutter RadiusOfCircularShutter VerticesOfThePolygonalShutter ShutterPresentationValue FloatPixelPaddingValue FloatPixelPaddingRangeLimit DoubleFloatPixelPaddingValue DoubleFloatPixelPaddingRangeLimit ImagesInAcquisition TemporalPositionIdentifier NumberOfTemporalPositions TemporalResolution',
  ),
  own: [
    ['PixelData', { kind: 'pixels' }],
    ['FloatPixelData', { kind: 'pixels' }],
    ['DoubleFloatPixelData', { kind: 'pixels' }],
    ['RescaleType', RESCALE_UNITS],
    ['PixelSpacingCalibrationType', terms(['GEOMETRY', 'FIDUCIAL'])],
    ['ColorSpace', COLOUR_SPACES],
    ['PatientOrientation', { kind: 'pattern', pattern: /^([APRLHF]{1,3}|LE|RT|D|V|CR|CD|M|PR|DI|PA|PL)$/ }],
    ['RedPaletteColorLookupTableData', table('RedPaletteColorLookupTableDescriptor', 'palette')],
    ['GreenPaletteColorLookupTableData', table('GreenPaletteColorLookupTableDescriptor', 'palette')],
    ['BluePaletteColorLookupTableData', table('BluePaletteColorLookupTableDescriptor', 'palette')],
    ['SegmentedRedPaletteColorLookupTableData', table('RedPaletteColorLookupTableDescriptor', 'segments')],
    ['SegmentedGreenPaletteColorLookupTableData', table('GreenPaletteColorLookupTableDescriptor', 'segments')],
    ['SegmentedBluePaletteColorLookupTableData', table('BluePaletteColorLookupTableDescriptor', 'segments')],
    ['UltrasoundColorDataPresent', { kind: 'number', max: 1 }],
  ],
  items: [
    [
      'ModalityLUTSequence',
      [
        {
          because: 'turns stored values into units',
          plain: words('LUTDescriptor'),
          own: [
            ['LUTData', table('LUTDescriptor', 'curve')],
            ['ModalityLUTType', RESCALE_UNITS],
          ],
        },
      ],
    ],
    [
      'VOILUTSequence',
      [{ because: 'the contrast the maker meant', plain: words('LUTDescriptor'), own: [['LUTData', table('LUTDescriptor', 'curve')]] }],
    ],
    [
      'PresentationLUTSequence',
      [{ because: 'the contrast the maker meant', plain: words('LUTDescriptor'), own: [['LUTData', table('LUTDescriptor', 'curve')]] }],
    ],
  ],
};

/** Where the image lies in the patient. */
export const PLANE: Allowed = {
  because: 'slices are measured and sorted by it',
  plain: words(
    'ImagePositionPatient ImageOrientationPatient SliceLocation SliceThickness SpacingBetweenSlices ImagePositionVolume ImageOrientationVolume',
  ),
};

/** The region of the body, as codes of published vocabularies. */
export const ANATOMY: Allowed = {
  because: 'a reader needs the region and the projection; only published codes stay',
  codes: words(
    'AnatomicRegionSequence AnatomicRegionModifierSequence PrimaryAnatomicStructureSequence PrimaryAnatomicStructureModifierSequence ViewCodeSequence ViewModifierCodeSequence PatientOrientationCodeSequence PatientOrientationModifierCodeSequence PatientGantryRelationshipCodeSequence',
  ),
};

/** References to other objects, by issued UIDs: they keep a localizer and its slices, a segmentation and its source together. */
export const REFERENCE: Allowed = {
  because: 'ties objects of the case together; the UIDs are ours',
  plain: words('ReferencedSOPClassUID ReferencedSOPInstanceUID ReferencedFrameNumber ReferencedSegmentNumber'),
  own: [['SpatialLocationsPreserved', YES_NO]],
  codes: words('PurposeOfReferenceCodeSequence'),
};

const OF_A_SERIES: Allowed = {
  because: REFERENCE.because,
  plain: words('SeriesInstanceUID'),
  items: [
    ['ReferencedInstanceSequence', [REFERENCE]],
    ['ReferencedSOPSequence', [REFERENCE]],
  ],
};

// References by study, series and object (PS3.3 section C.17.2.1).
const EVIDENCE: readonly Allowed[] = [
  { because: REFERENCE.because, plain: words('StudyInstanceUID'), items: [['ReferencedSeriesSequence', [OF_A_SERIES]]] },
];

/** The same, by series. */
export const REFERENCES: Allowed = {
  because: REFERENCE.because,
  items: [
    ['ReferencedImageSequence', [REFERENCE]],
    ['SourceImageSequence', [REFERENCE]],
    ['ReferencedInstanceSequence', [REFERENCE]],
    ['ReferencedSeriesSequence', [OF_A_SERIES]],
    ['ReferencedImageEvidenceSequence', EVIDENCE],
    ['SourceImageEvidenceSequence', EVIDENCE],
    ['StudiesContainingOtherReferencedInstancesSequence', EVIDENCE],
    [
      'ReferencedRTPlanSequence',
      [
        REFERENCE,
        {
          because: 'which part of the plan',
          items: [
            [
              'ReferencedFractionGroupSequence',
              [
                {
                  because: 'which part of the plan',
                  plain: words('ReferencedFractionGroupNumber'),
                  items: [['ReferencedBeamSequence', [{ because: 'which beam', plain: words('ReferencedBeamNumber') }]]],
                },
              ],
            ],
          ],
        },
      ],
    ],
    ['ReferencedStructureSetSequence', [REFERENCE]],
  ],
};

/** Segments and their published categories. */
export const SEGMENTS: Allowed = {
  because: 'says what a segment shows; labels only from the published vocabulary',
  plain: words('SegmentationType SegmentationFractionalType MaximumFractionalValue SegmentsOverlap'),
  items: [
    [
      'SegmentSequence',
      [
        {
          because: 'one segment',
          plain: words('SegmentNumber SegmentAlgorithmType RecommendedDisplayCIELabValue RecommendedDisplayGrayscaleValue TrackingUID'),
          own: [['SegmentLabel', { kind: 'terms', lists: [MEANINGS], tail: null }]],
          codes: words(
            'SegmentedPropertyCategoryCodeSequence SegmentedPropertyTypeCodeSequence SegmentedPropertyTypeModifierCodeSequence AnatomicRegionSequence AnatomicRegionModifierSequence',
          ),
        },
      ],
    ],
  ],
};
