import type * as OrtModule from 'onnxruntime-web/wasm';
import type { Picture } from '@silhouette/core/image';
import { no, yes, type Result } from '@silhouette/core/model';
import { fileBytes, type PackageFile } from '../files/index.ts';

/** Numbers with a shape, row-major. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Runs a model once: tensors by the names of its inputs, then by those of its outputs. */
export type RunModel = (inputs: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>;

type Ort = typeof OrtModule;

const runtimeWasm: PackageFile = {
  name: 'onnxruntime-web/ort-wasm-simd-threaded.wasm',
  from: import.meta.url,
  url: new URL('onnxruntime-web/ort-wasm-simd-threaded.wasm', import.meta.url),
};

let runtime: Promise<Ort> | null = null;

// One build, one thread, in browsers and in Node: the same numbers everywhere.
async function startRuntime(): Promise<Ort> {
  const [ort, wasm] = await Promise.all([import('onnxruntime-web/wasm'), fileBytes(runtimeWasm)]);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmBinary = wasm;
  ort.env.logLevel = 'fatal';
  return ort;
}

/**
 * A detector on a model (ONNX). The model, and with the first one the runtime, is loaded when a picture first comes; what could not be
 * had is tried again with the next. `no-decoder` where a file cannot be had, `crashed` where the look fails. Never throws.
 */
export function detector<T>(
  file: PackageFile,
  look: (run: RunModel, picture: Picture) => Promise<T>,
): (picture: Picture) => Promise<Result<T, 'no-decoder' | 'crashed'>> {
  let model: Promise<RunModel> | null = null;
  return async (picture) => {
    let run: RunModel;
    try {
      model ??= loadModel(file);
      run = await model;
    } catch {
      model = null;
      return no('no-decoder');
    }
    try {
      return yes(await look(run, picture));
    } catch {
      return no('crashed');
    }
  };
}

/**
 * Loads a model (ONNX) into ONNX Runtime Web. Runs wait for each other. Throws where a file cannot be had.
 */
async function loadModel(file: PackageFile): Promise<RunModel> {
  runtime ??= startRuntime().catch((failure: unknown) => {
    runtime = null;
    throw failure;
  });
  const [ort, bytes] = await Promise.all([runtime, fileBytes(file)]);
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'all', logSeverityLevel: 4 });
  const run: RunModel = async (inputs) => {
    const feeds = Object.fromEntries(Object.entries(inputs).map(([name, { data, dims }]) => [name, new ort.Tensor('float32', data, [...dims])]));
    const outputs = await session.run(feeds);
    return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, tensorOf(value)]));
  };
  return inTurn(run);
}

function tensorOf({ data, dims }: { readonly data: unknown; readonly dims: readonly number[] }): Tensor {
  if (!(data instanceof Float32Array)) throw new Error('a model gives no numbers');
  return { data, dims };
}

// A session cannot run twice at a time.
function inTurn(run: RunModel): RunModel {
  let last: Promise<unknown> = Promise.resolve();
  return (inputs) => {
    const next = last.then(
      () => run(inputs),
      () => run(inputs),
    );
    last = next;
    return next;
  };
}
