import { runPatterns, type Pattern } from './pattern.ts';
import { isEponymUse, isStop } from './names.ts';
import { tokenFrom, type Hit, type Page, type Token } from './page.ts';

const cap = "[A-Z][A-Za-z'.-]{1,20}";
const caps = String.raw`(?:${cap}\s(?:(?:of|and|the|for|&|de|la|St\.?)\s){0,2}){0,4}`;
const re = (source: string): RegExp => new RegExp(source, 'g');
const kinds =
  "Hospitals?|Hosp\\.?|Infirmary|Clinic|Clinics|Polyclinic|Medical Cent(?:re|er)|Med(?:ical)? Ctr|Health Cent(?:re|er)|Healthcare|Health Service|Health Board|Health Campus|Health District|Health Network|Health System|Klinikum|Krankenhaus|Universitatsklinikum|Hopital|Ospedale|Hospice|Sanatorium|Maternity|Surgery|Surgeries|Practice|Radiology|Imaging|Diagnostics|Pathology|Nursing Home|Aged Care|Care Home|Rest Home|Retirement Village|Lodge|Institute|University|College|School|High School|Primary|Primary School|Grammar|Academy|Kindergarten|Preschool|Prison|Jail|Gaol|Correctional Cent(?:re|er)|Detention Cent(?:re|er)|Trust|Foundation|Cancer Cent(?:re|er)|Heart Cent(?:re|er)|Children's|Childrens|Memorial|General|Royal Infirmary|Base|Mercy|District|Barracks|Air Base|Airport|Medical|Medical College|MRI Cent(?:re|er)|Scan Cent(?:re|er)|Nursing Cent(?:re|er)|Urgent Care|Polyclinique|Clinique|Clinica|Kliniken|Klinik|ED|A&E|Emergency|ICU|NICU|Rehab|Rehabilitation Cent(?:re|er)|Private|Public Hospital|Station|Shelter|Synagogue|Mosque|Church|Cathedral|Parish|Stadium|Racecourse|Abattoirs?|Mine|Mines|Colliery|Quarry|Shipyard|Steelworks|Refinery|Smelter|Sawmill|Brewery|Hotel|Pub|Inn|Arms|Casino|Zoo|Aquarium|Theatre|Museum|Library|Mall|Shopping Cent(?:re|er)|Leisure Cent(?:re|er)|Football Club|FC|RFC|AFC|United|Rovers|Wanderers|Rugby Club|Cricket Club|Golf Club|Surf Club|RSL|Police|Police Station|Fire Station|Fire Brigade|Ambulance|Council|Shire|Court|Barangay";
