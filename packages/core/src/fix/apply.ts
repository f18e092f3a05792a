import { encodeAscii, stringOf, type DataSet, type Element, type Vr } from '../dicom/index.ts';
import { dummyOf, type ElementPath, type Fix, type Span } from '../model/index.ts';
import { findElement, tagOf } from '../standard/index.ts';
import { issueUid, type ContributionKey } from '../uid/index.ts';

/** What header fixes need besides their places. */
export interface FixJob {
  readonly key: ContributionKey;
  /** A rounded age as PatientAge shows it, such as `045Y`; null for one that may not stand there. */
  readonly shownAge: (text: string) => string | null;
  /** A list of terms with its strange values replaced; null when the rest would not be valid. */
  readonly tidyTerms: (at: ElementPath, text: string, item: DataSet) => TidiedTerms | null;
  /** The constant for an element, where it is not that of its VR: a pseudonym. Null: that of its VR. */
  readonly constantFor?: ((element: Element, text: string) => string | null) | undefined;
  /** A date or time as it is written after a shift; null when it cannot be. Absent: none can. */
  readonly shifted?: ((vr: string, text: string) => string | null) | undefined;
  /** The meaning that a coded entry carries. */
  readonly meaning: (scheme: string, value: string) => string;
}

/** A text of terms as it may stand, and which stretches of the former one it replaces. */
export interface TidiedTerms {
  /** Null: nothing is left, and the element goes. */
  readonly text: string | null;
  readonly spans: readonly Span[];
}

/** A data set with header fixes applied, and the fixes as they were really made. */
export interface Fixed {
  readonly data: DataSet;
  readonly fixes: readonly Fix[];
}

type HeaderFix =
  | Extract<Fix, { kind: 'remove' | 'empty' | 'dummy' | 'remap' | 'round-age' | 'redact' | 'shift' }>
  | { readonly kind: 'strip'; readonly at: ElementPath };

/**
 * Applies header fixes and gives new data: elements that no fix names keep their bytes. Tags come out in ascending order, each once.
 * A fix that turns out to need another one (the age of a child is left out, a term list without a valid rest becomes a dummy)
 * is reported as what was done.
 */
export function applyFixes(data: DataSet, fixes: readonly Fix[], job: FixJob): Fixed {
  const byPlace = new Map<string, HeaderFix>();
  const done: Fix[] = [];
  for (const fix of fixes) {
    if (isHeaderFix(fix)) byPlace.set(fix.at, fix);
    else done.push(fix);
  }
  const parents = new Set<string>();
  for (const place of byPlace.keys())
    for (let slash = place.indexOf('/'); slash >= 0; slash = place.indexOf('/', slash + 1))
      parents.add(place.slice(0, place.lastIndexOf('[', slash)));
  return { data: applyTo(data, '', { byPlace, parents, done, job }), fixes: done };
}

interface Applying {
  readonly byPlace: ReadonlyMap<string, HeaderFix>;
  /** The sequences in which a fix lies. */
  readonly parents: ReadonlySet<string>;
  readonly done: Fix[];
  readonly job: FixJob;
}

function isHeaderFix(fix: Fix): fix is Extract<Fix, { kind: HeaderFix['kind'] }> & { readonly at: ElementPath } {
  if (fix.kind === 'strip') return fix.part === 'group-length' || fix.part === 'padding';
  return (
    fix.kind === 'remove' ||
    fix.kind === 'empty' ||
    fix.kind === 'dummy' ||
    fix.kind === 'remap' ||
    fix.kind === 'round-age' ||
    fix.kind === 'redact' ||
    fix.kind === 'shift'
  );
}

function applyTo(data: DataSet, prefix: string, applying: Applying): DataSet {
  const out: Element[] = [];
  let last = -1;
  let sorted = true;
  for (const element of data) {
    const { tag } = element;
    const place = prefix + hex(tag);
    const fix = applying.byPlace.get(place);
    const fixed = fix === undefined ? inside(element, place, applying) : applyOne(element, fix, { data, applying });
    if (fixed === null) continue;
    if (tag <= last) sorted = false;
    last = tag;
    out.push(fixed);
  }
  return sorted ? out : uniqueSorted(out);
}

function inside(element: Element, place: string, applying: Applying): Element {
  if (!('items' in element) || !applying.parents.has(place)) return element;
  return { tag: element.tag, vr: 'SQ', items: element.items.map((item, index) => applyTo(item, `${place}[${index}]/`, applying)) };
}

interface Around {
  readonly data: DataSet;
  readonly applying: Applying;
}

const CODE_MEANING = tagOf('CodeMeaning');

