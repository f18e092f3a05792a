import { no, pathTo, yes } from '../model/index.ts';
import type { FileRefusal, PathStep, Result } from '../model/index.ts';
import { readFragments } from './fragments.ts';
import { readHeader } from './header.ts';
import { fail, heldBytes, isOverCount, itemEndTag, itemTag, noteSign, overrun, pixelDataTag, sequenceEndTag, tagAt, undefinedLength } from './run.ts';
import type { Level, Run } from './run.ts';
import type { DataSet, Element, Vr } from './types.ts';
import { formAt } from './vr.ts';
import { reach, viewOf } from './window.ts';

/** The elements of a data set, and the offset where it ends (bytes behind it are no part of it). */
export interface ReadElements {
  readonly elements: DataSet;
  readonly end: number;
}

/**
 * Reads elements from `start` on, sequences with a stack of its own instead of recursion. Every byte is taken as part of a header,
 * a value, an item or a delimiter, or the reading is refused; nothing is skipped.
 *
 * @see PS3.5 section 7
 */
export function readElements(run: Run, start: number, explicit: boolean): Result<ReadElements, FileRefusal> {
  const elements: Element[] = [];
  const root = openRoot(run, explicit, elements);
  let at = start;
  let end = start;
  for (;;) {
    const level = run.stack.at(-1) ?? root;
    if (level === root) {
      end = at;
      if (at === run.end || isBehindDataSet(run, root, at)) return yes({ elements, end });
    }
    const next = level.elements === null ? readItem(run, level, at) : readElement(run, level, at);
    if (next >= 0) {
      at = next;
      continue;
    }
    const { failure } = run;
    if (failure === null) throw new Error('a reading that stopped without a code');
    if (isTrailing(run, elements)) return yes({ elements, end });
    return no({ code: failure, at: placeOf(run, at) });
  }
}

function openRoot(run: Run, explicit: boolean, elements: Element[]): Level {
  const size = run.end;
  const root: Level = { tag: 0, items: [], end: -1, bound: size, explicit, little: !run.bigEndian, elements, itemEnd: -1, limit: size };
  run.stack.length = 0;
  run.stack.push(root);
  return root;
}

/** Whether the data set ends before `at`: another group in a meta header, a rest too short for an element, or zeros. */
function isBehindDataSet(run: Run, root: Level, at: number): boolean {
  if (at + 8 > run.end) return run.onlyMeta || isRest(run, root, at);
  if (!reach(run.window, at, 8)) return false;
  const group = tagAt(run.window, at, root.little) >>> 16;
  return run.onlyMeta ? group !== 2 : group === 0 && (root.elements?.length ?? 0) > 0;
}

/** Whether the last few bytes are a rest behind the data set, rather than an element that was cut: behind Pixel Data, or zeros. */
function isRest(run: Run, root: Level, at: number): boolean {
  const { elements } = root;
  if (elements === null || elements.length === 0 || !reach(run.window, at, run.end - at)) return false;
  return elements.some(({ tag }) => tag === pixelDataTag) || viewOf(run.window, at, run.end).every((byte) => byte === 0);
}

/** Whether what could not be read lies behind the data set: behind Pixel Data, or rubbish that goes backwards. */
function isTrailing(run: Run, elements: readonly Element[]): boolean {
  if (run.failure === 'read-failed' || run.failure === 'too-many' || run.failure === 'too-deep' || run.onlyMeta) return false;
  if (elements.some((element) => element.tag === pixelDataTag)) return true;
  const last = elements.at(-1);
  return run.stack.length === 1 && run.failure === 'bad-vr' && last !== undefined && run.header.tag <= last.tag;
}

function placeOf(run: Run, at: number): string {
  const steps: PathStep[] = [];
  for (const [index, level] of run.stack.entries()) {
    if (index > 0) steps.push({ tag: level.tag, item: level.items.length });
  }
  const isBetweenItems = run.stack.at(-1)?.elements === null;
  if (!isBetweenItems && run.header.tag === 0) return `@${at}`;
  if (!isBetweenItems) steps.push({ tag: run.header.tag });
  return pathTo(steps);
}

function readElement(run: Run, level: Level, at: number): number {
  if (at === level.itemEnd) return closeItem(level, at);
  run.header.tag = 0;
  if (at + 8 > level.limit) return overrun(run, level.limit);
  if (!reach(run.window, at, 8)) return fail(run, 'read-failed');
  const tag = tagAt(run.window, at, level.little);
  if (tag >>> 16 === 0xfffe) return readMark(run, level, { at, tag });
  if (isOverCount(run)) return fail(run, 'too-many');
  const vr = readHeader(run, level, at);
  if (vr === null) return -1;
  run.trace?.('head', at, run.header.valueAt);
  return run.header.length === undefinedLength ? readUndefined(run, level, vr) : readValue(run, level, vr);
}

