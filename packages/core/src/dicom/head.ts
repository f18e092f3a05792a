import { no, yes } from '../model/index.ts';
import type { FileRefusal, Result } from '../model/index.ts';
import { readElements } from './elements.ts';
import { defaultLimits, tagAt } from './run.ts';
import type { ReadLimits, Run, Trace } from './run.ts';
import type { DataSet } from './types.ts';
import { formAt } from './vr.ts';
import { reach, viewOf } from './window.ts';
import type { Window } from './window.ts';

/** What stands before the data set, and where that begins. */
export interface Head {
  readonly preamble: Uint8Array | null;
  readonly meta: DataSet;
  readonly end: number;
  /** Whether the four letters DICM were found. */
  readonly marked: boolean;
}

const preambleBytes = 128;
const magic = 0x4449434d;

/** A reading of elements: its window, limits and byte order. */
export function startRun(window: Window, limits: ReadLimits, given: Pick<Run, 'end' | 'bigEndian' | 'onlyMeta' | 'trace'>): Run {
  const header = { tag: 0, length: 0, valueAt: 0, unknown: false };
  return { ...given, window, limits, stack: [], header, parts: 0, signed: false, failure: null };
}

/**
 * Reads preamble and file meta header (PS3.10 section 7.1), both of which may be missing. The group length is not believed: the
 * header ends where another group begins.
 */
export function readHead(window: Window, limits: ReadLimits = defaultLimits, trace?: Trace): Result<Head, FileRefusal> {
  if (window.size === 0) return no({ code: 'empty', at: null });
  const start = isMagic(window, preambleBytes) ? preambleBytes : isMagic(window, 0) ? 0 : -1;
  const preamble = start > 0 && reach(window, 0, preambleBytes) ? viewOf(window, 0, preambleBytes) : null;
  const metaAt = start < 0 ? 0 : start + 4;
  if (preamble !== null) trace?.('preamble', 0, start);
  if (start >= 0) trace?.('magic', start, metaAt);
  const marked = start >= 0;
  if (!reach(window, metaAt, 8)) return marked ? no({ code: 'empty', at: null }) : no({ code: 'not-dicom', at: '@0' });
  if (tagAt(window, metaAt, true) >>> 16 !== 2) return yes({ preamble, meta: [], end: metaAt, marked });
  const explicit = formAt(window.view.getUint16(metaAt - window.base + 4)) !== undefined;
  const run = startRun(window, limits, { end: window.size, bigEndian: false, onlyMeta: true, trace });
  const read = readElements(run, metaAt, explicit);
  return read.ok ? yes({ preamble, meta: read.value.elements, end: read.value.end, marked }) : read;
}

function isMagic(window: Window, at: number): boolean {
  return reach(window, at, 4) && window.view.getUint32(at - window.base) === magic;
}
