export { cleanInstance, cleanInstanceWith, type Cleaned, type CleanEngines, type CleanJob } from './clean.ts';
export { collectFor, collectKnown, copyKnown, mergeKnown, newKnown, type DecodeBytes, type KnownValues } from '../check/index.ts';
