import { ANATOMY, FRAME_TYPE, REFERENCE } from './allow-image.ts';
import { terms, words, type Allowed } from './words.ts';
import type { Form } from '../model/index.ts';

const FRAME_KIND: Allowed = {
  because: 'what kind of frame it is',
  plain: words('PixelPresentation VolumetricProperties VolumeBasedCalculationTechnique ComplexImageComponent AcquisitionContrast'),
  own: [['FrameType', FRAME_TYPE]],
};
const RESCALE: Form = terms(['OD', 'HU', 'US', 'MGML', 'Z_EFF', 'ED', 'EDW', 'HU_MOD', 'PCT']);
const FRAME_TIMES: Allowed = {
  because: 'order and duration of frames; times of day are not on this list',
  plain: words(
    'FrameAcquisitionNumber FrameAcquisitionDuration CardiacCyclePosition RespiratoryCyclePosition DimensionIndexValues TemporalPositionIndex InStackPositionNumber',
  ),
  own: [['StackID', { kind: 'pattern', pattern: /^\d{1,4}$/ }]],
};
const XRAY_FRAME = words(
  'KVP ExposureTimeInms XRayTubeCurrentInmA ExposureInmAs FocalSpots CTDIvol GantryDetectorTilt TableHeight RotationDirection RevolutionTime SingleCollimationWidth TotalCollimationWidth TableSpeed TableFeedPerRotation SpiralPitchFactor DataCollectionDiameter DataCollectionCenterPatient ReconstructionTargetCenterPatient ReconstructionFieldOfView ReconstructionPixelSpacing ReconstructionAngle ReconstructionDiameter DistanceSourceToDetector DistanceSourceToDataCollectionCenter',
);

