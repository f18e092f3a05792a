import type { Keyword } from '../standard/index.ts';
import { words } from './words.ts';

/** What PS3.15 Table E.1-1 does not say, and why we say it. */
export interface Beyond {
  readonly because: string;
  /** `remove`: never kept. `descriptor`: cleaned with the clean descriptors option, else not kept. `coding-uid`: kept where DICOM itself gave it out. */
  readonly what: 'remove' | 'descriptor' | 'coding-uid';
  readonly keywords: readonly Keyword[];
}

/**
 * Attributes that Table E.1-1 (2026c) has no row for and that may hold an identifier all the same. Attributes of free text VRs
 * (LT, ST, UT, UC) that are not named here are taken for descriptors; names (PN), addresses (UR) and titles of machines on a network (AE) without a row are never
 * kept; other attributes of PS3.6 stay when each word of them is a known term.
 */
export const BEYOND: readonly Beyond[] = [
  {
    because: 'numbers of things that sites give out, print on labels and use again in their lists: they lead to the patient who had them',
    what: 'remove',
    keywords: words(
      'DeviceID GridID RepairID CoilConfigurationID ComponentWelderIDs BreedRegistrationNumber StrainStockNumber ImplantPartNumber LaserModelNumber ProbeModelNumber WedgeModelNumber ProductLotIdentifier ProductPackageIdentifier SubstanceAdministrationDeviceID DelayLawIdentifier AuthorizationEquipmentCertificationNumber AssessmentSetID AccessoryCode PatientSupportAccessoryCode TrayAccessoryCode OwnerID ImageID StorageMediaFileSetID BoardingPassID ItineraryID ItineraryIDType ItineraryIDAssigningAuthority RouteID RouteIDAssigningAuthority RouteSegmentID RouteSegmentStartLocationID RouteSegmentEndLocationID CarrierID RespiratorySignalSourceID ConfidentialityCode DeletionLock',
    ),
  },
  {
    because: 'numbers of wedges, blocks, trays and bolus that a treatment machine or a planner gives out; the beam keeps its own number',
    what: 'remove',
    keywords: words(
      'WedgeID BolusID MaterialID CompensatorID CompensatorTrayID BlockTrayID ApplicatorID SourceModelID BrachyAccessoryDeviceID AfterloaderChannelID SourceApplicatorID ChannelShieldID SnoutID RangeShifterID LateralSpreadingDeviceID RangeModulatorID BeamCurrentModulationID PatientSupportID ScanSpotTuneID GeneralAccessoryID PositionAcquisitionTemplateID FluenceModeID',
    ),
  },
  {
    because: 'names a machine, a network or a place of the site',
    what: 'remove',
    keywords: words(
      'RadiationMachineName NTPSourceAddress TimeSource AssignedLocation PrinterName DisplaySubsystemName ConfigurationName ContactDisplayName HangingProtocolCreator HangingProtocolUserGroupName ImplantTemplateGroupIssuer ImplantAssemblyTemplateIssuer DataSetSource LocalNamespaceEntityID UniversalEntityID HL7InstanceIdentifier CodingSchemeExternalID CodingSchemeResponsibleOrganization PTOLocationDescription MediaDisposition',
    ),
  },
  {
    because: 'a birth or death date in another calendar; the year in it is the patient’s own',
    what: 'remove',
    keywords: words('PatientBirthDateInAlternativeCalendar PatientDeathDateInAlternativeCalendar'),
  },
  {
    because: 'says what the system was called inside a file format or a printer: nothing that research needs',
    what: 'remove',
    keywords: words(
      'ExtendedCodeValue ExtendedCodeMeaning PrivateDataElementName PrivateDataElementKeyword PrivateDataElementDescription PrivateDataElementEncoding EXIFVersion',
    ),
  },
  {
    because: 'operators type here: labels, comments and titles outside the table, where a name has been seen',
    what: 'descriptor',
    keywords: words(
      'PatientSpeciesDescription PatientBreedDescription AcquisitionProtocolName ReferenceLocationLabel InstructionText FrameLabel FrameLabelVector DisplayWindowLabelVector TargetLabel IndicationLabel PropertyLabel SegmentLabel TrackSetLabel HPGLDocumentLabel HPGLPenLabel SurfaceModelLabel ImageSetLabel DisplaySetLabel WorklistLabel ProcedureStepLabel AssessmentLabel FilmSessionLabel RTImageLabel RTImageName ToleranceTableLabel PatientSetupLabel SetupDeviceLabel FixationDeviceLabel ShieldingDeviceLabel TickLabel LUTLabel TextureLabel BeamName BlockName TemplateName ApplicationSetupName SourceApplicatorName BrachyAccessoryDeviceName ChannelShieldName WedgeName StageName ViewName ProtocolElementName ContentDescription TreatmentProtocols DoseComment FrameOfReferenceTransformationComment SystemStatusComment TestResultComment OverlayDescription OverlayLabel GraphicLayerDescription GraphicGroupLabel SegmentationCreationTemplateLabel HangingProtocolName HangingProtocolDescription TargetPositionReferenceIndicator PositionReferenceIndicator ImplantName',
    ),
  },
  {
    because: 'names a table of codes, not an object: kept where DICOM itself gave it out',
    what: 'coding-uid',
    keywords: words('CodingSchemeUID ContextUID MappingResourceUID'),
  },
];
