import { z } from 'zod';
import { AccountId, CaseId, Count, Digest, Span } from './place.ts';
import { Finding, RuleId } from './finding.ts';
import { PolicyStamp } from './report.ts';

/** What an account may be, several at once. */
export const Role = z.enum(['contributor', 'reviewer', 'editor']);
export type Role = z.infer<typeof Role>;

/** Where a case stands in its life (HOUSE.md, "Life of a case"); `none` before its first event. */
export const Stage = z.enum(['none', 'draft', 'in-review', 'published', 'hidden', 'erased']);
export type Stage = z.infer<typeof Stage>;

/**
 * The age of the subject as it may be kept and shown: adults to the nearest five years, children in bands (POLICY.md, S41 and
 * S42). The exact age is never sent.
 */
export const AgeBand = z.enum([
  'newborn',
  'infant',
  'toddler',
  '5-9',
  '10-14',
  '15-17',
  '20',
  '25',
  '30',
  '35',
  '40',
  '45',
  '50',
  '55',
  '60',
  '65',
  '70',
  '75',
  '80',
  '85',
  '90-or-over',
]);
export type AgeBand = z.infer<typeof AgeBand>;

export const Sex = z.enum(['female', 'male', 'other']);
export type Sex = z.infer<typeof Sex>;

/** Why a reviewer gives a case back. */
export const ReturnReason = z.enum([
  'identifier-in-pixels',
  'identifier-in-text',
  'date',
  'age',
  'face',
  'too-much-shown',
  'text-burnt-in',
  'consent-needed',
  'wrong-order',
  'incomplete',
  'quality',
  'other',
]);
export type ReturnReason = z.infer<typeof ReturnReason>;

/** What a notice is about (GOVERNANCE.md 4.3). */
export const NoticeClass = z.enum(['image', 'text', 'face', 'consent-withdrawn', 'me-or-family', 'other']);
export type NoticeClass = z.infer<typeof NoticeClass>;

/** Why a person hides a case without a notice. */
export const HideReason = z.enum(['privacy', 'consent-withdrawn', 'author', 'quality', 'copyright']);
export type HideReason = z.infer<typeof HideReason>;

/** The reason class of a tombstone: all that stays of an erased case, with a date. */
export const ErasureReason = z.enum(['privacy', 'consent-withdrawn', 'author', 'copyright', 'notice-unanswered']);
export type ErasureReason = z.infer<typeof ErasureReason>;

/** What the contributor says about the subject's consent; `unsure` stops the submission (S19). */
export const ConsentWord = z.enum(['declared', 'not-declared', 'unsure']);
export type ConsentWord = z.infer<typeof ConsentWord>;

/** The three statements that a contributor makes for each case. */
export const AttestationId = z.enum(['may-share', 'seen-every-frame', 'nothing-identifies']);
export type AttestationId = z.infer<typeof AttestationId>;

/** Which wording of a statement was accepted. */
export const AttestationStamp = z.strictObject({ id: AttestationId, version: z.int().min(1) });
export type AttestationStamp = z.infer<typeof AttestationStamp>;

/** The name and version of the software that cleaned, such as `silhouette/0.1.0`. */
export const Software = z.string().regex(/^[a-z0-9-]{1,32}\/\d{1,5}\.\d{1,5}\.\d{1,5}$/);

/** Why a person answered a question of a plan: one of a list, never free text. */
export const AnswerReason = z.enum(['looked-at-every-frame', 'blacked-out', 'no-face-can-be-seen', 'names-nobody', 'confirmed-field-by-field']);

/** A person's answer to one question of an object's plan (HOUSE.md: Decision), as it travels in the record. */
export const Answer = z.strictObject({ finding: Finding, answer: z.literal('clear'), because: AnswerReason });
export type Answer = z.infer<typeof Answer>;

/** Why a place that the text gate asks about may stay. */
export const DismissReason = z.enum(['names-nobody', 'not-this-case', 'needed-to-teach']);
export type DismissReason = z.infer<typeof DismissReason>;

/** A person's word that a place in a text identifies nobody: the rule that asked, the place, and why. Never the words themselves. */
export const Dismissal = z.strictObject({ rule: RuleId, span: Span, because: DismissReason });
export type Dismissal = z.infer<typeof Dismissal>;

/** A person's word that all frames of one object, as it was sent, were looked at, and the answers to its questions. */
export const FrameLook = z.strictObject({ object: Digest, frames: z.int().min(1), answers: z.array(Answer).max(100) });
export type FrameLook = z.infer<typeof FrameLook>;