const fillers =
  /^(?:the|a|an|our|this|that|local|another|community|regional|rural|district|tertiary|private|public|general|children's|university|teaching|referring|outside|academic|medical|emergency|central|national|base|new|old|pain|fracture|breast|memory|diabetic|urology|dialysis|sleep|stroke|computed|magnetic|ct|mri|ultrasound|nuclear|cardiac|chest|abdominal|brain|diagnostic|interventional|paediatric|pediatric|musculoskeletal|molecular|functional|diffusion|doppler|tomographic|fetal|antenatal|primary|secondary|family|gp|day|acute|military|county|city|state|mater|multi|cross|dynamic|clinical|anatomic|surgical|histo|histology|forensic|thoracic|body|whole|axial|resonance|in|at|under|medical|intensive|dept|department|of|institute|hospital|clinic|centre|center|school|high|college|care|nursing|home|aged|royal|oncology|cancer|heart|eye|dental|plain|emergency|general)$/i;

const suffixed: readonly Pattern[] = [
  {
    rule: 'institution.named',
    identifier: 'institution',
    score: 0.88,
    over: 'cas',
    evenMasked: true,
    re: re(
      String.raw`(?<![A-Za-z'-])(?:[Tt]he\s)?(?<n>${caps}${cap})\s(?:${kinds})(?:\s(?:Hospital|Hosp|Medical Cent(?:re|er)|Hospice|Trust|NHS(?: Foundation)? Trust|University|ED|Campus|Private|School|College|Health|Cent(?:re|er)|Clinic|Radiology|ICU))?(?:\s(?:of|in|at)\s${cap}(?:\s${cap})?)?(?![A-Za-z])`,
    ),
    sure: (m, p, s) => namedPlace(m.groups?.['n'] ?? '', m[0], p, s),
  },
  {
    rule: 'institution.named',
    identifier: 'institution',
    score: 0.88,
    over: 'cas',
    evenMasked: true,
    re: re(
      String.raw`(?<![A-Za-z])(?:[Tt]he\s)?(?:University|Institute|College|Hospital|Hopital|Ospedale|Academy|School|Royal College|Universitat|Universite|Clinica|Clinique|Klinikum|Policlinico|Krankenhaus|Hospital Clinic|Centre Hospitalier|CHU|CHRU|AOU|Uniklinik|Uniklinikum|Hospital Universitario|Abbey|Convent|Monastery|Mount|Port|Camp|HMP|RAF|Fort|RAAF Base)\s(?:of|for|de|del|della|di|du|des|la|le|von|zum|am|im)?\s?(?:(?:the|la|le|St\.?|San|Santa)\s)?(?<n>${cap}(?:\s${cap}){0,3})`,
    ),
    sure: (m, p, s) =>
      (namedPlace(m.groups?.['n'] ?? '', m[0], p, s) && !/^(?:School|Mount|Port|Camp|Institute|Academy)\s(?:[A-Z][a-z]+)$/.test(m[0])) ||
      /^(?:HMP|RAF|University of|Universi|CHU|Uni)/.test(m[0]),
  },
  {
    rule: 'institution.saint',
    identifier: 'institution',
    score: 0.85,
    over: 'cas',
    evenMasked: true,
    re: re(
      String.raw`(?<![A-Za-z])(?:at|to|from|in|by|via|of|the|under|@|:)\s(?:the\s)?(?<at>(?:St\.?|Saint|Ste\.?|Our Lady of|Sacred|Holy|Mount|Mt\.?|Sisters of|Santa|San)\s${cap}(?:\s(?:and|&)\s${cap})?(?:\s(?:Hospital|Hosp|ED|Private|Public|Hospice|Infirmary|Medical Center|Health))?(?=[^A-Za-z]|$))`,
    ),
    sure: (m) =>
      /'s|s$|Hosp|ED|Lady|Sacred|Holy|Mount|Mt|Sisters|Private|Public|Health|Infirmary|Medical/.test(m.groups?.['at'] ?? '') ||
      /St\.? [A-Z]/.test(m[0]),
  },
  {
    rule: 'institution.owned',
    identifier: 'institution',
    score: 0.8,
    over: 'cas',
    evenMasked: true,
    re: re(
      String.raw`(?<![A-Za-z])(?:at|to|from|in|via|under|by)\s(?:the\s)?(?<at>(?:${cap}\s){0,2}[A-Z][a-z]{2,18}'s?(?:\s(?:ED|A&E|Emergency|ICU|Hospital|emergency|outpatients?|radiology|oncology|clinic|MDT|maternity|theatre|ward))?)(?=[\s,.;)]|$)`,
    ),
    sure: (m, p, s) => owned(m.groups?.['at'] ?? '', p, s),
  },
  {
    rule: 'institution.owned',
    identifier: 'institution',
    score: 0.75,
    over: 'cas',
    evenMasked: true,
    re: re(
      String.raw`(?<![A-Za-z])(?<at>(?:[A-Z][a-z]{2,18}\s){0,2}[A-Z][a-z]{2,18}(?:'s?)?)\s(?:ED|A&E|MDT|ICU|emergency department|emergency|maternity|outpatients|sarcoma MDT|stroke unit|burns unit|trauma unit|spinal unit|oncology|campus|ambulance|hospital|hosp|clinic|prison|jail|airport|police|racecourse|abattoir|school|primary|uni|university|nursing home|hospice|mine|races|infirmary|base)(?![A-Za-z])`,
    ),
    sure: (m, p, s) => ownedBefore(m.groups?.['at'] ?? '', p, s),
  },
  {
    rule: 'institution.loud',
    identifier: 'institution',
    score: 0.88,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:[A-Z][A-Z'.&-]{1,18}\s){1,4}(?:HOSP(?:ITAL)?S?|INFIRMARY|CLINIC|MEDICAL CENT(?:RE|ER)|RADIOLOGY|IMAGING|HEALTH(?:CARE)?|MED CTR|INSTITUTE|UNIVERSITY|DIAGNOSTICS)(?![A-Za-z])/g,
    sure: (m, p, s) => loud(m[0], p, s),
  },
  {
    rule: 'institution.firm',
    identifier: 'institution',
    score: 0.88,
    over: 'cas',
    evenMasked: true,
    re: re(
      String.raw`(?<![A-Za-z])(?:${cap}\s(?:&\s|and\s)?){1,4}(?:Pty\.?(?:\sLtd\.?)?|Ltd\.?|Limited|Inc\.?|LLC|LLP|PLC|plc|GmbH|AG|S\.?A\.?|Corp(?:oration)?\.?|Pvt\.?(?:\sLtd\.?)?|B\.?V\.?|Bros\.?|& Sons?|& Co\.?|Enterprises|Industries|Holdings|Roofing|Plumbing|Electrical|Constructions?|Farms?|Motors|Foods|Mining|Logistics|Haulage|Transport|Airlines?|Airways|Railways?|Bakery|Butchers|Supermarket|Gym|Logging|Shipping|Cleaning|Landscaping|Winery|Vineyards?|Dairy|Stables|Circus|Ballet|Orchestra|Opera)(?![A-Za-z])`,
    ),
    sure: (m, p) =>
      !/^(?:Siemens|Philips|GE|Medtronic|Boston|Cook|Toshiba|Canon|Terumo|Bard|Abbott|Stryker|Zimmer|Bracco|Bayer|Guerbet|Olympus|Hitachi|Microvention|Covidien|Hologic|Fujifilm|Samsung|Electronic|The|Swan|Smith)/.test(
        m[0],
      ) && p.cas !== '',
  },
  {
    rule: 'institution.foreign',
    identifier: 'institution',
    score: 0.88,
    evenMasked: true,
    re: /[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,20}(?:病院|医院|醫院|クリニック|大学|大學|診療所|병원|의원|대학교|学校|會社|会社|株式会社|市|県|省|区|町|村)/g,
  },
  {
    rule: 'institution.charite',
    identifier: 'institution',
    score: 0.85,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:im|aus der|in der|aus dem|an der|au|a l'|al|del|dall'|nach|vom|der|beim|Uniklinik|Zuweisung(?: aus (?:der|dem))?)\s(?<at>(?:Charite|Klinikum\s[A-Z][a-z]{2,18}|Krankenhaus\s[A-Z][a-z]{2,18}|Universitatsspital\s[A-Z][a-z]{2,18}|Inselspital|Hotel-Dieu|Pitie-Salpetriere|Salpetriere|Gemelli|San Raffaele|Rigshospitalet|Karolinska|Hospital\s[A-Z][a-z]{2,18}|Spital\s[A-Z][a-z]{2,18}|CHU\s(?:de\s)?[A-Z][a-z]{2,18}))/g,
  },
];

/** Nicknames and short names of hospitals that authors use without the word. Own list; found after at, to, from, in, the. */
const nicknames =
  "alfred|austin|peter mac(?:callum)?|monash|western|royal melbourne|rmh|royal children'?s|royal women'?s|st vinnies|vinnies|rpa|rpah|prince alfred|royal north shore|rns|rnsh|westmead|nepean|liverpool|concord|bankstown|st george|prince of wales|powh|john hunter|jhh|gold coast uni|pa hospital|princess alexandra|rbwh|royal brisbane|mater|qch|lady cilento|prince charles|townsville|flinders|rah|royal adelaide|lyell mcewin|qeh|queen elizabeth|fiona stanley|fsh|charlies|sir charles gairdner|scgh|royal perth|rph|pmh|king edward|kemh|royal hobart|rhh|lgh|royal darwin|rdh|canberra hospital|auckland city|starship|middlemore|waikato|wellington regional|dunedin public|christchurch public|barts|bart'?s|the london|royal london|guy'?s|gstt|tommy'?s|st thomas'?|king'?s|kch|uch|uclh|royal free|gosh|great ormond street|queen square|nhnn|marsden|royal marsden|brompton|papworth|addenbrookes?|addenbrooke'?s|jr|john radcliffe|churchill|noc|nuffield|qmc|lgi|jimmy'?s|mri manchester|the christie|christie|wythenshawe|alder hey|the walton|walton centre|qe birmingham|heartlands|frenchay|southmead|bri|derriford|rvi|freeman|james cook|western general|royal infirmary|yorkhill|gartnavel|qeuh|southern general|ninewells|raigmore|ulster hospital|the royal|musgrave park|beaumont|tallaght|crumlin|temple street|the mater|vincent'?s|holles street|the rotunda|rotunda|the coombe|cuh cork|mass general|mgh|brigham|the brigham|bwh|bidmc|dana[- ]farber|johns hopkins|hopkins|mayo(?: clinic)?|cleveland clinic|cedars(?:-sinai)?|ucla|ucsf|stanford|bellevue|mount sinai|mt sinai|columbia|nyu(?: langone)?|sloan kettering|mskcc|md anderson|hup|chop|penn|upmc|duke|emory|grady|cook county|northwestern|barnes(?:-jewish)?|parkland|ben taub|jackson memorial|harborview|uw|ohsu|denver health|va|the va|walter reed|nih|st jude(?:'?s)?|sick ?kids|sunnybrook|toronto general|princess margaret|mount sinai toronto|mcgill|montreal general|vgh|foothills|chu sainte-justine|aiims|pgi|pgimer|cmc|nimhans|jipmer|kem|tata memorial|sgpgi|sion hospital|gangaram|sir ganga ram|apollo|fortis|medanta|max saket|safdarjung|rml|lilavati|breach candy|hinduja|nizam'?s|charing cross|hammersmith|northwick park|whipps cross|whittington|homerton|lewisham";
const loose: readonly Pattern[] = [
  {
    rule: 'institution.nickname',
    identifier: 'institution',
    score: 0.8,
    over: 'low',
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:(?:at|to|from|via|in|by|under|reviewed at|@|of)\s(?:the\s)?|the\s)(?<at>(?:the\s)?(?:${nicknames}))(?:'s)?(?:\s(?:hospital|ed|mdt|campus|chandigarh|vellore|delhi|mumbai|bangalore|[a-z]{4,12}(?=\s(?:hospital|clinic))))?(?![a-z'-])(?!\s(?:classification|criteria|risk|model|score|type|a\s|b\s|staging|grade|system|protocol|coil|syndrome|regime|disease|approach|method|position|manoeuvre|technique|guidelines?|dissection|end|part|side|blot|red|sign|university school|equina|and hess|procedure))`,
    ),
    sure: (m, p, s) => nickname(m.groups?.['at'] ?? '', p, s),
  },
  {
    rule: 'institution.work',
    identifier: 'institution',
    score: 0.72,
    over: 'cas',
    re: re(
      String.raw`(?<![A-Za-z])(?:[Ww]ork(?:s|ed|ing)?|[Ee]mployed|[Ee]mployee|[Jj]ob|[Cc]hef|[Tt]eacher|[Tt]eaches|[Nn]urse|[Ss]tudent|[Ss]tudies|[Ss]tudying|[Aa]ttends|[Aa]ttending|[Gg]oes|[Ee]nrolled|[Pp]upil|[Pp]lays(?:\s[a-z-]{3,14})?|[Pp]layed(?:\s[a-z-]{3,14})?|[Pp]layer|[Cc]aptain|[Cc]oach(?:es)?|[Mm]anager|[Dd]irector|CEO|[Oo]wner|[Pp]rincipal|[Hh]eadmaster|[Pp]rofessor|[Ll]ecturer|[Ff]oreman|[Ww]aitress|[Ww]aiter|[Bb]arista|[Cc]ashier|[Cc]leaner|[Gg]uard|[Pp]ilot|[Dd]river|[Ee]ngineer|[Mm]iner|[Pp]artner|[Ss]igned|[Rr]ides|[Rr]aces|[Dd]ances|[Ss]ings|[Pp]erforms|[Pp]reaches|[Vv]olunteers?|[Ss]erved|[Ss]erves|[Ww]orshipper|[Ii]mam|[Pp]riest|[Pp]astor)\s(?:as\s(?:an?\s)?[a-z -]{3,24}\s|[a-z]{3,10}\s)?(?:at|for|with|by|of|in|on|to)\s(?:the\s)?(?<at>(?:${cap}|[A-Z]{2,5})(?:\s(?:(?:of|in|and|&)\s)?(?:[a-z]{4,9}\sin\s)?${cap}){0,4}(?:\splant(?:\sin\s${cap})?)?)`,
    ),
    sure: (m, p, s) =>
      !/^(?:CT|MRI|ED|ICU|GP|US|I|A|Day|Mr|Dr|Mrs|Ms|UK|USA|Australia|India|America|England|Canada)\b/.test(m.groups?.['at'] ?? '') && s >= 0,
  },
  {
    rule: 'institution.unit',
    identifier: 'institution',
    score: 0.78,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])(?:\d{1,2}RAR|\d{1,3}(?:st|nd|rd|th)\s(?:Battalion|Regiment|Brigade|Division|Squadron|Airborne|Infantry|Cavalry|Armoured)(?:\s[A-Z][a-z]{3,14})?|(?:[A-Z][a-z]{3,14}\s){1,2}(?:Regiment|Battalion|Brigade|Squadron|Guards|Fusiliers|Rifles|Rangers)|SASR?|Navy SEALs?|(?:No\.?\s)?\d{1,3}\sSquadron|Parachute Regiment|Royal Marines)(?![A-Za-z])/g,
  },
  {
    rule: 'institution.network',
    identifier: 'institution',
    score: 0.7,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z])(?:[A-Z][a-z]{3,14}\s){1,3}(?:LHD|HHS|DHB|PHN|CCG|ICB|HSE|HB|NHSFT|NHST)(?![A-Za-z])/g,
  },
];

/** The words before the kind name something: one is unknown, a name or a place, or the kind never stands with a common word. */
function namedPlace(name: string, all: string, page: Page, start: number): boolean {
  const words = name.split(/\s+/).filter((word) => /^[A-Z]/.test(word));
  const kind = all.slice(name.length).toLowerCase();
  if (/model|criteria|classification|score|risk/.test(page.low.slice(start + all.length, start + all.length + 22))) return false;
  const naming = words.filter((word) => {
    const low = word
      .toLowerCase()
      .replace(/'s?$/, '')
      .replace(/[^a-z']/g, '');
    if (low.length < 2 || isStop(low) || fillers.test(low)) return false;
    const sense = page.words.sense(low);
    if (
      /^(?:general|base|ed|a&e|emergency|icu|private|medical|practice|surgery|imaging|primary|station|court|inn|arms|united|police|pathology|memorial|district)$/.test(
        kind.trim().split(' ').at(-1) ?? '',
      ) &&
      sense.known &&
      sense.city === 0 &&
      sense.surname < 2 &&
      sense.given < 2
    )
      return false;
    return (
      !sense.known ||
      sense.city > 0 ||
      sense.given >= 2 ||
      sense.surname >= 2 ||
      /^(?:royal|riverside|valley|mercy|saint|st|queen|king|prince|princess|sacred|holy|northside|lakeside|hillside|westside|eastside|southside|sunshine|harbour|bay|river|lake|park|beach|coast|mountain|island|northern|southern|eastern|western|north|south|east|west|good|providence|memorial|victoria|angel|hope|grace|unity|liberty|summit)$/.test(
        low,
      )
    );
  });
  const eponyms = words.every((word) => {
    const sense = page.words.sense(word.toLowerCase().replace(/'s?$/, ''));
    return sense.eponym || sense.proper;
  });
  const loneRoyal = /^(?:the\s)?royal infirmary$/i.test(all.trim());
  if (loneRoyal) return true;
  if (eponyms && /^\s?(?:arms|court|practice|surgery|imaging|medical|mine|base|general|station|ed|pub|inn|united|shelter)/.test(kind)) return false;
  return (
    naming.length > 0 &&
    !/^(?:Case|Plain|Axial|Non|Post|Pre|Contrast|Figure|Doppler|Diffusion|Magnetic|Hybrid|Fluorescence|Susceptibility)/.test(name)
  );
}

function loud(text: string, page: Page, start: number): boolean {
  const words = text.trim().split(/\s+/).slice(0, -1);
  return (
    start >= 0 &&
    words.some((word) => {
      const low = word.toLowerCase();
      const sense = page.words.sense(low);
      return (
        !page.words.isAcronym(word) &&
        !isStop(low) &&
        !fillers.test(low) &&
        (!sense.known || sense.city > 0 || sense.given >= 2 || sense.surname >= 2 || /^(?:st|saint|royal|mercy|valley|riverside|memorial)$/.test(low))
      );
    })
  );
}

function owned(text: string, page: Page, start: number): boolean {
  const name =
    text
      .replace(/'s?.*$/, '')
      .split(' ')
      .at(-1)
      ?.toLowerCase() ?? '';
  const sense = page.words.sense(name);
  if (isStop(name) || (sense.known && sense.surname < 2 && sense.given < 2) || (sense.eponym && !/hospital|ed\b|mdt|clinic|emergency/i.test(text)))
    return false;
  const after = page.low.slice(start + text.length, start + text.length + 18);
  const ward = /(?:ED|A&E|Emergency|ICU|Hospital|emergency|outpatients?|radiology|oncology|clinic|MDT|maternity|theatre|ward)$/.test(text);
  const before = page.low.slice(Math.max(0, start - 8), start);
  return ward || (/(?:\bat|\bto)\s(?:the\s)?$/.test(before) && /^(?:\s(?:in|for|on|with|where|and|after|via|by)\b|[,.;)]|$)/.test(after));
}

function ownedBefore(text: string, page: Page, start: number): boolean {
  const words = text.replace(/'s?$/, '').split(' ');
  const low = (words.at(-1) ?? '').toLowerCase();
  const sense = page.words.sense(low);
  if (isStop(low) || fillers.test(low) || sense.proper) return false;
  if (start === 0 && sense.known && words.length === 1) return false;
  if (sense.eponym && !text.includes("'") && sense.city === 0) return false;
  return !sense.known || sense.city > 0 || (sense.given >= 2 && text.includes("'")) || page.words.isHospital(low);
}

/** One of the nicknames; a short or ordinary one only with a capital. */
function nickname(text: string, page: Page, start: number): boolean {
  const bare = text.replace(/^the\s/, '');
  const at = start + text.length - bare.length;
  const shown = page.cas.slice(at, at + bare.length);
  if (
    /^(?:rpa|rpah|rns|rnsh|rmh|powh|jhh|rbwh|qch|rah|qeh|fsh|scgh|rph|kemh|rhh|lgh|rdh|gstt|kch|uch|uclh|gosh|nhnn|jr|noc|qmc|lgi|bri|rvi|qeuh|mgh|bwh|bidmc|ucla|ucsf|nyu|mskcc|hup|chop|upmc|va|nih|uw|ohsu|vgh|aiims|pgi|pgimer|cmc|kem|rml|nimhans|jipmer|sgpgi|uhcw|pmh)$/.test(
      bare,
    )
  ) {
    const before = page.low.slice(Math.max(0, start - 8), start);
    return (
      (shown === shown.toUpperCase() &&
        /(?:at|to|from|via)\s(?:the\s)?$/.test(before) &&
        !/^(?:va|cmc|bri|chop|jr|noc|rph|uw|uch|rah|lgh)$/.test(bare)) ||
      (/^(?:pgi|aiims|kem|cmc|rpa|gosh|ucsf|mgh)$/.test(bare) &&
        shown === shown.toUpperCase() &&
        /(?:at|to|from|via|in|the)\s(?:the\s)?$/.test(before))
    );
  }
  return /[A-Z]/.test(shown);
}

const goTo =
  /(?:^|[^a-z])(?:from|near|outside|in|to|at|of|around|visit(?:ed|ing|s)?|visits|toured|via|through|across|towards?|leaving|left|lives?|living|born|raised|based|works?|stationed|off|between|beyond|north of|south of|east of|west of|downtown|greater|rural|remote|inner|suburban|outback|coastal)\s(?:the\s)?$/;
const strongPlace =
  /(?:lives? in|living in|lived in|living near|lives near|resid(?:es|ing|ent|ed) (?:in|of|near|at)|born (?:and raised |and bred )?in|raised in|grew up in|native of|home in|farm(?:er|ing|s)? (?:from|in|near|outside)|moved (?:to|from)|migrated (?:to|from)|emigrated (?:to|from)|returned from|returning from|back from|travel(?:led|ed|ling|ing|s)? (?:to|from|in|through|around)|trip to|trip in|holiday(?:s|ed|ing)? (?:in|to|at|on)|vacation (?:in|to)|honeymoon in|backpacking (?:in|through|around)|trekking in|flew (?:to|from|in from)|flight (?:to|from)|visited|visiting|visit to|worker from|man from|woman from|lady from|boy from|girl from|patient from|fisherman from|family from|transferred from|transfer from|transferred to|referred from|sent from|brought from|retrieved from|flown from|airlifted from|town of|city of|village of|suburb of|island of|district of|outside|deployed to|stationed in|tour of|serving in|outskirts of|practi[sc](?:e|es|ing) in|married in|studying in|works? (?:in|on|near)|based in|refugee from|migrant from|expat (?:from|in)|comes from|originally from|hails from|is from|was from|school in|hospital in|clinic in|ed in|accident in|accident near|crash (?:in|near|at)|crashed (?:in|near|at)|collision (?:in|near|at)|tree near|fall (?:in|at|near)|camping (?:in|at|near)|swimming (?:in|at|near)|surfing (?:in|at|near|off)|fishing (?:in|at|near|off)|diving (?:in|at|near|off)|skiing (?:in|at|near)|hiking (?:in|at|near)|prison in|factory in|mine in|mine near|plant in|market in|church in|road near|motorway near|highway near|near)\s(?:the\s)?$/;
const notPlace =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Figure|Fig|Table|Case|English|French|Mr|Mrs|Ms|Dr|Prof|Miss)$/;
const placeTail =
  /^\s(?:Street|St|Road|Rd|Avenue|Beach|Bay|Island|Islands|Creek|Valley|Hills|Hill|Heights|Park|Point|Head|Harbour|River|Lake|Ranges|Range|Mountains|Peninsula|Shire|County|Province|District|Forest|National Park|Springs|Junction|Bridge|Village|Town|City|Downs|Vale|Falls|Reef|Airport|Station|Plains|Dam|Gorge|Wells|Green|Common|Cross|Moor|Prison|Estate|Reserve|Territory|Region|Coast)(?![A-Za-z])/;

/** The end of a run of capitals that names a place, from token i. */
function placeRun(page: Page, i: number): number {
  let end = i;
  for (let k = i; k < i + 5; k += 1) {
    const token = page.tokens[k];
    if (token === undefined || token.kind !== 'word') break;
    if (k > i && !/^(?: |-|\. |, )$/.test(token.before)) break;
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

function byGazetteer(page: Page): Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < page.tokens.length; i += 1) {
    const token = page.tokens[i];
    if (token === undefined || token.kind !== 'word' || isStop(token.low) || token.text.length < 3) continue;
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
      !(token.sense.known && token.sense.city === 0 && /(?:outside|near|visited)\s(?:the\s)?$/.test(before))
    )
      push('place.after', 0.62);
    else if (
      weak &&
      (whole === 1 || (whole === 2 && run.length > 1)) &&
      !(token.sense.eponym && run.length === 1) &&
      !token.sense.proper &&
      !(run.length === 1 && token.sense.known)
    )
      push('place.listed', 0.68);
    else if (run.length > 1 && whole === 1 && run.every((t) => !t.sense.eponym) && run.some((t) => !t.sense.known)) push('place.listed', 0.6);
    else if (
      run.length >= 2 &&
      !token.first &&
      placeTail.test(page.cas.slice(run.at(-2)?.end ?? 0, last.end + 1)) &&
      run.slice(0, -1).every((t) => !t.sense.eponym && (!t.sense.known || t.sense.city > 0 || t.sense.surname > 0)) &&
      weak
    )
      push('place.feature', 0.65);
  }
  return hits;
}

function byHospitalList(page: Page): Hit[] {
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

/** Hospitals, practices, schools, employers, units, teams; towns, suburbs, regions. Countries only after "lives in" and the like. */
export function findPlaces(page: Page): Hit[] {
  return [...runPatterns(page, suffixed), ...runPatterns(page, loose), ...byHospitalList(page), ...byGazetteer(page)];
}
