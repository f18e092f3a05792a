import { runPatterns, type Pattern } from './pattern.ts';
import type { Hit, Page } from './page.ts';

const streets =
  'street|st|str|road|rd|avenue|ave|av|lane|ln|drive|dr|court|ct|crescent|cres|close|cl|place|pl|parade|pde|terrace|tce|terr|boulevard|blvd|highway|hwy|way|grove|gve|circuit|cct|esplanade|esp|square|sq|gardens|gdns|gate|hill|mews|rise|row|walk|quay|promenade|parkway|pkwy|turnpike|circle|cir|trail|loop|alley|green|park|view|vale|wharf|embankment|broadway|causeway|nagar|marg|colony|chowk|salai|gali|layout|sector|enclave|vihar|puram|bagh|kothi|peth|wadi|pura|broadway|crossing|fold|wynd|brae|yard|approach';
const states = 'vic|nsw|qld|sa|wa|tas|nt|act';
const usStates =
  'al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc';
const word = "[a-z][a-z'.-]{1,20}";
const capital = (page: { readonly cas: string }, at: number): boolean => /[A-Z]/.test(page.cas.charAt(at));
const re = (source: string): RegExp => new RegExp(source, 'g');

const lived =
  '(?:lives?|living|lived|resid(?:es|ing|ed|ent)|address|addr|home|home address|stays?|staying|wohnhaft|domiciled|r\\/o|found|collapsed|from|of|dwelling|moved|house|flat|apartment|property|visited)(?:\\salone|\\swith\\s[a-z]{2,10})?(?:\\s(?:at|in|on|to|is|near|was))?[\\s:]{1,3}(?:the\\s)?';

