import { fileBytes } from '../files/index.ts';

/** What the codecs' emscripten modules say about a picture. */
export interface CodecFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
  readonly isUsingColorTransform?: boolean;
}

/** A decoder object of the codecs; it lives in WASM memory until `delete`. */
export interface CodecDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): CodecFrameInfo;
  getDecodedBuffer(): Uint8Array;
  getInterleaveMode?(): number;
  delete(): void;
}

/** An encoder object of the codecs. */
export interface CodecEncoder {
  getDecodedBuffer(info: CodecFrameInfo): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  setQuality?(lossless: boolean, step: number): void;
  setCompressionRatio?(layer: number, ratio: number): void;
  setDecompositions?(levels: number): void;
  setInterleaveMode?(mode: number): void;
  delete(): void;
}

/** An instantiated codec: its classes by name. */
export type CodecModule = Readonly<Record<string, (new () => CodecDecoder & CodecEncoder) | undefined>>;

/** Where a codec's two files are: the script that fits WASM to JavaScript, and the WASM itself. */
export interface CodecFiles {
  /** How Node finds the WASM: by the name it has in its package. */
  readonly wasm: string;
  /** Where a browser fetches it; bundlers replace this by the address of a copy. */
  readonly url: URL;
  readonly script: () => Promise<unknown>;
}

/** A codec that is loaded when first asked for, and afresh after `drop`. */
export interface Codec {
  /** Gives the module; throws where its files cannot be had. */
  readonly open: () => Promise<CodecModule>;
  /** Forgets the instance and its memory: after a failure nothing of it is trusted. */
  readonly drop: () => void;
}

interface FactorySettings {
  readonly print: () => void;
  readonly printErr: () => void;
  readonly locateFile: (name: string) => string;
  readonly instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => object;
}

type Factory = (settings: FactorySettings) => Promise<CodecModule>;

/** The factory of a script: bundlers and Node put it in different places. */
function factoryOf(script: unknown): Factory {
  let found: unknown = script;
  while (typeof found === 'object' && found !== null && 'default' in found) found = found.default;
  if (typeof found !== 'function') throw new Error('a codec has no factory');
  return found as Factory;
}

// What a codec prints could quote the file.
const quiet = (): undefined => undefined;

/** Prepares a codec: nothing is loaded before `open`. The compiled WASM is kept, so that opening again is cheap. */
export function makeCodec(files: CodecFiles): Codec {
  let compiled: Promise<WebAssembly.Module> | null = null;
  let module: Promise<CodecModule> | null = null;
  const start = async (): Promise<CodecModule> => {
    compiled ??= fileBytes({ name: files.wasm, from: import.meta.url, url: files.url }).then((bytes) => WebAssembly.compile(bytes));
    const [wasm, script] = await Promise.all([compiled, files.script()]);
    const factory = factoryOf(script);
    return new Promise((resolve, reject) => {
      const instantiateWasm: FactorySettings['instantiateWasm'] = (imports, finish) => {
        WebAssembly.instantiate(wasm, imports).then((instance) => {
          finish(instance, wasm);
        }, reject);
        return {};
      };
      factory({ print: quiet, printErr: quiet, locateFile: (name) => name, instantiateWasm }).then(resolve, reject);
    });
  };
  return {
    open: () => {
      module ??= start().catch((failure: unknown) => {
        compiled = null;
        module = null;
        throw failure;
      });
      return module;
    },
    drop: () => {
      module = null;
    },
  };
}
