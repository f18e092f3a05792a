import { isEponymUse, isStop } from './names.ts';
import { tokenFrom, type Hit, type Page, type Token } from './page.ts';

const goTo =
  /(?:^|[^a-z])(?:from|near|outside|in|to|at|of|around|visit(?:ed|ing|s)?|visits|toured|via|through|across|towards?|leaving|left|lives?|living|born|raised|based|works?|stationed|off|between|beyond|north of|south of|east of|west of|downtown|greater|rural|remote|inner|suburban|outback|coastal)\s(?:the\s)?$/;
const strongPlace =
  /(?:lives? in|living in|lived in|living near|lives near|resid(?:es|ing|ent|ed) (?:in|of|near|at)|born (?:and raised |and bred )?in|raised in|grew up in|native of|home is|home was|hometown is|hometown of|home town is|based out of|commutes from|commutes to|evacuated from|evacuated to|home in|farm(?:er|ing|s)? (?:from|in|near|outside)|moved (?:to|from)|migrated (?:to|from)|emigrated (?:to|from)|returned from|returning from|back from|travel(?:led|ed|ling|ing|s)? (?:to|from|in|through|around)|trip to|trip in|holiday(?:s|ed|ing)? (?:in|to|at|on)|vacation (?:in|to)|honeymoon in|backpacking (?:in|through|around)|trekking in|flew (?:to|from|in from)|flight (?:to|from)|visited|visiting|visit to|worker from|man from|woman from|lady from|boy from|girl from|patient from|fisherman from|family from|transferred from|transfer from|transferred to|referred from|sent from|brought from|retrieved from|flown from|airlifted from|town of|city of|village of|suburb of|island of|district of|outside|deployed to|stationed in|tour of|serving in|outskirts of|practi[sc](?:e|es|ing) in|married in|studying in|works? (?:in|on|near)|based in|refugee from|migrant from|expat (?:from|in)|comes from|originally from|hails from|is from|was from|school in|hospital in|clinic in|ed in|accident in|accident near|crash (?:in|near|at)|crashed (?:in|near|at)|collision (?:in|near|at)|tree near|fall (?:in|at|near)|camping (?:in|at|near)|swimming (?:in|at|near)|surfing (?:in|at|near|off)|fishing (?:in|at|near|off)|diving (?:in|at|near|off)|skiing (?:in|at|near)|hiking (?:in|at|near)|prison in|factory in|mine in|mine near|plant in|market in|church in|road near|motorway near|highway near|near)\s(?:the\s)?$/;
const notPlace =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Figure|Fig|Table|Case|English|French|Mr|Mrs|Ms|Dr|Prof|Miss)$/;
const placeTail =
  /^\s(?:Street|St|Road|Rd|Avenue|Beach|Bay|Island|Islands|Creek|Valley|Hills|Hill|Heights|Park|Point|Head|Harbour|River|Lake|Ranges|Range|Mountains|Peninsula|Shire|County|Province|District|Forest|National Park|Springs|Junction|Bridge|Village|Town|City|Downs|Vale|Falls|Reef|Airport|Station|Plains|Dam|Gorge|Wells|Green|Common|Cross|Moor|Prison|Estate|Reserve|Territory|Region|Coast)(?![A-Za-z])/;

/** The end of a run of capitals that names a place, from token i. */
function placeRun(page: Page, i: number): number {
  let end = i;
  for (let k = i; k < i + 5; k += 1) {
    const token = page.tokens[k];
    if (token === undefined || token.kind !== 'word' || token.text.length === 1) break;
    if (k > i && !/^(?: |-|\. |, )$/.test(token.before)) break;
    // A stop inside of a name stands behind a short word: "St. Gallen". Behind others a sentence ends.
    if (token.before === '. ' && k > i && (page.tokens[k - 1]?.text.length ?? 0) > 3) break;
    if (k > i && token.before === ', ' && !(token.shape === 'cap' && (token.sense.city > 0 || !token.sense.known))) break;
    if (
      /^(?:in|on|le|la|upon|sur|am|de|of|the|by|under|next|y|al|el)$/.test(token.low) &&
      k > i &&
      page.tokens[k + 1]?.shape === 'cap' &&
      /^[ -]$/.test(page.tokens[k + 1]?.before ?? '')
    )
      continue;
    if (token.shape !== 'cap' && !(token.shape === 'upper' && k > i && /^(?:NSW|QLD|VIC|SA|WA|TAS|NT|ACT|UK|USA|NY|CA|TX)$/.test(token.text))) break;
    end = k + 1;
  }
  return end;
}

