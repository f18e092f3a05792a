import { areLetters, formAt, impliedVr, vrForm } from './vr.ts';
import type { Vr } from './types.ts';
import { fail, itemTag, overrun, tagAt, undefinedLength } from './run.ts';
import type { Level, Run } from './run.ts';
import { reach } from './window.ts';

/**
 * Reads tag, VR and length at `at` into `run.header` and gives the VR, or null after noting a refusal. Eight bytes are in memory.
 *
 * @see PS3.5 section 7.1
 */
export function readHeader(run: Run, level: Level, at: number): Vr | null {
  const { window, header } = run;
  const place = at - window.base;
  header.tag = tagAt(window, at, level.little);
  header.valueAt = at + 8;
  header.unknown = false;
  if (!level.explicit) {
    header.length = window.view.getUint32(place + 4, level.little);
    return withinBigEndian(run, level, impliedVr(header.tag, run.signed));
  }
  const code = window.view.getUint16(place + 4);
  const form = formAt(code);
  if (form === undefined) return readStrange(run, level, { at, code });
  header.length = window.view.getUint16(place + 6, level.little);
  if (!form.long) {
    if (header.length === 0) widenWhenMistaken(run, level, at);
    return form.vr;
  }
  if (!readLongLength(run, level, at)) return null;
  if (form.vr !== 'UN') return form.vr;
  header.unknown = true;
  return knownVr(run, level);
}

/**
 * Reads the 32-bit length of the long form. Where it cannot be right and the reserved field is not empty, the writer used the
 * short form by mistake, and the reserved field is the length.
 */
function readLongLength(run: Run, level: Level, at: number): boolean {
  const { header, window } = run;
  const short = header.length;
  if (at + 12 > level.limit || !reach(window, at, 12)) {
    if (short > 0 && at + 8 + short <= level.limit) return true;
    overrun(run, level.limit);
    return false;
  }
  const long = window.view.getUint32(at - window.base + 8, level.little);
  const fits = long === undefinedLength || at + 12 + long <= level.limit;
  if (!fits && short > 0 && at + 8 + short <= level.limit) return true;
  header.length = long;
  header.valueAt = at + 12;
  return true;
}

/** A VR field that is none of ours: a newer VR, an element written without VR, or rubbish. */
function readStrange(run: Run, level: Level, { at, code }: { at: number; code: number }): Vr | null {
  const { header, window } = run;
  const place = at - window.base;
  const short = window.view.getUint16(place + 6, level.little);
  if (areLetters(code)) {
    header.length = short;
    if (short === 0 && !readLongLength(run, level, at)) return null;
    return knownVr(run, level);
  }
  const implicit = window.view.getUint32(place + 4, level.little);
  const isUndefined = implicit === undefinedLength;
  if (isUndefined || at + 8 + implicit <= level.limit) {
    header.length = implicit;
    return withinBigEndian(run, level, impliedVr(header.tag, run.signed));
  }
  fail(run, 'bad-vr');
  return null;
}

/** Bytes of UN are little endian wherever they stand (PS3.5 section 6.2.2): in a big endian file their numbers stay UN. */
function withinBigEndian(run: Run, level: Level, vr: Vr): Vr {
  return run.bigEndian && level.little && vrForm(vr).unit > 0 ? 'UN' : vr;
}

/** What an element is that a writer did not know: the dictionary's VR where the value can be one, else UN. */
function knownVr(run: Run, level: Level): Vr {
  const { header, window } = run;
  const vr = impliedVr(header.tag, run.signed);
  if (header.length === undefinedLength || vr === 'UN') return 'UN';
  if (vr === 'SQ') {
    if (header.length === 0) return vr;
    const isSequence = header.length >= 8 && header.valueAt + 4 <= level.limit && reach(window, header.valueAt, 4);
    return isSequence && tagAt(window, header.valueAt, true) === itemTag ? vr : 'UN';
  }
  const { unit } = vrForm(vr);
  return unit === 0 || (!run.bigEndian && header.length % unit === 0) ? vr : 'UN';
}

/** A short form of length 0 whose next tag would go backwards may be a 32-bit length: it is, when what follows it goes on. */
function widenWhenMistaken(run: Run, level: Level, at: number): void {
  const { header, window } = run;
  if (at + 12 > level.limit || !reach(window, at, 12)) return;
  if (tagAt(window, at + 8, level.little) > header.tag) return;
  const length = window.view.getUint32(at - window.base + 8, level.little);
  const next = at + 12 + length;
  if (length === 0 || next > level.limit) return;
  const goesOn = next === level.limit || (next + 8 <= level.limit && isNext(run, level, { at, next }));
  if (!goesOn) return;
  header.length = length;
  header.valueAt = at + 12;
}

function isNext(run: Run, level: Level, { at, next }: { at: number; next: number }): boolean {
  const { window } = run;
  if (next - at > 0x10000 || !reach(window, at, next + 8 - at)) return false;
  const tag = tagAt(window, next, level.little);
  return tag > run.header.tag && (formAt(window.view.getUint16(next - window.base + 4)) !== undefined || tag >>> 16 === 0xfffe);
}
