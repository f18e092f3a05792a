import { termsForm, words, type Allowed } from './words.ts';
import { ANATOMY, COLOUR_SPACES, REFERENCES } from './allow-image.ts';
import { tagOf } from '../standard/index.ts';
import type { Form } from '../model/index.ts';

/** Reconstruction kernels as makers name them; whatever else stands there is not kept. */
const KERNELS: Form = {
  kind: 'pattern',
  pattern:
    /^((B|H|T|U|D|S|Bf|Bl|Bm|Bn|Br|Bv|Hc|Hn|Hp|Hr|Hv|Qr|Sa|Sd|Tx|Ur|Uv|Ia|I)\d{2,3}[fhmsuv]?|FC\d{2}|[A-FL]|[UXY][A-D]|XC[A-D]|E[BC]|C[A-D]|STANDARD|STND|SOFT|LUNG|BONE|BONEPLUS|BONE\+|DETAIL|EDGE|ULTRA|CHST|CHEST|BRAIN|SMOOTH|SHARP|HEAD|BODY|ROUTINE)$/,
};

function must(form: Form | null): Form {
  if (form === null) throw new Error('PS3.3 gives no terms here');
  return form;
}

/** X-rays: tube, geometry, dose. */
export const XRAY: Allowed = {
  because: 'tube, geometry and dose explain noise and contrast; numbers only',
  plain: words(
    'KVP ExposureTime XRayTubeCurrent Exposure ExposureInuAs ExposureTimeInuS XRayTubeCurrentInuA ExposureInmAs ExposureTimeInms XRayTubeCurrentInmA GeneratorPower FocalSpots DistanceSourceToDetector DistanceSourceToPatient DistanceSourceToEntrance TableHeight GantryDetectorTilt RotationDirection FilterThicknessMinimum FilterThicknessMaximum Grid BodyPartThickness CompressionForce RelativeXRayExposure ExposureIndex TargetExposureIndex DeviationIndex Sensitivity AnodeTargetMaterial FilterMaterial PositionerType PositionerPrimaryAngle PositionerSecondaryAngle PositionerPrimaryAngleIncrement PositionerSecondaryAngleIncrement PositionerMotion TableMotion TableAngle DetectorPrimaryAngle DetectorSecondaryAngle DetectorType DetectorConfiguration DetectorElementSpacing DetectorElementPhysicalSize FieldOfViewShape FieldOfViewDimensions FieldOfViewOrigin FieldOfViewRotation FieldOfViewHorizontalFlip IntensifierSize CollimatorShape CollimatorLeftVerticalEdge CollimatorRightVerticalEdge CollimatorUpperHorizontalEdge CollimatorLowerHorizontalEdge CenterOfCircularCollimator RadiusOfCircularCollimator VerticesOfThePolygonalCollimator RadiationSetting RadiationMode AveragePulseWidth ExposureControlMode ViewPosition PartialView OrganDose EntranceDose EntranceDoseInmGy HalfValueLayer ImageAndFluoroscopyAreaDoseProduct CassetteOrientation CassetteSize ExposuresOnPlate DetectorBinning',
  ),
};

/** Computed tomography. */
export const CT: Allowed = {
  because: 'reconstruction and dose explain what is seen; numbers and published terms',
  plain: words(
    'DataCollectionDiameter ReconstructionDiameter SingleCollimationWidth TotalCollimationWidth TableSpeed TableFeedPerRotation SpiralPitchFactor RevolutionTime CTDIvol EstimatedDoseSaving ReconstructionTargetCenterPatient DataCollectionCenterPatient ReconstructionAngle ExposureModulationType CalciumScoringMassFactorDevice CalciumScoringMassFactorPatient MultienergyCTAcquisition WaterEquivalentDiameter',
  ),
  own: [
    ['ConvolutionKernel', KERNELS],
    ['ScanOptions', must(termsForm(tagOf('ScanOptions')))],
  ],
  codes: words('CTDIPhantomTypeCodeSequence'),
};