const patterns: readonly Pattern[] = [
  {
    rule: 'address.street',
    identifier: 'address',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9.\/])(?:(?:unit|flat|apt|apartment|suite|shop|lot|level|house|no|number|villa|room|plot|site|u|f|l)\.?\s?#?\d{1,5}[a-z]?,?\s?[\/,-]?\s?)?(?:\d{1,5}[a-z]?(?:\s?[-\/]\s?\d{1,5}[a-z]?)?)[,\s]\s?(?:the\s)?(?:${word}\s){0,2}(?:${streets})(?![a-z])\.?(?:,\s(?:${word}\s?){1,3}(?:,?\s(?:${states}|${usStates}))?(?:,?\s\d{4,6}(?:-\d{4})?)?|\s(?:(?:${word}\s){1,3})?(?:${states})\s\d{4})?`,
    ),
    sure: (m, p, s) => !/[a-z]{4,}\.\s/.test(m[0]) && streetLike(m[0], p, s),
  },
  {
    rule: 'address.street',
    identifier: 'address',
    score: 0.93,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])[a-z][a-z-]{2,24}(?:strasse|strase|str\.|weg|allee|gasse|platz|ufer|damm|laan|straat|gatan|vagen|vej|gade)\s\d{1,4}\s?[a-z]?(?:,?\s\d{4,5}\s[a-z][a-z-]{2,24})?(?![a-z0-9])`,
    ),
  },
  {
    rule: 'address.street',
    identifier: 'address',
    score: 0.93,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:rue|avenue|boulevard|chemin|place|impasse|allee|via|viale|piazza|corso|calle|avenida|plaza|paseo|rua|praca|ul\.)\s(?:(?:de|du|des|la|le|les|della|del|di|dei|los|las|el|dos|da)\s){0,2}[a-z][a-z'-]{2,20}(?:\s[a-z][a-z'-]{2,20})?,?\s\d{1,4}(?![a-z0-9])|(?<![a-z0-9])\d{1,4}(?:\sbis)?,?\s(?:rue|avenue|boulevard|chemin|place|impasse|allee)\s(?:(?:de|du|des|la|le|les)\s){0,2}[a-z][a-z'-]{2,20}`,
    ),
  },
  {
    rule: 'address.box',
    identifier: 'address',
    score: 0.96,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:p\.?\s?o\.?\s?box|gpo box|locked bag|private bag|rmb|rsd|rural route|rr|roadside mail box|postfach|apartado|bp)\s?#?\d{1,6}(?:,?\s(?:${word}\s?){1,3}(?:\s(?:${states}|${usStates}))?(?:,?\s\d{4,6})?)?`,
    ),
    sure: (m, p, s) => (/box|bag|postfach|rmb|route/.test(m[0]) || capital(p, s + 1)) && !/^bp\s?\d{1,6}$/.test(m[0]),
  },
  {
    rule: 'address.box',
    identifier: 'address',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:h\.?\s?no\.?|house no\.?|door no\.?|d\.?\s?no\.?|plot no\.?|flat no\.?|block no\.?|survey no\.?|ward no\.?)\s?:?\s?[a-z]?-?\d[\d\/-]{0,14}[a-z]?(?:,\s?[a-z][a-z .'-]{2,30}){0,3}(?:\s?-?\s?\d{6})?`,
    ),
  },
  {
    rule: 'address.unit',
    identifier: 'address',
    score: 0.85,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:unit|flat|apt|apartment|lot|villa|cabin|caravan|cottage|trailer|berth)\.?\s#?\d{1,4}[a-z]?(?:,\s(?:the\s)?${word}(?:\s${word}){0,2})?(?![a-z0-9])`,
    ),
    sure: (m, p, s) =>
      !/^(?:unit|lot)\s\d{1,4}$/.test(m[0]) || (capital(p, s) && !/(?:care|coil|dialysis|stroke)\s$/.test(p.low.slice(Math.max(0, s - 10), s))),
  },
  {
    rule: 'address.street-name',
    identifier: 'address',
    score: 0.7,
    over: 'cas',
    re: /(?<![A-Za-z])(?:on|in|at|along|near|off|opposite|corner of|from|down|crossing|block of)\s(?:the\s)?(?<at>(?:[A-Z][a-z'-]{2,18}\s){1,2}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Crescent|Close|Parade|Terrace|Boulevard|Highway|Hwy|Motorway|Freeway|Grove|Esplanade|Bridge|Square|Station|Roundabout|Expressway|Parkway|Turnpike)|(?:[AM]\d{1,3}(?:\s?\([AM]\))?(?=\s(?:motorway|near|at|in|between|northbound|southbound|eastbound|westbound))|(?:Interstate|Route|Highway|I-)\s?\d{1,3}))(?![A-Za-z0-9])/g,
  },
  {
    rule: 'address.town-line',
    identifier: 'address',
    score: 0.93,
    evenMasked: true,
    re: re(String.raw`(?<![a-z])(?:${word}\s){1,3}(?:${states})\s\d{4}(?![0-9a-z])`),
    sure: (m, p, s) => capital(p, s) || capital(p, s + m[0].search(/\s[a-z]{2,3}\s\d/) + 1),
  },
  {
    rule: 'address.town-line',
    identifier: 'address',
    score: 0.93,
    over: 'cas',
    evenMasked: true,
    re: new RegExp(
      String.raw`(?<![A-Za-z])(?:[A-Z][a-z.'-]{2,18}\s?){1,3},\s(?:${usStates.toUpperCase()})(?:\s\d{5}(?:-\d{4})?)?(?![A-Za-z0-9])`,
      'g',
    ),
  },
  {
    rule: 'postcode.labelled',
    identifier: 'postcode',
    score: 0.96,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:post\s?codes?|p\/?code|pcode|postal (?:code|area|district)|zips?(?:\s?codes?)?|pin(?:\s?codes?)?|plz|eircode|cap|code postal|codigo postal|cp|postnummer)(?:\s(?:is|of|area|no))?[\s:.#=-]{0,3}(?<at>[a-z]{0,2}\d[a-z0-9]{0,5}(?:[\s-][a-z0-9]{2,4})?|[a-z]{1,2}\d[a-z0-9]?)(?![a-z0-9])`,
    ),
    sure: (m) => /\d/.test(m.groups?.['at'] ?? ''),
  },
  {
    rule: 'postcode.uk',
    identifier: 'postcode',
    score: 0.94,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])(?:GIR\s?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])\s?[0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])/g,
  },
  {
    rule: 'postcode.uk',
    identifier: 'postcode',
    score: 0.9,
    evenMasked: true,
    re: re(String.raw`${lived}(?<at>[a-pr-uwyz][a-hk-y]?[0-9][0-9a-hjkpstuw]?\s[0-9][abd-hjlnp-uw-z]{2})(?![a-z0-9])`),
  },
  {
    rule: 'postcode.ca',
    identifier: 'postcode',
    score: 0.95,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])[ABCEGHJ-NPRSTVXYabceghj-nprstvxy]\d[A-Za-z][\s-]?\d[A-Za-z]\d(?![A-Za-z0-9])/g,
  },
  {
    rule: 'postcode.ie',
    identifier: 'postcode',
    score: 0.93,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])(?:[AC-FHKNPRTV-Y]\d{2}|D6W)\s[0-9AC-FHKNPRTV-Y]{4}(?![A-Za-z0-9])/g,
  },
  { rule: 'postcode.us', identifier: 'postcode', score: 0.93, evenMasked: true, re: re(String.raw`(?<![a-z0-9.\/-])\d{5}-\d{4}(?![a-z0-9.\/-])`) },
  {
    rule: 'postcode.lives',
    identifier: 'postcode',
    score: 0.88,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:lives?\s(?:in|at)|living\s(?:in|at)|resid(?:es|ing|ent)\s(?:in|at|of)|from(?:\sthe)?|located in|area|suburb|postal|district)\s(?<at>\d{4,6}|[a-z]{1,2}\d{1,2}[a-z]?)(?![a-z0-9.,\/]\d|[a-z0-9]|\s?(?:mm|cm|ml|mg|mcg|hu|ms|patients|cases|years|ng|units|iu|to|and|until|onwards|vertebra|level|x))`,
    ),
    sure: (m, p, s) =>
      !/^(?:19|20)\d\d$/.test(m.groups?.['at'] ?? '') &&
      (/^\d/.test(m.groups?.['at'] ?? '') ||
        (!/^[ctls]\d{1,2}$/.test(m.groups?.['at'] ?? '') && capital(p, s) && /lives|living|resid|area|postal|suburb|district/.test(m[0]))),
  },
  {
    rule: 'address.coordinates',
    identifier: 'address',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9.])-?\d{1,3}\.\d{3,8}°?\s?[ns]?[,;\s]{1,3}-?\d{1,3}\.\d{3,8}°?\s?[ewo]?(?![a-z0-9])|(?<![a-z0-9.])\d{1,3}°\s?\d{1,2}['′]?\s?(?:\d{1,2}(?:\.\d{1,3})?["″']{0,2})?\s?[ns][,;\s]{0,3}\d{1,3}°\s?\d{1,2}['′]?\s?(?:\d{1,2}(?:\.\d{1,3})?["″']{0,2})?\s?[ew]|\/\/\/[a-z]{3,14}\.[a-z]{3,14}\.[a-z]{3,14}|(?<=what3words\s:?\s?)[a-z]{3,14}\.[a-z]{3,14}\.[a-z]{3,14}`,
    ),
  },
  {
    rule: 'address.lives',
    identifier: 'address',
    score: 0.8,
    re: re(
      String.raw`(?<![a-z])(?:lives?|living|lived|resid(?:es|ing))\s(?:alone\s)?(?:at|on|next to|opposite|above|near|behind|beside|across from)\s(?:the\s)?(?<at>[a-z0-9][a-z0-9'-]{2,20}(?:\s[a-z0-9][a-z0-9'-]{1,20}){0,3})(?=[,.;]|\swith|\sand|$)`,
    ),
    sure: (m) =>
      !/^(?:home|altitude|sea level|his|her|their|high|present|risk|night|own|all|times|a\s|an\s|farm|university|college$|school$|rural|country|baseline|multiple|antihyper)/.test(
        m.groups?.['at'] ?? '',
      ),
  },
  {
    rule: 'address.foreign',
    identifier: 'address',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`〒\s?\d{3}-?\d{4}|(?<![a-z0-9])\d{5}\s(?=[a-z]{3,20}(?:[\s,.]|$))(?<!\d)(?!\d{5}\s(?:patients|cases|units|images|cells|iu|mm|women|men|people|children|ml|subjects|steps|participants|individuals|per|of|and|or|to|in|with|hospital|on|at|was|is|for|were))[a-z]{3,20}`,
    ),
    sure: (m, p, s) => m[0].startsWith('〒') || capital(p, s + m[0].search(/[a-z]/)),
  },
];

