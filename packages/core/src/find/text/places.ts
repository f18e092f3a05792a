import { runPatterns, type Pattern } from './pattern.ts';
import { byGazetteer, byHospitalList } from './gazetteer.ts';
import { isStop } from './names.ts';
import type { Hit, Page } from './page.ts';

const cap = "[A-Z][A-Za-z'.-]{1,20}";
const caps = String.raw`(?:${cap}\s(?:(?:of|and|the|for|&|de|la|St\.?)\s){0,2}){0,4}`;
const re = (source: string): RegExp => new RegExp(source, 'g');
const kinds =
  "Hospitals?|Hosp\\.?|Infirmary|Clinic|Clinics|Polyclinic|Medical Cent(?:re|er)|Med(?:ical)? Ctr|Health Cent(?:re|er)|Healthcare|Health Service|Health Board|Health Campus|Health District|Health Network|Health System|Klinikum|Krankenhaus|Universitatsklinikum|Hopital|Ospedale|Hospice|Sanatorium|Maternity|Surgery|Surgeries|Practice|Radiology|Imaging|Diagnostics|Diagnostic Cent(?:re|er)|Scans|Speciality|Polyclinics|Nursing Homes|Elementary|Elementary School|Middle School|Charter School|Cathedral School|Pathology|Nursing Home|Aged Care|Care Home|Assisted Living|Senior Living|Memory Care|Rest Home|Retirement Village|Lodge|Institute|University|College|School|High School|Primary|Primary School|Grammar|Academy|Kindergarten|Preschool|Prison|Jail|Gaol|Correctional Cent(?:re|er)|Detention Cent(?:re|er)|Trust|Foundation|Cancer Cent(?:re|er)|Heart Cent(?:re|er)|Children's|Childrens|Memorial|General|Royal Infirmary|Base|Mercy|District|Barracks|Air Base|Airport|Medical|Medical College|MRI Cent(?:re|er)|Scan Cent(?:re|er)|Nursing Cent(?:re|er)|Urgent Care|Polyclinique|Clinique|Clinica|Kliniken|Klinik|ED|A&E|Emergency|ICU|NICU|Rehab|Rehabilitation Cent(?:re|er)|Private|Public Hospital|Station|Shelter|Synagogue|Mosque|Church|Cathedral|Parish|Stadium|Racecourse|Abattoirs?|Mine|Mines|Colliery|Quarry|Shipyard|Steelworks|Refinery|Smelter|Sawmill|Brewery|Hotel|Pub|Inn|Arms|Casino|Zoo|Aquarium|Theatre|Museum|Library|Mall|Shopping Cent(?:re|er)|Leisure Cent(?:re|er)|Football Club|FC|RFC|AFC|United|Rovers|Wanderers|Rugby Club|Cricket Club|Golf Club|Surf Club|RSL|Police|Police Station|Fire Station|Fire Brigade|Ambulance|Council|Shire|Court|Barangay";
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
    re: /(?<![A-Za-z])(?:[A-Z][A-Z'.&-]{1,18}\s){1,4}(?:HOSP(?:ITAL)?S?|INFIRMARY|CLINIC|PRIVATE|GENERAL|MEMORIAL|CHILDRENS?|PUBLIC|MEDICAL CENT(?:RE|ER)|RADIOLOGY|IMAGING|HEALTH(?:CARE)?|MED CTR|INSTITUTE|UNIVERSITY|DIAGNOSTICS)(?![A-Za-z])/g,
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
  "alfred|austin|peter mac(?:callum)?|monash|western|royal melbourne|rmh|royal children'?s|royal women'?s|st vinnies|vinnies|rpa|rpah|prince alfred|royal north shore|rns|rnsh|westmead|nepean|liverpool|concord|bankstown|st george|prince of wales|powh|john hunter|jhh|gold coast uni|pa hospital|princess alexandra|rbwh|royal brisbane|mater|qch|lady cilento|prince charles|townsville|flinders|rah|royal adelaide|lyell mcewin|qeh|queen elizabeth|fiona stanley|fsh|charlies|sir charles gairdner|scgh|royal perth|rph|pmh|king edward|kemh|royal hobart|rhh|lgh|royal darwin|rdh|canberra hospital|auckland city|starship|middlemore|waikato|wellington regional|dunedin public|christchurch public|barts|bart'?s|the london|royal london|guy'?s|gstt|tommy'?s|st thomas'?|king'?s|kch|uch|uclh|royal free|gosh|great ormond street|queen square|nhnn|marsden|royal marsden|brompton|papworth|addenbrookes?|addenbrooke'?s|jr|john radcliffe|churchill|noc|nuffield|qmc|lgi|jimmy'?s|jimmys|mri manchester|the christie|christie|wythenshawe|alder hey|the walton|walton centre|qe birmingham|heartlands|frenchay|southmead|bri|derriford|rvi|freeman|james cook|western general|royal infirmary|yorkhill|gartnavel|qeuh|southern general|ninewells|raigmore|ulster hospital|the royal|musgrave park|beaumont|tallaght|crumlin|temple street|the mater|vincent'?s|holles street|the rotunda|rotunda|the coombe|cuh cork|mass general|mgh|brigham|the brigham|bwh|bidmc|dana[- ]farber|johns hopkins|hopkins|mayo(?: clinic)?|cleveland clinic|cedars(?:-sinai)?|ucla|ucsf|stanford|bellevue|mount sinai|mt sinai|columbia|nyu(?: langone)?|sloan kettering|mskcc|md anderson|hup|chop|penn|upmc|duke|emory|grady|cook county|northwestern|barnes(?:-jewish)?|parkland|ben taub|jackson memorial|harborview|uw|ohsu|denver health|va|the va|walter reed|nih|st jude(?:'?s)?|sick ?kids|sunnybrook|toronto general|princess margaret|mount sinai toronto|mcgill|montreal general|vgh|foothills|chu sainte-justine|aiims|pgi|pgimer|cmc|nimhans|jipmer|kem|tata memorial|sgpgi|sion hospital|gangaram|sir ganga ram|apollo|fortis|medanta|max saket|safdarjung|rml|lilavati|breach candy|hinduja|nizam'?s|charing cross|hammersmith|northwick park|whipps cross|whittington|homerton|lewisham";
const loose: readonly Pattern[] = [
  {
    rule: 'institution.nickname',
    identifier: 'institution',
    score: 0.8,
    over: 'low',
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:(?:at|to|from|via|in|by|under|reviewed at|@|of)\s|(?=the\s))(?<at>(?:the\s)?(?:${nicknames}))(?:'s)?(?:\s(?:hospital|ed|mdt|campus|chandigarh|vellore|delhi|mumbai|bangalore|[a-z]{4,12}(?=\s(?:hospital|clinic))))?(?![a-z'-])(?!\s(?:classification|criteria|risk|model|score|type|a\s|b\s|staging|grade|system|protocol|coil|syndrome|regime|disease|approach|method|position|manoeuvre|technique|guidelines?|dissection|end|part|side|blot|red|sign|university school|equina|and hess|procedure))`,
    ),
    sure: (m, p, s) => nickname(m.groups?.['at'] ?? '', p, s),
  },
  {
    rule: 'institution.initials',
    identifier: 'institution',
    score: 0.7,
    over: 'cas',
    re: /(?<![A-Za-z])(?:UCSF|AIIMS|NIMHANS|JIPMER|PGIMER|SGPGI|UCLH|MSKCC|BIDMC|UPMC|GOSH|RBWH|RPAH?|SCGH|QEUH|RAH Adelaide|UHCW|NHNN|CHEO|UHN|KKH|NUH|SGH Singapore|KEM|PGIMS)(?![A-Za-z])/g,
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
    (start >= 0 && words.length > 1 && /HOSP/.test(text)) ||
    (words.some((word) => /^(?:MATER|ROYAL|MERCY|SAINT|CITY|COUNTY|BASE|EPWORTH)$/.test(word)) &&
      /(?:PRIVATE|GENERAL|PUBLIC|CHILDRENS?|MEMORIAL)$/.test(text)) ||
    words.some((word) => {
      const low = word.toLowerCase();
      const sense = page.words.sense(low);
      return (
        (!page.words.isAcronym(word) || /^(?:st|ste|mt)$/.test(low)) &&
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
  if (
    /^(?:jimmys|barts|vinnies|st vinnies|addenbrookes?|gosh|westmead|papworth|wythenshawe|tallaght|middlemore|bellevue|parkland|brigham|mass general|johns hopkins|great ormond street|sick ?kids|starship|queen square|moorfields|alder hey)$/.test(
      bare.replace(/'/g, ''),
    ) &&
    /(?:at|to|from|via|in)\s(?:the\s)?$/.test(page.low.slice(Math.max(0, at - 10), at))
  )
    return true;
  return /[A-Z]/.test(shown);
}

/** Hospitals, practices, schools, employers, units, teams; towns, suburbs, regions. Countries only after "lives in" and the like. */
export function findPlaces(page: Page): Hit[] {
  return [...runPatterns(page, suffixed), ...runPatterns(page, loose), ...byHospitalList(page), ...byGazetteer(page)];
}
