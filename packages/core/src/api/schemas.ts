import { z } from 'zod';
import {
  AccountId,
  AgeBand,
  AttestationStamp,
  CaseId,
  CaseRecord,
  CaseRefusalCode,
  ConsentWord,
  Count,
  Digest,
  Dismissal,
  ErasureReason,
  ErasureReceipt,
  Finding,
  HideReason,
  ModalityCode,
  NoticeClass,
  NoticePlace,
  PolicyStamp,
  ReturnNote,
  Role,
  Sex,
  Stage,
} from '../model/index.ts';

/** The name one signs in with: lower case, no spaces. */
export const Login = z.string().regex(/^[a-z0-9._@+-]{2,64}$/);
/** A pass phrase: twelve characters at least. */
export const Password = z.string().min(12).max(256);
/** A code to be used once: twenty-five letters and figures in five groups. */
export const OneTimeCode = z.string().regex(/^[A-HJKMNP-Z2-9]{5}(-[A-HJKMNP-Z2-9]{5}){4}$/);

/** The longest text of each field, in UTF-16 code units. */
export const TEXT_LIMITS = { title: 200, presentation: 2_000, findings: 10_000, discussion: 20_000 } as const;

/** The most bytes of one object, and the most objects of one case. */
export const MAX_OBJECT_BYTES = 512 * 1024 * 1024;
export const MAX_OBJECTS = 20_000;

/** A series: its objects in the order in which a reader scrolls. */
export const SeriesArrangement = z.strictObject({ objects: z.array(Digest).min(1).max(MAX_OBJECTS) });

/** A study: its modality's code (PS3.3 C.7.3.1.1.1) and its series. Its findings come as text, field by field. */
export const StudyArrangement = z.strictObject({ modality: ModalityCode, series: z.array(SeriesArrangement).min(1).max(500) });

const dismissed = z.array(Dismissal).max(200).optional();

/** One field of text, sent only when the contributor has confirmed it. `study` counts from 0 and goes with `findings` alone. */
export const ConfirmedText = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('title'), text: z.string().max(TEXT_LIMITS.title), confirmed: z.literal(true), dismissed }),
  z.strictObject({ field: z.literal('presentation'), text: z.string().max(TEXT_LIMITS.presentation), confirmed: z.literal(true), dismissed }),
  z.strictObject({ field: z.literal('discussion'), text: z.string().max(TEXT_LIMITS.discussion), confirmed: z.literal(true), dismissed }),
  z.strictObject({ field: z.literal('findings'), study: Count, text: z.string().max(TEXT_LIMITS.findings), confirmed: z.literal(true), dismissed }),
]);
export type ConfirmedText = z.infer<typeof ConfirmedText>;

/** A change of a draft: one confirmed text, the coded facts, or how studies, series and objects are arranged (findings of study n stay with study n). */
export const CasePatch = z.union([
  ConfirmedText,
  z.strictObject({ age: AgeBand.nullable(), sex: Sex.nullable() }),
  z.strictObject({ studies: z.array(StudyArrangement).max(50) }),
]);
export type CasePatch = z.infer<typeof CasePatch>;

/** What the gate saw of an object; `frames` from 1. */
export const ObjectFacts = z.strictObject({ object: Digest, bytes: Count, frames: z.int().min(1) });
export type ObjectFacts = z.infer<typeof ObjectFacts>;

/** What a reader sees of a case. */
export const CaseContent = z.strictObject({
  title: z.string(),
  presentation: z.string(),
  age: AgeBand.nullable(),
  sex: Sex.nullable(),
  discussion: z.string(),
  consent: z.enum(['declared', 'not-declared']).nullable(),
  studies: z.array(
    z.strictObject({ modality: ModalityCode, findings: z.string(), series: z.array(z.strictObject({ objects: z.array(ObjectFacts) })) }),
  ),
});
export type CaseContent = z.infer<typeof CaseContent>;

