import { isEponymUse, isStop } from './names.ts';
import { isMasked, type Hit, type Page, type Token } from './page.ts';

/**
 * A letter too many, or two swapped, in a long word that is known: a slip of the finger. Letters missing or wrong are not tried: the
 * lists may say yes by chance, and hundreds of tries would make every word known.
 */
function isTypo(page: Page, word: string): boolean {
  if (word.length < 8 || word.length > 24) return false;
  const known = (one: string): boolean => page.words.sense(one).listed;
  for (let i = 0; i < word.length; i += 1) {
    const [head, tail] = [word.slice(0, i), word.slice(i + 1)];
    if (known(head + tail) || known(head + (word[i + 1] ?? '') + (word[i] ?? '') + word.slice(i + 2))) return true;
  }
  return false;
}

/** Words around are capitals too (a heading, a list of names of things): a capital tells nothing. */
function inHeading(page: Page, i: number): boolean {
  const around = [page.tokens[i - 1], page.tokens[i + 1]].filter((token) => token !== undefined && token.kind === 'word' && token.text.length > 3);
  return around.length > 0 && around.every((token) => token?.shape === 'cap' || token?.shape === 'upper');
}

// An eponym that is a common first name, inside a sentence or at the head of a title, with no head noun: it may be a person.
function isLoneName(page: Page, i: number): boolean {
  const [token, next] = [page.tokens[i], page.tokens[i + 1]];
  if (token === undefined || token.shape !== 'cap' || isEponymUse(page, i) || /[-/]/.test(token.before + (next?.before ?? ''))) return false;
  if (page.field === 'title' && i === 0) return token.sense.surname === 2 && next?.shape === 'low' && next.before === ' ';
  return token.sense.given === 2 && !token.first && page.field !== 'filename' && !/[,;]/.test(next?.before ?? '');
}

function isWholeTag(page: Page, i: number): boolean {
  const [token, next] = [page.tokens[i], page.tokens[i + 1]];
  return token !== undefined && (i === 0 || /[,;]/.test(token.before)) && (next === undefined || /[,;]/.test(next.before));
}

const foreignName =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}]{2,}|^\p{Script=Greek}{4,}/u;

function reasonFor(page: Page, i: number, token: Token): 'word' | 'capital' | 'number' | 'script' | null {
  const { sense, shape, kind, text } = token;
  if (kind === 'foreign') return 'script';
  if (kind === 'number') return text.length > 3 && !/^(?:19|20)\d\d$/.test(text) ? 'number' : null; // years have rules of their own
  if (kind === 'mixed') return /\d{3}/.test(text) && text.length > 4 && !page.words.isAcronym(text) ? 'number' : null;
  if (/^[IVX]+[a-d]?$/.test(text)) return null;
  if (text.length === 2 && shape === 'cap' && !token.first && !sense.known && !page.words.isAcronym(text) && (sense.given > 0 || sense.surname > 0))
    return 'capital';
  // A tag that is only a name's word may be the name: eponyms too, since nothing stands beside it.
  if (
    page.field === 'tags' &&
    isWholeTag(page, i) &&
    !page.words.isAcronym(text.toUpperCase()) &&
    (sense.surname === 2 || sense.given === 2) &&
    !(sense.listed && sense.eponym)
  )
    return 'word';
  if (text.length < 3 || isStop(token.low) || (sense.eponym && !isLoneName(page, i)) || sense.proper || sense.wide) return null;
  if (isEponymUse(page, i)) return null;
  if (shape === 'upper')
    return page.words.isAcronym(text) || sense.known || text.length < 4 || (text.length < 6 && sense.given + sense.surname === 0) ? null : 'word';
  if (
    (shape === 'odd' || /[A-Z]{2}[a-z]{1,3}$/.test(text)) &&
    text.length < 8 &&
    /[A-Z].*[A-Z]/.test(text) &&
    !/^(?:Mc|Mac|O'|D'|De|Di|Du|Le|La|Al|El|Van|Fitz|St)[A-Z]/.test(text)
  )
    return null;
  if (!sense.known) return shape === 'low' || token.first ? (isTypo(page, token.low) ? null : 'word') : 'capital';
  const alone = shape === 'cap' && !token.first && page.field !== 'filename' && !/[:"(\n]/.test(token.before) && !inHeading(page, i);
  return alone && (sense.surname >= 2 || sense.given >= 2) ? 'capital' : null;
}

/**
 * Default deny: words that no list knows, capitals that nothing explains, numbers that no rule for clinical numbers covers. Quiet notes;
 * `covered` are places that the rules found already.
 */
export function findResidual(page: Page, covered: readonly Hit[]): Hit[] {
  const taken = new Uint8Array(page.cas.length);
  for (const { start, end } of covered) taken.fill(1, start, end);
  const hits: Hit[] = [];
  for (const [i, token] of page.tokens.entries()) {
    if (taken[token.start] === 1 || isMasked(page, token.start, token.end)) continue;
    if (page.field === 'filename' && token.end === page.cas.length && token.before === '.') continue; // the file's kind
    const reason = reasonFor(page, i, token);
    if (reason === null) continue;
    const isForeign = reason === 'script' && foreignName.test(token.text);
    hits.push({
      identifier: reason === 'number' ? 'id-number' : 'name',
      rule: isForeign ? 'name.script' : `unknown.${reason}`,
      score: isForeign ? 0.7 : 0.2,
      start: token.start,
      end: token.end,
    });
  }
  return hits;
}
