import { fail, heldBytes, isOverCount, itemTag, overrun, sequenceEndTag, tagAt, undefinedLength } from './run.ts';
import type { Level, Run } from './run.ts';
import type { ByteRange, EncapsulatedElement } from './types.ts';
import { reach, viewOf } from './window.ts';

/**
 * Reads the fragments of encapsulated data (PS3.5 section A.4) that begin at `at` and adds the element to the level; gives the
 * offset behind its delimiter. The offset table is held when it is small; all other fragments stay in the source.
 */
export function readFragments(run: Run, level: Level, vr: EncapsulatedElement['vr']): number {
  const { window, trace } = run;
  const { tag, valueAt } = run.header;
  const fragments: (Uint8Array | ByteRange)[] = [];
  let at = valueAt;
  for (;;) {
    if (at + 8 > level.limit || !reach(window, at, 8)) return overrun(run, level.limit);
    const mark = tagAt(window, at, level.little);
    const length = window.view.getUint32(at - window.base + 4, level.little);
    const start = at + 8;
    if (mark === sequenceEndTag) {
      trace?.('delimiter', at, start);
      level.elements?.push({ tag, vr, fragments });
      return start;
    }
    if (mark !== itemTag || length === undefinedLength) return fail(run, 'bad-item');
    if (isOverCount(run)) return fail(run, 'too-many');
    if (start + length > level.limit) return overrun(run, level.limit);
    const isTable = fragments.length === 0 && length <= heldBytes;
    if (isTable && !reach(window, start, length)) return fail(run, 'read-failed');
    fragments.push(isTable ? viewOf(window, start, start + length) : { start, end: start + length });
    trace?.('item', at, start);
    trace?.('value', start, start + length);
    at = start + length;
  }
}
