import type { CaseDocument, Dismissal, Finding, TextField } from '@silhouette/core/model';
import { type Gate, isNotBuilt } from '../gate/index.ts';
import type { Refused } from './handler.ts';

type Turned = Extract<Awaited<ReturnType<Gate['look']>>, { ok: false }>['refusal'];

/** What the gate's refusal looks like from outside: a code, a place, the findings. */
export function refusedBy(turned: Turned): Refused {
  if (turned.code === 'unreadable')
    return { code: 'unreadable-object', at: turned.refusal.at === null ? turned.refusal.code : `${turned.refusal.code} ${turned.refusal.at}` };
  return { code: 'not-clean', at: placeOf(turned.findings), findings: turned.findings.slice(0, 200) };
}

function placeOf(findings: readonly Finding[]): string | null {
  const first = findings.find((finding) => !isNotBuilt(finding));
  if (first === undefined) return null;
  switch (first.kind) {
    case 'header':
      return first.at;
    case 'pixel':
      return `frame ${first.frame}`;
    case 'gap':
      return `gap ${first.check} ${first.because}`;
    case 'file':
    case 'context':
      return first.because;
    case 'text':
      return first.field;
    case 'face':
      return 'face';
    default:
      return null;
  }
}

/** Every text that comes in passes here: what is found in it, and not dismissed where it may be, refuses it. */
export function textRefusal(gate: Gate, field: TextField, text: string, dismissed: readonly Dismissal[] | null): Refused | null {
  const findings = gate.lookAtText(field, text, dismissed).filter((finding) => !isNotBuilt(finding));
  return findings.length === 0 ? null : { code: 'text-not-clean', at: field, findings };
}

/** The first text of a case that the gate does not let through; null when there is none. */
export function textsRefusal(gate: Gate, { discussion, dismissed, presentation, studies, title }: CaseDocument): Refused | null {
  const texts: readonly (readonly [TextField, string, string])[] = [
    ['title', title, 'title'],
    ['presentation', presentation, 'presentation'],
    ['discussion', discussion, 'discussion'],
    ...studies.map(({ findings }, n) => ['findings', findings, `findings.${n}`] as const),
  ];
  for (const [field, text, key] of texts) {
    const refused = textRefusal(gate, field, text, dismissed[key] ?? []);
    if (refused !== null) return refused;
  }
  return null;
}
