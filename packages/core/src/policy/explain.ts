import {
  findElement,
  findKeyword,
  findProfileRow,
  keywordOf,
  methodMeanings,
  sopClassOf,
  typeOf,
  type ElementFact,
  type MethodCode,
} from '../standard/index.ts';
import { actionFor } from './actions.ts';
import { KINDS } from './kinds.ts';
import type { ProfileLaw } from './law.ts';
import type { ResolvedPolicy } from './resolve.ts';

/** What happens to an attribute, and why (`silhouette policy explain`). */
export interface Explanation {
  readonly keyword: string;
  /** Eight hexadecimal digits. */
  readonly tag: string;
  /** The action code that any kind of object gives it: K, X, Z, D, U, C, joined by `/` where kinds differ. */
  readonly action: string;
  /** Plain sentences. */
  readonly because: readonly string[];
  /** The row of PS3.15 Table E.1-1, or a note that there is none. */
  readonly basis: string;
}

/** Explains what a policy does with an attribute at the top of an object; null when the keyword or tag is not in PS3.6. */
export function explain(keyword: string, policy: ResolvedPolicy): Explanation | null {
  const fact = findKeyword(keyword) ?? (/^[0-9A-Fa-f]{8}$/.test(keyword) ? findElement(Number.parseInt(keyword, 16)) : undefined);
  if (fact === undefined) return null;
  if (policy.profile !== null) return explainProfile(fact, policy.profile);
  const actions = new Set<string>();
  const because: string[] = [];
  const kept: string[] = [];
  for (const kind of KINDS) {
    const [first] = kind.classes;
    const sopClass = first === undefined ? null : sopClassOf(first);
    const forms = sopClass === null ? null : policy.formsOf(sopClass);
    if (sopClass === null || forms === null) continue;
    const form = forms.get(fact.tag);
    if (form !== undefined && form.kind !== 'issued-uid') {
      actions.add('K');
      kept.push(kind.name);
    }
    actions.add(CODES[actionFor([fact.tag], forms, sopClass)]);
  }
  because.push(...reasonsFor(fact, policy));
  if (kept.length > 0) because.push(`Kept where its value has the expected form, in: ${kept.join(', ')}; any other value is taken out.`);
  else if (!actions.has('U')) because.push('Not on the list of what shows or measures an image, so it is taken out.');
  return { keyword: keywordOf(fact.tag) ?? '', tag: hex(fact.tag), action: [...actions].toSorted().join('/'), because, basis: basisOf(fact) };
}

// Under the profile one law holds in every kind of object; only the type of the attribute there decides between X, Z and D.
function explainProfile(fact: ElementFact, profile: ProfileLaw): Explanation {
  const { asIs, because, form } = profile.lawOf(fact.tag);
  const kept = form === null || form.kind === 'issued-uid' || form.kind === 'pseudonym' || (form.kind === 'date' && form.shifted) ? [] : ['K'];
  const classes = KINDS.flatMap((kind) => kind.classes.map(sopClassOf));
  const found = form !== null && asIs ? [] : classes.map((sopClass) => CODES[profile.actionAt([fact.tag], sopClass)]);
  const action = [...new Set([...kept, ...found])].toSorted().join('/');
  const types = new Set(classes.map((sopClass) => typeOf(sopClass, [fact.tag])));
  const reasons = [
    `${because}.`,
    form === null ? 'It never stays as it is.' : `It stays where its value has the expected form (${form.kind}); any other value is taken out.`,
    `Its type in images: ${[...types].toSorted().join(', ')} (1 gets a constant, 2 is emptied, 3 is removed).`,
  ];
  return { keyword: keywordOf(fact.tag) ?? '', tag: hex(fact.tag), action, because: reasons, basis: basisOf(fact) };
}

const CODES = {
  remove: 'X',
  empty: 'Z',
  dummy: 'D',
  remap: 'U',
  'round-age': 'C',
  redact: 'C',
  shift: 'C',
  'group-length': 'X',
  padding: 'X',
} as const;

function reasonsFor(fact: ElementFact, policy: ResolvedPolicy): readonly string[] {
  const reasons: string[] = [];
  const declared = policy.policy.keep.find(({ keyword }) => keyword === fact.keyword);
  if (declared !== undefined) reasons.push(`Kept by declaration: ${declared.because}.`);
  for (const kind of KINDS) {
    for (const group of kind.allowed) {
      const named = [
        ...(group.plain ?? []),
        ...(group.codes ?? []),
        ...(group.own ?? []).map(([one]) => one),
        ...(group.items ?? []).map(([one]) => one),
      ];
      if (fact.keyword !== null && named.includes(fact.keyword)) reasons.push(`On the list because: ${group.because}.`);
    }
  }
  const types = new Set(KINDS.flatMap(({ classes }) => classes.map((name) => typeOf(sopClassOf(name), [fact.tag]))));
  reasons.push(`Its type in the objects that a case may hold: ${[...types].toSorted().join(', ')} (1 gets a constant, 2 is emptied, 3 is removed).`);
  return [...new Set(reasons)];
}

function basisOf(fact: ElementFact): string {
  const row = findProfileRow(fact.tag);
  if (row === undefined) return 'PS3.15 Table E.1-1 has no row for it.';
  const options = Object.entries(row.options).map(([code, action]) => `${methodMeanings().get(code as MethodCode) ?? code}: ${action}`);
  return `PS3.15 Table E.1-1: ${row.basic}${options.length === 0 ? '' : `; ${options.join('; ')}`}.`;
}

function hex(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(8, '0');
}
