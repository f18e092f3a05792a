import { z } from 'zod';
import type { Finding } from './finding.ts';
import { Box, Count, ElementPath, Span } from './place.ts';

/** The parts that `strip` can take out. */
export const StripPart = z.enum([
  'preamble',
  'meta',
  'group-length',
  'padding',
  'trailing',
  'excess-pixels',
  'unused-bits',
  'codestream-segment',
  'deflate',
]);

const frames = z.union([z.literal('all'), z.array(Count)]);

/** One change at one place. Header fixes carry their action code (PS3.15 Table E.1-1a). */
export const Fix = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('remove'), code: z.literal('X'), at: ElementPath }),
  z.strictObject({ kind: z.literal('empty'), code: z.literal('Z'), at: ElementPath }),
  z.strictObject({ kind: z.literal('dummy'), code: z.literal('D'), at: ElementPath }),
  z.strictObject({ kind: z.literal('remap'), code: z.literal('U'), at: ElementPath }),
  z.strictObject({ kind: z.literal('shift'), code: z.literal('C'), at: ElementPath }),
  z.strictObject({ kind: z.literal('round-age'), code: z.literal('C'), at: ElementPath }),
  z.strictObject({ kind: z.literal('redact'), code: z.literal('C'), at: ElementPath, spans: z.array(Span) }),
  z.strictObject({ kind: z.literal('strip'), at: ElementPath.nullable(), part: StripPart }),
  z.strictObject({ kind: z.literal('blackout'), frames, box: Box }),
  z.strictObject({ kind: z.literal('crop'), frames, box: Box }),
  z.strictObject({ kind: z.literal('drop-frame'), frames }),
  z.strictObject({ kind: z.literal('leave-out'), instance: z.string() }),
  z.strictObject({ kind: z.literal('deface'), series: Count, method: z.enum(['narrow', 'shave', 'strong']) }),
  z.strictObject({ kind: z.literal('thicken'), series: Count, mm: z.number().positive() }),
  z.strictObject({ kind: z.literal('re-encode'), to: z.string() }),
  z.strictObject({ kind: z.literal('strip-audio') }),
]);
export type Fix = z.infer<typeof Fix>;
export type FixOf<K extends Fix['kind']> = Extract<Fix, { kind: K }>;

/** What a policy demands for given findings. */
export interface Plan {
  /** Do these. */
  readonly fixes: readonly Fix[];
  /** A person decides these. */
  readonly questions: readonly Finding[];
  /** Stop: no decision answers them. */
  readonly refusals: readonly Finding[];
}