/** A case for who asks. Readers get `content` alone; owner, reviewers and editors get the rest too. `version` is the digest that `approve` and `clear` name. */
export const CaseView = z.strictObject({
  id: CaseId,
  stage: Stage,
  content: CaseContent,
  team: z
    .strictObject({
      own: z.boolean(),
      version: Digest,
      confirmed: z.array(z.string()),
      objects: z.array(ObjectFacts),
      returned: ReturnNote.nullable(),
      record: CaseRecord.nullable(),
      approvals: Count,
      approvalsNeeded: Count,
      clears: Count,
      mayApprove: z.boolean(),
      mayClear: z.boolean(),
    })
    .nullable(),
});
export type CaseView = z.infer<typeof CaseView>;

/** One row of a list. The title is null where the case is not shown. `key` is the object for the picture of the list. */
export const CaseRow = z.strictObject({
  id: CaseId,
  stage: Stage,
  title: z.string().nullable(),
  modalities: z.array(z.string()),
  instances: Count,
  key: Digest.nullable(),
  own: z.boolean(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** A published case in the library. */
export const LibraryRow = z.strictObject({
  id: CaseId,
  title: z.string(),
  modalities: z.array(z.string()),
  instances: Count,
  key: Digest.nullable(),
});
export type LibraryRow = z.infer<typeof LibraryRow>;

export const Account = z.strictObject({ id: AccountId, login: Login, roles: z.array(Role) });
export type Account = z.infer<typeof Account>;
export const AccountRow = z.strictObject({ ...Account.shape, active: z.boolean(), closed: z.boolean() });
export type AccountRow = z.infer<typeof AccountRow>;

/** Who is signed in, and what the archive asks of those who send. */
export const Session = z.strictObject({ account: Account.nullable(), setUp: z.boolean() });
export type Session = z.infer<typeof Session>;

export const Submit = z.strictObject({
  version: Digest,
  attestations: z.array(AttestationStamp).max(8),
  terms: z.int().min(1),
  consent: ConsentWord,
  record: CaseRecord,
});

export const NoticeIn = z.strictObject({ case: CaseId, class: NoticeClass, place: NoticePlace.nullable() });
export type NoticeIn = z.infer<typeof NoticeIn>;
export const NoticeStatus = z.enum(['hidden', 'cleared', 'erased']);
/** What the sender of a notice may ask for later. `receipt` is known to the sender alone. */
export const NoticeReceipt = z.strictObject({ receipt: z.uuidv4(), status: NoticeStatus });
/** A notice as editors see it. `hours` since it came. */
export const NoticeRow = z.strictObject({
  id: z.uuidv4(),
  case: CaseId,
  class: NoticeClass,
  place: NoticePlace.nullable(),
  status: NoticeStatus,
  hours: Count,
});
export type NoticeRow = z.infer<typeof NoticeRow>;

/** Every code that a problem (RFC 9457) can have. Sentences live in the screens. */
export const ProblemCode = z.enum([
  ...CaseRefusalCode.options,
  'bad-input',
  'bad-request-origin',
  'not-signed-in',
  'wrong-sign-in',
  'wrong-code',
  'already-set-up',
  'login-taken',
  'no-such-account',
  'last-editor',
  'too-large',
  'too-many-requests',
  'too-many-objects',
  'not-clean',
  'text-not-clean',
  'unreadable-object',
  'hash-mismatch',
  'no-such-object',
  'no-such-study',
  'no-such-notice',
  'no-such-page',
  'busy',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** An answer that refuses: a code, a place and findings; never a value (RFC 9457, application/problem+json). */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ProblemCode,
  at: z.string().nullable(),
  findings: z.array(Finding),
  /** Of an erased case: the reason class and the day. */
  tombstone: z.strictObject({ reason: ErasureReason, on: z.iso.date() }).nullable(),
});
export type Problem = z.infer<typeof Problem>;

/** The policy in force, as data, and the versions of the words that go with a submission. */
export const PolicyAnswer = z.strictObject({ stamp: PolicyStamp, document: z.json(), terms: z.int(), attestations: z.array(AttestationStamp) });

export { AccountId, CaseId, Digest, ErasureReason, ErasureReceipt, HideReason, ReturnNote, Role };
