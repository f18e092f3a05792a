import type { EncapsulatedElement, Instance } from '../dicom/index.ts';
import { hasCodestreamExtras, openFrames, type PixelDescription } from '../image/index.ts';
import { hasRleExtras } from './rle.ts';
import { no, pathTo, yes, type FileRefusal, type Result } from '../model/index.ts';

const RLE = '1.2.840.10008.1.2.5';

/**
 * Whether encapsulated pixels hold more than decoding needs: segments and comments of a codestream, bytes behind its end, an offset
 * table that points nowhere. Refuses (`bad-pixels`) where a codestream cannot be followed: what cannot be read cannot be vouched for.
 *
 * @see PS3.5 sections A.4 and 8.2
 */
export function findInCodestreams(instance: Instance, description: PixelDescription, element: EncapsulatedElement): Result<boolean, FileRefusal> {
  const at = pathTo([{ tag: element.tag }]);
  const frames = openFrames(instance, description);
  if (!frames.ok) return frames;
  let extras = !hasTrueTable(instance, element, description.frames);
  for (let frame = 0; frame < description.frames; frame += 1) {
    const read = frames.value.read(frame);
    if (read === null) return no({ code: 'truncated', at });
    const more = instance.encoding.uid === RLE ? hasRleExtras(read.bytes, description) : hasCodestreamExtras(read.bytes);
    if (more === null) return no({ code: 'bad-pixels', at });
    extras ||= more;
  }
  return yes(extras);
}

// Empty, or the offset of the first fragment of each frame (PS3.5 section A.4).
function hasTrueTable({ source }: Instance, { fragments }: EncapsulatedElement, frames: number): boolean {
  const [table, ...rest] = fragments;
  if (table === undefined) return false;
  const bytes = table instanceof Uint8Array ? table : source.read(table.start, table.end);
  if (bytes.length === 0) return true;
  if (bytes.length !== frames * 4) return false;
  const places = new Set<number>();
  let at = 0;
  for (const fragment of rest) {
    places.add(at);
    at += 8 + (fragment instanceof Uint8Array ? fragment.length : fragment.end - fragment.start);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let last = -1;
  for (let frame = 0; frame < frames; frame += 1) {
    const offset = view.getUint32(frame * 4, true);
    if (offset <= last || !places.has(offset)) return false;
    last = offset;
  }
  return true;
}