/** What the machine did on the contributor's side, and what a person decided: digests, codes and numbers only. */
export const CaseRecord = z.strictObject({
  software: Software,
  policy: PolicyStamp,
  counts: z.strictObject({ instances: Count, findings: Count, fixes: Count, blackouts: Count, leftOut: Count }),
  looks: z.array(FrameLook).max(20_000),
});
export type CaseRecord = z.infer<typeof CaseRecord>;

/** Why a command on a case was refused. */
export const CaseRefusalCode = z.enum([
  'no-such-case',
  'not-allowed',
  'not-yours',
  'own-case',
  'wrong-stage',
  'not-shown',
  'erased',
  'changed',
  'already-approved',
  'already-cleared',
  'approver-may-not-clear',
  'attestation-missing',
  'terms-outdated',
  'policy-outdated',
  'consent-unsure',
  'gate-not-green',
  'frames-not-seen',
  'title-missing',
  'objects-missing',
  'reason-missing',
]);
export type CaseRefusalCode = z.infer<typeof CaseRefusalCode>;

/** One thing that happened to a case: ids, digests, codes and numbers, so that the log outlives an erasure. */
export const CaseEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drafted'), by: AccountId }),
  z.strictObject({
    kind: z.literal('submitted'),
    by: AccountId,
    content: Digest,
    record: Digest,
    policy: PolicyStamp,
    attestations: z.array(AttestationStamp),
    terms: z.int().min(1),
    consent: z.enum(['declared', 'not-declared']),
    approvals: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal('returned'), by: AccountId, reasons: z.array(ReturnReason).min(1) }),
  z.strictObject({ kind: z.literal('approved'), by: AccountId, content: Digest }),
  z.strictObject({ kind: z.literal('noticed'), notice: z.uuidv4(), class: NoticeClass }),
  z.strictObject({ kind: z.literal('hidden'), by: AccountId, reason: HideReason }),
  z.strictObject({ kind: z.literal('cleared'), by: AccountId, content: Digest }),
  z.strictObject({ kind: z.literal('erased'), by: z.union([AccountId, z.enum(['machine', 'administrator'])]), reason: ErasureReason }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** A modality's code (PS3.3 section C.7.3.1.1.1), such as `CT`. */
export const ModalityCode = z.string().regex(/^[A-Z]{2,16}$/);

/** Why a case came back: codes, and words to its author. */
export const ReturnNote = z.strictObject({ reasons: z.array(ReturnReason).min(1), text: z.string().max(4_000) });
export type ReturnNote = z.infer<typeof ReturnNote>;

/** Where in a case a notice points: an object and a frame of it (from 0). */
export const NoticePlace = z.strictObject({ object: Digest.nullable(), frame: Count.nullable() });
export type NoticePlace = z.infer<typeof NoticePlace>;

/** What is kept of a case as long as it lives, and nothing of it afterwards. `confirmed` names the text fields that came, such as `findings.0`. */
export const CaseDocument = z.strictObject({
  title: z.string(),
  presentation: z.string(),
  discussion: z.string(),
  age: AgeBand.nullable(),
  sex: Sex.nullable(),
  studies: z.array(z.strictObject({ modality: ModalityCode, findings: z.string(), series: z.array(z.strictObject({ objects: z.array(Digest) })) })),
  consent: z.enum(['declared', 'not-declared']).nullable(),
  confirmed: z.array(z.string()),
  returned: ReturnNote.nullable(),
  record: CaseRecord.nullable(),
  /** By field (`title`, `findings.0`): what the contributor said of places that the text gate asks about. */
  dismissed: z.record(z.string(), z.array(Dismissal)).default({}),
  /** The version of the text rules that last looked at the whole case. */
  textRules: z.string().nullable().default(null),
});
export type CaseDocument = z.infer<typeof CaseDocument>;

/**
 * Proof of an erasure: what was deleted, what was found when it was looked for again (null until that look), and what may be
 * left where the archive cannot reach. Counts and codes only; `on` is a day.
 */
export const ErasureReceipt = z.strictObject({
  case: CaseId,
  reason: ErasureReason,
  on: z.iso.date(),
  deleted: z.strictObject({ objects: Count, bytes: Count, documents: Count, notices: Count }),
  verified: z.strictObject({ objectsLeft: Count, rowsLeft: Count, indexRowsLeft: Count }).nullable(),
  mayRemain: z.array(z.enum(['postgres-wal', 'postgres-dead-rows', 'copies-made-while-published'])),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;
