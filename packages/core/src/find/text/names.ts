import { BETWEENS, HEADS, OF_HEADS, PARTICLES } from './lexicon.ts';
import type { Page, Token } from './page.ts';

const stops = new Set(
  `the a an and or of in on at to from by with for is was are were be been this that these those he she they it his her their its him them we i you my our your who what which when where why how no not non as if then than but so
  patient patients male female man woman boy girl baby infant child image images figure case cases ct mri mr us xr pet left right bilateral anterior posterior superior inferior axial coronal sagittal lateral medial proximal distal
  one two three four five six seven eight nine ten first second third new old known history presented past there here while after before during since until however additionally also both all any some each every
  contrast pre post intra comparison impression conclusion findings technique indication discussion diagnosis clinical information report reported normal abnormal mild moderate severe acute chronic large small
  signs symptoms follow up day days week weeks month months year years today yes re dear note`
    .trim()
    .split(/\s+/),
);

/** Words that are never part of a name, however they are written. */
export const isStop = (low: string): boolean => stops.has(low);

/** Whether the lists or the spelling allow a token to be a name. */
export function isNameLike(page: Page, token: Token): boolean {
  if (isStop(token.low)) return false;
  const { given, surname, known } = token.sense;
  if (token.shape === 'upper' && page.words.isAcronym(token.text) && given < 2 && surname < 2) return false;
  return !known || (given > 0 && given !== 1) || surname >= 2;
}

const isHead = (low: string): boolean =>
  HEADS.has(low) ||
  (low.endsWith('s') && HEADS.has(low.slice(0, -1))) ||
  /.(?:plast(?:y|ies)|ectom(?:y|ies)|ostom(?:y|ies)|otom(?:y|ies)|scop(?:y|ies)|desis|pexy|itis|osis|oma|omas|pathy|graphy|metry)$/.test(low);

/** The token is used as an eponym: a head noun follows, or "vein of" and the like come before. */
export function isEponymUse(page: Page, i: number): boolean {
  const { tokens } = page;
  const token = tokens[i];
  if (token === undefined) return false;
  const listed = token.sense.eponym || token.sense.proper;
  let k = i + 1;
  for (let steps = 0; steps < 4; steps += 1, k += 1) {
    const next = tokens[k];
    if (next === undefined || !/^(?:[\s'"]{1,2}|-|\s?[-/]\s?|\/)$/.test(next.before)) break;
    if (isHead(next.low))
      return listed ||
        token.possessive ||
        steps === 0 ||
        !token.sense.given ||
        (tokens[i + 1]?.before === '-' && tokens[i + 1]?.sense.eponym === true)
        ? !isPersonHead(page, token, next)
        : false;
    const isMore = next.shape === 'cap' && (next.sense.eponym || !next.sense.known || next.before === '-');
    if (
      !isMore &&
      !BETWEENS.has(next.low) &&
      !(listed && /(?:al|ic|ous|ar|ary|ed|oid|ive)$/.test(next.low) && next.shape === 'low' && next.low.length > 4)
    )
      break;
  }
  const joinedNext = tokens[i + 1];
  if (joinedNext?.before === '-' && joinedNext.sense.eponym && !token.sense.given) return true;
  const before = tokens[i - 1];
  if (before?.low === 'of' && token.before === ' ' && OF_HEADS.has(tokens[i - 2]?.low ?? '')) return true;
  return before !== undefined && listed && /^[-/]$/.test(token.before) && before.sense.eponym;
}

/** "Grace body" is hers, "Baker cyst" is not: a first name that is no eponym, in the possessive, owns a body part. */
function isPersonHead(_page: Page, token: Token, head: Token): boolean {
  const own =
    /^(?:knee|hip|wrist|ankle|elbow|heel|foot|finger|toe|hand|spine|shoulder|bladder|gallbladder|cancer|scan|study|lesion|lesions|mass|tumour|tumor|fracture|carcinoma|aneurysm|fever|cyst|head|femur|case|stent|tube|drain|catheter|changes|radiograph)$/;
  return token.possessive && !token.sense.eponym && token.sense.given === 2 && own.test(head.low);
}

/**
 * The number of the token after the run of a name that begins at token i; i when no name begins there. A strong context takes any
 * capital first and words that are also names; otherwise a token must be name-like.
 */
export function nameRun(page: Page, i: number, strong: boolean): number {
  const { tokens } = page;
  let end = i;
  let names = 0;
  for (let k = i; k < i + 6; k += 1) {
    const token = tokens[k];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'foreign') || isStop(token.low)) break;
    if (k > i && !/^(?: |\. |-|'|\.)$/.test(token.before)) break;
    if (k > i && tokens[k - 1]?.possessive === true) break;
    if (k > i && token.before === '. ' && tokens[k - 1]?.text.length !== 1) break;
    const next = tokens[k + 1];
    const isInitial =
      token.text.length === 1 &&
      token.shape === 'cap' &&
      (k > i || next !== undefined) &&
      !/^[AI]$/.test(k === i && token.before !== '' && !strong ? token.text : '-');
    const isParticle =
      PARTICLES.has(token.low) &&
      next !== undefined &&
      /^[ '-]$/.test(next.before) &&
      (next.shape === 'cap' || next.shape === 'upper' || PARTICLES.has(next.low) || (strong && token.shape === 'low' && !next.sense.known)) &&
      token.low !== 'y' &&
      token.low !== 'e' &&
      token.low !== 'o';
    if (isInitial && (names > 0 || (next?.shape === 'cap' && next.before !== ''))) {
      end = names > 0 ? k + 1 : end;
      if (names === 0 && strong) names = 0;
      continue;
    }
    if (isParticle && (token.shape === 'low' || token.shape === 'cap' || token.shape === 'upper')) continue;
    const capital = token.shape === 'cap' || token.shape === 'odd' || (token.shape === 'upper' && token.text.length > 1);
    const fits = isNameLike(page, token);
    const soft = token.sense.surname === 3 || token.sense.given === 4;
    const lone =
      strong &&
      names === 1 &&
      token.shape === 'cap' &&
      token.text.length > 3 &&
      token.before === ' ' &&
      next?.shape !== 'cap' &&
      !token.sense.eponym &&
      !isEponymUse(page, k);
    const isLow = token.shape === 'low' && strong && fits && !token.sense.listed && names < 3;
    if (!(capital && (fits || (strong && (names === 0 || soft)) || (names > 0 && soft) || lone)) && !isLow) break;
    if (capital && token.shape === 'upper' && names > 0 && tokens[i]?.shape !== 'upper' && !(token.sense.surname === 2)) break;
    if (names > 0 && page.field !== 'filename' && token.sense.known && !fits && !soft && !lone) break;
    names += 1;
    end = k + 1;
  }
  return end;
}
