import { RESEARCH } from './research.ts';
import type { Policy } from './schema.ts';
import { TEACHING } from './teaching.ts';

/** The policies that come with the product, by name. */
export const SHIPPED: ReadonlyMap<string, Policy> = new Map([TEACHING, RESEARCH].map((policy): [string, Policy] => [policy.name, policy]));
