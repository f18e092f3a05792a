export { ALL_CHANNELS, Channel, Decision, Policy, type PolicyRefusal } from './schema.ts';
export { HIDDEN_MEANING, isPublishedMeaning, publishedCode } from './codes.ts';
export { TEACHING } from './teaching.ts';
export { policyStamp, resolve, type ResolvedPolicy } from './resolve.ts';
export { openQuestions, plan, type PlanContext } from './plan.ts';
export { formAt, tagsOf } from './actions.ts';
export { explain, type Explanation } from './explain.ts';
export { burnedInUnseen, claimed, labelOf, PRODUCT, readLabel, type Done, type Label, type Signed } from './label.ts';
