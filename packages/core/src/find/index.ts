export { findBurntIn, findInViews, type TextEngines, type TextLook } from './burnt-in.ts';
export { findBesidePixels, type PixelLook } from './pixels.ts';
export { findGaps, textIsLikely, type GapLook } from './gaps.ts';
export { codeTextAt, findHeader, isLeft, type HeaderLook } from './header.ts';
export type { PrivateLook, SafeElement } from './privates.ts';
export { identifierOf } from './kinds.ts';
export { plainText, strangeFrom, valuesOf } from './values.ts';
export { rleEnd } from './rle.ts';
