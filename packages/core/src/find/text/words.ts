import { EPONYMS } from './eponyms.ts';
import { follows, looksMedical } from './derive.ts';
import { EXTRA_ACRONYMS, EXTRA_NICKNAMES, EXTRA_WORDS, PROPER } from './lexicon.ts';
import { inSet, openSet, type WordSet } from './sets.ts';

/** What the lists say of one folded word. `given`: 4 often a word too, 3 seldom a word, 2 common, 1 rare, 0 no. `surname`: 3 a word too. */
export interface Sense {
  readonly known: boolean;
  readonly listed: boolean;
  readonly given: 0 | 1 | 2 | 3 | 4;
  readonly surname: 0 | 1 | 2 | 3;
  readonly city: 0 | 1 | 2;
  readonly wide: boolean;
  readonly eponym: boolean;
  readonly proper: boolean;
}

/** The word lists, opened. */
export interface Words {
  readonly version: string;
  sense(low: string): Sense;
  isAcronym(token: string): boolean;
  isHospital(folded: string): boolean;
  isCity(folded: string): 0 | 1 | 2;
}

/** The packed lists of `lists.generated.ts`. */
export interface PackedLists {
  readonly AFFIXES: string;
  readonly LISTS: Readonly<Record<ListName, string>>;
  readonly LISTS_DIGEST: string;
}
type ListName =
  | 'vocabulary'
  | 'givenCommon'
  | 'givenRare'
  | 'givenSoft'
  | 'givenHard'
  | 'surnameCommon'
  | 'surnameRare'
  | 'surnameWord'
  | 'city'
  | 'cityWord'
  | 'wide'
  | 'hospital'
  | 'eponym'
  | 'acronym';

/** Opens packed lists, once for each program; about 20 ms. */
export function openWords({ AFFIXES, LISTS, LISTS_DIGEST }: PackedLists): Words {
  const affixes = new Set(AFFIXES.split(' '));
  const list = (name: ListName): WordSet => openSet(LISTS[name]);
  const vocabulary = list('vocabulary');
  const given = [list('givenHard'), list('givenSoft'), list('givenCommon'), list('givenRare')] as const;
  const surname = [list('surnameWord'), list('surnameCommon'), list('surnameRare')] as const;
  const [city, cityWord, wide, hospital, eponym, acronym] = [
    list('city'),
    list('cityWord'),
    list('wide'),
    list('hospital'),
    list('eponym'),
    list('acronym'),
  ];
  const has = (word: string): boolean => EXTRA_WORDS.has(word) || inSet(vocabulary, word);
  const senses = new Map<string, Sense>();
  const givenOf = (word: string): Sense['given'] => {
    if (inSet(given[0], word)) return 4;
    if (inSet(given[1], word)) return 3;
    if (EXTRA_NICKNAMES.has(word) || inSet(given[2], word)) return 2;
    return inSet(given[3], word) ? 1 : 0;
  };
  const surnameOf = (word: string): Sense['surname'] => {
    if (inSet(surname[0], word)) return 3;
    if (inSet(surname[1], word)) return 2;
    return inSet(surname[2], word) ? 1 : 0;
  };
  const isCity = (folded: string): 0 | 1 | 2 => (inSet(cityWord, folded) ? 2 : inSet(city, folded) ? 1 : 0);
  const look = (low: string): Sense => {
    const word = low.replace(/'/g, '');
    const listed = has(word);
    const isEponym = EPONYMS.has(word) || inSet(eponym, word);
    return {
      known: listed || follows(word, has, affixes) || looksMedical(word),
      listed,
      given: givenOf(word),
      surname: surnameOf(word),
      city: isCity(word),
      wide: inSet(wide, word),
      eponym: isEponym,
      proper: PROPER.has(word),
    };
  };
  return {
    version: LISTS_DIGEST,
    sense(low) {
      const seen = senses.get(low);
      if (seen !== undefined) return seen;
      if (senses.size > 20_000) senses.clear();
      const fresh = look(low);
      senses.set(low, fresh);
      return fresh;
    },
    isAcronym: (token) => EXTRA_ACRONYMS.has(token) || inSet(acronym, token) || (token.endsWith('s') && inSet(acronym, token.slice(0, -1))),
    isHospital: (folded) => inSet(hospital, folded),
    isCity,
  };
}
