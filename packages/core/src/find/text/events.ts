import { runPatterns, type Pattern } from './pattern.ts';
import type { Hit, Page } from './page.ts';

/** Holidays, feasts and public days of the English-speaking countries and of the world's large religions. Own list. */
const holidays = [
  "christmas(?:\\s(?:day|eve|morning|night|lunch|dinner|party|holidays?|break|time))?|xmas(?:\\s(?:day|eve))?|boxing day|new year'?s?(?:\\s(?:day|eve|'?s eve))|nye|hogmanay|twelfth night|epiphany sunday",
  'easter(?:\\s(?:sunday|monday|saturday|weekend|friday|break|holidays?|long weekend))?|good friday|maundy thursday|ash wednesday|palm sunday|shrove tuesday|pancake day|pentecost|whit (?:sunday|monday)|lent|advent sunday|all (?:saints|souls) day',
  "(?:st\\.?\\s)?(?:patrick'?s|andrew'?s|george'?s|david'?s|valentine'?s|nicholas'?s?|stephen'?s)\\s(?:day|night|weekend)|mother'?s day|father'?s day|mothering sunday|hallowe'?en|guy fawkes(?:\\s(?:night|day))?|bonfire night|fireworks night",
  "anzac day|australia day|invasion day|melbourne cup(?:\\sday)?|labou?r day(?:\\sweekend)?|show day|ekka|(?:queen|king)'?s birthday(?:\\s(?:weekend|holiday|long weekend))?|grand final(?:\\s(?:day|eve|weekend))?|waitangi(?:\\sday)?|matariki|moomba|royal show|easter show|schoolies",
  '(?:[a-z]{3,9}\\s)?bank holiday(?:\\s(?:weekend|monday|friday))?|long weekend|public holiday|jubilee(?:\\s(?:weekend|day))?|coronation(?:\\s(?:day|weekend))?|half[- ]term|remembrance (?:day|sunday)|armistice day|poppy day',
  "(?:4th|fourth) of july|july (?:4th|fourth)|independence day|thanksgiving(?:\\s(?:day|weekend|dinner))?|black friday|memorial day(?:\\sweekend)?|labor day(?:\\sweekend)?|super ?bowl(?:\\ssunday)?|mardi gras|presidents'? day|veterans'? day|columbus day|mlk day|juneteenth|groundhog day|spring break|cinco de mayo|canada day|victoria day|family day|st jean baptiste day|election (?:day|night)|inauguration day",
  "diwali|deepavali|holi|navratri|dussehra|ganesh chaturthi|durga puja|onam|pongal|makar sankranti|raksha bandhan|janmashtami|republic day|gandhi jayanti|eid(?:\\s(?:al|ul)[- ](?:fitr|adha))?|ramadan|ramzan|ashura|muharram|mawlid|hanukkah|chanukah|yom kippur|rosh hashanah|passover|purim|sukkot|shavuot|vesak|songkran|tet|chuseok|seollal|golden week|obon|lunar new year|chinese new year|nowruz|norouz|mid-autumn festival|dragon boat festival|bastille day|oktoberfest|fasching|rosenmontag|karneval|sinterklaas|king'?s day|queen'?s day|st lucia day|midsummer(?:\\s(?:eve|day))?|carnival",
  'world cup(?:\\sfinal)?|commonwealth games|asian games|tour de france|ashes(?:\\stest)?|grand national|(?:royal )?ascot|derby day|wimbledon|boat race|glastonbury|burning man|coachella|state of origin|bathurst 1000|city to surf|sydney to hobart|comic[- ]?con|eurovision|edinburgh fringe|notting hill carnival|tomorrowland',
];
const named = String.raw`(?:19|20)\d\d`;

