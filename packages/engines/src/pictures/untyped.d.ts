declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    display(image: { data: Uint8ClampedArray; width: number; height: number }, done: (image: { data: Uint8ClampedArray } | null) => void): void;
  }
  const start: () => Promise<{ HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] } }>;
  export default start;
}
