import { cleanInstanceWith, copyKnown, type Cleaned, type CleanEngines, type DecodeBytes, type KnownValues } from '@silhouette/core/deid';
import type { ByteSource } from '@silhouette/core/dicom';
import type { BoxEdit } from '@silhouette/core/fix';
import type { FileRefusal, Finding, Result } from '@silhouette/core/model';
import { ALL_CHANNELS, type Decision, type ResolvedPolicy } from '@silhouette/core/policy';
import type { ContributionKey } from '@silhouette/core/uid';

/** What cleaning needs besides the bytes. */
export interface CleanNeeds {
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  readonly known: KnownValues;
  readonly decode: DecodeBytes;
  readonly engines: CleanEngines;
}

/** The answers that let an object be written so that a person can look at it. They become a person's word only when the person gives it. */
export const PROVISIONAL: readonly Decision[] = [
  { finding: { kind: 'gap', check: 'heads', because: 'not-built' }, answer: 'clear', because: 'no-face-can-be-seen' },
];

/** Cleans one original: blacks out the boxes that were drawn on it and those that are found, and looks at the result again. */
export async function cleanOriginal(
  source: ByteSource,
  boxes: readonly BoxEdit[],
  name: string,
  { decode, engines, key, known, policy }: CleanNeeds,
): Promise<Result<Cleaned, FileRefusal>> {
  const job = { policy, key, channels: ALL_CHANNELS, known: copyKnown(known), decode, boxes, decisions: PROVISIONAL, fileName: name };
  return cleanInstanceWith(source, job, engines);
}

/** The questions of a written object that a person's word stands for. */
export function answeredOf({ findings }: Pick<Cleaned, 'findings'>): readonly Finding[] {
  return findings.filter((finding) => PROVISIONAL.some((decision) => isSame(decision.finding, finding)));
}

const isSame = (a: Finding, b: Finding): boolean => a.kind === 'gap' && b.kind === 'gap' && a.check === b.check && a.because === b.because;
