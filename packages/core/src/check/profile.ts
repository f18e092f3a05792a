import { find, implementationClassUid, readStrings, stringOf, walk, type DataSet, type Instance } from '../dicom/index.ts';
import { codeTextAt, findBesidePixels, isLeft, type HeaderLook, type PixelLook } from '../find/index.ts';
import { pixelElement } from '../image/index.ts';
import { yes, type FileRefusal, type Forms, type Result } from '../model/index.ts';
import { readLabel, TEMPORAL, type Channel, type ProfileLaw, type ResolvedPolicy } from '../policy/index.ts';
import { tagOf, type MethodCode } from '../standard/index.ts';
import { issuedUnder, isPseudonym } from '../uid/index.ts';
import type { SweepLook } from './sweep.ts';
import { collectKnown, collectUnder, type DecodeBytes, type KnownValues } from './known.ts';

/** What a look at a header needs of a policy and a contribution. */
export function headerLookOf(instance: Instance, { profile }: ResolvedPolicy, forms: Forms, publicId: string | null): HeaderLook {
  const isIssued = publicId === null ? (): boolean => false : issuedUnder(publicId);
  const base: HeaderLook = { forms, isIssued, implementation: implementationClassUid };
  if (profile === null) return base;
  return {
    ...base,
    isPseudonym: (text) => publicId !== null && isPseudonym(text, publicId),
    datesShifted: publicId !== null && isShifted(instance.data, publicId),
    inItem: profile.inItem,
    privates: profile,
    keptUids: profile.options.has('113110'),
  };
}

/** Whether an object's own label says that its dates were shifted in this contribution. */
export function isShifted(data: DataSet, publicId: string): boolean {
  const signed = readLabel(readStrings(find(data, tagOf('DeidentificationMethod'))));
  return signed?.publicId === publicId && stringOf(data, tagOf('LongitudinalTemporalInformationModified')) === TEMPORAL.shift;
}

/** The look at what stands beside the pixels. Under a profile an object may have none: a report, a plan, a waveform. */
export interface BesidePixels {
  readonly description: PixelLook['description'] | null;
  readonly findings: PixelLook['findings'];
}

/** What the bytes of the pixels hold beside the picture, where there is one. */
export function lookBesidePixels(instance: Instance, { profile }: ResolvedPolicy): Result<BesidePixels, FileRefusal> {
  if (profile !== null && pixelElement(instance) === null) return yes({ description: null, findings: [] });
  return findBesidePixels(instance);
}

/** The channels in which something of this object can be seen. */
export function channelsIn(instance: Instance, { profile }: ResolvedPolicy, channels: readonly Channel[]): readonly Channel[] {
  if (profile === null || pixelElement(instance) !== null) return channels;
  return channels.filter((channel) => channel !== 'pixels' && channel !== 'heads');
}

/** A sweep that leaves alone what an option of the policy keeps. */
export function sweepLookOf({ profile }: ResolvedPolicy, known: KnownValues, publicId: string | null): SweepLook {
  if (profile === null) return { known, publicId };
  return {
    known,
    publicId,
    isKept: (tag) => profile.lawOf(tag).asIs,
    ownDates: profile.dates !== 'remove',
    keptUids: profile.options.has('113110'),
    isPseudonym: (text) => publicId !== null && isPseudonym(text, publicId),
  };
}

/** What tells a policy's own words from somebody's. */
export interface CollectFor {
  readonly policy: ResolvedPolicy;
  readonly decode: DecodeBytes;
  readonly fileName: string | null;
}

/** Adds the identifying values of an original to `into`: a policy that keeps descriptions does not take their words, and those of the trade, for somebody's. */
export function collectFor(instance: Instance, { decode, fileName, policy }: CollectFor, into: KnownValues): void {
  const { profile } = policy;
  if (profile === null) collectKnown(instance, decode, into, fileName);
  else collectUnder(instance, { decode, fileName, isText: (tag) => profile.lawOf(tag).form?.kind === 'text', isWord: profile.isWord }, into);
}

/** The options of a profile that left something in a data set: what its label may claim. */
export function appliedIn(data: DataSet, profile: ProfileLaw): ReadonlySet<MethodCode> {
  const applied = new Set<MethodCode>();
  walk(data, (element) => {
    if (!isLeft(element)) return;
    const { option } = profile.lawOf(element.tag);
    if (option !== null) applied.add(option);
    if ((element.tag >>> 16) & 1) applied.add('113111');
  });
  if (profile.options.has('113110')) applied.add('113110');
  return applied;
}

/** The text of an element of an item, for laws that hold in one item. */
export function textsOf(item: DataSet): (tag: number) => string {
  return (tag) => codeTextAt(item, tag);
}
