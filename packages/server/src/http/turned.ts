import type { Finding, TextField } from '@silhouette/core/model';
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

/** Every text that comes in passes here: what is found in it refuses it; what no code can find yet, the contributor's word stands for. */
export function textRefusal(gate: Gate, field: TextField, text: string): Refused | null {
  const findings = gate.lookAtText(field, text).filter((finding) => !isNotBuilt(finding));
  return findings.length === 0 ? null : { code: 'text-not-clean', at: field, findings };
}