/** Magnetic resonance. */
export const MR: Allowed = {
  because: 'timing and contrast explain what is seen; numbers and published terms',
  plain: words(
    'ScanningSequence SequenceVariant MRAcquisitionType AngioFlag RepetitionTime EchoTime InversionTime NumberOfAverages ImagingFrequency EchoNumbers MagneticFieldStrength NumberOfPhaseEncodingSteps EchoTrainLength PercentSampling PercentPhaseFieldOfView PixelBandwidth AcquisitionMatrix InPlanePhaseEncodingDirection FlipAngle VariableFlipAngleFlag SAR dBdt TriggerTime NominalInterval BeatRejectionFlag LowRRValue HighRRValue IntervalsAcquired IntervalsRejected SkipBeats HeartRate CardiacNumberOfImages TriggerWindow ReconstructionDiameter DiffusionBValue DiffusionGradientOrientation B1rms MRAcquisitionPhaseEncodingStepsInPlane MRAcquisitionFrequencyEncodingSteps MRAcquisitionPhaseEncodingStepsOutOfPlane AcquisitionDuration ComplexImageComponent AcquisitionContrast EchoPulseSequence MultipleSpinEcho MultiPlanarExcitation PhaseContrast TimeOfFlightContrast ArterialSpinLabelingContrast SteadyStatePulseSequence EchoPlanarPulseSequence SaturationRecovery SpectrallySelectedSuppression OversamplingPhase GeometryOfKSpaceTraversal SegmentedKSpaceTraversal RectilinearPhaseEncodeReordering CoverageOfKSpace KSpaceFiltering NumberOfKSpaceTrajectories ResonantNucleus ApplicableSafetyStandardAgency',
  ),
  own: [
    ['ImagedNucleus', { kind: 'pattern', pattern: /^(1H|H1|2H|3He|7Li|13C|19F|23Na|31P|129Xe)$/ }],
    ['ScanOptions', must(termsForm(tagOf('ScanOptions')))],
  ],
};

