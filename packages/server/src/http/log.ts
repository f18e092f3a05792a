import type { ProblemCode, RouteName } from '@silhouette/core/api';
import type { CaseId } from '@silhouette/core/model';

/** All that this server writes to its log: codes, ids and numbers. There is no way to log a text. */
export type LogEvent =
  | { readonly event: 'listening'; readonly port: number; readonly engine: 'sqlite' | 'postgres' }
  | { readonly event: 'answered'; readonly route: RouteName; readonly status: number; readonly ms: number }
  | { readonly event: 'refused'; readonly route: RouteName; readonly code: ProblemCode }
  | { readonly event: 'upload-refused'; readonly caseId: CaseId; readonly code: ProblemCode }
  | { readonly event: 'noticed'; readonly caseId: CaseId }
  | { readonly event: 'erased'; readonly caseId: CaseId; readonly left: number }
  | { readonly event: 'erasing-clock-stopped' }
  | { readonly event: 'fault'; readonly route: RouteName | 'page'; readonly at: string }
  | { readonly event: 'database-lost' }
  | { readonly event: 'stopping' };

/** Where log events go. */
export type Log = (event: LogEvent) => void;

/** Where in our own code an error came up, `app.ts:12`: never its message, which could hold a value. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return 'unknown';
  // The message comes first in a stack, and may hold anything.
  const calls = error.stack.slice(error.stack.indexOf(error.message) + error.message.length);
  return /([\w.-]+\.(?:ts|js|mjs):\d+)/.exec(calls)?.[1] ?? 'unknown';
}