const banned =
  /(?:\b(?:ct|cl|pl|dr|st|cir|esp|hill|green|view|park|way|place|row|close|rise|gate|loop|walk|square|circle|drive|court|av|str|sector|level|yard|approach|fold)\b)/;

/** Street types that are words or short forms too are an address only with a capital, or after a word such as "lives at". */
function streetLike(text: string, page: Page, start: number): boolean {
  const first = text.split(/[\s,]+/);
  const type = /([a-z]+)\.?(?:,.*)?$/.exec(text)?.[1] ?? '';
  const letters = text.search(/[a-z]{2}/);
  const named = capital(page, start + letters) || /(?:unit|flat|apt|lot|level)/.test(first[0] ?? '');
  const lives = new RegExp(`${lived}$`).test(page.low.slice(Math.max(0, start - 40), start));
  if (!named && !lives)
    return (
      !banned.test(` ${type} `) &&
      /(?:street|road|avenue|lane|crescent|parade|terrace|boulevard|highway|esplanade|nagar)/.test(text) &&
      first.length > 2
    );
  if (/^(?:\d{1,5})\s(?:ct|st|dr|cl|pl|av|way|view|hill|loop|circle|row|green|park|walk|sector)$/.test(text)) return false;
  return /[a-z]{3,}\s/.test(text) || /the\s/.test(text)
    ? !/^\d{1,5}\s(?:mm|cm|ml|mg|days?|weeks?|months?|years?|hours?|min|slice|views?|patients?|cases?|axial|coronal|sagittal|contrast|non|post|pre|head|chest|abdomen|brain)\b/.test(
        text,
      )
    : lives;
}

/** Addresses, parts of them, postal codes and coordinates. */
export function findAddresses(page: Page): Hit[] {
  return runPatterns(page, patterns);
}
