import type { ByteSource, DataSet, Element, Instance } from '../dicom/index.ts';
import { ElementPath, type Finding, type Form, type Forms } from '../model/index.ts';
import { findElement, isPrivate, keywordOf, tagOf } from '../standard/index.ts';
import { spells, tableFits } from './tables.ts';
import { identifierOf } from './kinds.ts';
import { safePrivatesIn, type PrivateLook, type SafeElement } from './privates.ts';
import { hasForm, isDummy, plainText, type ValueContext } from './values.ts';

/** What a header is compared with. */
export interface HeaderLook {
  /** The forms in which values identify nobody; what is not among them is a finding. */
  readonly forms: Forms;
  /** Whether a UID is the contribution's own. */
  readonly isIssued: (uid: string) => boolean;
  /** The Implementation Class UID of files that we write. */
  readonly implementation: string;
  /** Whether a text is a pseudonym of the contribution; absent: none is. */
  readonly isPseudonym?: ((text: string) => boolean) | undefined;
  /** Whether the object's label says that its dates were shifted. */
  readonly datesShifted?: boolean | undefined;
  /** Forms that hold in one item only, by the texts in it; they go before the others where those allow something. */
  readonly inItem?: ((textAt: (tag: number) => string) => Forms | null) | undefined;
  /** Private elements that are known to be safe; absent: none is. */
  readonly privates?: PrivateLook | undefined;
  /** Whether UIDs stay as they are: that of the meta header must, with that of the object. */
  readonly keptUids?: boolean | undefined;
}

interface Walk extends ValueContext {
  readonly source: ByteSource;
  readonly findings: Finding[];
  readonly look: HeaderLook;
}

/**
 * Every place of the file outside its pixels that may identify someone: meta header, data set to any depth that is kept,
 * preamble, bytes behind the data set. A sequence without a form is one finding, whatever it holds. Total.
 */
export function findHeader(instance: Instance, look: HeaderLook): readonly Finding[] {
  const { datesShifted, isIssued, isPseudonym } = look;
  const walk: Walk = { findings: [], source: instance.source, bigEndian: instance.encoding.bigEndian, isIssued, isPseudonym, datesShifted, look };
  if (instance.preamble !== null && instance.preamble.some((byte) => byte !== 0))
    walk.findings.push({ kind: 'file', identifier: 'other', because: 'preamble' });
  findInMeta(instance.meta, look, walk);
  findInItems(instance.data, look.forms, '', walk);
  if (instance.trailing !== null) walk.findings.push({ kind: 'file', identifier: 'other', because: 'trailing-bytes' });
  return walk.findings;
}

const META_UIDS: ReadonlyMap<number, Form> = new Map<number, Form>([
  [tagOf('MediaStorageSOPClassUID'), { kind: 'standard-uid' }],
  [tagOf('MediaStorageSOPInstanceUID'), { kind: 'issued-uid' }],
  [tagOf('TransferSyntaxUID'), { kind: 'standard-uid' }],
]);
const MEDIA_INSTANCE = tagOf('MediaStorageSOPInstanceUID');
const ANY_UID: Form = { kind: 'any-uid' };
const META_LENGTH = 0x00020000;
const VERSION = tagOf('FileMetaInformationVersion');
const IMPLEMENTATION = tagOf('ImplementationClassUID');

function findInMeta(meta: DataSet, look: HeaderLook, walk: Walk): void {
  for (const element of meta) {
    if (element.tag === META_LENGTH) continue;
    const bytes = 'bytes' in element ? element.bytes : null;
    const form = element.tag === MEDIA_INSTANCE && look.keptUids === true ? ANY_UID : META_UIDS.get(element.tag);
    const harmless =
      bytes !== null &&
      ((form !== undefined && hasForm(form, { tag: element.tag, vr: element.vr, bytes }, walk)) ||
        (element.tag === VERSION && bytes.length === 2 && bytes[0] === 0 && bytes[1] === 1) ||
        (element.tag === IMPLEMENTATION && plainText(bytes) === look.implementation));
    if (!harmless) walk.findings.push(finding(element.tag, ''));
  }
}

