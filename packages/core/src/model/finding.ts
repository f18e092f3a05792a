import { z } from 'zod';
import { Identifier } from './identifier.ts';
import { Box, Count, ElementPath, Score, Span } from './place.ts';

/** The text fields of a case; absent in a request means the strictest. */
export const TextField = z.enum(['title', 'presentation', 'description', 'findings', 'discussion', 'caption', 'alt', 'tags', 'quiz', 'filename']);
export type TextField = z.infer<typeof TextField>;

/** The name of a rule of the text gate, such as `date.full`. */
export const RuleId = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);

/** Why a whole file identifies or cannot be taken. */
export const FileReason = z.enum([
  'audio',
  'video',
  'pdf',
  'document',
  'telling-name',
  'polyglot',
  'photograph',
  'object-kind',
  'trailing-bytes',
  'preamble',
  'excess-pixels',
  'unused-bits',
  'codestream-segment',
  'identifier-left',
  'not-ours',
]);
export type FileReason = z.infer<typeof FileReason>;

/** Why the context of a case may identify. */
export const ContextReason = z.enum(['rare', 'circumstances', 'demographics', 'practice', 'news', 'mosaic']);

/** The looks that can be taken at a file or a case; the channels of the command line are the first four. */
export const CheckName = z.enum(['header', 'pixels', 'heads', 'text', 'context', 'sweep']);
export type CheckName = z.infer<typeof CheckName>;

/**
 * Why a look could not be finished. `not-built`: no code looks yet (a question). All others refuse:
 * `text-likely` a kind of picture that usually has text burnt in, while nobody looked for it; `head-shown` a head volume,
 * while nothing can look for faces; `no-decoder`; `too-large`; `out-of-time`; `crashed`; `unreadable`.
 */
export const GapReason = z.enum(['not-built', 'text-likely', 'head-shown', 'no-decoder', 'too-large', 'out-of-time', 'crashed', 'unreadable']);
export type GapReason = z.infer<typeof GapReason>;

/** Where a face stands: a range of slices (end exclusive) of a series, or a box of a frame (null: anywhere in it). */
export const FaceWhere = z.union([
  z.strictObject({ series: Count, slices: z.tuple([Count, Count]) }),
  z.strictObject({ frame: Count, box: Box.nullable() }),
]);

/** One place that may identify a person. A finding points; it never quotes. */
export const Finding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('header'), identifier: Identifier, score: Score, at: ElementPath }),
  z.strictObject({ kind: z.literal('pixel'), identifier: Identifier, score: Score, frame: Count, box: Box, marker: z.boolean() }),
  z.strictObject({ kind: z.literal('text'), identifier: Identifier, score: Score, field: TextField, span: Span, rule: RuleId }),
  z.strictObject({ kind: z.literal('face'), identifier: z.literal('face'), score: Score, where: FaceWhere }),
  z.strictObject({ kind: z.literal('file'), identifier: Identifier, because: FileReason }),
  z.strictObject({ kind: z.literal('context'), identifier: Identifier, because: ContextReason }),
  z.strictObject({ kind: z.literal('gap'), check: CheckName, because: GapReason }),
]);
export type Finding = z.infer<typeof Finding>;
export type FindingOf<K extends Finding['kind']> = Extract<Finding, { kind: K }>;

/** What the law makes of a finding: block and ask need a person, fix is offered in one key, note is quiet. */
export const Tier = z.enum(['block', 'fix', 'ask', 'note']);
export type Tier = z.infer<typeof Tier>;
