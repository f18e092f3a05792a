import { joinChunks } from '@silhouette/core/dicom';
import type { DataSet, Instance } from '@silhouette/core/dicom';

const PIXEL_DATA = 0x7fe00010;
const EXTENDED_OFFSETS = 0x7fe00001;

type Fragment = Extract<DataSet[number], { fragments: unknown }>['fragments'][number];

/** The bytes of one frame of encapsulated Pixel Data, its fragments joined; null where they cannot be told apart (PS3.5 section A.4). */
export function encodedFrame(instance: Instance, frame: number, frames: number): Uint8Array | null {
  const element = instance.data.find(({ tag }) => tag === PIXEL_DATA);
  if (element === undefined || !('fragments' in element)) return null;
  const [table, ...fragments] = element.fragments;
  if (table === undefined || fragments.length === 0) return null;
  const bytesOf = (one: Fragment): Uint8Array => (one instanceof Uint8Array ? one : instance.source.read(one.start, one.end));
  if (frames === 1) return frame === 0 ? joinChunks(fragments, instance.source) : null;
  if (fragments.length === frames) {
    const only = fragments[frame];
    return only === undefined ? null : bytesOf(only);
  }
  const offsets = offsetsOf(instance, bytesOf(table), frames);
  const from = offsets?.[frame];
  if (offsets === null || from === undefined) return null;
  const mine = fragmentsBetween(fragments, from, offsets[frame + 1] ?? Number.POSITIVE_INFINITY);
  return mine.length === 0 ? null : joinChunks(mine, instance.source);
}

const sizeOf = (one: Fragment): number => (one instanceof Uint8Array ? one.byteLength : one.end - one.start);

// Offsets count from the first fragment's item tag; each item has a head of eight bytes.
function fragmentsBetween(fragments: readonly Fragment[], from: number, to: number): readonly Fragment[] {
  let at = 0;
  return fragments.filter((one) => {
    const start = at;
    at += 8 + sizeOf(one);
    return start >= from && start < to;
  });
}

function offsetsOf(instance: Instance, basic: Uint8Array, frames: number): readonly number[] | null {
  if (basic.byteLength === frames * 4) {
    const view = new DataView(basic.buffer, basic.byteOffset, basic.byteLength);
    return Array.from({ length: frames }, (_, n) => view.getUint32(n * 4, true));
  }
  const extended = instance.data.find(({ tag }) => tag === EXTENDED_OFFSETS);
  const bytes =
    extended === undefined
      ? undefined
      : 'bytes' in extended
        ? extended.bytes
        : 'at' in extended
          ? instance.source.read(extended.at.start, extended.at.end)
          : undefined;
  if (bytes === undefined || bytes.byteLength !== frames * 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: frames }, (_, n) => Number(view.getBigUint64(n * 8, true)));
}
