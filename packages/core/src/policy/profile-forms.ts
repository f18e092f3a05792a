import type { Form, Forms } from '../model/index.ts';
import { allElements, findProfileRow, isTerm, tagOf, termsOf, type ElementFact, type MethodCode, type ProfileRow } from '../standard/index.ts';
import { BEYOND, type Beyond } from './beyond.ts';
import { IDENTITY, PIXELS } from './allow-image.ts';
import { methodCode } from './codes.ts';
import type { TagLaw } from './law.ts';
import type { ProfilePolicy } from './schema.ts';
import { merged, strangeSpans } from './text-law.ts';
import { codedForm, words } from './words.ts';

const NUMBER: Form = { kind: 'number', max: Number.POSITIVE_INFINITY };
const TEXT: Form = { kind: 'text', strange: strangeSpans };
const KEPT: Form = { kind: 'kept' };
const NUMBERS = new Set(['DS', 'IS', 'US', 'SS', 'UL', 'SL', 'FL', 'FD', 'SV', 'UV', 'AT']);
const TEXTS = new Set(['LO', 'SH', 'LT', 'ST', 'UT', 'UC']);
const FREE = new Set(['LT', 'ST', 'UT', 'UC']);
const DATES = new Set(['DA', 'DT', 'TM']);

/** An age up to 89 years, or 90 and over as one (45 CFR 164.514(b)(2)(i)(C)). */
export const CAPPED_AGE = /^(?:\d{3}[DWM]|0[0-8]\dY|090Y)$/;

/** A profile's laws by tag, and the forms of an object. */
export interface ProfileForms {
  readonly laws: ReadonlyMap<number, TagLaw>;
  readonly forms: Forms;
}

/** What each attribute of PS3.6 becomes under a profile and its options, wherever it stands. */
export function profileForms(policy: ProfilePolicy): ProfileForms {
  const items = new Map<number, Form>();
  const kept = new Map<number, Form>();
  const laws = lawsOf(policy, { policy, options: new Set(policy.options), items, kept, strict: strictForms() });
  for (const [tag, { form }] of laws) {
    if (form === null) continue;
    items.set(tag, form);
    kept.set(tag, CODED.has(tag) ? KEPT : form);
  }
  return { laws, forms: items };
}

function lawsOf(policy: ProfilePolicy, context: Context): ReadonlyMap<number, TagLaw> {
  const laws = new Map<number, TagLaw>();
  for (const fact of allElements()) laws.set(fact.tag, lawFor(fact, context));
  const because = 'its values are those of a closed list of the standard';
  for (const [tag, form] of fixedForms(policy)) laws.set(tag, { form, code: 'X/Z/D', option: null, asIs: false, because });
  return laws;
}

interface Context {
  readonly policy: ProfilePolicy;
  readonly options: ReadonlySet<MethodCode>;
  /** The forms of items: those of the whole object again. */
  readonly items: Forms;
  /** The same, but codes and their meanings stay as they are. */
  readonly kept: Forms;
  readonly strict: Forms;
}

function lawFor(fact: ElementFact, context: Context): TagLaw {
  const row = findProfileRow(fact.tag);
  if (row === undefined) return beyondTable(fact, context);
  if (context.policy.patient === 'pseudonym' && PSEUDONYMS.has(fact.tag))
    return law({ kind: 'pseudonym' }, row, null, 'Table E.1-1: replaced by a pseudonym, which is a dummy value that stays the same');
  const chosen = optionFor(row, context.options);
  if (chosen !== null) return optionLaw(fact, row, { ...chosen, context });
  const because = `Table E.1-1: ${row.basic}`;
  if (fact.vr === 'UI' && (row.basic === 'U' || row.basic === 'D')) return law({ kind: 'issued-uid' }, row, null, because);
  if (row.basic === 'X/Z/U*') return law(itemsOf(context.items), row, null, `${because}: the references stay, with new UIDs`);
  if (row.basic === 'D' && fact.vr === 'SQ' && DUMMY_ITEMS.has(fact.tag))
    return law(itemsOf(context.strict), row, null, `${because}: the items stay, with constants in them`);
  return law(null, row, null, because);
}

const PSEUDONYMS: ReadonlySet<number> = new Set(words('PatientID PatientName').map(tagOf));
const DUMMY_ITEMS: ReadonlySet<number> = new Set(
  words('VerifyingObserverSequence PersonIdentificationCodeSequence FlowIdentifierSequence').map(tagOf),
);

function law(form: Form | null, row: ProfileRow, option: MethodCode | null, because: string): TagLaw {
  return { form, code: row.basic, option, asIs: false, because };
}

interface Chosen {
  readonly option: MethodCode;
  readonly mark: 'K' | 'C';
}

