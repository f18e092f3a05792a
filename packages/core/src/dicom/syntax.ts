import { findTransferSyntax } from '../standard/index.ts';
import { itemTag, sequenceEndTag, tagAt, undefinedLength } from './run.ts';
import type { Encoding } from './types.ts';
import { areLetters, formAt, impliedVr } from './vr.ts';
import { reach } from './window.ts';
import type { Window } from './window.ts';

export const implicitUid = '1.2.840.10008.1.2';
export const explicitUid = '1.2.840.10008.1.2.1';
export const bigEndianUid = '1.2.840.10008.1.2.2';

/** The encoding that a transfer syntax UID names (PS3.6 Table A-1); undefined when the table has no such UID. */
export function encodingOf(uid: string): Encoding | undefined {
  const syntax = findTransferSyntax(uid);
  if (syntax === undefined) return undefined;
  const { explicitVr, bigEndian, deflated, encapsulated } = syntax;
  return { uid, explicitVr, bigEndian, deflated, encapsulated };
}

/** How the elements at a place are written. */
export interface Manner {
  readonly explicitVr: boolean;
  readonly bigEndian: boolean;
}

const manners: readonly Manner[] = [
  { explicitVr: true, bigEndian: false },
  { explicitVr: false, bigEndian: false },
  { explicitVr: true, bigEndian: true },
];

/** The manner that the bytes at `at` show, whatever the meta header says of it; null when they show none. */
export function guessManner(window: Window, at: number, said: Manner | undefined): Manner | null {
  if (said !== undefined && isPlausible(window, at, said)) return said;
  const shown = manners.find((manner) => isPlausible(window, at, manner));
  return shown ?? (said !== undefined && isPossible(window, at, said) ? said : null);
}

/** Whether a first element that no dictionary knows at least has a VR that the meta header promises, or a length that fits. */
function isPossible(window: Window, at: number, { explicitVr, bigEndian }: Manner): boolean {
  if (!reach(window, at, 8)) return false;
  const place = at - window.base;
  if (explicitVr) return !bigEndian && formAt(window.view.getUint16(place + 4)) !== undefined;
  return at + 8 + window.view.getUint32(place + 4, true) <= window.size;
}

/** Whether a data set that should be deflated is not: an element of one of the first groups, with a VR or a name in the dictionary. */
export function showsPlain(window: Window, at: number, { explicitVr, bigEndian }: Manner): boolean {
  if (!reach(window, at, 8)) return false;
  const tag = tagAt(window, at, !bigEndian);
  if (tag >>> 16 > 0x10) return false;
  return explicitVr ? formAt(window.view.getUint16(at - window.base + 4)) !== undefined : impliedVr(tag, false) !== 'UN';
}

/** Whether an element of a data set can begin at `at`, written in this manner. */
function isPlausible(window: Window, at: number, { explicitVr, bigEndian }: Manner): boolean {
  if (!reach(window, at, 8)) return false;
  const place = at - window.base;
  const tag = tagAt(window, at, !bigEndian);
  const group = tag >>> 16;
  if (group === 0 || group > 0x7fe0 || (group > 0xff && (group & 0xff) === 0)) return false;
  if (!explicitVr) return isPlausibleImplicit(window, at, tag);
  const code = window.view.getUint16(place + 4);
  const form = formAt(code);
  if (form === undefined) return areLetters(code) && group < 0x30;
  if (!form.long) return at + 8 + window.view.getUint16(place + 6, !bigEndian) <= window.size;
  if (!reach(window, at, 12)) return false;
  const length = window.view.getUint32(at - window.base + 8, !bigEndian);
  return length === undefinedLength || at + 12 + length <= window.size;
}

function isPlausibleImplicit(window: Window, at: number, tag: number): boolean {
  const length = window.view.getUint32(at - window.base + 4, true);
  const next = at + 8 + (length === undefinedLength ? 0 : length);
  if (next > window.size) return false;
  if ((tag & 0xffff) === 0) return length === 4;
  if (length === undefinedLength) return reach(window, next, 4) && tagAt(window, next, true) === itemTag;
  if (impliedVr(tag, false) === 'UN') return false;
  if (next + 8 > window.size || next - at > 0x10000) return next === window.size || next - at > 0x10000;
  if (!reach(window, at, next + 8 - at)) return false;
  const following = tagAt(window, next, true);
  return following > tag || following === itemTag || following === sequenceEndTag || following >>> 16 === 2;
}
