import type { Instance } from '../dicom/index.ts';
import {
  changedPart,
  cropped,
  isFlat,
  openFrames,
  standsStill,
  storedValues,
  viewsOf,
  type DecodeFrame,
  type FindText,
  type Picture,
  type PixelDescription,
  type Seen,
} from '../image/index.ts';
import { no, yes, type Finding, type FindingOf, type GapReason, type Result } from '../model/index.ts';

/** The engines that looking for burnt-in text needs. */
export interface TextEngines {
  readonly decode: DecodeFrame;
  /** Looks at every frame. */
  readonly first: FindText;
  /** Another one, made by others: it decides where the first is in doubt, and reads results again. */
  readonly second: FindText;
}

/**
 * How a picture is looked at. `both`: what either detector sees is text; for pictures that usually have some. `doubt`: what the first
 * is nearly certain of, or what both see; for slices and radiographs, which rarely have any and where a false box hides anatomy. `agree`:
 * the same with the second detector asked for the whole picture, not only where the first is in doubt.
 */
export type TextLook = 'both' | 'doubt' | 'agree';

/** From here on the first detector is believed where text is likely ... */
const SURE = 0.5;
/** ... and here where it is not. */
const CERTAIN = 0.9;
/** What only a stretched view shows must be this sure, and hidden in the plain one: stretched noise can look like letters. */
const SURE_HIDDEN = 0.8;
/** Where text is rare, a box over more of the picture than this is in doubt however sure the first detector is: a small body looks like a letter. */
const MOST_OF_PICTURE = 1 / 3;
/** What the second detector needs to see around a place. */
const AROUND = 48;

/** Boxes of text in a picture and its other views, the plain one first. */
export async function findInViews(
  views: readonly Picture[],
  look: TextLook,
  { first, second }: Pick<TextEngines, 'first' | 'second'>,
): Promise<Result<readonly Seen[], GapReason>> {
  const [plain, ...stretched] = views;
  if (plain === undefined) return yes([]);
  const found = await first(plain);
  if (!found.ok) return found;
  const least = look === 'both' ? SURE : CERTAIN;
  const isSure = ({ box, score }: Seen): boolean => score >= least && (look === 'both' || shareOf(box, plain) <= MOST_OF_PICTURE);
  const sure = found.value.filter(isSure);
  const doubtful = found.value.filter((seen) => !isSure(seen) && (look !== 'doubt' || seen.score >= SURE));
  for (const view of stretched) {
    const more = await first(view);
    if (!more.ok) return more;
    sure.push(...more.value.filter(({ box, score }) => score >= Math.max(least, SURE_HIDDEN) && isFlat(plain, box)));
  }
  if (look === 'doubt' && doubtful.length === 0) return yes(sure);
  const where = look === 'doubt' ? around(doubtful, plain) : null;
  const again = await second(where === null ? plain : cropped(plain, where));
  if (!again.ok) return again;
  const others = again.value.map(({ box: [l, t, r, b], score }): Seen => {
    const [left, top] = where ?? [0, 0];
    return { box: [l + left, t + top, r + left, b + top], score };
  });
  const agreed = doubtful.flatMap(({ box }) => (others.some((seen) => touch(box, seen.box)) ? [{ box, score: SURE }] : []));
  const all = [...sure, ...agreed];
  const added = others.filter(
    ({ box }) => (look === 'both' || agreed.some((seen) => touch(box, seen.box))) && !all.some((seen) => holds(seen.box, box)),
  );
  return yes([...all, ...added]);
}

const shareOf = ([left, top, right, bottom]: Seen['box'], { height, width }: Picture): number => ((right - left) * (bottom - top)) / (width * height);

/** The rectangle around places, and what is near them. */
function around(seen: readonly Seen[], { height, width }: Picture): Seen['box'] {
  const side = (n: 0 | 1 | 2 | 3): readonly number[] => seen.map(({ box }) => box[n]);
  return [
    Math.max(0, Math.min(...side(0)) - AROUND),
    Math.max(0, Math.min(...side(1)) - AROUND),
    Math.min(width, Math.max(...side(2)) + AROUND),
    Math.min(height, Math.max(...side(3)) + AROUND),
  ];
}

function touch(a: Seen['box'], b: Seen['box']): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function holds(outer: Seen['box'], inner: Seen['box']): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

/** In a cine every so many frames the whole is looked at with all views; between, only what changes. */
const WHOLE_EVERY = 16;

interface LookedAt {
  readonly plain: Picture;
  readonly seen: readonly Seen[];
}

