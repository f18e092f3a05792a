import { CaseId } from '@silhouette/core/api';

/** A case number from an address; null where it is none. */
export function caseIdOf(text: string): CaseId | null {
  const id = CaseId.safeParse(text);
  return id.success ? id.data : null;
}
