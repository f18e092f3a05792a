import { findText, RULE_PACK } from '@silhouette/core/find/text';
import { judgeText, type JudgedText, type Policy, policyStamp, TEACHING } from '@silhouette/core/policy';
import {
  type Answer,
  type Dismissal,
  type FileRefusal,
  type Finding,
  no,
  type PolicyStamp,
  type Result,
  type TextField,
  yes,
} from '@silhouette/core/model';
import { openThreads } from './threads.ts';
import type { Seen } from './wire.ts';

/** Why an object is turned away: what was found, or that it could not be read. */
export type Turned =
  | { readonly code: 'not-clean'; readonly findings: readonly Finding[] }
  | { readonly code: 'unreadable'; readonly refusal: FileRefusal };

/** What the gate saw of an object that may come in; its bytes come back to the caller. */
export interface LetIn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly frames: number;
  /** Questions that no answer given meets: looks that no code can take yet. */
  readonly open: readonly Finding[];
}

/** The second look on the archive's side. It turns away; it has no code that could mend anything. */
export interface Gate {
  readonly policy: Policy;
  readonly stamp: PolicyStamp;
  /** Looks at an object's bytes, which must not be used by the caller meanwhile. `answers` are what people said to its questions. */
  look(bytes: Uint8Array<ArrayBuffer>, answers: readonly Answer[]): Promise<Result<LetIn, Turned>>;
  /**
   * Looks at a field of text; the one place through which every text of a case comes. What is asked about stays open until it is dismissed;
   * null: nobody can dismiss anything here, and only what stops a text by itself counts.
   */
  lookAtText(field: TextField, text: string, dismissed: readonly Dismissal[] | null): readonly Finding[];
  /** The version of the text rules. */
  readonly textRules: string;
  close(): Promise<void>;
}

/** How much a look may take. */
export interface GateLimits {
  readonly threads: number;
  readonly ms: number;
  readonly heapMb: number;
}

/** Enough for the largest object on a slow machine; a look that needs more is a gap, so a refusal. */
export const GATE_LIMITS: GateLimits = { threads: 2, ms: 600_000, heapMb: 512 };

/** Opens the gate. */
export function openGate(limits: GateLimits = GATE_LIMITS, thread: URL = new URL('./gate-thread.ts', import.meta.url)): Gate {
  const threads = openThreads(thread, limits);
  return {
    policy: TEACHING,
    stamp: policyStamp(TEACHING),
    look: async (bytes, answers) => {
      const reply = await threads.ask(bytes, answers);
      if (reply.kind === 'lost') return no({ code: 'not-clean', findings: [{ kind: 'gap', check: 'header', because: reply.because }] });
      return verdict(reply.seen, reply.bytes);
    },
    lookAtText: findOpen,
    textRules: RULE_PACK,
    close: () => threads.close(),
  };
}

function findOpen(field: TextField, text: string, dismissed: readonly Dismissal[] | null): readonly Finding[] {
  const judged = judgeText(text, findText(text, { field, locale: null, known: null }));
  const isOpen = ({ rule, span, tier }: JudgedText): boolean =>
    tier === 'block' ||
    tier === 'fix' ||
    (tier === 'ask' && dismissed !== null && !dismissed.some((one) => one.rule === rule && one.span.join() === span.join()));
  return judged.filter(isOpen).map(({ tier: _tier, suggestion: _suggestion, ...finding }) => finding);
}

/** Whether a finding is a look that no code can take yet: a person's word stands in for it. All else refuses. */
export function isNotBuilt(finding: Finding): boolean {
  return finding.kind === 'gap' && finding.because === 'not-built';
}

function verdict(seen: Seen, bytes: Uint8Array<ArrayBuffer>): Result<LetIn, Turned> {
  if (seen.kind === 'unreadable') return no({ code: 'unreadable', refusal: seen.refusal });
  if (seen.mustStop || !seen.open.every(isNotBuilt)) return no({ code: 'not-clean', findings: seen.findings });
  return yes({ bytes, frames: seen.frames, open: seen.open });
}