function findInItems(data: DataSet, forms: Forms, prefix: string, walk: Walk): void {
  const { inItem, privates } = walk.look;
  const here = inItem?.((tag) => codeTextAt(data, tag)) ?? null;
  const safe = privates === undefined ? null : safePrivatesIn(data, privates);
  let before = -1;
  for (const element of data) {
    const { tag } = element;
    if (tag === before) continue;
    before = tag;
    const ruled = safe?.get(tag);
    if (ruled !== undefined) {
      findInPrivate(element, ruled, prefix, walk);
      continue;
    }
    const form = ownForm(forms.get(tag), here?.get(tag));
    if (form?.kind === 'samples' && form.mute && speaks(element, walk.source)) walk.findings.push(POLYGLOT);
    else if (form?.kind === 'items' && 'items' in element) findInSequence(element.items, form, prefix + hex(tag), walk);
    else if (!isHarmless(element, form, data, walk)) walk.findings.push(finding(tag, prefix));
  }
}

/** The form that holds: one of the item goes before the general one, but for what stays as it is and what never stays. */
function ownForm(general: Form | undefined, own: Form | undefined): Form | undefined {
  return general === undefined || general.kind === 'kept' ? general : (own ?? general);
}

// The bytes of a private element may have been read without its VR; the table knows it.
function findInPrivate(element: Element, { form, vr }: SafeElement, prefix: string, walk: Walk): void {
  const { tag } = element;
  if (form.kind === 'items' && 'items' in element) findInSequence(element.items, form, prefix + hex(tag), walk);
  else if (!('bytes' in element) || (element.vr !== vr && element.vr !== 'UN') || !hasForm(form, { tag, vr, bytes: element.bytes }, walk))
    walk.findings.push(finding(tag, prefix));
}

/** The text of an element of an item; of a sequence of codes the scheme and value of the first, joined by `|`. */
export function codeTextAt(item: DataSet, tag: number): string {
  const element = item.find((one) => one.tag === tag);
  const [first] = element !== undefined && 'items' in element ? element.items : [];
  return first === undefined ? textAt(item, tag) : `${textAt(first, CODE_SCHEME)}|${textAt(first, CODE_VALUE)}`;
}

function findInSequence(items: readonly DataSet[], form: Form & { kind: 'items' }, path: string, walk: Walk): void {
  if (items.length > form.max || (form.code !== null && !items.every((item) => hasKnownCode(item, form)))) {
    walk.findings.push({ kind: 'header', identifier: 'other', score: 1, at: asPath(path) });
    return;
  }
  items.forEach((item, index) => {
    findInItems(item, form.forms, `${path}[${index}]/`, walk);
    if (form.code !== null) findInMeaning(item, form, `${path}[${index}]/`, walk);
  });
}

const CODE_VALUE = tagOf('CodeValue');
const CODE_SCHEME = tagOf('CodingSchemeDesignator');
const CODE_MEANING = tagOf('CodeMeaning');

function hasKnownCode(item: DataSet, form: Form & { kind: 'items' }): boolean {
  return form.code?.(textAt(item, CODE_SCHEME), textAt(item, CODE_VALUE)) !== null;
}

// The value tells the meaning: another text there is somebody's own.
function findInMeaning(item: DataSet, form: Form & { kind: 'items' }, prefix: string, walk: Walk): void {
  const meaning = form.code?.(textAt(item, CODE_SCHEME), textAt(item, CODE_VALUE)) ?? null;
  const element = item.find(({ tag }) => tag === CODE_MEANING);
  if (element === undefined || !('bytes' in element)) return;
  const said = plainText(element.bytes);
  const flagged = said === null || !TEXT_OF_CODE.test(said);
  if (!flagged && said !== meaning) walk.findings.push(finding(CODE_MEANING, prefix));
}

