import { makeCodec } from './wasm.ts';

/** JPEG-LS, decoding only. */
export const jpegLsDecoder = makeCodec({
  wasm: '@cornerstonejs/codec-charls/decodewasm',
  url: new URL('@cornerstonejs/codec-charls/decodewasm', import.meta.url),
  // @ts-expect-error -- the package has no types; `makeCodec` takes it as unknown.
  script: () => import('@cornerstonejs/codec-charls/decodewasmjs'),
});

/** JPEG-LS, encoding. */
export const jpegLsEncoder = makeCodec({
  wasm: '@cornerstonejs/codec-charls/wasm',
  url: new URL('@cornerstonejs/codec-charls/wasm', import.meta.url),
  // @ts-expect-error -- the package has no types; `makeCodec` takes it as unknown.
  script: () => import('@cornerstonejs/codec-charls/wasmjs'),
});

/** JPEG 2000, decoding only. */
export const jpeg2000Decoder = makeCodec({
  wasm: '@cornerstonejs/codec-openjpeg/decodewasm',
  url: new URL('@cornerstonejs/codec-openjpeg/decodewasm', import.meta.url),
  // @ts-expect-error -- the package has no types; `makeCodec` takes it as unknown.
  script: () => import('@cornerstonejs/codec-openjpeg/decodewasmjs'),
});

/** JPEG 2000, encoding. */
export const jpeg2000Encoder = makeCodec({
  wasm: '@cornerstonejs/codec-openjpeg/wasm',
  url: new URL('@cornerstonejs/codec-openjpeg/wasm', import.meta.url),
  // @ts-expect-error -- the package has no types; `makeCodec` takes it as unknown.
  script: () => import('@cornerstonejs/codec-openjpeg/wasmjs'),
});

/** High-throughput JPEG 2000, both ways. */
export const htj2kCodec = makeCodec({
  wasm: '@cornerstonejs/codec-openjph/wasm',
  url: new URL('@cornerstonejs/codec-openjph/wasm', import.meta.url),
  // @ts-expect-error -- the package has no types; `makeCodec` takes it as unknown.
  script: () => import('@cornerstonejs/codec-openjph/wasmjs'),
});

/** JPEG of 8 bits, baseline, extended and progressive, decoding only. */
export const jpegDecoder = makeCodec({
  wasm: '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  url: new URL('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm', import.meta.url),
  // @ts-expect-error -- the package has no types; `makeCodec` takes it as unknown.
  script: () => import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
});
