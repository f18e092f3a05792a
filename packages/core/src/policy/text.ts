import type { FindingOf, Tier } from '../model/index.ts';
import { suggestionFor, type TextContext } from './text-fix.ts';

export { applySuggestion } from './text-fix.ts';

/** A text finding as the policy judges it. */
export interface JudgedText extends FindingOf<'text'> {
  readonly tier: Tier;
  /** What to put in its place; null when a person must find the words; empty text to leave it out. */
  readonly suggestion: string | null;
}

/** How sure a rule must be for its finding to stop a case by itself. */
const SURE = 0.8;

/** The tier of a text finding: block stops the case, ask must be answered, fix is offered in one key, note is quiet (TEXT.md section 6.2). */
export function tierOfText({ identifier, rule, score }: FindingOf<'text'>): Tier {
  if (rule.startsWith('unknown.')) return 'note';
  switch (identifier) {
    case 'age':
      return rule.startsWith('age.child') ? 'note' : 'fix';
    case 'institution':
    case 'place':
    case 'clinician':
      return rule.startsWith('known.') ? 'block' : 'ask';
    case 'other':
    case 'face':
      return 'ask';
    case 'date':
      return /event|relative|season|year|time|weekday/.test(rule) || score < SURE ? 'ask' : 'block';
    case 'name':
    case 'initials':
    case 'relative-name':
    case 'date-of-birth':
    case 'address':
    case 'postcode':
    case 'phone':
    case 'fax':
    case 'email':
    case 'id-number':
    case 'vehicle':
    case 'device-serial':
    case 'url':
    case 'ip':
    case 'biometric':
    case 'audio':
    case 'filename':
      return score >= SURE ? 'block' : 'ask';
    default:
      return identifier satisfies never;
  }
}

const nothingKnown: TextContext = { firstStudy: null, locale: null };

/** What the policy makes of the findings of a text, in their order. */
export function judgeText(text: string, findings: readonly FindingOf<'text'>[], context: TextContext = nothingKnown): readonly JudgedText[] {
  return findings.map((finding) => ({ ...finding, tier: tierOfText(finding), suggestion: suggestionFor(text, finding, context) }));
}