/** Positron emission tomography and nuclear medicine. */
export const NUCLEAR: Allowed = {
  because: 'counts, corrections and frames are needed to measure uptake; no times of day',
  plain: words(
    'SeriesType Units CountsSource RandomsCorrectionMethod DecayCorrection CollimatorType CorrectedImage TypeOfDetectorMotion ReconstructionDiameter EnergyWindowLowerLimit EnergyWindowUpperLimit NumberOfSlices NumberOfTimeSlices NumberOfRRIntervals FrameReferenceTime SliceSensitivityFactor DecayFactor DoseCalibrationFactor ScatterFractionFactor DeadTimeFactor PrimaryPromptsCountsAccumulated SecondaryCountsAccumulated ImageIndex CountsAccumulated CountRate EnergyWindowVector NumberOfEnergyWindows DetectorVector NumberOfDetectors PhaseVector NumberOfPhases RotationVector NumberOfRotations RRIntervalVector TimeSlotVector NumberOfTimeSlots SliceVector AngularViewVector TimeSliceVector AcquisitionStartCondition AcquisitionTerminationCondition WholeBodyTechnique TableHeight TableTraverse TriggerTime FrameTime LowRRValue HighRRValue IntervalsAcquired IntervalsRejected HeartRate SUVType',
  ),
  items: [
    [
      'EnergyWindowInformationSequence',
      [
        {
          because: 'the energies counted',
          items: [
            ['EnergyWindowRangeSequence', [{ because: 'the energies counted', plain: words('EnergyWindowLowerLimit EnergyWindowUpperLimit') }]],
          ],
        },
      ],
    ],
    [
      'RadiopharmaceuticalInformationSequence',
      [
        {
          because: 'dose and half life are needed for uptake values',
          plain: words(
            'RadiopharmaceuticalVolume RadionuclideTotalDose RadionuclideHalfLife RadionuclidePositronFraction RadiopharmaceuticalSpecificActivity EnergyWindowNumber',
          ),
          codes: words('RadionuclideCodeSequence RadiopharmaceuticalCodeSequence AdministrationRouteCodeSequence'),
        },
      ],
    ],
    [
      'DetectorInformationSequence',
      [
        {
          because: 'where the head of the camera stood',
          plain: words(
            'CollimatorType FieldOfViewShape FieldOfViewDimensions FocalDistance XFocusCenter YFocusCenter ZoomCenter ZoomFactor CenterOfRotationOffset GantryDetectorTilt DistanceSourceToDetector StartAngle RadialPosition ImageOrientationPatient ImagePositionPatient',
          ),
          codes: words('ViewCodeSequence'),
        },
      ],
    ],
    [
      'RotationInformationSequence',
      [
        {
          because: 'the path of the camera',
          plain: words(
            'StartAngle AngularStep RotationDirection ScanArc ActualFrameDuration RadialPosition DistanceSourceToDetector NumberOfFramesInRotation TableTraverse TableHeight TypeOfDetectorMotion',
          ),
        },
      ],
    ],
    [
      'PhaseInformationSequence',
      [
        {
          because: 'frame timing',
          plain: words('PhaseDelay ActualFrameDuration PauseBetweenFrames NumberOfFramesInPhase TriggerVector NumberOfTriggersInPhase'),
        },
      ],
    ],
    [
      'GatedInformationSequence',
      [
        {
          because: 'frame timing',
          plain: words('TriggerTime NominalInterval'),
          items: [
            [
              'DataInformationSequence',
              [
                {
                  because: 'frame timing',
                  plain: words('FrameTime NominalInterval LowRRValue HighRRValue IntervalsAcquired IntervalsRejected'),
                  items: [['TimeSlotInformationSequence', [{ because: 'frame timing', plain: words('TimeSlotTime') }]]],
                },
              ],
            ],
          ],
        },
      ],
    ],
  ],
  codes: words('PatientOrientationCodeSequence PatientGantryRelationshipCodeSequence'),
};

/** Ultrasound: the calibrated regions, so that distances and velocities can be measured. */
export const ULTRASOUND: Allowed = {
  because: 'the calibration of its regions makes ultrasound measurable',
  plain: words(
    'HeartRate MechanicalIndex BoneThermalIndex CranialThermalIndex SoftTissueThermalIndex SoftTissueFocusThermalIndex SoftTissueSurfaceThermalIndex DepthOfScanField StageNumber NumberOfStages ViewNumber NumberOfViewsInStage NumberOfEventTimers TriggerTime NominalInterval LowRRValue HighRRValue IntervalsAcquired IntervalsRejected IVUSAcquisition IVUSPullbackRate IVUSGatedRate IVUSPullbackStartFrameNumber IVUSPullbackStopFrameNumber',
  ),
  own: [
    ['UltrasoundColorDataPresent', { kind: 'number', max: 1 }],
    ['TransducerType', must(termsForm(tagOf('TransducerType')))],
  ],
  items: [
    [
      'SequenceOfUltrasoundRegions',
      [
        {
          because: 'calibration of a region',
          plain: words(
            'RegionSpatialFormat RegionDataType RegionFlags RegionLocationMinX0 RegionLocationMinY0 RegionLocationMaxX1 RegionLocationMaxY1 ReferencePixelX0 ReferencePixelY0 PhysicalUnitsXDirection PhysicalUnitsYDirection ReferencePixelPhysicalValueX ReferencePixelPhysicalValueY PhysicalDeltaX PhysicalDeltaY TransducerFrequency PulseRepetitionFrequency DopplerCorrectionAngle SteeringAngle DopplerSampleVolumeXPosition DopplerSampleVolumeYPosition TMLinePositionX0 TMLinePositionY0 TMLinePositionX1 TMLinePositionY1 PixelComponentOrganization PixelComponentMask PixelComponentRangeStart PixelComponentRangeStop PixelComponentPhysicalUnits PixelComponentDataType NumberOfTableBreakPoints TableOfXBreakPoints TableOfYBreakPoints',
          ),
        },
      ],
    ],
  ],
};

