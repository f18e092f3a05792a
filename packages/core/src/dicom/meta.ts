import { encodeAscii, textOf } from './ascii.ts';
import type { DataSet, Element, HeldElement, Instance } from './types.ts';

/** The Implementation Class UID (0002,0012) of files whose meta header has none: Silhouette's own (PS3.7 annex D.3.3.2). */
export const implementationClassUid = '2.25.221208632685178068343907951244950256105';

const version = 0x00020001;
const sopClass = 0x00020002;
const sopInstance = 0x00020003;
const transferSyntax = 0x00020010;
const implementation = 0x00020012;

/**
 * The file meta header that is written for an instance (PS3.10 section 7.1), without group length: its own, with what is required
 * and missing added, and with the transfer syntax that its encoding has.
 */
export function metaOf({ meta, data, encoding }: Pick<Instance, 'meta' | 'data' | 'encoding'>): DataSet {
  const elements = new Map<number, Element>();
  for (const element of meta) if ((element.tag & 0xffff) !== 0 && element.tag >>> 16 === 2) elements.set(element.tag, element);
  const add = (element: Element | null): void => {
    if (element !== null && !elements.has(element.tag)) elements.set(element.tag, element);
  };
  add({ tag: version, vr: 'OB', bytes: Uint8Array.of(0, 1) });
  add(copyOf(data, 0x00080016, sopClass));
  add(copyOf(data, 0x00080018, sopInstance));
  add(uidElement(implementation, implementationClassUid));
  const said = elements.get(transferSyntax);
  if (said === undefined || textOf(said) !== encoding.uid) elements.set(transferSyntax, uidElement(transferSyntax, encoding.uid));
  return [...elements.values()].toSorted((a, b) => a.tag - b.tag);
}

function uidElement(tag: number, uid: string): HeldElement {
  return { tag, vr: 'UI', bytes: encodeAscii(uid) };
}

function copyOf(data: DataSet, from: number, to: number): HeldElement | null {
  const element = data.find(({ tag }) => tag === from);
  return element !== undefined && 'bytes' in element ? { tag: to, vr: 'UI', bytes: element.bytes } : null;
}
