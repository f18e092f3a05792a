import type { ElementPath, Fix, Form, Forms } from '../model/index.ts';
import { findElement, isPrivate, sopClassOf, tagOf, typeOf, type SopClassKeyword } from '../standard/index.ts';
import { words } from './words.ts';

/** What becomes of an element: a fix that names no place yet. */
export type Action = 'remove' | 'empty' | 'dummy' | 'remap' | 'round-age' | 'redact' | 'shift' | 'group-length' | 'padding';

// Attributes of type 1C whose condition falls away with what else is removed, so that a dummy would only say something untrue.
const CONDITION_GONE: ReadonlySet<number> = new Set(
  words(
    'SpecificCharacterSet CodingSchemeVersion ContextIdentifier ContextUID MappingResource MappingResourceUID ContextGroupVersion ContextGroupExtensionFlag ContextGroupLocalVersion ContextGroupExtensionCreatorUID EquivalentCodeSequence LongCodeValue URNCodeValue ExtendedOffsetTable ExtendedOffsetTableLengths IssuerOfPatientID TimezoneOffsetFromUTC ReferencedPatientSequence DeidentificationMethod DeidentificationMethodCodeSequence PatientIdentityRemoved BurnedInAnnotation LongitudinalTemporalInformationModified RecognizableVisualFeatures PatientAge',
  ).map(tagOf),
);
const MEDIA_INSTANCE = tagOf('MediaStorageSOPInstanceUID');
const TRAILING_PADDING = tagOf('DataSetTrailingPadding');

/** The tags of a path, from the top, without item numbers. */
export function tagsOf(at: ElementPath): readonly number[] {
  return at.split('/').map((step) => Number.parseInt(step.slice(0, 8), 16));
}

/**
 * What must be done with an element whose value is not in its form. U for UIDs, C for ages and lists of terms; else the
 * attribute's type in the object decides, as PS3.15 Table E.1-1a has it: D for type 1, Z for type 2, X for type 3.
 */
export function actionFor(tags: readonly number[], forms: Forms, sopClass: string): Action {
  const tag = tags.at(-1) ?? 0;
  if ((tag & 0xffff) === 0) return 'group-length';
  if (tag === TRAILING_PADDING) return 'padding';
  if (tag === MEDIA_INSTANCE) return 'remap';
  if (isPrivate(tag) || tag >>> 16 === 2 || findElement(tag) === undefined) return 'remove';
  const form = formAt(tags, forms);
  if (form?.kind === 'issued-uid') return 'remap';
  if (form?.kind === 'age') return 'round-age';
  if (form?.kind === 'terms' && form.tail !== null) return 'redact';
  return byType(tags, sopClass);
}

/** D, Z or X by the type; where the type is not known, X: what is not known to be needed goes. */
export function byType(tags: readonly number[], sopClass: string): 'remove' | 'empty' | 'dummy' {
  const tag = tags.at(-1) ?? 0;
  if (CONDITION_GONE.has(tag) || isOverlay(tag)) return 'remove';
  if (mustHaveTime(tags, sopClass)) return 'dummy';
  const isSequence = findElement(tag)?.vr === 'SQ';
  switch (typeOf(sopClass, tags)) {
    case '1':
    case '1C':
      // An empty sequence would be as invalid as none, and a made-up item would say something untrue.
      return isSequence ? 'remove' : 'dummy';
    case '2':
    case '2C':
      return 'empty';
    case '3':
    case 'absent':
    case 'unknown':
      return 'remove';
  }
}

// Overlays and curves go as a whole group (PS3.5 section 7.6), so nothing in them needs a dummy.
function isOverlay(tag: number): boolean {
  const high = tag >>> 24;
  return high === 0x50 || high === 0x60;
}

/** Whether a date or time is one that a multi-frame object must have, which the tables at hand do not tell. */
export function mustHaveTime(tags: readonly number[], sopClass: string): boolean {
  return tags.length === 1 && CONTENT_TIME.has(tags[0] ?? 0) && HAVE_CONTENT_TIME.has(sopClass);
}

// Type 1 in the Multi-frame Functional Groups module (PS3.3 section C.7.6.16), whose tables here do not have them.
const CONTENT_TIME: ReadonlySet<number> = new Set(words('ContentDate ContentTime').map(tagOf));
const WITH_GROUPS: readonly SopClassKeyword[] = [
  'EnhancedCTImageStorage',
  'LegacyConvertedEnhancedCTImageStorage',
  'EnhancedMRImageStorage',
  'EnhancedMRColorImageStorage',
  'LegacyConvertedEnhancedMRImageStorage',
  'EnhancedPETImageStorage',
  'LegacyConvertedEnhancedPETImageStorage',
  'EnhancedUSVolumeStorage',
  'PhotoacousticImageStorage',
  'EnhancedXAImageStorage',
  'EnhancedXRFImageStorage',
  'BreastTomosynthesisImageStorage',
  'BreastProjectionXRayImageStorageForPresentation',
  'BreastProjectionXRayImageStorageForProcessing',
  'XRay3DAngiographicImageStorage',
  'XRay3DCraniofacialImageStorage',
  'OphthalmicTomographyImageStorage',
  'IntravascularOpticalCoherenceTomographyImageStorageForPresentation',
  'IntravascularOpticalCoherenceTomographyImageStorageForProcessing',
  'VLWholeSlideMicroscopyImageStorage',
  'SegmentationStorage',
  'LabelMapSegmentationStorage',
  'ParametricMapStorage',
];
const HAVE_CONTENT_TIME: ReadonlySet<string> = new Set(WITH_GROUPS.map(sopClassOf));

/** The form of a path; undefined where none of its steps leads there. */
export function formAt(tags: readonly number[], forms: Forms): Form | undefined {
  let level: Forms = forms;
  for (const tag of tags.slice(0, -1)) {
    const form = level.get(tag);
    if (form?.kind !== 'items') return undefined;
    level = form.forms;
  }
  return level.get(tags.at(-1) ?? 0);
}

/** The fix of an action at a place. */
export function fixOf(action: Action, at: ElementPath): Fix {
  switch (action) {
    case 'remove':
      return { kind: 'remove', code: 'X', at };
    case 'empty':
      return { kind: 'empty', code: 'Z', at };
    case 'dummy':
      return { kind: 'dummy', code: 'D', at };
    case 'remap':
      return { kind: 'remap', code: 'U', at };
    case 'round-age':
      return { kind: 'round-age', code: 'C', at };
    case 'redact':
      return { kind: 'redact', code: 'C', at, spans: [] };
    case 'shift':
      return { kind: 'shift', code: 'C', at };
    case 'group-length':
    case 'padding':
      return { kind: 'strip', at, part: action };
  }
}
