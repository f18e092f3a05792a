import type { Fix, PolicyStamp } from '../model/index.ts';
import { methodMeanings, sopClassOf, tagOf, typeOf, type MethodCode } from '../standard/index.ts';
import type { Channel } from './schema.ts';

/** The product and its version, as (0012,0063) names them. */
export const PRODUCT = 'Silhouette 0.1.0';

/** What the de-identification label of a file says: (0012,0062) to (0012,0064) and (0028,0301) to (0028,0303). */
export interface Label {
  /** The values of (0012,0063): product and version, policy and version, the contribution's public id. */
  readonly methods: readonly string[];
  /** The items of (0012,0064), all of coding scheme DCM. */
  readonly codes: readonly { readonly code: MethodCode; readonly meaning: string }[];
  /** (0028,0301): NO when the pixels were looked at; YES where the object must say something, or its maker said so; else absent. */
  readonly burnedIn: 'NO' | 'YES' | null;
  /** (0028,0302): NO when heads were looked at, else absent. */
  readonly recognisable: 'NO' | null;
  /** (0028,0303). */
  readonly temporal: 'REMOVED' | 'MODIFIED' | 'UNMODIFIED';
}

/** What was done to a file, as far as its label tells it. */
export interface Done {
  readonly channels: readonly Channel[];
  readonly fixes: readonly Fix[];
  readonly publicId: string;
  /** Whether sex or a rounded age were left in it. */
  readonly keepsCharacteristics: boolean;
  /** What (0028,0301) must say although nobody looked; null where it may be absent. */
  readonly burnedInUnseen: 'NO' | 'YES' | null;
  /** Options of the profile that left something in the object; null for a policy that is a closed list. */
  readonly profile: { readonly dates: 'remove' | 'shift' | 'keep'; readonly applied: ReadonlySet<MethodCode> } | null;
}

/** What (0028,0303) says of each way with dates (PS3.15 section E.3.6). */
export const TEMPORAL = { remove: 'REMOVED', shift: 'MODIFIED', keep: 'UNMODIFIED' } as const;

/**
 * The label that is true for what was looked at and done: a channel that was not looked at is not claimed.
 *
 * @see PS3.16 CID 7050, PS3.15 section E.2
 */
export function labelOf(stamp: PolicyStamp, done: Done): Label {
  const pixels = done.channels.includes('pixels');
  const heads = done.channels.includes('heads');
  const codes: MethodCode[] = ['113100'];
  if (pixels) codes.push('113101');
  if (heads) codes.push('113102');
  if (done.profile !== null)
    codes.push(...[...done.profile.applied].filter((code) => !codes.includes(code) && code !== '113101' && code !== '113102').toSorted());
  else {
    if (done.fixes.some(({ kind }) => kind === 'redact')) codes.push('113105');
    if (done.keepsCharacteristics) codes.push('113108');
  }
  const meanings = methodMeanings();
  return {
    methods: [PRODUCT, `${stamp.name} ${stamp.version}`, `id ${done.publicId}`],
    codes: codes.map((code) => ({ code, meaning: meanings.get(code) ?? '' })),
    burnedIn: pixels ? 'NO' : done.burnedInUnseen,
    recognisable: heads ? 'NO' : null,
    temporal: TEMPORAL[done.profile?.dates ?? 'remove'],
  };
}

// Objects whose definition says that nothing is burnt in: the standard gives NO as their only value (PS3.3 section C.8.16.2).
const NEVER_BURNED_IN: ReadonlySet<string> = new Set(
  (
    [
      'EnhancedCTImageStorage',
      'EnhancedMRImageStorage',
      'EnhancedMRColorImageStorage',
      'EnhancedPETImageStorage',
      'LegacyConvertedEnhancedCTImageStorage',
      'LegacyConvertedEnhancedMRImageStorage',
      'LegacyConvertedEnhancedPETImageStorage',
    ] as const
  ).map(sopClassOf),
);
const BURNED_IN = tagOf('BurnedInAnnotation');

/**
 * What (0028,0301) must say when nobody looked at the pixels: YES where its maker said so, or where the object must say
 * something; NO only where the kind of object has no other value, which claims nothing of ours; null where it can be absent.
 */
export function burnedInUnseen(sopClass: string, said: string | undefined): 'NO' | 'YES' | null {
  if (said === undefined || said === '') return null;
  if (NEVER_BURNED_IN.has(sopClass)) return said === 'NO' ? 'NO' : null;
  return said === 'YES' || typeOf(sopClass, [BURNED_IN]).startsWith('1') ? 'YES' : null;
}

/** What the values of (0012,0063) tell. */
export interface Signed {
  readonly publicId: string;
  readonly name: string;
  readonly version: number;
}

/** The contribution's public id and the policy in the values of (0012,0063); null when they are not ours. */
export function readLabel(methods: readonly string[]): Signed | null {
  const [product = '', policy = '', id = ''] = methods;
  const named = /^([a-z][a-z0-9-]{0,31}) (\d{1,4})$/.exec(policy);
  const signed = /^id ([0-9a-f]{20})$/.exec(id);
  const [, name] = named ?? [];
  const [, publicId] = signed ?? [];
  if (methods.length !== 3 || !/^Silhouette \d{1,3}\.\d{1,3}\.\d{1,3}$/.test(product) || name === undefined || publicId === undefined) return null;
  return { publicId, name, version: Number(named?.[2]) };
}

/** Which channels the codes of a label claim; a label without the basic profile claims nothing. */
export function claimed(codes: readonly string[]): readonly Channel[] {
  if (!codes.includes('113100')) return [];
  const channels: Channel[] = ['header', 'text'];
  if (codes.includes('113101')) channels.push('pixels');
  if (codes.includes('113102')) channels.push('heads');
  return channels;
}
