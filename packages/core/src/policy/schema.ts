import { z } from 'zod';
import { Finding } from '../model/index.ts';

/** The looks that the command line names (CLI.md, `--channels`). */
export const Channel = z.enum(['header', 'pixels', 'heads', 'text']);
export type Channel = z.infer<typeof Channel>;

/** Every channel: what is looked at unless somebody says less. */
export const ALL_CHANNELS: readonly Channel[] = Channel.options;

/** A modality as it stands in (0008,0060). */
const Modality = z.string().regex(/^[A-Z]{1,16}$/);

const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const version = z.int().min(1).max(9999);
/** The edition of PS3.15 Annex E that it builds on. */
const basis = z.literal('PS3.15 2026c');
/** Attributes kept by declaration, each with its reason. */
const keep = z.array(z.strictObject({ keyword: z.literal('Manufacturer'), because: z.string().min(1).max(200) }));
const pixels = z.strictObject({
  /** Modalities whose pictures usually have text burnt in: both detectors look at them, and where none can they are refused. */
  ask: z.array(Modality),
  blackout: z.enum(['above 0.4', 'above 0.2']),
});
const face = z.strictObject({ 'head-volume': z.literal('refuse-unless-narrowed-or-defaced'), photograph: z.literal('refuse') });
const people = z.strictObject({ approvals: z.int().min(1).max(9), 'must-see-every-frame': z.literal(true) });

/** A closed list of what may stay: only what is needed to show and measure an image. */
const Clinical = z.strictObject({
  name,
  version,
  basis,
  allow: z.literal('clinical'),
  /** Options of the profile that it carries out, as CID 7050 codes: clean pixels, clean visual features, clean descriptors, retain patient characteristics (sex, rounded age). */
  options: z.array(z.enum(['113101', '113102', '113105', '113108'])),
  dates: z.literal('remove'),
  keep,
  private: z.literal('remove'),
  age: z.strictObject({ adults: z.literal('nearest-5'), cap: z.literal(90), children: z.literal('band') }),
  pixels,
  face,
  people,
});

const OPTIONS = ['113101', '113102', '113103', '113104', '113105', '113106', '113107', '113108', '113109', '113110', '113111', '113112'] as const;

/** The Basic Application Level Confidentiality Profile with any of its options (PS3.15 Annex E). */
const Profile = z
  .strictObject({
    name,
    version,
    basis,
    allow: z.literal('profile'),
    options: z.array(z.enum(OPTIONS)).refine((codes) => new Set(codes).size === codes.length),
    /** `shift` goes with 113107 (modified dates), `keep` with 113106 (full dates), `remove` with neither. */
    dates: z.enum(['remove', 'shift', 'keep']),
    /** Patient ID and Patient's Name become the same pseudonym wherever the key is the same. */
    patient: z.literal('pseudonym'),
    keep,
    /** `safe` (Table E.3.10-1 only) goes with 113111. */
    private: z.enum(['remove', 'safe']),
    age: z.strictObject({ cap: z.literal(90) }),
    pixels,
    face,
    people,
  })
  .refine(({ dates, options }) => (dates === 'shift') === options.includes('113107') && (dates === 'keep') === options.includes('113106'), {
    path: ['dates'],
  })
  .refine((policy) => (policy.private === 'safe') === policy.options.includes('113111'), { path: ['private'] });
export type ProfilePolicy = z.infer<typeof Profile>;

/**
 * A site's rules as data (HOUSE.md, "Policy as data"). No functions: a policy is sent to workers, hashed into every record,
 * read by an officer. What this schema does not name is refused, not ignored.
 */
export const Policy = z.discriminatedUnion('allow', [Clinical, Profile]);
export type Policy = z.infer<typeof Policy>;

/** Why a policy is not taken: a code and the place in the document. */
export interface PolicyRefusal {
  readonly code: 'not-a-policy' | 'not-understood';
  readonly at: string;
}

/** A person's answer to one question of a plan (HOUSE.md: Decision). No free text: a reason is one of a list. */
export const Decision = z.strictObject({
  finding: Finding,
  answer: z.enum(['clear', 'refuse']),
  because: z.enum(['looked-at-every-frame', 'blacked-out', 'no-face-can-be-seen', 'names-nobody', 'confirmed-field-by-field']),
});
export type Decision = z.infer<typeof Decision>;
