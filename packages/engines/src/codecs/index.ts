export { decodableSyntaxes, decodeFrame } from './decode.ts';
export { encodeFrame } from './encode.ts';