const TEXT_OF_CODE = /^[\x20-\x5b\x5d-\x7e]{1,64}$/;

function textAt(item: DataSet, tag: number): string {
  const element = item.find((one) => one.tag === tag);
  return element !== undefined && 'bytes' in element ? (plainText(element.bytes)?.trim() ?? '') : '';
}

function isHarmless(element: Element, form: Form | undefined, data: DataSet, walk: Walk): boolean {
  const { tag, vr } = element;
  if (isPrivate(tag) || (tag & 0xffff) === 0 || isOverlay(tag)) return false;
  const fact = findElement(tag);
  if (fact === undefined) return false;
  if (form?.kind === 'pixels') return true;
  if (vr !== 'SQ' && !fact.vrs.includes(vr)) return false;
  if ('items' in element) return element.items.length === 0;
  if ('fragments' in element) return false;
  const value = 'at' in element ? element.at : element.bytes;
  if (form?.kind === 'table' && tableFits({ ...form, value }, { ...walk, data })) return true;
  if ('at' in element) return form !== undefined && leftHasForm(form, element, walk);
  if (form !== undefined && hasForm(form, { tag, vr, bytes: element.bytes }, walk)) return true;
  return isDummy(tag, vr, element.bytes);
}

const POLYGLOT: Finding = { kind: 'file', identifier: 'other', because: 'polyglot' };
const OVERLAP = 8;
const CHUNK = 1 << 20;

// Samples that read as words are somebody's words.
function speaks(element: Element, source: ByteSource): boolean {
  if ('bytes' in element) return spells(element.bytes, 1);
  if (!('at' in element)) return false;
  const { end, start } = element.at;
  for (let from = start; from < end; from += CHUNK) if (spells(source.read(from, Math.min(end, from + CHUNK + OVERLAP)), 1)) return true;
  return false;
}

// A long value: numbers without a limit are read for it, samples stay where they are.
function leftHasForm(form: Form, { at, tag, vr }: Extract<Element, { readonly at: unknown }>, walk: Walk): boolean {
  if (form.kind === 'samples' || form.kind === 'kept') return true;
  if (form.kind !== 'number' || form.max !== Number.POSITIVE_INFINITY) return false;
  return hasForm(form, { tag, vr, bytes: walk.source.read(at.start, at.end) }, walk);
}

// Overlays and curves, an empty element of them too: one that is left makes a group of which the rest is missing.
function isOverlay(tag: number): boolean {
  const high = tag >>> 24;
  return high === 0x50 || high === 0x60;
}

const topPaths = new Map<number, ElementPath>();

function finding(tag: number, prefix: string): Finding {
  return {
    kind: 'header',
    identifier: identifierOf(tag),
    score: keywordOf(tag) === null ? 0.5 : 1,
    at: prefix === '' ? topPath(tag) : asPath(prefix + hex(tag)),
  };
}

function topPath(tag: number): ElementPath {
  const before = topPaths.get(tag);
  if (before !== undefined) return before;
  const made = asPath(hex(tag));
  if (topPaths.size < 16_384) topPaths.set(tag, made);
  return made;
}

// A path is made of tags and item numbers here, so it needs no second look at its own grammar in the common case.
function asPath(text: string): ElementPath {
  return ElementPath.parse(text);
}

const hexes = new Map<number, string>();

function hex(tag: number): string {
  const before = hexes.get(tag);
  if (before !== undefined) return before;
  const made = tag.toString(16).toUpperCase().padStart(8, '0');
  if (hexes.size < 16_384) hexes.set(tag, made);
  return made;
}

/** Whether an element still says something: it is neither empty nor the constant of a D fix. */
export function isLeft(element: Element): boolean {
  if ('items' in element) return element.items.length > 0;
  return !('bytes' in element) || !isDummy(element.tag, element.vr, element.bytes);
}
