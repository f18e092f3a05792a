import { isEponymUse, isStop } from './names.ts';
import { isMasked, type Hit, type Page, type Token } from './page.ts';
import { runPatterns, type Pattern } from './pattern.ts';

/** What people do: "teacher at X" names an employer, "an X fisherman" a place. Own list. */
const callings = new Set(
  `nurse doctor physician gp midwife matron registrar intern radiographer physiotherapist sonographer accountant acrobat actor actress apprentice architect baker barber barista barmaid barman bartender beekeeper blacksmith boilermaker bookkeeper boxer bricklayer builder butcher butler cadet carpenter cashier
  chaplain chef cleaner clerk coach cobbler cook cooper councillor courier cowboy cricketer cyclist dairyman dancer deckhand dentist deputy diver docker driver drover drummer bassist guitarist singer violinist pianist saxophonist
  economist editor electrician employee engineer farmer farmhand ferryman firefighter fireman fisher fisherman fishmonger fitter florist footballer foreman forester gamekeeper gardener glazier goalkeeper grazier greengrocer grocer groundsman guard
  hairdresser handyman headmaster headmistress headteacher herdsman housekeeper hunter instructor janitor jeweller jockey joiner journalist keeper knight laborer labourer landlady landlord lawyer lecturer librarian lifeguard linesman lobsterman logger
  machinist magistrate maid mailman manager mason mechanic merchant milkman miller miner minister monk musician netballer nun officer operator orchardist organist packer painter paramedic parson pastor patrolman pensioner pharmacist photographer pickers
  picker pilot player plasterer plumber policeman policewoman porter postman postmaster postmistress potter priest principal printer prisoner producer publican pupil rancher ranger receptionist resident retailer rigger roofer roustabout sailor salesman
  saleswoman seamstress secretary shearer shepherd shipwright shopkeeper smelter soldier solicitor stevedore steward stewardess stockman stonemason striker student surfer surveyor swimmer tailor tanner teacher technician trainee trainer trapper trawlerman
  trucker trustee undertaker undergraduate usher veteran vicar vigneron villager volunteer waiter waitress warden watchman weaver welder winemaker wharfie woodcutter worker wrestler alumnus alumna graduate captain director owner founder ceo chairman chairwoman
  curator conductor composer bassoonist trombonist drummer vocalist headman elder chief sarpanch imam rabbi swami mullah fieldworker steamfitter pipefitter longshoreman underwriter grower pearler prospector tradie sparky chippie brickie teller usherette`
    .trim()
    .split(/\s+/),
);
export const isCalling = (low: string): boolean => callings.has(low) || (low.endsWith('s') && callings.has(low.slice(0, -1)));

const capital = (page: Page, token: Token): boolean =>
  token.kind === 'word' &&
  (token.shape === 'cap' || token.shape === 'odd' || (token.shape === 'upper' && !page.words.isAcronym(token.text))) &&
  !isStop(token.low) &&
  token.text.length > 2;

const isCapital = (page: Page, i: number): boolean => {
  const token = page.tokens[i];
  return token !== undefined && capital(page, token);
};

