import { runPatterns, type Pattern } from './pattern.ts';
import type { Hit, Page } from './page.ts';

const re = (source: string): RegExp => new RegExp(source, 'g');
const who = '(?:the|a|an|this|our|his|her|their|former|ex|retired|serving|sitting|local|well[- ]known|famous|current|only|first|youngest|oldest)';
const office =
  '(?:mayor|deputy mayor|councillor|senator|congressman|congresswoman|governor|premier|prime minister|president|minister|mp|mla|mlc|msp|mep|teachta dala|alderman|councilwoman|councilman|congressperson|member of parliament|politician|ambassador|diplomat|high court judge|supreme court judge|judge|magistrate|coroner|bishop|archbishop|cardinal|dean|rabbi|police chief|police commissioner|chief constable|sheriff|fire chief|army general|retired general|admiral|brigadier|barrister|general secretary|trade union leader|chief executive of|hospital ceo|tycoon|magnate|property developer|media personality|shock jock|olympic swimmer|war correspondent|astronaut|cosmonaut|olympian|paralympian|olympic [a-z]{4,12}|gold medall?ist|medall?ist|world champion|champion [a-z]{4,12}|national champion|grand slam winner|footballer|rugby (?:player|international)|afl player|nrl player|nba player|nfl player|premier league [a-z]{4,12}|professional (?:footballer|cricketer|golfer|boxer|athlete|cyclist|surfer|wrestler|dancer|skater|skier|gamer|rugby player|basketball player|tennis player|soccer player|jockey)|test cricketer|international cricketer|cricketer|jockey|racing driver|formula one driver|f1 driver|ballerina|principal dancer|opera singer|goalkeeper|quarterback|striker for|centre forward|fast bowler|opening batsman|head coach|member of (?:the )?(?:legislative assembly|parliament|congress|senate|cabinet|royal family|house of lords)|village (?:headman|chief|elder|priest|doctor|postmaster|policeman|schoolteacher)|tribal (?:chief|elder|leader)|town (?:clerk|mayor|doctor|policeman)|sarpanch|pop star|rock star|rapper|lead singer|singer|guitarist in a band|actor|actress|film star|soap star|television presenter|tv presenter|tv personality|newsreader|weather presenter|radio host|radio presenter|news anchor|journalist|novelist|author|comedian|celebrity|influencer|youtuber|vlogger|podcaster|reality (?:tv )?(?:star|contestant)|supermodel|beauty queen|miss [a-z]{4,12}|billionaire|millionaire|heir|heiress|princess|prince|duke|duchess|earl|baroness|royal family|member of the royal|nobel (?:laureate|prize winner)|vice[- ]chancellor|university chancellor|headmaster|headmistress|school principal|lighthouse keeper|town crier|postmistress|postmaster|publican|undertaker|executioner|snake charmer|sword swallower|stuntman|stunt performer|circus (?:performer|artist|acrobat)|trapeze artist|lion tamer|zookeeper|falconer|beekeeper|bullfighter|rodeo (?:rider|clown)|test pilot|fighter pilot|submariner|bomb disposal (?:officer|expert)|hostage|whistle-?blower|murder(?:er| victim| suspect)|serial killer|terrorist|convicted [a-z]{4,12}|death row inmate|lottery winner|quiz show winner|game show contestant)';