/** The groups of a multi-frame object that stay: geometry, contrast, order, timing (PS3.3 section C.7.6.16). */
const GROUPS: Allowed = {
  because: 'position, contrast and timing of frames; nothing else of the group stays',
  items: [
    ['PixelMeasuresSequence', [{ because: 'spacing', plain: words('PixelSpacing SliceThickness SpacingBetweenSlices') }]],
    ['PlanePositionSequence', [{ because: 'position', plain: words('ImagePositionPatient') }]],
    ['PlaneOrientationSequence', [{ because: 'orientation', plain: words('ImageOrientationPatient') }]],
    ['PlanePositionVolumeSequence', [{ because: 'position', plain: words('ImagePositionVolume') }]],
    ['PlaneOrientationVolumeSequence', [{ because: 'orientation', plain: words('ImageOrientationVolume') }]],
    [
      'PlanePositionSlideSequence',
      [
        {
          because: 'position of a tile',
          plain: words(
            'XOffsetInSlideCoordinateSystem YOffsetInSlideCoordinateSystem ZOffsetInSlideCoordinateSystem ColumnPositionInTotalImagePixelMatrix RowPositionInTotalImagePixelMatrix',
          ),
        },
      ],
    ],
    ['OpticalPathIdentificationSequence', [{ because: 'which light', own: [['OpticalPathIdentifier', { kind: 'pattern', pattern: /^\d{1,2}$/ }]] }]],
    ['FrameContentSequence', [FRAME_TIMES]],
    ['FrameVOILUTSequence', [{ because: 'window', plain: words('WindowCenter WindowWidth VOILUTFunction') }]],
    ['PixelValueTransformationSequence', [{ because: 'units', plain: words('RescaleIntercept RescaleSlope'), own: [['RescaleType', RESCALE]] }]],
    [
      'RealWorldValueMappingSequence',
      [
        {
          because: 'units',
          plain: words(
            'RealWorldValueFirstValueMapped RealWorldValueLastValueMapped RealWorldValueIntercept RealWorldValueSlope DoubleFloatRealWorldValueFirstValueMapped DoubleFloatRealWorldValueLastValueMapped',
          ),
          codes: words('MeasurementUnitsCodeSequence'),
        },
      ],
    ],
    ['FrameAnatomySequence', [ANATOMY, { because: 'side', own: [['FrameLaterality', terms(['R', 'L', 'U', 'B'])]] }]],
    ['SegmentIdentificationSequence', [{ because: 'which segment', plain: words('ReferencedSegmentNumber') }]],
    ['ReferencedImageSequence', [REFERENCE]],
    [
      'DerivationImageSequence',
      [{ because: 'where it came from', items: [['SourceImageSequence', [REFERENCE]]], codes: words('DerivationCodeSequence') }],
    ],
    [
      'FrameDisplayShutterSequence',
      [
        {
          because: 'shutter',
          plain: words('ShutterShape ShutterLeftVerticalEdge ShutterRightVerticalEdge ShutterUpperHorizontalEdge ShutterLowerHorizontalEdge'),
        },
      ],
    ],
    [
      'FramePixelDataPropertiesSequence',
      [FRAME_KIND, { because: 'units', plain: words('PixelIntensityRelationship PixelIntensityRelationshipSign ImagerPixelSpacing') }],
    ],
    ['CTImageFrameTypeSequence', [FRAME_KIND]],
    ['MRImageFrameTypeSequence', [FRAME_KIND]],
    ['PETFrameTypeSequence', [FRAME_KIND]],
    ['WholeSlideMicroscopyImageFrameTypeSequence', [FRAME_KIND]],
    ['ParametricMapFrameTypeSequence', [FRAME_KIND]],
    ['XRay3DFrameTypeSequence', [FRAME_KIND]],
    ['USImageDescriptionSequence', [FRAME_KIND]],
    ['OphthalmicFrameLocationSequence', [REFERENCE]],
    ['CTExposureSequence', [{ because: 'dose', plain: XRAY_FRAME, codes: words('CTDIPhantomTypeCodeSequence') }]],
    ['CTXRayDetailsSequence', [{ because: 'tube', plain: XRAY_FRAME }]],
    ['CTAcquisitionDetailsSequence', [{ because: 'geometry', plain: XRAY_FRAME }]],
    [
      'IrradiationEventIdentificationSequence',
      [{ because: 'ties frames of one exposure together; the UIDs are ours', plain: words('IrradiationEventUID') }],
    ],
    ['CTTableDynamicsSequence', [{ because: 'geometry', plain: XRAY_FRAME }]],
    ['CTGeometrySequence', [{ because: 'geometry', plain: XRAY_FRAME }]],
    ['CTPositionSequence', [{ because: 'geometry', plain: words('TablePosition ReconstructionTargetCenterPatient DataCollectionCenterPatient') }]],
    ['CTReconstructionSequence', [{ because: 'reconstruction', plain: XRAY_FRAME }]],
    ['CTAcquisitionTypeSequence', [{ because: 'kind of scan', plain: words('AcquisitionType ConstantVolumeFlag FluoroscopyFlag') }]],
    [
      'MRTimingAndRelatedParametersSequence',
      [
        {
          because: 'contrast',
          plain: words('RepetitionTime EchoTrainLength FlipAngle RFEchoTrainLength GradientEchoTrainLength'),
          items: [
            [
              'SpecificAbsorptionRateSequence',
              [{ because: 'safety limits', plain: words('SpecificAbsorptionRateDefinition SpecificAbsorptionRateValue') }],
            ],
            ['OperatingModeSequence', [{ because: 'safety limits', plain: words('OperatingModeType OperatingMode') }]],
          ],
        },
      ],
    ],
    ['MRReceiveCoilSequence', [{ because: 'kind of coil; its name and maker go', plain: words('ReceiveCoilType QuadratureReceiveCoil') }]],
    ['MRTransmitCoilSequence', [{ because: 'kind of coil; its name and maker go', plain: words('TransmitCoilType') }]],
    ['ConversionSourceAttributesSequence', [REFERENCE]],
    ['UnassignedSharedConvertedAttributesSequence', [{ because: 'must be present with an item; nothing in it stays' }]],
    ['UnassignedPerFrameConvertedAttributesSequence', [{ because: 'must be present with an item; nothing in it stays' }]],
    ['MREchoSequence', [{ because: 'contrast', plain: words('EffectiveEchoTime') }]],
    ['MRAveragesSequence', [{ because: 'noise', plain: words('NumberOfAverages') }]],
    [
      'MRFOVGeometrySequence',
      [
        {
          because: 'sampling',
          plain: words(
            'PercentSampling PercentPhaseFieldOfView InPlanePhaseEncodingDirection MRAcquisitionFrequencyEncodingSteps MRAcquisitionPhaseEncodingStepsInPlane MRAcquisitionPhaseEncodingStepsOutOfPlane',
          ),
        },
      ],
    ],
    [
      'MRModifierSequence',
      [
        {
          because: 'contrast',
          plain: words(
            'InversionRecovery FlowCompensation T2Preparation SpectrallySelectedExcitation SpatialPresaturation ParallelAcquisition PartialFourier InversionTimes ParallelReductionFactorInPlane',
          ),
        },
      ],
    ],
    [
      'MRImagingModifierSequence',
      [{ because: 'contrast', plain: words('PixelBandwidth MagnetizationTransfer BloodSignalNulling Tagging TransmitterFrequency') }],
    ],
    [
      'MRDiffusionSequence',
      [
        {
          because: 'diffusion weighting',
          plain: words('DiffusionBValue DiffusionDirectionality'),
          items: [['DiffusionGradientDirectionSequence', [{ because: 'diffusion weighting', plain: words('DiffusionGradientOrientation') }]]],
        },
      ],
    ],
    [
      'CardiacSynchronizationSequence',
      [
        {
          because: 'phase of the heart',
          plain: words(
            'NominalPercentageOfCardiacPhase NominalCardiacTriggerDelayTime ActualCardiacTriggerDelayTime LowRRValue HighRRValue IntervalsAcquired IntervalsRejected',
          ),
        },
      ],
    ],
    ['TemporalPositionSequence', [{ because: 'order of frames', plain: words('TemporalPositionTimeOffset') }]],
  ],
};

/** Multi-frame objects: shared and per-frame groups, dimensions, order (PS3.3 sections C.7.6.16 and C.7.6.17). */
export const MULTI_FRAME: Allowed = {
  because: 'frames are placed and ordered by it',
  plain: words(
    'DimensionOrganizationType ContentQualification PixelPresentation VolumetricProperties VolumeBasedCalculationTechnique InstanceNumber InConcatenationNumber ConcatenationFrameOffsetNumber ConcatenationUID InConcatenationTotalNumber SOPInstanceUIDOfConcatenationSource PositionMeasuringDeviceUsed AcquisitionDuration',
  ),
  items: [
    ['SharedFunctionalGroupsSequence', [GROUPS]],
    ['PerFrameFunctionalGroupsSequence', [GROUPS]],
    ['DimensionOrganizationSequence', [{ because: 'order of frames', plain: words('DimensionOrganizationUID') }]],
    [
      'DimensionIndexSequence',
      [{ because: 'order of frames', plain: words('DimensionOrganizationUID DimensionIndexPointer FunctionalGroupPointer') }],
    ],
  ],
};