/** The token after the capitals, small joints and numbers that begin at token i. */
function runOf(page: Page, i: number): number {
  let end = i;
  for (let k = i; k < i + 6; k += 1) {
    const token = page.tokens[k];
    if (token === undefined || (k > i && !/^(?: |-| & |\. |'| - )$/.test(token.before))) break;
    if (/^(?:of|and|the|in|for)$/.test(token.low) && k > i && isCapital(page, k + 1)) continue;
    if (!capital(page, token) && !(k > i && token.shape === 'upper' && token.kind === 'word')) break;
    end = k + 1;
  }
  return end;
}

const isThing = (page: Page, token: Token, i: number): boolean => token.sense.proper || token.sense.wide || isEponymUse(page, i);

/** "Machinist at Caterpillar", "drummer in The Wailing Herons": an employer, a school, a team, a band. */
function employer(page: Page, i: number): Hit | null {
  const joint = page.tokens[i + 1];
  if (joint === undefined || joint.before !== ' ' || !/^(?:at|for|with|in|of|from|on|to|by)$/.test(joint.low)) return null;
  const at = page.tokens[i + 2]?.low === 'the' ? i + 3 : i + 2;
  const first = page.tokens[at];
  if (first === undefined || !capital(page, first) || isThing(page, first, at) || !/^ $/.test(first.before)) return null;
  const last = page.tokens[runOf(page, at) - 1] ?? first;
  const isPlace = (joint.low === 'from' || joint.low === 'in' || joint.low === 'of') && page.tokens[at - 1]?.shape !== 'cap';
  return isPlace
    ? { identifier: 'place', rule: 'place.calling', score: 0.68, start: first.start, end: last.end }
    : { identifier: 'institution', rule: 'institution.employer', score: 0.7, start: first.start, end: last.end };
}

/** "a Connemara fisherman", "the Bunnings trolley boy": a place or a firm before what somebody is. */
function before(page: Page, i: number): Hit | null {
  const token = page.tokens[i];
  const previous = page.tokens[i - 1];
  if (token === undefined || previous === undefined || token.before !== ' ' || token.possessive) return null;
  let first = i - 1;
  while (first > i - 4 && page.tokens[first]?.before === ' ' && isCapital(page, first - 1)) first -= 1;
  const start = page.tokens[first];
  const lead = page.tokens[first - 1];
  if (
    start === undefined ||
    lead === undefined ||
    start.first ||
    !/^(?:a|an|the|this|former|retired|ex|is|was|and|or|as|local|young|old|elderly|another|by)$/.test(lead.low)
  )
    return null;
  if (!capital(page, start) || isThing(page, start, first) || start.sense.eponym) return null;
  const city =
    page.words.isCity(
      page.tokens
        .slice(first, i)
        .map((t) => t.low.replace(/'/g, ''))
        .join(''),
    ) > 0;
  if (start.sense.listed && !city && i - first === 1 && !(start.sense.surname === 2 || start.sense.surname === 3)) return null;
  return {
    identifier: city || !start.sense.listed ? 'place' : 'institution',
    rule: 'place.calling',
    score: 0.64,
    start: start.start,
    end: previous.end,
  };
}

const person =
  '(?:man|woman|lady|gentleman|boy|girl|lad|bloke|farmer|family|resident|residents|native|locals?|couple|mother|father|widow|grandmother|grandfather|teenager|youth|pensioner|schoolboy|schoolgirl|toddler|mum|dad|housewife|businessman)';
const patterns: readonly Pattern[] = [
  {
    rule: 'place.of',
    identifier: 'place',
    score: 0.66,
    re: /(?<![a-z])(?:isle|village|hamlet|town|township|city|parish|borough|shire|suburb|outpost|commune|port|estate|ranch|reservation)\sof\s(?:the\s)?(?<at>[a-z][a-z'-]{2,18})(?![a-z])/g,
    sure: (m) =>
      !/^(?:about|around|only|just|origin|residence|birth|his|her|their|under|over|less|fewer|approximately|some|several|many|exit|entry|interest|call|two|three|four|five|six|seven|eight|nine|ten)$/.test(
        m.groups?.['at'] ?? '',
      ),
  },
  {
    rule: 'place.landmark',
    identifier: 'place',
    score: 0.62,
    over: 'cas',
    re: /(?<![A-Za-z])(?:next(?:\sdoor)?\sto|opposite|beside|across\sfrom|behind|near|outside|above|below|at\sthe\sfoot\sof|overlooking|on\stop\sof|down\sfrom|in\sfront\sof)\s(?:the\s)?(?<at>[A-Z][a-z']{2,16}(?:\s(?:of\s(?:the\s)?)?[A-Z][a-z']{2,16}){1,3})/g,
    sure: (m, p) =>
      !/^(?:Circle|Pouch|Vein|Artery|Island|Ligament|Foramen|Space|Sphincter)/.test(m.groups?.['at'] ?? '') &&
      (m.groups?.['at'] ?? '').split(' ').every((word) => !p.words.sense(word.toLowerCase()).eponym),
  },
  {
    rule: 'place.person',
    identifier: 'place',
    score: 0.64,
    over: 'cas',
    re: new RegExp(
      String.raw`(?<![A-Za-z])(?:[Aa]n?|[Tt]he|[Tt]his|[Ll]ocal|[Yy]oung|[Ee]lderly)\s(?<at>[A-Z][a-z]{3,16}(?:\s[A-Z][a-z]{3,16})?)(?=\s${person}(?![a-z]))`,
      'g',
    ),
    sure: (m, p) => {
      const words = (m.groups?.['at'] ?? '').toLowerCase().split(' ');
      const senses = words.map((word) => p.words.sense(word));
      return p.words.isCity(words.join('')) > 0 && senses.every((sense) => !sense.wide && !sense.proper);
    },
  },
  {
    rule: 'institution.aside',
    identifier: 'institution',
    score: 0.68,
    over: 'cas',
    re: /(?<![A-Za-z])(?:at|from|for)\s(?:his\s|her\s|their\s|the\s)?(?:[a-z]{3,10}\s)?(?:work|school|uni|university|college|job|hospital|clinic|nursery|church|gym|team|club|factory|warehouse|farm|firm|office|restaurant|pub|company|site)\s?[(,:-]\s?(?:the\s)?(?<at>[A-Z][A-Za-z'&-]{1,18}(?:\s(?:of\s|and\s|&\s|in\s)?[A-Z][A-Za-z'&-]{1,18}){0,3})/g,
    sure: (m) => !/^(?:CT|MRI|He|She|The|It|His|Her|No|On|In|A|There|They|We|I)\b/.test(m.groups?.['at'] ?? ''),
  },
  {
    rule: 'place.district',
    identifier: 'place',
    score: 0.68,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:[Vv]illage|[Vv]ill\.?|[Dd]istt?\.?|[Dd]istrict|[Tt]aluka?|[Tt]ehsil|[Mm]andal|[Aa]t\s[Pp]ost|[Tt]ownship|[Cc]anton|[Bb]arangay|[Pp]arish|[Ss]uburb|[Ll]ocality|[Cc]olony|[Ww]ard\sof)\s?[:-]?\s(?<at>[A-Z][a-z]{3,18}(?:\s[A-Z][a-z]{3,18})?)/g,
    sure: (m, p) => {
      const sense = p.words.sense((m.groups?.['at'] ?? '').split(' ')[0]?.toLowerCase() ?? '');
      return !sense.listed && !sense.eponym && !/^(?:Hospital|General|Nurse|Clinic|Health)/.test(m.groups?.['at'] ?? '');
    },
  },
  {
    rule: 'institution.aside',
    identifier: 'institution',
    score: 0.68,
    over: 'cas',
    re: /(?<![A-Za-z])(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Oo]ur|[Aa])\s(?:[a-z]{3,12}\s)?(?:employer|company|firm|club|team|school|college|university|regiment|church|gym|band|nursery|daycare|workplace|mine|factory|charity|union|label|airline|ship|boat|yacht|trawler),?\s(?:is\s|was\s|called\s)?(?:the\s)?(?<at>[A-Z][A-Za-z'-]{2,16}(?:\s(?:of\s|and\s|&\s)?[A-Z][A-Za-z'-]{1,16}){0,3})/g,
    sure: (m, p) => {
      const sense = p.words.sense((m.groups?.['at'] ?? '').split(' ')[0]?.toLowerCase() ?? '');
      return !sense.wide && !sense.proper && !/^(?:CT|MRI|There|This|The|She|He|It|On|In|No)(?![a-z])/.test(m.groups?.['at'] ?? '');
    },
  },
  {
    rule: 'institution.caps',
    identifier: 'institution',
    score: 0.66,
    over: 'cas',
    re: /(?<![A-Za-z])(?:[Ss]een|[Rr]eviewed|[Aa]dmitted|[Tt]reated|[Ss]canned|[Oo]perated(?:\son)?|[Tt]ransferred|[Rr]eferred|[Pp]resented|[Aa]ttended|[Ii]maged|[Ff]ollowed(?:\sup)?|[Mm]anaged|[Dd]ischarged|[Rr]etrieved|[Rr]epatriated|[Dd]iagnosed|[Bb]orn|[Dd]elivered|[Ww]orks|[Ww]orked|[Dd]ialysed|[Ss]econd opinion|[Ss]hipped|[Mm]oved|[Ss]ent|[Rr]ecords?|[Ff]ilms?|[Ii]mages)\s(?:back\s|over\s|out\s)?(?:in|at|to|from|by)\s(?:the\s)?(?<at>[A-Z]{3,6}(?:\s[A-Z][a-z]{3,14})?)(?![A-Za-z0-9-])/g,
    sure: (m) =>
      !/^(?:ICU|ITU|HDU|CCU|NICU|PICU|SICU|MICU|OPD|ENT|PACU|MAU|AMU|SAU|CDU|GP|OSH|MDT|MRI|USS|CTA|CTPA|PET|SPECT|WHO|RIF|LIF|RUQ|LUQ|RLQ|LLQ|ERCP|MRCP|USA|NHS|EMS|RFDS|HEMS|MCA|ACA|PCA|SMA|IMA|IVC|SVC|LAD|RCA|DSA|ECG|TOE|TTE|EUS|ROI|FLAIR|STIR|DWI|ADC|SCBU|CAMHS|COVID|HIV|CNS|CSF|PACS|RIS|BMT|TAVI|EVAR|CPR|ROSC|RTA|MVA|TB|ANC|MIS|CKD|DVT|PE)(?![A-Z])/.test(
        m.groups?.['at'] ?? '',
      ),
  },
  {
    rule: 'institution.local',
    identifier: 'institution',
    score: 0.65,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:Local\s\d{1,4}|Branch\s\d{2,4}|Lodge\sNo\.?\s\d{1,4}|Ladder\s\d{1,3}|Engine\sCompany\s\d{1,3}|Troop\s\d{2,4}|Post\s\d{3,4}|PS\s\d{1,3}|(?:Pack|Den)\s\d{2,4}|\d{1,2}\s(?:Para|Rifles|Scots|Yorks|Commando|Regt))(?![A-Za-z0-9])/g,
  },
  {
    rule: 'institution.works',
    identifier: 'institution',
    score: 0.66,
    over: 'cas',
    re: /(?<![A-Za-z])(?:retired\sfrom|laid\soff\sfrom|contracts|apprenticed|seconded|playing|training|competing|racing|fighting|rowing|driving|flying|riding|studying|teaching|coaching|batting|bowling|drives|flies|rides|works?|worked|working|employed|volunteers?|studies|studied|teaches|taught|trains|trained|plays|played|coaches|coached|enrolled|boards|worships|shops|drinks|swims|rows|fishes|detained|imprisoned|incarcerated|held|jailed)(?:\s(?:[a-z-]{3,14}\s){0,3}(?:at|for|with|by|in)|(?<=from))\s(?:the\s)?(?<at>[A-Z][A-Za-z'&]{2,16}(?:\s(?:of\s|and\s|&\s)?[A-Z][A-Za-z'&]{1,16}){0,4})/g,
    sure: (m, p) => {
      const first = p.words.sense((m.groups?.['at'] ?? '').split(' ')[0]?.toLowerCase().replace(/'s?$/, '') ?? '');
      return (
        !first.wide &&
        !first.proper &&
        !/^(?:CT|MRI|ICU|January|February|March|April|May|June|July|August|September|October|November|December|Day)\b/.test(m.groups?.['at'] ?? '')
      );
    },
  },
];

/** Places and employers told by what somebody is or does. */
export function findCallings(page: Page): Hit[] {
  const hits = runPatterns(page, patterns);
  for (const [i, token] of page.tokens.entries()) {
    if (!isCalling(token.low) || token.possessive) continue;
    for (const hit of [employer(page, i), before(page, i)]) if (hit !== null && !isMasked(page, hit.start, hit.end)) hits.push(hit);
  }
  return hits;
}
