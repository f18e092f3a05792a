import { z } from 'zod';
import { Finding } from '../model/index.ts';

/** The looks that the command line names (CLI.md, `--channels`). */
export const Channel = z.enum(['header', 'pixels', 'heads', 'text']);
export type Channel = z.infer<typeof Channel>;

/** Every channel: what is looked at unless somebody says less. */
export const ALL_CHANNELS: readonly Channel[] = Channel.options;

/** A modality as it stands in (0008,0060). */
const Modality = z.string().regex(/^[A-Z]{1,16}$/);

/**
 * A site's rules as data (HOUSE.md, "Policy as data"). No functions: a policy is sent to workers, hashed into every record,
 * read by an officer. What this schema does not name is refused, not ignored.
 */
export const Policy = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  version: z.int().min(1).max(9999),
  /** The edition of PS3.15 Annex E that it builds on. */
  basis: z.literal('PS3.15 2026c'),
  /** `clinical`: only what is needed to show and measure an image stays. */
  allow: z.literal('clinical'),
  /** Options of the profile that it carries out, as CID 7050 codes: clean pixels, clean visual features, clean descriptors, retain patient characteristics (sex, rounded age). */
  options: z.array(z.enum(['113101', '113102', '113105', '113108'])),
  dates: z.literal('remove'),
  /** Attributes kept by declaration, each with its reason. */
  keep: z.array(z.strictObject({ keyword: z.literal('Manufacturer'), because: z.string().min(1).max(200) })),
  private: z.literal('remove'),
  age: z.strictObject({ adults: z.literal('nearest-5'), cap: z.literal(90), children: z.literal('band') }),
  pixels: z.strictObject({
    /** Modalities whose pictures usually have text burnt in: refused while nothing can look for it. */
    ask: z.array(Modality),
    blackout: z.enum(['above 0.4', 'above 0.2']),
  }),
  face: z.strictObject({ 'head-volume': z.literal('refuse-unless-narrowed-or-defaced'), photograph: z.literal('refuse') }),
  people: z.strictObject({ approvals: z.int().min(1).max(9), 'must-see-every-frame': z.literal(true) }),
});
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
