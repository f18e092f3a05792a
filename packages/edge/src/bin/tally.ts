import type { Finding, Report } from '@silhouette/core/model';
import type { Seen } from '../batch/index.ts';
import { EXIT } from './io.ts';

/** Counts of a run: kinds and numbers only, so that memory does not grow with the files. */
export interface Tally {
  readonly files: number;
  readonly clean: number;
  readonly needsPerson: number;
  readonly unreadable: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How many files for each reason that one was left out. */
  readonly reasons: ReadonlyMap<string, number>;
}

export const emptyTally: Tally = { files: 0, clean: 0, needsPerson: 0, unreadable: 0, bytesIn: 0, bytesOut: 0, reasons: new Map() };

/** The tally after one more file. */
export function addTo(tally: Tally, { report, bytesIn, bytesOut }: Seen): Tally {
  const open = [...report.refusals, ...report.questions];
  const why = report.error !== null ? [`error ${report.error.code}`] : [...new Set(open.map(nameOf))];
  const reasons = why.length === 0 ? tally.reasons : new Map(tally.reasons);
  if (reasons instanceof Map) for (const reason of why) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    files: tally.files + 1,
    clean: tally.clean + (report.error === null && open.length === 0 ? 1 : 0),
    needsPerson: tally.needsPerson + (report.error === null && open.length > 0 ? 1 : 0),
    unreadable: tally.unreadable + (report.error === null ? 0 : 1),
    bytesIn: tally.bytesIn + bytesIn,
    bytesOut: tally.bytesOut + bytesOut,
    reasons,
  };
}

/** A finding in a few words: its kind, what it is about, and why. Never a place or a value. */
export function nameOf(finding: Finding): string {
  switch (finding.kind) {
    case 'gap':
      return `${finding.check}: ${finding.because}`;
    case 'file':
    case 'context':
      return `${finding.kind}: ${finding.because}`;
    case 'header':
    case 'pixel':
    case 'text':
    case 'face':
      return `${finding.kind}: ${finding.identifier}`;
    default:
      return finding satisfies never;
  }
}

/** The exit code that a tally asks for. */
export function exitOf(tally: Tally): number {
  if (tally.unreadable > 0) return EXIT.unreadable;
  return tally.needsPerson > 0 ? EXIT.needsPerson : EXIT.clean;
}

/** The totals as the report prints them. */
export function totalsOf({ files, clean, needsPerson, unreadable, bytesIn, bytesOut }: Tally, ms: number): Report['totals'] {
  return { files, clean, needsPerson, unreadable, bytesIn, bytesOut, ms: Math.round(ms) };
}
