import type { Form } from '../model/index.ts';
import { dummyOf, isTemporal } from '../model/index.ts';
import { findElement, findSopClass, findTransferSyntax } from '../standard/index.ts';

/** What a value is compared with: its tag and VR, the byte order, and which UIDs are the contribution's own. */
export interface ValueContext {
  readonly bigEndian: boolean;
  readonly isIssued: (uid: string) => boolean;
  /** Whether a text is a pseudonym of the contribution; absent: none is. */
  readonly isPseudonym?: ((text: string) => boolean) | undefined;
  /** Whether the object's label says that its dates were shifted. */
  readonly datesShifted?: boolean | undefined;
}

const SPACE = 0x20;
const BACKSLASH = 0x5c;
const WIDTHS: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, SV: 8, UV: 8, AT: 4 };
/** The longest text that a form is compared with, in bytes: longer ones are strange. */
const LONGEST_TEXT = 1 << 16;

/** A value as text of the default repertoire without its padding; null when it holds another byte. */
export function plainText(bytes: Uint8Array): string | null {
  let end = bytes.length;
  if (end > LONGEST_TEXT) return null;
  if (end > 0 && bytes[end - 1] === 0) end -= 1;
  while (end > 0 && bytes[end - 1] === SPACE) end -= 1;
  let text = '';
  for (let i = 0; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < SPACE || byte > 0x7e) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Whether a value has the form; total over bytes. Items and pixels are looked at elsewhere. */
export function hasForm(
  form: Form,
  element: { readonly tag: number; readonly vr: string; readonly bytes: Uint8Array },
  context: ValueContext,
): boolean {
  const { bytes, vr } = element;
  switch (form.kind) {
    case 'number':
      return areNumbers(vr, bytes, form.max);
    case 'pointer':
      return arePointers(bytes, context.bigEndian);
    case 'table':
    case 'items':
      return false;
    case 'pixels':
    case 'kept':
    case 'samples':
      return true;
    case 'date': {
      const text = plainText(bytes);
      return (
        text !== null &&
        (!form.shifted || (vr === 'TM' ? !text.includes(':') : context.datesShifted === true)) &&
        valuesOf(text).every((value) => isTemporal(vr, value))
      );
    }
    default: {
      const text = plainText(bytes);
      return text !== null && textHasForm(form, text, context);
    }
  }
}

type TextForm = Exclude<Form, { kind: 'number' | 'table' | 'pointer' | 'items' | 'pixels' | 'kept' | 'samples' | 'date' }>;

function textHasForm(form: TextForm, text: string, context: ValueContext): boolean {
  switch (form.kind) {
    case 'terms':
      return strangeFrom(form.lists, text) === null;
    case 'pattern':
      return valuesOf(text).every((value) => form.pattern.test(value));
    case 'standard-uid':
      return valuesOf(text).every(isStandardUid);
    case 'issued-uid':
      return valuesOf(text).every((uid) => uid === '' || context.isIssued(uid) || isStandardUid(uid));
    case 'age':
      return /^0(20|25|30|35|40|45|50|55|60|65|70|75|80|85|90)Y$/.test(text);
    case 'exactly':
      return text === form.text;
    case 'declared':
      return text.length <= form.max;
    case 'text':
      return form.strange(text).length === 0;
    case 'any-uid':
      return valuesOf(text).every((uid) => uid === '' || (uid.length <= 64 && /^[0-9]+(?:\.[0-9]+)+$/.test(uid)));
    case 'pseudonym':
      return context.isPseudonym?.(text) === true;
  }
}

/** The number of the first value (from 0) that is not in its list; null when all are. */
export function strangeFrom(lists: readonly ReadonlySet<string>[], text: string): number | null {
  if (!text.includes('\\')) return text === '' || lists[0]?.has(text.trim()) === true ? null : 0;
  const values = valuesOf(text);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? '';
    const list = lists[Math.min(i, lists.length - 1)];
    if (value !== '' && list?.has(value) !== true) return i;
  }
  return null;
}

