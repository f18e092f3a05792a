import type { DataSet } from '../dicom/index.ts';
import type { Form } from '../model/index.ts';
import { isPrivate } from '../standard/index.ts';
import { plainText } from './values.ts';

/** The private elements that a law knows to be safe. */
export interface PrivateLook {
  /** The form and VR of a safe element, by creator, group and last byte; null for all others. */
  readonly privates: (creator: string, group: number, element: number) => SafeElement | null;
  readonly isSafeCreator: (creator: string, group: number) => boolean;
}

/** How a safe private element may look. */
export interface SafeElement {
  readonly form: Form;
  readonly vr: string;
}

/**
 * The form of each private element of a data set that may stay, by its tag; the creator of a block stays with an element of the
 * block. Null where nothing private may stay.
 *
 * @see PS3.5 section 7.8.1, PS3.15 Table E.3.10-1
 */
export function safePrivatesIn(data: DataSet, look: PrivateLook): ReadonlyMap<number, SafeElement> | null {
  const creators = new Map<number, string>();
  for (const element of data) {
    const number = element.tag & 0xffff;
    if (!isPrivate(element.tag) || number < 0x10 || number > 0xff || !('bytes' in element)) continue;
    const creator = plainText(element.bytes)?.trim() ?? '';
    // Of two creators of one block nobody can say which one counts.
    creators.set(element.tag, creators.has(element.tag) || !look.isSafeCreator(creator, element.tag >>> 16) ? '' : creator);
  }
  if (creators.size === 0) return null;
  const safe = new Map<number, SafeElement>();
  for (const { tag } of data) {
    if (!isPrivate(tag) || (tag & 0xffff) < 0x1000) continue;
    const creatorTag = (tag & 0xffff0000) + ((tag >>> 8) & 0xff);
    const creator = creators.get(creatorTag >>> 0);
    const form = creator === undefined || creator === '' ? null : look.privates(creator, tag >>> 16, tag & 0xff);
    if (form === null || creator === undefined || creator === '') continue;
    safe.set(tag, form);
    safe.set(creatorTag >>> 0, { form: { kind: 'exactly', text: creator }, vr: 'LO' });
  }
  return safe;
}
