import { actsLikePerson, credits } from './acting.ts';
import { isEponymUse, isStop, nameRun } from './names.ts';
import type { Page } from './page.ts';
import { at, put, type Reader } from './reader.ts';

const beforePerson =
  /(?:^|[^a-z])(?:of|for|from|to|by|with|about|and|thanks to|on|in|when|while|because|that|then|after|before|until|although|if|as|poor|little|young|old|dear|our|saw|see|seen|told|gave|give|given|help|helped|treat|treated|took|brought|met|meet|asked|showing|shows|image of|x-ray of|ct of|mri of|scan of|is|was|named|called|name is|name was|known as|aka|hi|hello|sorry|wish|congratulations|happy birthday|rip|mr|this is|case of)\s$/;

/** One name token alone: "Grace tolerated", "May was discharged", "Thanks to Olivia's", "x-ray of Priya", "Dave is a builder". */
export function byOne(reader: Reader, i: number): number {
  const { page } = reader;
  const token = at(page, i);
  if (
    token === undefined ||
    token.kind !== 'word' ||
    token.text.length < 2 ||
    isStop(token.low) ||
    token.before.endsWith('-') ||
    at(page, i + 1)?.before === '-'
  )
    return i;
  const { given, surname, known, eponym, proper, city, wide } = token.sense;
  const letter = at(page, i + 1);
  const verb = actsLikePerson(page, letter?.text.length === 1 && letter.shape === 'cap' && letter.before === ' ' ? i + 1 : i);
  if ((proper && !(given === 4 && verb === 'human')) || wide || isEponymUse(page, i)) return i;
  const shouted = token.shape === 'upper';
  if (
    shouted &&
    (page.words.isAcronym(token.text) || known || token.text.length < 4 || (verb === 'no' && !token.possessive && !/[:^]\s?$/.test(token.before)))
  )
    return i;
  const initial =
    /^ [A-Z]\.?$/.test(page.cas.slice(token.end, token.end + 3).replace(/[,. ]$/, (m) => (m === '.' ? '.' : ''))) &&
    at(page, i + 1)?.text.length === 1 &&
    /[A-Z]/.test(at(page, i + 1)?.text ?? '') &&
    !/^[AI]$/.test(at(page, i + 1)?.text ?? '');
  if (initial && eponym && actsLikePerson(page, i + 1) === 'no') return i;
  const stop = initial ? (at(page, i + 1) ?? token) : token;
  const say = (rule: string, score: number): number => {
    const run = initial || token.possessive || token.shape === 'low' ? i + 1 : nameRun(page, i, false);
    const last = run > i + 1 ? (at(page, run - 1) ?? stop) : stop;
    put(reader, { rule, identifier: 'name', score }, [token, last]);
    return initial ? i + 2 : Math.max(run, i + 1);
  };
  if (token.first && letter?.before === ', ' && letter.shape === 'cap' && verb === 'no') return i;
  if (token.shape === 'cap' || shouted || token.shape === 'odd') {
    const sure = given === 2 || (given === 3 && !token.first);
    if (given === 4 || given === 3) {
      if (
        verb === 'human' ||
        (verb === 'verb' &&
          !/^(?:did|does|could|can|will|would|should|need|needed|require|required|requires|called|placed|performed|seen|reported|reviewed|improved|failed|also|never|always|now|who|whose)$/.test(
            at(page, i + 1)?.low ?? '',
          ))
      )
        return say('name.subject', 0.85);
      if (given === 4 && !token.possessive) return i;
    }
    const before = beforePerson.test(page.low.slice(Math.max(0, token.start - 24), token.start));
    if (sure && given === 2 && !known) {
      if (eponym && verb === 'no' && !before) return i;
      if (eponym && verb !== 'human' && token.possessive) return i;
      if (verb !== 'no' || token.possessive) return say('name.subject', 0.9);
      if (city > 0 && /(?:in|from|near|at|to)\s$/.test(page.low.slice(Math.max(0, token.start - 6), token.start))) return i;
      return say('name.given', eponym ? 0.5 : before ? 0.85 : 0.65);
    }
    if (given >= 2 && (verb === 'human' || (verb === 'verb' && !eponym))) return say('name.subject', 0.88);
    if (given === 2 && known && !token.first && before && !eponym) return say('name.given', 0.6);
    if (given === 3 && !token.first && (before || token.possessive) && !eponym && !titleCase(page, i)) return say('name.given', 0.6);
    if (!known && !eponym && city === 0 && verb === 'human') return say('name.subject', surname > 0 || given > 0 ? 0.88 : 0.75);
    if (!known && !eponym && (surname === 2 || given === 1) && verb === 'verb') return say('name.subject', 0.7);
    if (
      surname > 0 &&
      !eponym &&
      !token.first &&
      /(?:\d|old|yo|y\/o|yrs?|[mf])\s$/.test(page.low.slice(Math.max(0, token.start - 4), token.start)) &&
      /(?:year|yr|yo|y\/o|\d[mf])s?[\s-]{0,2}(?:old)?\s$/.test(page.low.slice(Math.max(0, token.start - 12), token.start))
    )
      return say('name.aged', 0.65);
    if (surname >= 2 && !known && !eponym && token.possessive && !credits.test(page.low.slice(token.end, token.end + 20)))
      return say('name.subject', 0.62);
    return i;
  }
  if (token.shape === 'low' && given === 2 && !known && (verb === 'human' || (verb === 'verb' && !eponym))) return say('name.subject-small', 0.75);
  return i;
}

/** The words around are written with capitals too, so that a capital tells nothing. */
function titleCase(page: Page, i: number): boolean {
  const around = [at(page, i - 2), at(page, i - 1), at(page, i + 1), at(page, i + 2)].filter(
    (t) => t !== undefined && t.kind === 'word' && t.text.length > 3,
  );
  return around.length > 0 && around.every((t) => t?.shape === 'cap');
}
