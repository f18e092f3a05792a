/** More pages than these are not looked at. */
const MOST_PAGES = 500;

/** The fields that lead to directories beside the pages: EXIF and GPS. */
const sides: readonly number[] = [0x8769, 0x8825];

/** The types a field that leads somewhere may have: LONG and IFD. */
const offsets: readonly number[] = [4, 13];

/** More directories than these, pages among them, are not looked at. */
const MOST_DIRECTORIES = 3 * MOST_PAGES;

/**
 * Whether the pages of a TIFF come to an end: no directory is led to twice, and they are few enough. The library follows them without
 * asking. Throws where a directory is cut.
 */
export function endsSomewhere(bytes: Uint8Array): boolean {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  const short = (at: number): number => file.getUint16(at, isLittle);
  const long = (at: number): number => file.getUint32(at, isLittle);
  const seen = new Set<number>();
  const waiting: number[] = [];
  let page = long(4);
  for (let pages = 0; page !== 0 || waiting.length > 0;) {
    const side = waiting.pop();
    const at = side ?? page;
    if (side === undefined) pages += 1;
    if (seen.has(at) || pages > MOST_PAGES || seen.size === MOST_DIRECTORIES) return false;
    seen.add(at);
    const end = at + 2 + short(at) * 12;
    for (let field = at + 2; field < end; field += 12)
      if (sides.includes(short(field))) {
        if (!offsets.includes(short(field + 2)) || long(field + 4) !== 1 || waiting.length === MOST_DIRECTORIES) return false;
        waiting.push(long(field + 8));
      }
    if (side === undefined) page = long(end);
  }
  return true;
}
