import { joined } from './jpeg-head.ts';

/** Inflates raw deflate data (RFC 1951); null where it is damaged, cut off or gives more than `most` bytes. */
export async function inflateRaw(bytes: Uint8Array, most: number): Promise<Uint8Array | null> {
  const reader = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) {
        await reader.cancel();
        return null;
      }
      parts.push(next.value);
    }
  } catch {
    return null;
  }
  return joined(parts);
}