const joined = (tokens: readonly Token[]): string => tokens.map((t) => t.low.replace(/'/g, '')).join('');

/** Places of the lists, and capitals after words such as "lives in". */
export function byGazetteer(page: Page): Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < page.tokens.length; i += 1) {
    const token = page.tokens[i];
    if (
      token === undefined ||
      token.kind !== 'word' ||
      isStop(token.low) ||
      (token.text.length < 3 && !/^(?:Te|Le|La|El|Ra|St|Mt|Al|Ba|Wa|Ko)$/.test(token.text))
    )
      continue;
    const before = page.low.slice(Math.max(0, token.start - 32), token.start);
    const strong = strongPlace.test(before);
    if (token.shape === 'low') {
      if (
        strong &&
        !token.sense.known &&
        (token.sense.city === 1 || token.sense.given === 0) &&
        /(?:from|in|of|to|visited|visiting|near)\s(?:the\s)?$/.test(before)
      )
        hits.push({ identifier: 'place', rule: 'place.small', score: 0.6, start: token.start, end: token.end });
      continue;
    }
    if (token.shape !== 'cap' || notPlace.test(token.text)) continue;
    const end = placeRun(page, i);
    const run = page.tokens.slice(i, end);
    const last = run.at(-1);
    if (last === undefined) continue;
    const whole = page.words.isCity(joined(run));
    const wide = run.length === 1 && token.sense.wide;
    const weak = goTo.test(before);
    const stop = end - 1;
    const push = (rule: string, score: number): void => {
      hits.push({ identifier: 'place', rule, score, start: token.start, end: last.end });
      i = stop;
    };
    if (wide) {
      if (strong) push('place.country', 0.4);
      continue;
    }
    if (isEponymUse(page, i) || (run.length > 1 && isEponymUse(page, stop))) continue;
    const isProper = run.every((t) => t.sense.proper || (t.sense.eponym && t.sense.city === 0));
    if (isProper) continue;
    if (strong && (whole > 0 || run.some((t) => !t.sense.known || t.sense.city === 1) || placeTail.test(page.cas.slice(token.end, token.end + 16))))
      push('place.after', 0.75);
    else if (
      strong &&
      !token.first &&
      !token.sense.proper &&
      !page.words.isAcronym(token.text) &&
      run.length <= 3 &&
      !(token.sense.known && run.length === 1 && token.sense.city === 0 && /(?:outside|near|visited)\s(?:the\s)?$/.test(before))
    )
      push('place.after', 0.62);
    else if (
      weak &&
      (whole === 1 || (whole === 2 && run.length > 1)) &&
      !(token.sense.eponym && run.length === 1) &&
      !token.sense.proper &&
      !(run.length === 1 && token.sense.listed)
    )
      push('place.listed', 0.68);
    else if (run.length > 1 && whole === 1 && run.every((t) => !t.sense.eponym) && run.some((t) => !t.sense.known)) push('place.listed', 0.6);
    else if (
      run.length >= 2 &&
      !token.first &&
      placeTail.test(page.cas.slice(run.at(-2)?.end ?? 0, last.end + 1)) &&
      (/^(?:beach|bay|creek|islands?|harbour|harbor|lake|river|valley|mountains?|ranges|shire|county|airport|moor|forest|falls|springs|reef|village|gorge|dam|peninsula)$/.test(
        last.low,
      ) ||
        run.slice(0, -1).every((t) => !t.sense.eponym && (!t.sense.known || t.sense.city > 0 || t.sense.surname > 0))) &&
      weak
    )
      push('place.feature', 0.65);
  }
  return hits;
}

/** Hospitals of the lists by the names they go by, after at, to, from, by, via. */
export function byHospitalList(page: Page): Hit[] {
  const hits: Hit[] = [];
  for (const match of page.cas.matchAll(
    /(?<![A-Za-z])(?:at|to|from|by|via)\s(?:the\s)?(?<at>[A-Z][A-Za-z'.-]{2,18}(?:\s[A-Z][A-Za-z'.-]{2,18}){0,3})/g,
  )) {
    const text = match.groups?.['at'] ?? '';
    const start = match.index + match[0].length - text.length;
    const token = page.tokens[tokenFrom(page.tokens, start)];
    const folded = text
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .replace(/\b(?:general|hospital|medical|center|centre|regional|community|memorial|health)\b/g, '')
      .replace(/ /g, '');
    if (token === undefined || token.sense.proper || token.sense.eponym || folded.length < 5 || !page.words.isHospital(folded)) continue;
    if (token.sense.known && text.split(' ').length === 1) continue;
    hits.push({ identifier: 'institution', rule: 'institution.listed', score: 0.7, start, end: start + text.length });
  }
  return hits;
}
