import { HUMAN_VERBS, PERSON_VERBS } from './lexicon.ts';
import type { Page, Token } from './page.ts';
import { at } from './reader.ts';

/** What follows the name of an author who is cited. */
export const credits = /(?:et al|and colleagues|and others|and co-?workers)/;
/** The lists know it as a first name, and not chiefly as a word. */
export const isGiven = (token: Token): boolean =>
  token.sense.given === 2 || token.sense.given === 3 || (token.sense.given === 1 && !token.sense.known);
/** The lists know it as a family name, and not chiefly as a word. */
export const isFamily = (token: Token): boolean => token.sense.surname === 2 || (token.sense.surname === 1 && !token.sense.known);

/** A verb of a person, or what an appositive or a report of a person has, follows token i. */
export function actsLikePerson(page: Page, i: number): 'human' | 'verb' | 'no' {
  const token = at(page, i);
  const next = at(page, i + 1);
  if (token === undefined || next === undefined) return 'no';
  const gap = next.before;
  if (!/^[\s,]{1,2}$/.test(gap) || next.shape !== 'low') return 'no';
  if (HUMAN_VERBS.has(next.low)) return 'human';
  if (
    /^(?:is|was)$/.test(next.low) &&
    /^(?:a|an|known|well|admitted|discharged|referred|born|seen|brought|found|taken|transferred|intubated|diagnosed|treated|reviewed|lysed|keen|happy|unable|able|noted|counselled|given|feeling|started|not|currently|now|still|previously|otherwise|in|on|his|her|rushed|aged)$/.test(
      at(page, i + 2)?.low ?? '',
    )
  )
    return /^(?:known|in|on|not|noted|found|now|currently|a|an|previously|seen|given|well|treated|diagnosed|taken|still|started|otherwise|reviewed|able|unable)$/.test(
      at(page, i + 2)?.low ?? '',
    )
      ? 'verb'
      : 'human';
  if (
    /^(?:has|had)$/.test(next.low) &&
    /^(?:been|had|never|always|a|an|no|his|her|lived|worked|previously|recently|noticed|felt|not)$/.test(at(page, i + 2)?.low ?? '')
  )
    return 'verb';
  if (gap.includes(',') && /^(?:a|an|who|aged|our|the|his|her|my)$/.test(next.low))
    return next.low === 'who' || next.low === 'aged' ? 'human' : 'verb';
  return PERSON_VERBS.has(next.low) && (!gap.includes(',') || next.low.endsWith('ed')) ? 'verb' : 'no';
}