/**
 * Looks for text burnt into the frames of an instance, in their stored values. What cannot be decoded or looked at is a `gap`. Text
 * that stands still in a cine is found in all frames where it stands, also where the detector sees it in one only.
 */
export async function findBurntIn(
  instance: Instance,
  description: PixelDescription,
  look: TextLook,
  engines: TextEngines,
): Promise<readonly Finding[]> {
  const frames = await openViews(instance, description, engines.decode);
  if (!frames.ok) return [gap(frames.refusal)];
  const byFrame: (readonly Seen[])[] = [];
  let before: LookedAt | null = null;
  for (let frame = 0; frame < description.frames; frame += 1) {
    const views = await frames.value(frame);
    if (!views.ok) return [gap(views.refusal)];
    const [plain] = views.value;
    const isWhole = before === null || frame % WHOLE_EVERY === 0 || frame === description.frames - 1;
    const seen: Result<readonly Seen[], GapReason> =
      isWhole || before === null || plain === undefined
        ? await findInViews(views.value, look, engines)
        : await findInChange(before, plain, { look, engines });
    if (!seen.ok) return [gap(seen.refusal)];
    const all: readonly Seen[] = before === null || plain === undefined ? seen.value : withStanding(seen.value, before, plain);
    byFrame.push(all);
    if (plain !== undefined) before = { plain, seen: all };
  }
  const all = description.frames === 1 ? yes(byFrame) : await alsoBefore(byFrame, frames.value);
  if (!all.ok) return [gap(all.refusal)];
  return all.value.flatMap((seen, frame) => seen.map((one) => pixelFinding(one, frame)));
}

function pixelFinding({ box, score }: Seen, frame: number): FindingOf<'pixel'> {
  return { kind: 'pixel', identifier: 'other', score, frame, box: [...box], marker: false };
}

function gap(because: GapReason): Finding {
  return { kind: 'gap', check: 'pixels', because };
}

type ReadViews = (frame: number) => Promise<Result<readonly Picture[], GapReason>>;

async function openViews(instance: Instance, description: PixelDescription, decode: DecodeFrame): Promise<Result<ReadViews, GapReason>> {
  const opened = openFrames(instance, description);
  if (!opened.ok) return no('unreadable');
  return yes(async (frame) => {
    const read = opened.value.read(frame);
    if (read === null) return no('unreadable');
    const decoded = instance.encoding.encapsulated
      ? await decode({ syntax: instance.encoding.uid, bytes: read.bytes, description })
      : storedValues(read.bytes, description, read.bit);
    return decoded.ok ? yes(viewsOf(decoded.value, description)) : decoded;
  });
}

interface Looking {
  readonly look: TextLook;
  readonly engines: TextEngines;
}

async function findInChange(before: LookedAt, plain: Picture, { engines, look }: Looking): Promise<Result<readonly Seen[], GapReason>> {
  const changed = changedPart(before.plain, plain);
  if (changed === null) return yes([]);
  const part = around([{ box: changed, score: 1 }], plain);
  const [left, top] = part;
  const seen = await findInViews([cropped(plain, part)], look, engines);
  if (!seen.ok) return seen;
  return yes(seen.value.map(({ box: [l, t, r, b], score }) => ({ box: [l + left, t + top, r + left, b + top], score })));
}

function withStanding(seen: readonly Seen[], near: LookedAt, plain: Picture): readonly Seen[] {
  const standing = near.seen.filter(({ box }) => !seen.some((other) => holds(other.box, box)) && standsStill(box, near.plain, plain));
  return standing.length === 0 ? seen : [...seen, ...standing];
}

// Text that was seen in a later frame only is looked for in those before it.
async function alsoBefore(byFrame: readonly (readonly Seen[])[], read: ReadViews): Promise<Result<readonly (readonly Seen[])[], GapReason>> {
  const out = [...byFrame];
  let after: LookedAt | null = null;
  for (let frame = out.length - 1; frame >= 0; frame -= 1) {
    if (after === null && !hasNews(out, frame)) continue;
    const views = await read(frame);
    if (!views.ok) return views;
    const [plain] = views.value;
    if (plain === undefined) return no('unreadable');
    const own = out[frame] ?? [];
    const seen: readonly Seen[] = after === null ? own : withStanding(own, after, plain);
    out[frame] = seen;
    after = hasNews(out, frame) ? { plain, seen } : null;
  }
  return yes(out);
}

// Whether the frame before lacks something of this one.
function hasNews(byFrame: readonly (readonly Seen[])[], frame: number): boolean {
  const before = byFrame[frame - 1];
  return before !== undefined && (byFrame[frame] ?? []).some(({ box }) => !before.some((other) => holds(other.box, box)));
}
