export { cleanInstance, cleanInstanceWith, type Cleaned, type CleanEngines, type CleanJob } from './clean.ts';
export { collectFor, collectKnown, copyKnown, mergeKnown, newKnown, type DecodeBytes, type KnownValues } from '../check/index.ts';
export { cleanPicture, lookAtPicture, type CleanedPicture, type PictureEngines, type PictureJob, type PictureLooked } from './picture.ts';
