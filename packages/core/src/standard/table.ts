/** Parses on first use and remembers. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The rows of a generated constant, each split at `separator`. */
export function rowsOf(text: string, separator = ' '): readonly (readonly string[])[] {
  return linesOf(text).map((line) => line.split(separator));
}

/** The lines of a generated constant. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** A tag written in eight hexadecimal digits, where x stands for any digit: PS3.6 section 6, repeating groups. */
export interface TagPattern {
  readonly value: number;
  readonly mask: number;
}

/** Reads a tag or a pattern such as 60xx3000. */
export function patternOf(text: string): TagPattern {
  const value = Number.parseInt(text.replaceAll('x', '0'), 16);
  const mask = Number.parseInt(text.replaceAll(/[^x]/g, 'F').replaceAll('x', '0'), 16);
  return { value, mask };
}

/** Whether a tag fits a pattern. */
export function fits(tag: number, { value, mask }: TagPattern): boolean {
  return (tag & mask) >>> 0 === value;
}

/** Whether the group of a tag is odd: a private element, PS3.5 section 7.8. */
export function isPrivate(tag: number): boolean {
  return ((tag >>> 16) & 1) === 1;
}

/** The mask of a tag that has no x. */
export const EXACT = 0xffffffff;