function applyOne(element: Element, fix: HeaderFix, { applying, data }: Around): Element | null {
  const { done, job } = applying;
  switch (fix.kind) {
    case 'remove':
      done.push(fix);
      return null;
    case 'strip':
      done.push({ kind: 'strip', at: fix.at, part: (element.tag & 0xffff) === 0 ? 'group-length' : 'padding' });
      return null;
    case 'empty':
      done.push(fix);
      return emptied(element);
    case 'dummy':
      done.push(fix);
      return constantOf(element, data, job);
    case 'remap':
      done.push(fix);
      return textElement(
        element,
        mapValues(latin(element), (uid) => (uid === '' ? '' : issueUid(job.key, uid))),
      );
    case 'round-age': {
      const shown = job.shownAge(latin(element).trim());
      done.push(shown === null ? { kind: 'remove', code: 'X', at: fix.at } : fix);
      return shown === null ? null : textElement(element, shown);
    }
    case 'redact': {
      const tidied = job.tidyTerms(fix.at, latin(element), data);
      if (tidied === null) {
        done.push({ kind: 'dummy', code: 'D', at: fix.at });
        return constantOf(element, data, job);
      }
      done.push(tidied.text === null ? { kind: 'remove', code: 'X', at: fix.at } : { ...fix, spans: [...tidied.spans] });
      return tidied.text === null ? null : textElement(element, tidied.text);
    }
    case 'shift': {
      const shifted = job.shifted?.(vrOf(element), latin(element)) ?? null;
      done.push(shifted === null ? { kind: 'dummy', code: 'D', at: fix.at } : fix);
      return shifted === null ? dummied(element) : textElement(element, shifted);
    }
  }
}

function constantOf(element: Element, item: DataSet, job: FixJob): Element {
  const own = job.constantFor?.(element, latin(element)) ?? null;
  if (own !== null) return textElement(element, own);
  return element.tag === CODE_MEANING ? textElement(element, meaningIn(item, job)) : dummied(element);
}

function meaningIn(item: DataSet, job: FixJob): string {
  return job.meaning(stringOf(item, tagOf('CodingSchemeDesignator')) ?? '', stringOf(item, tagOf('CodeValue')) ?? '');
}

function emptied(element: Element): Element {
  const vr = vrOf(element);
  return vr === 'SQ' ? { tag: element.tag, vr, items: [] } : { tag: element.tag, vr, bytes: new Uint8Array(0) };
}

function dummied(element: Element): Element {
  const vr = vrOf(element);
  const dummy = dummyOf(element.tag, vr);
  if (vr === 'SQ' || dummy === null) return emptied(element);
  return { tag: element.tag, vr, bytes: typeof dummy === 'string' ? encodeAscii(dummy) : typeof dummy === 'number' ? new Uint8Array(dummy) : dummy };
}

function textElement(element: Element, text: string): Element {
  const vr = vrOf(element);
  return vr === 'SQ' ? emptied(element) : { tag: element.tag, vr, bytes: encodeAscii(text) };
}

// The VR that the standard gives a tag: a wrong one, or UN, is not written again.
function vrOf(element: Element): Vr {
  const fact = findElement(element.tag);
  if (fact === undefined) return element.vr;
  return fact.vrs.find((vr) => vr === element.vr) ?? fact.vr ?? element.vr;
}

// A held value as text, its padding gone; what is not held has none.
function latin(element: Element): string {
  if (!('bytes' in element)) return '';
  let text = '';
  for (const byte of element.bytes) text += String.fromCharCode(byte);
  return text.replace(/[\0 ]+$/, '');
}

function mapValues(text: string, map: (value: string) => string): string {
  return text
    .split('\\')
    .map((value) => map(value.replace(/^[\0 ]+|[\0 ]+$/g, '')))
    .join('\\');
}

function uniqueSorted(elements: readonly Element[]): DataSet {
  const byTag = new Map<number, Element>();
  for (const element of elements) if (!byTag.has(element.tag)) byTag.set(element.tag, element);
  return [...byTag.values()].toSorted((a, b) => a.tag - b.tag);
}

const hexes = new Map<number, string>();

function hex(tag: number): string {
  const before = hexes.get(tag);
  if (before !== undefined) return before;
  const made = tag.toString(16).toUpperCase().padStart(8, '0');
  if (hexes.size < 16_384) hexes.set(tag, made);
  return made;
}

/** A data set with these elements in place of its own of the same tags. */
export function withElements(data: DataSet, elements: readonly Element[]): DataSet {
  const tags = new Set(elements.map(({ tag }) => tag));
  return [...data.filter(({ tag }) => !tags.has(tag)), ...elements].toSorted((a, b) => a.tag - b.tag);
}