/** The option that rules an attribute: one that keeps goes before one that cleans. */
function optionFor(row: ProfileRow, options: ReadonlySet<MethodCode>): Chosen | null {
  const marks = Object.entries(row.options) as [MethodCode, 'K' | 'C'][];
  const chosen = marks.filter(([option]) => options.has(option));
  const [option, mark] = chosen.find(([, one]) => one === 'K') ?? chosen[0] ?? [];
  return option === undefined || mark === undefined ? null : { option, mark };
}

function optionLaw(fact: ElementFact, row: ProfileRow, { context, mark, option }: Chosen & { readonly context: Context }): TagLaw {
  const because = `Table E.1-1: ${row.basic}, but option ${option} says ${mark}`;
  const asIs = mark === 'K' && (option === '113109' || option === '113112');
  return { form: optionForm(fact, { context, mark, option }), code: row.basic, option, asIs, because };
}

function optionForm(fact: ElementFact, { context, mark, option }: Chosen & { readonly context: Context }): Form | null {
  const { tag, vr } = fact;
  if (vr === 'SQ') return itemsOf(option === '113109' || option === '113112' ? context.kept : context.items);
  if (DATES.has(vr ?? '') && option !== '113109') return { kind: 'date', shifted: option !== '113106' };
  if (option === '113106' || option === '113107') return tag === tagOf('TimezoneOffsetFromUTC') ? ZONE : null;
  if (option === '113110') return vr === 'UI' ? { kind: 'any-uid' } : null;
  if (option === '113103') return null;
  if (mark === 'K' && (option === '113109' || option === '113112')) return KEPT;
  if (vr === 'AS') return { kind: 'pattern', pattern: CAPPED_AGE };
  return plainForm(fact);
}

const ZONE: Form = { kind: 'pattern', pattern: /^[+-]\d{4}$/ };

/** The form that follows from the VR alone: numbers, and text of which every word is known. */
function plainForm(fact: ElementFact): Form | null {
  const { tag, vr } = fact;
  if (fact.vrs.some((one) => NUMBERS.has(one)) && !fact.vrs.includes('OB'))
    return fact.vrs.some((one) => one.startsWith('O')) ? { kind: 'samples', mute: true } : NUMBER;
  if (vr === 'CS') return termForm(tag);
  if (TEXTS.has(vr ?? '')) return TEXT;
  return null;
}

/** Terms that PS3.3 lists for the attribute, and words of the trade; in groups, so that a strange word takes its whole value with it. */
function termForm(tag: number): Form {
  if (termsOf(tag).length === 0) return { kind: 'text', strange: wholeValues(() => false) };
  return { kind: 'text', strange: wholeValues((value, index) => isTerm(tag, value, index + 1)) };
}

function wholeValues(isListed: (value: string, index: number) => boolean): (text: string) => readonly [number, number][] {
  return (text) => {
    const spans: [number, number][] = [];
    let from = 0;
    for (const [index, raw] of text.split('\\').entries()) {
      const value = raw.trim();
      if (value !== '' && !isListed(value, index) && strangeSpans(value.replaceAll('_', ' ')).length > 0) spans.push([from, from + raw.length]);
      from += raw.length + 1;
    }
    return merged(spans).map(([start, end]) => [start, end]);
  };
}

function beyondTable(fact: ElementFact, context: Context): TagLaw {
  const said = fact.keyword === null ? undefined : beyond().get(fact.tag);
  const form = formBeyond(fact, said, context);
  const because =
    said?.because ??
    (form === null ? 'not in Table E.1-1, and of a kind that may hold anything' : 'not in Table E.1-1: known terms and numbers stay');
  const isCleaned = said?.what === 'descriptor' || FREE.has(fact.vr ?? '');
  return {
    form,
    code: 'X/Z/D',
    option: form === null ? null : DATES.has(fact.vr ?? '') ? dateOption(context) : isCleaned ? '113105' : null,
    asIs: false,
    because,
  };
}

function dateOption({ policy }: Context): MethodCode {
  return policy.dates === 'keep' ? '113106' : '113107';
}

function formBeyond(fact: ElementFact, said: Beyond | undefined, context: Context): Form | null {
  const { tag, vr } = fact;
  const group = tag >>> 16;
  if (vr === null || fact.keyword === null || group <= 2 || group >= 0xfffa || said?.what === 'remove' || isOverlay(tag)) return null;
  if (context.policy.keep.some(({ keyword }) => keyword === fact.keyword)) return { kind: 'declared', max: 64 };
  if (said?.what === 'coding-uid') return { kind: 'pattern', pattern: /^1\.2\.840\.10008\.(?:6\.1|2\.16|2\.6|8\.1)(?:\.\d{1,5})?$/ };
  if (vr === 'SQ') return itemsOf(context.items);
  if (vr === 'UI')
    return CLASS_UIDS.has(tag) ? { kind: 'standard-uid' } : context.options.has('113110') ? { kind: 'any-uid' } : { kind: 'issued-uid' };
  if (DATES.has(vr)) return context.policy.dates === 'remove' ? null : { kind: 'date', shifted: context.policy.dates === 'shift' };
  if (vr === 'AS') return { kind: 'pattern', pattern: CAPPED_AGE };
  if (tag === LUT_DATA) return { kind: 'table', descriptor: tagOf('LUTDescriptor'), shape: 'values' };
  if (SAMPLES.has(tag)) return { kind: 'samples', mute: vr === 'OW' || vr === 'OB' };
  if (TEXTS.has(vr) && fact.retired) return null;
  if ((said?.what === 'descriptor' || FREE.has(vr)) && !context.options.has('113105') && tag !== LONG_CODE) return null;
  return plainForm(fact);
}

