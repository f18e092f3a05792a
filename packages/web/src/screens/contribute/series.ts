import type { FileRefusal, FileRefusalCode, Finding, Result } from '@silhouette/core/model';
import type { Original, Seen } from '../../worker/index.ts';

/** A file as it was dropped, and what the first look said; null while it was not looked at. */
export interface Item {
  readonly id: number;
  readonly original: Original;
  readonly seen: Result<Seen, FileRefusal> | null;
}

/** Why a series is not ticked from the start. */
export type OffReason = 'localiser';

/** Pictures that belong together, in the order in which a reader scrolls. */
export interface Series {
  readonly key: string;
  /** Keyed pseudonyms: who is named in the headers, and the study. */
  readonly person: string;
  readonly study: string;
  readonly modality: string;
  readonly plane: Seen['plane'];
  readonly kind: string | null;
  readonly items: readonly number[];
  readonly frames: number;
  readonly columns: number;
  readonly rows: number;
  readonly thicknessMm: number | null;
  /** The series description, for this device's screen alone. */
  readonly words: string;
  readonly refusal: Finding | null;
  readonly off: OffReason | null;
  /** Whether a person has to say that no head is shown. */
  readonly asksHead: boolean;
}

/** A file that could not be read, with its name for this device's screen alone. */
export interface Broken {
  readonly name: string;
  readonly code: FileRefusalCode;
}

/** What was dropped, sorted out. */
export interface Sorted {
  readonly series: readonly Series[];
  readonly broken: readonly Broken[];
  /** Files that lie beside pictures: media directories, viewers, notes. */
  readonly beside: number;
  /** Pictures, films and documents that are not DICOM, by name. */
  readonly pictures: readonly string[];
  readonly doubles: number;
}

const PICTURE = /\.(jpe?g|png|gif|bmp|tiff?|heic|webp|mp4|mov|avi|wmv|mp3|wav|pdf|docx?)$/i;

/** Sorts what was looked at into series, by study, series, plane, and what speaks against them; a picture that came twice counts once. */
export function sortOut(items: readonly Item[]): Sorted {
  const groups = new Map<string, { readonly items: Item[]; readonly seen: Seen[] }>();
  const broken: Broken[] = [];
  const pictures: string[] = [];
  const known = new Set<string>();
  let beside = 0;
  let doubles = 0;
  for (const item of items) {
    const { original, seen } = item;
    if (seen === null) continue;
    if (!seen.ok) {
      if (PICTURE.test(original.name)) pictures.push(original.name);
      else if (seen.refusal.code === 'not-dicom' || seen.refusal.code === 'empty') beside += 1;
      else broken.push({ name: original.name, code: seen.refusal.code });
      continue;
    }
    if (seen.value.isDirectory) beside += 1;
    else if (known.has(seen.value.instance)) doubles += 1;
    else {
      known.add(seen.value.instance);
      const key = keyOf(seen.value);
      const group = groups.get(key) ?? { items: [], seen: [] };
      group.items.push(item);
      group.seen.push(seen.value);
      groups.set(key, group);
    }
  }
  const series = [...groups].map(([key, group]) => seriesOf(key, group.items, group.seen)).toSorted(byUse(studyOrder(groups)));
  return { series, broken, beside, pictures, doubles };
}

function keyOf({ facts, isLocaliser, plane, refusal, series, study }: Seen): string {
  return [
    study,
    series,
    facts.sopClass,
    plane ?? '',
    isLocaliser ? 'localiser' : '',
    refusal === null ? '' : 'because' in refusal ? refusal.because : refusal.kind,
  ].join('/');
}

function seriesOf(key: string, items: readonly Item[], seen: readonly Seen[]): Series {
  const pairs = items.map((item, n) => ({ item, seen: seen[n] })).toSorted((a, b) => byPlace(a.seen, b.seen) || byName(a.item, b.item));
  const [first] = seen;
  const thickness = first?.facts.thickness ?? null;
  return {
    key,
    person: first?.person ?? '',
    study: first?.study ?? '',
    modality: first?.facts.modality ?? 'OT',
    plane: first?.plane ?? null,
    kind: first?.kind ?? null,
    items: pairs.map(({ item }) => item.id),
    frames: seen.reduce((sum, { facts }) => sum + Math.max(1, facts.frames), 0),
    columns: Math.max(0, ...seen.map(({ facts }) => facts.columns)),
    rows: Math.max(0, ...seen.map(({ facts }) => facts.rows)),
    thicknessMm: thickness !== null && thickness > 0 ? thickness : null,
    words: first?.words ?? '',
    refusal: first?.refusal ?? null,
    off: first?.isLocaliser === true ? 'localiser' : null,
    asksHead: seen.some(({ questions }) => questions.some((question) => question.kind === 'gap' && question.check === 'heads')),
  };
}

function byPlace(a: Seen | undefined, b: Seen | undefined): number {
  const depths = (a?.depth ?? null) !== null && (b?.depth ?? null) !== null ? (a?.depth ?? 0) - (b?.depth ?? 0) : 0;
  return (Math.abs(depths) < 1e-3 ? 0 : depths) || (a?.facts.instanceNumber ?? 0) - (b?.facts.instanceNumber ?? 0);
}

const byName = (a: Item, b: Item): number => (a.original.name < b.original.name ? -1 : a.original.name > b.original.name ? 1 : a.id - b.id);

/** Studies in the order in which they were dropped. */
function studyOrder(groups: ReadonlyMap<string, { readonly seen: readonly Seen[] }>): readonly string[] {
  return [...new Set([...groups.values()].flatMap(({ seen }) => seen.slice(0, 1).map(({ study }) => study)))];
}

// What can be sent stands first, then what rarely helps, then what cannot be sent; the larger before the smaller.
const byUse =
  (studies: readonly string[]) =>
  (a: Series, b: Series): number => {
    const rank = ({ off, refusal }: Series): number => (refusal !== null ? 2 : off === null ? 0 : 1);
    return rank(a) - rank(b) || studies.indexOf(a.study) - studies.indexOf(b.study) || b.frames - a.frames || (a.items[0] ?? 0) - (b.items[0] ?? 0);
  };