/** Dose grids of radiotherapy, shown as images. */
export const DOSE: Allowed = {
  because: 'the grid and its unit make the picture',
  plain: words(
    'DoseUnits DoseType DoseSummationType GridFrameOffsetVector DoseGridScaling TissueHeterogeneityCorrection SpatialTransformOfDose NormalizationPoint',
  ),
};

/** Radiotherapy images (portal images, reconstructed radiographs). */
export const RT_IMAGE: Allowed = {
  because: 'the image plane makes it measurable',
  plain: words(
    'RTImagePlane XRayImageReceptorTranslation XRayImageReceptorAngle RTImageOrientation ImagePlanePixelSpacing RTImagePosition RadiationMachineSAD RadiationMachineSSD RTImageSID SourceToReferenceObjectDistance ReportedValuesOrigin GantryAngle BeamLimitingDeviceAngle PatientSupportAngle TableTopVerticalPosition TableTopLongitudinalPosition TableTopLateralPosition IsocenterPosition',
  ),
};

/** Photographs, endoscopy, microscopy fields. */
export const PHOTOGRAPH: Allowed = {
  because: 'lens and exposure explain what is seen; numbers only',
  plain: words(
    'FNumber ExposureTime AcquisitionDuration HorizontalFieldOfView AxialLengthOfTheEye DepthSpatialResolution AlongScanSpatialResolution AcrossScanSpatialResolution IlluminationWaveLength IlluminationPower IlluminationBandwidth EmmetropicMagnification PupilDilated DegreeOfDilation',
  ),
};

/** Whole slides: tiles, optical paths, without the specimen's labels. */
export const SLIDE: Allowed = {
  because: 'where the tiles lie and how they were lit',
  plain: words(
    'ImagedVolumeWidth ImagedVolumeHeight ImagedVolumeDepth TotalPixelMatrixColumns TotalPixelMatrixRows TotalPixelMatrixFocalPlanes ImageOrientationSlide NumberOfOpticalPaths NumberOfFocalPlanes DistanceBetweenFocalPlanes ExtendedDepthOfField FocusMethod SpecimenLabelInImage VolumetricProperties',
  ),
  items: [
    ['SpecimenDescriptionSequence', [{ because: 'must be present with an item; only its issued UID stays', plain: words('SpecimenUID') }]],
    [
      'TotalPixelMatrixOriginSequence',
      [
        {
          because: 'where the slide lies',
          plain: words('XOffsetInSlideCoordinateSystem YOffsetInSlideCoordinateSystem ZOffsetInSlideCoordinateSystem'),
        },
      ],
    ],
    [
      'OpticalPathSequence',
      [
        {
          because: 'how it was lit',
          plain: words(
            'IlluminationWaveLength ObjectiveLensPower ObjectiveLensNumericalAperture CondenserLensPower RedPaletteColorLookupTableDescriptor GreenPaletteColorLookupTableDescriptor BluePaletteColorLookupTableDescriptor',
          ),
          own: [
            ['OpticalPathIdentifier', { kind: 'pattern', pattern: /^\d{1,2}$/ }],
            ['ColorSpace', COLOUR_SPACES],
          ],
          codes: words('IlluminationTypeCodeSequence IlluminationColorCodeSequence LensesCodeSequence LightPathFilterTypeStackCodeSequence'),
        },
      ],
    ],
  ],
  codes: words('ContainerTypeCodeSequence'),
};

/** What all images share beside pixels: region and references. */
export const SURROUNDINGS: readonly Allowed[] = [ANATOMY, REFERENCES];