const LUT_DATA = tagOf('LUTData');
const LONG_CODE = tagOf('LongCodeValue');
const CLASS_UIDS: ReadonlySet<number> = new Set(
  words(
    'SOPClassUID RelatedGeneralSOPClassUID OriginalSpecializedSOPClassUID SOPClassesInStudy ReferencedSOPClassUID SOPClassesSupported StoredInstanceTransferSyntaxUID AvailableTransferSyntaxUID FlowTransferSyntaxUID PertinentSOPClassesInStudy PertinentSOPClassesInSeries MACCalculationTransferSyntaxUID EncryptedContentTransferSyntaxUID',
  ).map(tagOf),
);
// Numbers in bytes: samples of waveforms, points of surfaces and curves, tables that pictures need.
const SAMPLES: ReadonlySet<number> = new Set(
  words(
    'WaveformData WaveformPaddingValue ChannelMinimumValue ChannelMaximumValue DarkCurrentCounts AirCounts ShortNumericValue SinglePrecisionFloatingPointNumericValue DoublePrecisionFloatingPointNumericValue BlendingLookupTableData FilterLookupTableData RecommendedDisplayCIELabValueList LongPrimitivePointIndexList LongTrianglePointIndexList LongEdgePointIndexList LongVertexPointIndexList TrackPointIndexList AnnotationIndexList VerticesOfThePolygonalOutline TwoDimensionalToThreeDimensionalMapData VectorGridData PointCoordinatesData VectorCoordinateData FloatingPointValues UValueData VValueData CompensatorProximalThicknessMap CompensatorDistalThicknessMap BlockEdgeData FirstOrderPhaseCorrectionAngle SpectroscopyData DoublePointCoordinatesData VolumetricCurvePoints VolumetricCurveUpDirections ExtendedOffsetTable ExtendedOffsetTableLengths',
  ).map(tagOf),
);

let named: ReadonlyMap<number, Beyond> | null = null;

function beyond(): ReadonlyMap<number, Beyond> {
  named ??= new Map(BEYOND.flatMap((row) => row.keywords.map((keyword): [number, Beyond] => [tagOf(keyword), row])));
  return named;
}

function itemsOf(forms: Forms): Form {
  return { kind: 'items', forms, max: Number.POSITIVE_INFINITY, code: null };
}

function isOverlay(tag: number): boolean {
  const high = tag >>> 24;
  return high === 0x50 || high === 0x60;
}

const CODED: ReadonlySet<number> = new Set(words('CodeValue LongCodeValue CodingSchemeDesignator CodingSchemeVersion CodeMeaning').map(tagOf));

/** Forms of items in which nothing stays: each attribute becomes the constant that its type demands. */
function strictForms(): Forms {
  const forms = new Map<number, Form>();
  for (const tag of DUMMY_ITEMS) forms.set(tag, itemsOf(forms));
  return forms;
}

// Attributes whose closed forms the allow-list has already: how pixels are shown, and the label.
function fixedForms({ dates }: ProfilePolicy): ReadonlyMap<number, Form> {
  const fixed = new Map<number, Form>();
  const said = { remove: 'REMOVED', shift: 'MODIFIED', keep: 'UNMODIFIED' }[dates];
  for (const [keyword, form] of PIXELS.own ?? []) if (form.kind !== 'terms' && form.kind !== 'number') fixed.set(tagOf(keyword), form);
  for (const [keyword, form] of IDENTITY.own ?? []) if (LABEL.has(keyword)) fixed.set(tagOf(keyword), form);
  fixed.set(tagOf('LongitudinalTemporalInformationModified'), { kind: 'terms', lists: [new Set([said])], tail: null });
  fixed.set(tagOf('DeidentificationMethodCodeSequence'), codedForm(methodCode));
  fixed.set(tagOf('SpecificCharacterSet'), { kind: 'pattern', pattern: /^(?:ISO_IR \d{1,3}|ISO 2022 IR \d{1,3}|GB18030|GBK|)$/ });
  return fixed;
}

const LABEL: ReadonlySet<string> = new Set(words('PatientIdentityRemoved BurnedInAnnotation RecognizableVisualFeatures DeidentificationMethod'));