const patterns: readonly Pattern[] = [
  {
    rule: 'date.event',
    identifier: 'date',
    score: 0.8,
    evenMasked: true,
    re: new RegExp(
      String.raw`(?<![a-z0-9])(?:(?:the\s)?(?:day|week|weekend|night|morning|monday|sunday|friday|saturday)\s(?:after|before|of|following)\s|(?:on|over|during|at|around|since|before|after|last|this)\s(?:the\s)?)?(?:(?:${named})\s)?(?:${holidays.join('|')})(?:\s(?:${named}))?(?![a-z0-9-])(?!\s(?:tree|disease|tumou?r|bulb|factor))`,
      'g',
    ),
  },
  {
    rule: 'date.event',
    identifier: 'date',
    score: 0.75,
    over: 'cas',
    evenMasked: true,
    re: /(?<![A-Za-z0-9])(?:(?:19|20)\d\d\s)?(?:[A-Z][A-Za-z']{2,15}\s){1,3}(?:Cup|Marathon|Grand Prix|Olympics|Games|Festival|Regatta|Open|Derby|Fun Run|Ironman|Carnival|Parade|Pride|Rodeo|Fair|Show Day)(?:\s(?:19|20)\d\d)?(?![A-Za-z])/g,
  },
  {
    rule: 'date.event',
    identifier: 'date',
    score: 0.75,
    evenMasked: true,
    re: /(?<![a-z0-9])(?:9\/11|7\/7|september 11(?:th)?|(?:london|boston|bali|manchester|oklahoma|brussels|madrid)\s(?:marathon\s|arena\s)?(?:bombings?|attacks?)|grenfell|hurricane\s[a-z]{3,12}|cyclone\s[a-z]{3,12}|typhoon\s[a-z]{3,12}|storm\s(?!troopers)[a-z]{3,10}(?=[\s,.])|black saturday|black summer|ash wednesday fires|(?:the\s)?(?:19|20)\d\d\s(?:[a-z]{3,12}\s)?(?:tsunami|earthquake|floods?|bushfires?|wildfires?|heatwave|fires|bombings?|attacks?|election|olympics|paralympics|outbreak|riots|famine|war))(?![a-z])/g,
  },
  {
    rule: 'date.event',
    identifier: 'date',
    score: 0.6,
    evenMasked: true,
    re: /(?<![a-z])(?:(?:his|her|their|the patient'?s|my)\s(?:own\s)?(?:(?:\d{1,3}(?:st|nd|rd|th)|[a-z]{4,14})\s)?(?:birthday|wedding(?:\sday)?|wedding anniversary|honeymoon|graduation(?:\sday)?|bar mitzvah|bat mitzvah|hen(?:s)? (?:night|do|party)|stag (?:night|do|party)|bucks? (?:night|party)|bachelor(?:ette)? party|baptism|christening|school formal|prom(?:\snight)?|retirement party|farewell))(?![a-z])/g,
  },
  {
    rule: 'date.event',
    identifier: 'date',
    score: 0.66,
    evenMasked: true,
    re: /(?<![a-z])(?:(?:the\s)?(?:day|night|week|weekend|morning|evening|afternoon|year|summer|winter)\s(?:of|after|before|that|when)\s(?:the\s)?(?:[a-z']{3,14}\s){1,3}(?:funeral|coronation|wedding|final|derby|election|referendum|landing|eclipse|blackout|floods?|fires|bushfires|cyclone|hurricane|earthquake|tsunami|storm|blizzard|concert|match|game|grand prix|carnival|festival|died|was shot|was born|won|lost|attack|bombing|parade|riots?|strike|olympics|world cup|euros|super bowl|marathon)|(?:the\s)?(?:queen|king|pope|president|princess|prince|prime minister)'s\s(?:funeral|coronation|wedding|visit|jubilee|inauguration|abdication)|(?:the\s)?(?:first|second|third|fourth|delta|omicron)\s(?:covid[-0-9]{0,3}\s)?(?:wave|lockdown)(?:\sof\s(?:the\s)?(?:covid[-0-9]{0,3}|pandemic)(?:\slockdown)?)?|(?:during|in|after|before|since)\s(?:the\s)?(?:covid[-0-9]{0,3}\s)?lockdowns?|(?:the\s)?[a-z]{4,14}\s(?:floods|bushfires|riots|tsunami|earthquake)(?=[\s,.;]|$)|the day (?:elvis|jfk|kennedy|diana|lennon|thatcher|the (?:war|wall|towers?|queen|king|pope|music))\s(?:died|ended|fell|came down|was shot)|(?:d|ve|vj) day)(?![a-z])/g,
    sure: (match) => !/^(?:the )?(?:severe|flash|first|recent|recurrent|local|major) (?:floods|riots)/.test(match[0]),
  },
];

/** Events that tell a date: holidays, feasts, sports, disasters, private days. */
export function findEvents(page: Page): Hit[] {
  return runPatterns(page, patterns);
}
