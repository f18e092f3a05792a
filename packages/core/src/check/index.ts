export { checkInstance, findInPixels, findObjectKind, isClean, uidsOf, type InstanceUids, type Look, type Looked } from './check.ts';
export { checkInstanceWith, findInFrames } from './pixels.ts';
export { factsOf, roundAge, type AgeShown, type InstanceFacts } from './facts.ts';
export {
  appliedIn,
  channelsIn,
  collectFor,
  headerLookOf,
  isShifted,
  lookBesidePixels,
  textsOf,
  type BesidePixels,
  type CollectFor,
} from './profile.ts';
export { collectKnown, copyKnown, mergeKnown, newKnown, type DecodeBytes, type KnownValues } from './known.ts';
export { hitInText, knownSpans, sweepInstance, type SweepLook } from './sweep.ts';
export { sourceOf } from './source.ts';