/** The values of a multi-valued text, spaces around them gone. */
export function valuesOf(text: string): readonly string[] {
  return text.includes('\\') ? text.split('\\').map((value) => value.trim()) : [text.trim()];
}

// Well-known frames of reference (PS3.6 table A-2) and colour palettes (PS3.6 table A-6): below these roots DICOM alone names.
const WELL_KNOWN = /^1\.2\.840\.10008\.(1\.4\.[1-6]\.\d{1,2}|1\.4\.[1-6]|1\.5\.[1-9])$/;

/** Whether the standard itself names this UID. */
export function isStandardUid(uid: string): boolean {
  return uid.startsWith('1.2.840.10008.') && (findSopClass(uid) !== undefined || findTransferSyntax(uid) !== undefined || WELL_KNOWN.test(uid));
}

/** Whether a value is the constant of a D fix, or nothing. */
export function isDummy(tag: number, vr: string, bytes: Uint8Array): boolean {
  if (bytes.length === 0) return true;
  const dummy = dummyOf(tag, vr);
  if (dummy === null) return false;
  if (typeof dummy === 'string') return plainText(bytes) === dummy;
  if (typeof dummy !== 'number') return bytes.length === dummy.length && bytes.every((byte, at) => byte === dummy[at]);
  return bytes.length === dummy && bytes.every((byte) => byte === 0);
}

function areNumbers(vr: string, bytes: Uint8Array, max: number): boolean {
  const width = WIDTHS[vr];
  if (width !== undefined) return bytes.length % width === 0 && bytes.length / width <= max;
  if (vr === 'DS') return areDecimals(bytes, max, true);
  if (vr === 'IS') return areDecimals(bytes, max, false);
  return false;
}

const DOT = 0x2e;

// One pass over the bytes: sign, digits, point, digits, exponent, spaces around each; a backslash begins the next value.
function areDecimals(bytes: Uint8Array, max: number, decimal: boolean): boolean {
  let end = bytes.length;
  if (end > 0 && bytes[end - 1] === 0) end -= 1;
  let count = 1;
  let at = 0;
  while (at <= end) {
    while (at < end && bytes[at] === SPACE) at += 1;
    const after = decimalEnd(bytes, at, { end, decimal });
    if (after < 0) return false;
    at = after;
    while (at < end && bytes[at] === SPACE) at += 1;
    if (at >= end) return count <= max;
    if (bytes[at] !== BACKSLASH) return false;
    at += 1;
    count += 1;
  }
  return count <= max;
}

const LONGEST_NUMBER = 32;

// Where a number ends that begins at `start`; `start` itself when there is none (an empty value); -1 when it is malformed.
function decimalEnd(bytes: Uint8Array, start: number, { end, decimal }: { end: number; decimal: boolean }): number {
  let at = start;
  if (at < end && isSign(bytes[at])) at += 1;
  const digits = at;
  while (at < end && isDigit(bytes[at])) at += 1;
  let seen = at - digits;
  if (decimal && at < end && bytes[at] === DOT) {
    const from = at + 1;
    at = from;
    while (at < end && isDigit(bytes[at])) at += 1;
    seen += at - from;
  }
  if (seen === 0) return at === start ? start : -1;
  if (decimal && at < end && (bytes[at] === 0x45 || bytes[at] === 0x65)) {
    at += 1;
    if (at < end && isSign(bytes[at])) at += 1;
    const from = at;
    while (at < end && isDigit(bytes[at])) at += 1;
    if (at === from || at - from > 4) return -1;
  }
  return at - start <= LONGEST_NUMBER ? at : -1;
}

function isSign(byte: number | undefined): boolean {
  return byte === 0x2b || byte === 0x2d;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function arePointers(bytes: Uint8Array, bigEndian: boolean): boolean {
  if (bytes.length % 4 !== 0) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 4) {
    const tag = view.getUint16(at, !bigEndian) * 0x10000 + view.getUint16(at + 2, !bigEndian);
    if (findElement(tag) === undefined) return false;
  }
  return true;
}
