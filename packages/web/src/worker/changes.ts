import type { Cleaned, DecodeBytes } from '@silhouette/core/deid';
import { sourceOf } from '@silhouette/core/check';
import { charsetsOf, readInstance, readNumbers, readText, walk, type Element, type Instance } from '@silhouette/core/dicom';
import { pathTo, type ElementPath, type Fix } from '@silhouette/core/model';
import { isPrivate, keywordOf } from '@silhouette/core/standard';
import type { Change } from './wire.ts';

const LONGEST = 120;
const MOST = 2_000;

/** Every change of a header as a pair, looked up by its place in the local file and in what was written. For this device's screen alone. */
export function changesOf(original: Instance, cleaned: Cleaned, decode: DecodeBytes): readonly Change[] {
  const fixes = cleaned.fixes.filter(isPlaced).slice(0, MOST);
  const places = new Set(fixes.map(({ at }) => at));
  const before = textsAt(original, places, decode);
  const written = cleaned.chunks === null ? null : readInstance(sourceOf(cleaned.chunks, cleaned.source));
  const after = written?.ok === true ? textsAt(written.value, places, decode) : new Map<string, string>();
  return fixes.map((fix) => ({
    at: fix.at,
    name: nameOf(fix.at),
    act: fix.kind,
    before: before.get(fix.at) ?? '',
    after: fix.kind === 'remove' ? '' : (after.get(fix.at) ?? ''),
  }));
}

function isPlaced(fix: Fix): fix is Fix & { readonly at: ElementPath } {
  return 'at' in fix && fix.at !== null;
}

function textsAt(instance: Instance, places: ReadonlySet<ElementPath>, decode: DecodeBytes): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const charsets = charsetsOf(instance.data);
  walk(instance.data, (element, steps) => {
    const at = pathTo(steps);
    if (places.has(at)) texts.set(at, sayValue(element, charsets, decode));
  });
  return texts;
}

function sayValue(element: Element, charsets: readonly string[], decode: DecodeBytes): string {
  if ('items' in element) return element.items.length === 1 ? 'a sequence of one item' : `a sequence of ${element.items.length} items`;
  if ('fragments' in element) return 'pixels';
  if ('at' in element) return sayLength(element.at.end - element.at.start);
  const { bytes, vr } = element;
  if (vr === 'UN' || vr.startsWith('O')) return sayLength(bytes.length);
  const text = readText(element, charsets, decode).join(' \\ ');
  const shown = /^(US|SS|UL|SL|FL|FD|SV|UV)$/.test(vr) ? readNumbers(element).join(' \\ ') : text;
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

const sayLength = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes} bytes`);

/** `Patient's Name` is what people say; the keyword in words is near enough, and needs no list: `Patient Name`. */
function nameOf(at: ElementPath): string {
  const tag = Number.parseInt(at.split('/').at(-1)?.slice(0, 8) ?? '0', 16);
  const keyword = keywordOf(tag);
  if (keyword !== null) return keyword.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return isPrivate(tag) ? 'Private element' : 'Element that the standard does not know';
}