const patterns: readonly Pattern[] = [
  {
    rule: 'context.only',
    identifier: 'other',
    score: 0.7,
    re: re(
      String.raw`(?<![a-z])(?:the\s|his\s|her\s)?(?:only|sole|last|lone)\s(?:known\s|living\s|surviving\s|other\s|female\s|male\s|practising\s|practicing\s|remaining\s|resident\s){0,2}(?:survivors?|survivor|doctor|gp|nurse|vet|dentist|pharmacist|teacher|policeman|police officer|midwife|surgeon|person|people|man|woman|child|family|patient|case|resident|inhabitant|[a-z]{3,12}(?:er|or|ist|man|woman))\s(?:of|in|from|on|at|to|with|worldwide|who|known|alive)(?:\s(?!with\b|the\s(?:right|left)\b)[a-z0-9'-]{1,16}){0,7}`,
    ),
    sure: (m) =>
      !/only (?:other|mild|minor|small|one|case of|patient in (?:whom|this|our|the)|way|finding|marker|risk factor|treating|reporting|factor)/.test(
        m[0],
      ),
  },
  {
    rule: 'context.only',
    identifier: 'other',
    score: 0.7,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:one of|among)\s(?:the\s)?(?:only\s|just\s|a\shandful\sof\s|fewer\sthan\s|less\sthan\s|about\s|around\s)?(?:a\s)?(?:few|handful|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d{1,3})\s(?:known\s|reported\s|living\s|such\s|surviving\s)?(?:people|persons|patients|cases|families|individuals|children|men|women|survivors|boys|girls|residents|households|workers|passengers|victims|siblings|players|soldiers|climbers|athletes|pilots)\s(?:in|with|worldwide|alive|known|on|from|to|who)(?:\s[a-z0-9'-]{1,16}){0,6}`,
    ),
  },
  {
    rule: 'context.sole',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:sole|only|lone)\s(?:survivor|survivors|occupant|passenger|witness|heir|resident|fatality|casualty|inhabitant)(?:\sof(?:\s[a-z0-9'-]{1,16}){1,6})?(?![a-z])`,
    ),
  },
  {
    rule: 'context.first',
    identifier: 'other',
    score: 0.7,
    re: re(
      String.raw`(?<![a-z])(?:the\s|a\s|australia'?s\s|britain'?s\s|our\s|one of the\s)?(?:first|second|third|youngest|oldest|largest|smallest|heaviest|tallest|longest[- ]surviving|fastest|earliest|worst|only)\s(?:[a-z]{3,12}\s)?(?:reported\s|known\s|documented\s|recorded\s|ever\s|diagnosed\s|published\s|confirmed\s|living\s|surviving\s|described\s)?(?:case|cases|patient|patients|person|people|man|woman|child|baby|infant|survivor|survivors|recipient|transplant|birth|instance|resident|victim|winner|competitor|player|climber|female|male|employee|officer|pilot|[a-z]{3,12}er)\s(?:in|from|on|at|to|ever|worldwide|of its kind|outside|within|of|with|at our)\s?(?:the\s)?(?:[a-z0-9'-]{2,16}\s?){1,5}`,
    ),
    sure: (m) =>
      /(?:in|from|on|at|outside|within|to)\s(?:the\s|our\s)?(?:state|country|county|region|world|town|village|city|district|area|island|hospital|history|centre|center|family|uk|us|usa|australia|tasmania|ireland|scotland|wales|canada|england|nation|southern|northern|our|province|community|shire|territory|hemisphere|record|team|league|school|company|literature)|ever\b|worldwide|of its kind|(?:in|of) (?:her|his) (?:village|town|county|school|family|street|class)/.test(
        m[0],
      ) ||
      /(?:youngest|oldest|tallest|heaviest)\s(?:[a-z]{3,12}\s)?(?:person|patient|man|woman|survivor|recipient|resident|female|male|player|competitor|pilot|officer|winner)/.test(
        m[0],
      ),
  },
  {
    rule: 'context.first',
    identifier: 'other',
    score: 0.7,
    over: 'cas',
    re: /(?:[Ff]irst|[Oo]nly|[Ss]econd|[Ll]argest|[Yy]oungest|[Oo]ldest)\s(?:[a-z]{3,12}\s){0,3}(?:case|patient|report|person|transplant|diagnosis|survivor|outbreak|infection)s?\s(?:[a-z]{2,9}\s){0,2}(?:in|from|outside|on)\s(?:the\s)?[A-Z][a-z]{2,18}/g,
  },
  {
    rule: 'context.oldest',
    identifier: 'other',
    score: 0.72,
    re: re(
      String.raw`(?<![a-z])(?:the\s|one of the\s)?(?:oldest|youngest|tallest|heaviest|shortest|richest|best[- ]known|most famous|longest[- ]serving|last|first|only)\s(?:[a-z]{3,14}\s)?(?:in|of|on)\s(?:the\s|her\s|his\s|their\s|this\s|our\s)(?:[a-z]{3,12}\s)?(?:village|town|county|country|region|community|island|family|street|school|world|parish|district|state|team|company|practice|nursing home|regiment|league|club)`,
    ),
  },
  {
    rule: 'context.office',
    identifier: 'other',
    score: 0.7,
    re: re(
      String.raw`(?<![a-z])(?:${who}\s(?:[a-z-]{3,14}\s)?)(?:${office})(?:'s|s'|s)?(?:\s(?:daughter|son|wife|husband|mother|father|brother|sister|partner|child|baby|nephew|niece))?(?![a-z])`,
    ),
    sure: (m) =>
      !/(?:the|this|our)\s(?:[a-z-]{3,14}\s)?(?:author|model|general|cardinal|judge|dean|coroner|minister)(?:s|'s)?$/.test(m[0]) &&
      !/(?:a|an|the|this)\s(?:[a-z-]{3,14}\s)?(?:model|author|general|cardinal)s?$/.test(m[0]),
  },
  {
    rule: 'context.office',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:is|was|as|being|became|retired as|works as|worked as|elected|played)\s(?:a\s|an\s|the\s)(?:[a-z-]{3,14}\s){0,2}(?:${office})(?![a-z])`,
    ),
    sure: (m) => !/(?:model|author|general|cardinal)s?$/.test(m[0]),
  },
  {
    rule: 'context.news',
    identifier: 'other',
    score: 0.75,
    re: re(
      String.raw`(?<![a-z])(?:(?:widely|extensively|heavily|also|later|subsequently|recently|much)\s)?(?:(?:reported|featured|covered|picked up|run|carried|splashed|appeared|interviewed|shown|publici[sz]ed|profiled|documented|seen|broadcast|mentioned|discussed|photographed|published|aired|told)\s(?:(?:widely|extensively|live|prominently)\s)?(?:in|on|by|across|all over)\s(?:the\s|a\s|an\s|local\s|national\s|international\s|daytime\s|breakfast\s|social\s){0,3}(?:newspapers?|news|papers|press|media|tv|television|radio|tabloids?|magazine|documentary|podcast|bbc|abc|cnn|sky news|facebook|youtube|tiktok|twitter|local paper|local radio|the one show|daily mail|60 minutes|headlines|front page|sunday [a-z]{4,8}|social media)|(?:made|hit|making|grabbed|was|were|been|on|in)\s(?:the\s|national\s|local\s|international\s|world\s|evening\s|breakfast\s){0,3}(?:headlines|front page|news(?!p| of| that)|telly|tabloids|six o'clock news)|(?:media|press|tabloid|newspaper|news|tv|television)\s(?:coverage|attention|interest|reports?|appeal|article|story|interview|crew|frenzy|campaign)|went viral|viral (?:video|post|tweet|tiktok)|front page|crowdfund(?:ing|er)?|gofundme|justgiving|fundrais(?:er|ing)(?:\spage)?|petition|public (?:appeal|inquiry|enquiry)|coroner'?s (?:court|inquest|case|report|finding|inquiry)|inquest|royal commission|court case|(?:criminal|murder|fraud|court|civil)\strial|lawsuit|litigation|sued|class action|police investigation|homicide|missing person|amber alert|manhunt|wikipedia (?:page|entry|article)|book about (?:his|her|their)|(?:his|her|their|a|own)\s(?:memoir|autobiography|blog|podcast|documentary|biopic|youtube channel)|guinness(?: book)?(?: of)?(?: world)? records?|world record|record[- ]breaking|medical first|world[- ]first)(?![a-z])`,
    ),
    sure: (m) => !/(?:randomi[sz]ed|clinical|controlled)/.test(m[0]),
  },
  {
    rule: 'context.known',
    identifier: 'other',
    score: 0.72,
    re: re(
      String.raw`(?<![a-z])(?:(?:a|the|this|our)\s)?(?:well[- ]known|famous|prominent|high[- ]profile|celebrated|renowned|notorious|infamous|widely known|popular|beloved|household name|nationally known|internationally known|award[- ]winning|world[- ]famous|local legend|public figure|local hero|local celebrity|local identity|national hero|household-name)(?:\s(?:local\s|national\s|former\s|retired\s)?(?!entity|association|complication|cause|phenomenon|sign|finding|pitfall|risk|feature|syndrome|condition|mimic|variant|clinical|and\b|for\b|as\b|to\b|in\b|that\b|but\b|effect|side|causes|pattern|lesion|anatomical|imaging)[a-z-]{3,16}){1,2}`,
    ),
    sure: (m) =>
      !/(?:well[- ]known|prominent|popular|celebrated|renowned|famous)\s(?:node|nodes|lymph|vessel|vessels|vein|veins|artery|cortical|hilar|flow|fissure|joint|bone|ligament|thymus|ventricle|uptake|enhancement|interstitial|markings|sulci|perivascular|vascular|bowel|oedema|edema|gyri|space|spaces|thing|technique|method|tumou?r|disease|mass|cistern|soft|fat|calcif[a-z]*|signal|area|areas|left|right|bilateral|azygos|pulmonary|azygous|feature|features|collateral|collaterals|osteophytes?|trabecul[a-z]*|nodular|central|peripheral|papill[a-z]*|costochondral|transverse|crista|superior|inferior|anterior|posterior|mesenteric|subcutaneous|aortic|cardiac|main|hypodense|periosteal|cerebral|cerebellar|extra[- ][a-z]*|ductus|diffuse)/.test(
        m[0],
      ) || /public figure|local (?:hero|legend|celebrity|identity)/.test(m[0]),
  },
  {
    rule: 'context.crime',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:(?:was|were|been|is)\s(?:brutally\s|fatally\s|allegedly\s|famously\s)?(?:murdered|assassinated|kidnapped|abducted|held hostage|taken hostage|tortured|trafficked|beheaded|executed|lynched|shot dead|stabbed to death)|(?:shocked|gripped|stunned|scandali[sz]ed|united|divided)\s(?:the\s|a\s|an entire\s|the whole\s)(?:country|nation|world|town|village|community|city|state|county|island|public)|(?:wrestled|fought off|punched|outran|tamed)\s(?:the\s|a\s)(?:croc|crocodile|shark|bear|alligator|lion|tiger|great white)|(?:accused|convicted|acquitted|suspected|found guilty)\s(?:of|in)\s(?:the\s)?(?:murder|manslaughter|fraud|terrorism|treason|espionage|killing|rape|arson)|(?:documentary|film|movie|book|song|series|podcast|play|musical|statue|mural|street|park|bridge|school|charity|foundation|law|scholarship)\s(?:was\s|is\s|has been\s)?(?:made\s|written\s|named\s|founded\s|set up\s)?(?:about|after|in honou?r of|in memory of|in (?:his|her) (?:name|memory))\s(?:him|her|them|the (?:patient|family|case)|his|her|their)?|(?:netflix|bbc|abc|channel \d{1,2}|sbs|hbo|disney|amazon)\s(?:documentary|series|drama|special|show))`,
    ),
    sure: (m) =>
      !/^(?:series|law|school|play|book|film)\s/.test(m[0]) || /(?:him|her|them|patient|family|case|his|their|memory|honou?r)$/.test(m[0].trim()),
  },
  {
    rule: 'context.only',
    identifier: 'other',
    score: 0.68,
    re: re(
      String.raw`(?<![a-z])(?:(?:no|not one)\s(?:other|one else)\s(?:person\s|patient\s|family\s|case\s|individual\s|child\s|woman\s|man\s)?(?:in|on|at|from|within|has|is known)|nobody else|nowhere else|no one else|no-one else|unique in|unheard of in)\s(?:in\s|on\s)?(?:the\s|this\s|our\s|her\s|his\s)?[a-z]{3,16}`,
    ),
    sure: (m) => /in|on|from/.test(m[0]) && !/no other (?:person|patient|case)s?\s(?:has|is)\s(?:been|a\b)/.test(m[0]),
  },
  {
    rule: 'context.show',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:(?:contestant|finalist|winner|judge|presenter|host|guest|panellist|star|extra|actor|actress|dancer|competitor|participant)\s(?:on|in|of|at)\s(?:a\s|an\s|the\s)?(?:[a-z'-]{2,14}\s){0,3}(?:show|series|programme|program|competition|contest|pageant|soap|sitcom|musical|film|movie|olympics|championships?|tour|talent|tv|television|cup|games|world record|broadway|west end)|(?:played|competed|raced|fought|boxed|rowed|swam|ran|sailed|skied)\s(?:professionally|internationally|for (?:his|her|their|the) (?:country|county|state|national)|at (?:international|national|olympic|elite|professional|county|state) level|in the (?:olympics|paralympics|world cup|commonwealth games|premier league|nfl|nba|afl|nrl))|(?:olympic|paralympic|world|national|commonwealth|european|state)\s(?:champion|medall?ist|record[- ]holder|finalist|title holder|squad|team member)|national (?:rowing|swimming|football|cricket|rugby|hockey|netball|basketball|athletics|ski|cycling|gymnastics) team)(?![a-z])`,
    ),
  },
  {
    rule: 'context.honour',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:(?:received|awarded|given|won|nominated for|honou?red with|decorated (?:with|for)|presented with|earned|recipient of|shortlisted for)\s(?:a\s|an\s|the\s|his\s|her\s)?(?:[a-z'-]{2,14}\s){0,2}(?:medal|award|honou?r|honou?rs|bravery|knighthood|damehood|obe|mbe|cbe|order of [a-z]{3,12}|victoria cross|purple heart|nobel|oscar|grammy|emmy|bafta|pulitzer|prize|trophy|title|citizenship)|knighted by|(?:holds|held|holder of|broke|broken|breaking|set|setting|smashed|beat)\s(?:a\s|the\s|an\s|his\s|her\s)(?:[a-z'-]{2,14}\s){0,3}record(?:\sfor(?:\s[a-z'-]{2,14}){1,4})?|record[- ]holder|rescued\s(?:[a-z]{2,10}\s){1,3}(?:from|after)\s(?:a\s|an\s|the\s)?(?:burning|fire|flood|sea|river|drowning|wreck|collapsed|rubble|sinking|blaze)[a-z ]{0,20})(?![a-z])`,
    ),
    sure: (m) => !/medical record|health record|(?:a|the) dose record|record for (?:the|this) (?:largest|size)/.test(m[0]),
  },
  {
    rule: 'context.first',
    identifier: 'other',
    score: 0.68,
    re: re(
      String.raw`(?<![a-z])(?:town|village|island|parish|district|county|city|state|country|nation|school|club|hospital|region|community|valley|regiment|world|company|team|family|street|province|territory|university|league|army|navy|church|base|station|colony|continent|hemisphere)'s\s(?:very\s)?(?:only|first|last|oldest|youngest|largest|tallest|best|most|leading|sole|longest|biggest|top|chief|former|current|new|one)(?:\s[a-z'-]{2,16}){1,4}`,
    ),
    sure: (m) =>
      !/world's (?:most common|leading cause|largest cause)|(?:family|team|hospital|company)'s (?:first|new|current|one) (?:visit|child|choice|line|scan|scanner|study|protocol|machine)/.test(
        m[0],
      ),
  },
  {
    rule: 'context.fame',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:everyone (?:in|at|around|on)\s(?:the\s|this\s|her\s|his\s)?(?:town|village|island|school|street|community|hospital|estate|area|parish|ward)|(?:known|recognised|recognized|famous|loved|remembered|recognisable|recognizable|identifiable)\s(?:to|by|throughout|across|around|all over|to everyone in|to all in)\s(?:the\s|his\s|her\s|this\s|most\s|everyone\s|all\s)?(?:whole\s|entire\s|local\s)?(?:town|village|island|county|country|community|region|public|locals|fans|viewers|readers|district|nation|world|audience|neighbou?rhood)|(?:witness protection|asylum seeker|political prisoner|defector|war criminal|prisoner of war|holocaust survivor|genocide survivor|survivor of the (?:holocaust|genocide|siege|camp)|stolen generations?|death row|safe house|under police (?:guard|protection|escort)|in (?:police )?custody|on (?:trial|remand|bail) for|standing trial|charged with (?:murder|manslaughter|rape|terrorism))|(?:on|during|while|live)\s(?:live\s|national\s|prime[- ]time\s)?(?:television|tv|radio|stage|broadcast|air|filming)(?=[\s,.;])|(?:face|hand|womb|uterus|penile|larynx|limb|double arm|double hand|pig kidney|pig heart)\stransplant|(?:struck by lightning|attacked by a shark|fell from (?:a|the) (?:plane|helicopter|cliff|crane|balloon|bridge|tower|cathedral|lighthouse|ferris wheel|ski lift)|lost at sea|adrift for|buried alive|trapped for (?:\d{1,3}|[a-z]{3,8}) (?:hours|days)|shipwrecked|stranded (?:on|at|in) (?:a|an|the)|hit by a (?:train|tram|meteorite|drone|speedboat|jet ski|golf ball|horse|falling)|shooting at (?:his|her|their|the|a)\s[a-z]{4,12}|(?:siege|bombing|stabbing|explosion|fire|massacre|attack|crash|collapse) (?:at|in|on) (?:his|her|their|the local|the town)\s[a-z]{4,12}))(?![a-z])`,
    ),
    sure: (m) => !/on (?:air|stage)$/.test(m[0].trim()),
  },
  {
    rule: 'context.only',
    identifier: 'other',
    score: 0.68,
    re: re(
      String.raw`(?<![a-z])(?:(?:runs?|owns?|owned|operates?|manages?|is|was|as|at|keeps?)\s)?(?:the\s|his\s|her\s|their\s)?(?:only|sole|last|oldest|biggest|largest)\s(?:[a-z'-]{2,14}\s){1,3}(?:in|on|for|of)\s(?:the\s|this\s|that\s|our\s|her\s|his\s|a\s)?(?:whole\s|entire\s|small\s|remote\s)?(?:town|village|island|district|county|region|state|territory|country|city|valley|community|street|suburb|parish|province|area|world|family|hospital|school|company|league|team|regiment|peninsula|nation|south|north|outback)(?![a-z])`,
    ),
    sure: (m) =>
      !/(?:only|last|largest|biggest) (?:finding|abnormality|lesion|lesions|mass|one|ones|component|part|sign|evidence|area|feature|cyst|node|nodule|tumou?r|follow)/.test(
        m[0],
      ),
  },
  {
    rule: 'context.news',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:all over|splashed across|trending on|shared on|posted on|shared by|streamed on|uploaded to)\s(?:the\s|social\s)?(?:facebook|instagram|twitter|tiktok|youtube|reddit|media|news|papers|internet|web|telly|tabloids|newspapers)(?![a-z])`,
    ),
  },
  {
    rule: 'context.victim',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:(?:victims?|perpetrator|survivor|witness|hero|heroine|driver|pilot|captain|co-pilot|passenger|suspect)\s(?:of|in|to)\s(?:a|an|the|this|that)\s(?:[a-z'-]{2,14}\s){0,3}(?:assault|attack|crime|stabbing|shooting|kidnapping|abduction|hijacking|hit[- ]and[- ]run|bombing|murder|massacre|crash|derailment|disaster|collision|sinking|robbery|siege|rescue|case|scandal|trial|helicopter|plane|aircraft|balloon|train|ferry|coach|submarine)|(?:crashed|sunken|derailed|hijacked|downed|stricken|capsized)\s(?:plane|helicopter|aircraft|train|ferry|boat|yacht|trawler|bus|coach|balloon|jet|ship)|household name|(?:debated|raised|discussed|mentioned|read out|tabled)\s(?:in|before|by)\s(?:the\s)?(?:parliament|congress|senate|house of (?:commons|lords|representatives)|court|cabinet|supreme court|high court)|(?:as|when|while|then|served as|elected|appointed)\s(?:the\s)?(?:mayor|president|premier|governor|senator|bishop|archbishop|judge|minister|chancellor|ambassador|headmaster|headmistress|police chief|fire chief|chief constable|sheriff)(?=[\s,.]))(?![a-z])`,
    ),
    sure: (m) => !/(?:driver|captain|witness) (?:of|in|to) (?:a|the) (?:case|trial|train|bus|coach)$/.test(m[0]),
  },
  {
    rule: 'context.multiple',
    identifier: 'other',
    score: 0.62,
    re: re(
      String.raw`(?<![a-z])(?:(?:surviving|identical|elder|younger|second|smaller|larger|firstborn|first|last|other)\s)?(?:triplet|quadruplet|quad|quintuplet|quin|sextuplet|septuplet|octuplet)s?(?:\s(?:number\s)?(?:one|two|three|four|five|six|\d))?(?![a-z])`,
    ),
    sure: (m) => !/^quads?$/.test(m[0].trim()) && !m[0].startsWith('second quad'),
  },
  {
    rule: 'context.disaster',
    identifier: 'other',
    score: 0.7,
    re: re(
      String.raw`(?<![a-z])(?:(?:injured|hurt|caught|trapped|survived|surviving|survivor|survivors|victims?|casualty|casualties|passenger|passengers|killed|died|burnt|burned|wounded|rescued|evacuated|involved|present|shot|stabbed|escaped|fled|working)\s(?:in|of|from|during|by|on|at|when|the)\s(?:the\s|a\s|an\s){0,2}(?:[a-z0-9'-]{2,14}\s){0,3}(?:hurricane|cyclone|tornado|earthquake|tsunami|flood(?:s|ing)?|bushfires?|wildfires?|avalanche|landslide|mudslide|volcan(?:o|ic)[a-z]*|eruption|explosion|blast|bombing|bomb|terror(?:ist)?(?:\sattack)?|mass shooting|school shooting|shooting|massacre|siege|riots?|stampede|crowd crush|plane crash|air crash|aircraft crash|helicopter crash|train (?:crash|derailment)|bus crash|coach crash|ferry (?:disaster|sinking)|shipwreck|sinking|stadium|nightclub fire|building collapse|bridge collapse|mine collapse|mine disaster|factory fire|chemical (?:spill|leak|plant)|shark attack|crocodile attack|bear attack|war|conflict|outbreak|evacuation)(?:\sevacuation|\sdisaster|\scrash|\sattack)?)(?![a-z])`,
    ),
  },
  {
    rule: 'context.disaster',
    identifier: 'other',
    score: 0.65,
    re: re(
      String.raw`(?<![a-z])(?:(?:the|a|light)\s)?(?:[a-z]{3,12}\s)?(?:plane crash|air crash|aircraft crash|helicopter crash|train crash|train derailment|bus crash|coach crash|hot[- ]air balloon(?:\s(?:crash|accident))?|ferry disaster|shipwreck|mass shooting|school shooting|terror(?:ist)? attack|nightclub fire|building collapse|bridge collapse|stadium disaster|mining disaster|mine explosion|gas explosion|fireworks factory|shark attack|crocodile attack|bear attack|tiger attack|lion attack|lightning strike survivor|avalanche|parachute (?:failed|malfunction|failure)|skydiving (?:accident|death)|base[- ]jump(?:er|ing)?|wingsuit|bungee (?:accident|jump)|theme park (?:ride|accident)|roller ?coaster (?:accident|derail[a-z]*)|assassination(?: attempt)?|kidnapp(?:ed|ing)|hostage(?: situation)?|human trafficking|honou?r killing|torture victim|police shooting|shot by police|acid attack|carjacking|gangland|drive-by|siamese twins|conjoined twins(?:\s[a-z]{2,12}){0,4}|quadruplets|quintuplets|sextuplets|octuplets|identical triplets|triplets)(?![a-z])`,
    ),
  },
  {
    rule: 'context.small',
    identifier: 'other',
    score: 0.72,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:(?:a|the|this|her|his|their|our|in a|from a)\s)?(?:(?:small|tiny|remote|isolated|close[- ]knit|one[- ]doctor|island|rural|outback|mining|fishing|indigenous|aboriginal|amish|mennonite|traveller|romani|gypsy|inuit|first nations|religious|hutterite)\s){1,3}(?:town|village|community|communities|island|hamlet|settlement|population|parish|congregation|tribe|outstation|clan|sect|mission|reserve|reservation|station)(?:\s(?:of|with|in|on|where|near)(?:\s[a-z0-9,'-]{1,14}){1,6})?|(?<![a-z])(?:town|village|population|community|island|settlement|parish|hamlet)\sof\s(?:only\s|about\s|around\s|approximately\s|fewer than\s|less than\s|under\s|just\s|some\s)?(?:\d{1,3}(?:[,\s]?\d{3})?|(?:two|three|four|five|six|seven|eight|nine|twelve|few)\s(?:hundred|thousand))(?:\s(?:people|residents|inhabitants|souls|persons))?`,
    ),
    sure: (m) => !/population of (?:\d{1,3} )?(?:cells|patients)|small (?:population|community) of (?:cells|patients|neurons)/.test(m[0]),
  },
  {
    rule: 'context.rare',
    identifier: 'other',
    score: 0.6,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:(?:fewer|less)\sthan\s(?:\d{1,3}|ten|twenty|thirty|fifty|a hundred|one hundred|a dozen)\s(?:[a-z]{3,12}\s)?(?:cases|people|patients|families|individuals)\s(?:have\s(?:ever\s)?been\s)?(?:reported|described|known|worldwide|in the world|living|diagnosed|alive|documented)|(?:one|1)\sin\s(?:a\s|one\s)?(?:several\s)?(?:million|billion|hundred million|\d{1,3},?\d{3},?\d{3})|never (?:before )?(?:been )?(?:reported|described|seen before)|previously unreported mutation|novel (?:mutation|deletion|variant) (?:found )?(?:only )?in (?:this|her|his|the) family|private mutation|named after (?:this|her|his|the) (?:patient|family|kindred|village)|(?:the\s)?index (?:case|patient) (?:of|for|in) (?:the|this|an?) (?:outbreak|epidemic|cluster)|patient zero|world'?s (?:first|only|oldest|youngest|smallest|largest|tallest)(?:\s[a-z]{3,14}){0,4})(?![a-z])`,
    ),
  },
  {
    rule: 'context.job',
    identifier: 'other',
    score: 0.6,
    re: re(
      String.raw`(?<![a-z])(?:our|my)\s(?:own\s)?(?:colleague|registrar|consultant|radiographer|nurse|medical student|resident|intern|receptionist|hospital (?:director|manager|ceo|chief executive|porter|chaplain)|head of department|professor|secretary|sonographer|theatre nurse)(?:'s\s(?:wife|husband|son|daughter|mother|father|brother|sister|child|partner))?\s(?:was|is|had|who|presented|has|developed|herself|himself)|(?<![a-z])(?:she|he)\s(?:is|was)\s(?:a|the|our)\s(?:[a-z]{3,12}\s)?(?:[a-z]{3,14})\sat\s(?:this|our|the same)\s(?:hospital|institution|department|practice|clinic|school)|(?:reported|read|diagnosed|interpreted)\s(?:his|her)\sown\s(?:x-?ray|scan|ct|mri|film|ultrasound|images?)|(?:this|our|same)\s(?:hospital|department|institution)'?s?\s(?:own\s)?(?:staff|employee|nurse|surgeon|radiologist|porter|ceo|director|chaplain)`,
    ),
  },
  {
    rule: 'context.family',
    identifier: 'other',
    score: 0.62,
    re: re(
      String.raw`(?<![a-z])(?:(?:daughter|son|wife|husband|mother|father|brother|sister|widow|niece|nephew|grandson|granddaughter|partner|child|heir|twin)\sof\s(?:a|an|the|our)\s(?:[a-z-]{3,14}\s){0,2}(?:${office}|ceo|tycoon|magnate|captain|colleague|chairman|chairwoman|star|legend|founder|owner of))(?![a-z])`,
    ),
  },
  {
    rule: 'context.animal',
    identifier: 'other',
    score: 0.6,
    re: re(
      String.raw`(?<![a-z])(?:(?:mauled|attacked|gored|bitten|trampled|kicked|crushed|stung)\sby\s(?:a|an|his|her|the)\s(?:pet\s|escaped\s|circus\s|zoo\s|performing\s|own\s)?(?:lion|tiger|bear|elephant|hippo(?:potamus)?|rhino(?:ceros)?|crocodile|alligator|shark|python|ostrich|emu|cassowary|kangaroo|camel|giraffe|chimpanzee|gorilla|monkey|leopard|wolf|stingray|jellyfish|komodo dragon|moose|bison|orca|racehorse))(?![a-z])`,
    ),
  },
];

/** Circumstances that let readers recognise somebody: singular, famous, in the news, in a disaster, of a small community. */
export function findCircumstances(page: Page): Hit[] {
  return page.field === 'filename' ? [] : runPatterns(page, patterns);
}
