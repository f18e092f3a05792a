export { findBesidePixels, type PixelLook } from './pixels.ts';
export { findGaps, type GapLook } from './gaps.ts';
export { findHeader, type HeaderLook } from './header.ts';
export { identifierOf } from './kinds.ts';
export { plainText, strangeFrom, valuesOf } from './values.ts';
export { rleEnd } from './rle.ts';