/** A delimiter or an item where an element could stand: the end of this item, also where its own delimiter was left out. */
function readMark(run: Run, level: Level, { at, tag }: { at: number; tag: number }): number {
  run.header.tag = tag;
  if (run.stack.length === 1) return fail(run, 'bad-item');
  if (tag === itemEndTag && (level.itemEnd < 0 || level.itemEnd === at + 8)) {
    run.trace?.('delimiter', at, at + 8);
    return closeItem(level, at + 8);
  }
  if ((tag === sequenceEndTag || tag === itemTag) && level.itemEnd < 0) return closeItem(level, at);
  return fail(run, 'bad-item');
}

function closeItem(level: Level, at: number): number {
  if (level.elements !== null) level.items.push(level.elements);
  level.elements = null;
  return at;
}

function readValue(run: Run, level: Level, vr: Vr): number {
  const { tag, length, valueAt } = run.header;
  const end = valueAt + length;
  if (end > level.limit) return vr === 'SQ' ? fail(run, 'bad-length') : overrun(run, level.limit);
  if (vr === 'SQ') {
    if (length > 0) return openSequence(run, level, { end, bound: end });
    level.elements?.push({ tag, vr, items: [] });
    return end;
  }
  if (length > heldBytes) {
    level.elements?.push({ tag, vr, at: { start: valueAt, end } });
  } else {
    if (!reach(run.window, valueAt, length)) return fail(run, 'read-failed');
    const element = { tag, vr, bytes: viewOf(run.window, valueAt, end) };
    level.elements?.push(element);
    noteSign(run, element, level.little);
  }
  run.trace?.('value', valueAt, end);
  return end;
}

/** An element without a length: fragments for bytes, items for all else. UN holds items without VR (PS3.5 section 6.2.2). */
function readUndefined(run: Run, level: Level, vr: Vr): number {
  const { tag } = run.header;
  const isBytes = vr === 'OB' || vr === 'OW' || (vr === 'UN' && tag === pixelDataTag);
  // Without VRs the dictionary says OW, but encapsulated Pixel Data is OB (PS3.5 section A.4).
  if (isBytes) return readFragments(run, level, level.explicit || tag !== pixelDataTag ? vr : 'OB');
  if (vr !== 'SQ' && vr !== 'UN' && !startsWithItem(run, level)) return fail(run, 'bad-length');
  return openSequence(run, level, { end: -1, bound: level.limit });
}

function startsWithItem(run: Run, level: Level): boolean {
  const { valueAt } = run.header;
  if (valueAt + 8 > level.limit || !reach(run.window, valueAt, 8)) return false;
  const tag = tagAt(run.window, valueAt, level.little);
  return tag === itemTag || tag === sequenceEndTag;
}

function openSequence(run: Run, level: Level, { end, bound }: { end: number; bound: number }): number {
  if (run.stack.length > run.limits.depth) return fail(run, 'too-deep');
  const { tag, valueAt, unknown } = run.header;
  const little = level.little || unknown;
  const explicit = level.explicit && (!unknown || isExplicitInside(run, valueAt, bound));
  run.stack.push({ tag, items: [], end, bound, explicit, little, elements: null, itemEnd: -1, limit: bound });
  return valueAt;
}

/** Some writers put elements with VRs into UN: they do when the first length makes no sense without. */
function isExplicitInside(run: Run, at: number, bound: number): boolean {
  if (at + 16 > bound || !reach(run.window, at, 16)) return false;
  const { view, base } = run.window;
  const hasVr = formAt(view.getUint16(at - base + 12)) !== undefined;
  return hasVr && at + 16 + view.getUint32(at - base + 12, true) > bound;
}

/** Between the items of a sequence: the next item, or its end. */
function readItem(run: Run, level: Level, at: number): number {
  if (at === level.end) return closeSequence(run, level, at);
  if (at + 8 > level.bound) return overrun(run, level.bound);
  if (!reach(run.window, at, 8)) return fail(run, 'read-failed');
  const { window } = run;
  const tag = tagAt(window, at, level.little);
  if (tag === sequenceEndTag && (level.end < 0 || level.end === at + 8)) {
    run.trace?.('delimiter', at, at + 8);
    return closeSequence(run, level, at + 8);
  }
  if (tag !== itemTag) return fail(run, 'bad-item');
  if (isOverCount(run)) return fail(run, 'too-many');
  const length = window.view.getUint32(at - window.base + 4, level.little);
  const start = at + 8;
  if (length === undefinedLength) {
    level.itemEnd = -1;
    level.limit = level.bound;
  } else {
    if (start + length > level.bound) return overrun(run, level.bound);
    level.itemEnd = start + length;
    level.limit = start + length;
  }
  run.trace?.('item', at, start);
  level.elements = [];
  return start;
}

function closeSequence(run: Run, level: Level, at: number): number {
  run.stack.pop();
  run.stack.at(-1)?.elements?.push({ tag: level.tag, vr: 'SQ', items: level.items });
  return at;
}
