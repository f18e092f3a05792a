import type { Finding } from '../model/index.ts';
import type { Problem, ProblemCode } from './schemas.ts';

/** The status of each code: one table for the whole edge. */
export const STATUS: Readonly<Record<ProblemCode, number>> = {
  'no-such-case': 404,
  'not-allowed': 403,
  'not-yours': 403,
  'own-case': 403,
  'wrong-stage': 409,
  'not-shown': 410,
  erased: 410,
  changed: 409,
  'already-approved': 409,
  'already-cleared': 409,
  'approver-may-not-clear': 403,
  'attestation-missing': 422,
  'terms-outdated': 409,
  'policy-outdated': 409,
  'consent-unsure': 422,
  'gate-not-green': 422,
  'frames-not-seen': 422,
  'title-missing': 422,
  'objects-missing': 422,
  'reason-missing': 422,
  'bad-input': 400,
  'bad-request-origin': 403,
  'not-signed-in': 401,
  'wrong-sign-in': 401,
  'wrong-code': 403,
  'already-set-up': 409,
  'login-taken': 409,
  'no-such-account': 404,
  'last-editor': 409,
  'too-large': 413,
  'too-many-requests': 429,
  'too-many-objects': 413,
  'not-clean': 422,
  'text-not-clean': 422,
  'unreadable-object': 422,
  'hash-mismatch': 422,
  'no-such-object': 404,
  'no-such-study': 404,
  'no-such-notice': 404,
  'no-such-page': 404,
  busy: 503,
  internal: 500,
};

/** A problem as RFC 9457 writes it. `title` is the code again: sentences live in the screens. */
export function problem(code: ProblemCode, at: string | null = null, findings: readonly Finding[] = []): Problem {
  return { type: `/problems/${code}`, title: code, status: STATUS[code], code, at, findings: [...findings], tombstone: null };
}
