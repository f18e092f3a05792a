import { no, yes, type Form, type Forms, type PolicyStamp, type Result } from '../model/index.ts';
import { tagOf } from '../standard/index.ts';
import { digestOf } from '../uid/index.ts';
import { publishedCode } from './codes.ts';
import { kindsByClass, type Kind } from './kinds.ts';
import type { ProfileLaw } from './law.ts';
import { profileRules } from './profile.ts';
import { Policy, type PolicyRefusal, type ProfilePolicy } from './schema.ts';
import { formsFrom } from './words.ts';

/** A policy that was understood: its document, its stamp, and what it allows for each kind of object. */
export interface ResolvedPolicy {
  readonly policy: Policy;
  readonly stamp: PolicyStamp;
  /** What may stay in an object of this SOP class; null when this kind of object is not taken at all. */
  readonly formsOf: (sopClass: string) => Forms | null;
  /** The name of the kind of object; null when it is not taken. */
  readonly kindOf: (sopClass: string) => string | null;
  /** What a policy that carries out the profile says besides; null for one that is a closed list. */
  readonly profile: ProfileLaw | null;
}

const DECLARED: Form = { kind: 'declared', max: 64 };

/** The name, version and digest of a policy, as they stand in every record: SHA-256 of its JSON with sorted keys. */
export function policyStamp(policy: Policy): PolicyStamp {
  return { name: policy.name, version: policy.version, digest: digestOf(bytesOf(canonical(policy))) };
}

/**
 * Understands a policy document, or refuses it whole: a field that is not known, or a value that nothing carries out, is not
 * passed over. The forms of a kind of object are compiled once, when one of its files is first seen.
 */
export function resolve(document: unknown): Result<ResolvedPolicy, PolicyRefusal> {
  const read = Policy.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    return no({ code: issue?.code === 'unrecognized_keys' ? 'not-understood' : 'not-a-policy', at: issue?.path.join('.') ?? '' });
  }
  const policy = read.data;
  return yes(policy.allow === 'profile' ? resolveProfile(policy) : resolveClinical(policy));
}

function resolveProfile(policy: ProfilePolicy): ResolvedPolicy {
  const { kinds, law } = profileRules(policy);
  const kindOf = (sopClass: string): string | null => kinds.get(sopClass) ?? null;
  return { policy, stamp: policyStamp(policy), formsOf: (sopClass) => (kinds.has(sopClass) ? law.forms : null), kindOf, profile: law };
}

function resolveClinical(policy: Policy): ResolvedPolicy {
  const kinds = kindsByClass();
  const compiled = new Map<string, Forms>();
  const formsOf = (sopClass: string): Forms | null => {
    const kind = kinds.get(sopClass);
    if (kind === undefined) return null;
    const before = compiled.get(kind.name);
    if (before !== undefined) return before;
    const made = compile(kind, policy);
    compiled.set(kind.name, made);
    return made;
  };
  return { policy, stamp: policyStamp(policy), formsOf, kindOf: (sopClass) => kinds.get(sopClass)?.name ?? null, profile: null };
}

function compile(kind: Kind, policy: Policy): Forms {
  const forms = new Map(formsFrom(kind.allowed, publishedCode));
  for (const { keyword } of policy.keep) forms.set(tagOf(keyword), DECLARED);
  return forms;
}

/** JSON with sorted keys and no spaces: the same document gives the same text everywhere. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inside]) => `${JSON.stringify(key)}:${canonical(inside)}`).join(',')}}`;
}

// Policies hold plain sentences; what is outside the default repertoire is written as JSON escapes it.
function bytesOf(text: string): Uint8Array {
  const escaped = text.replaceAll(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(escaped, (sign) => sign.charCodeAt(0));
}
