import { runPatterns, type Pattern } from './pattern.ts';
import type { Hit, Page } from './page.ts';

const open = String.raw`(?<![a-z0-9])`;
const re = (source: string): RegExp => new RegExp(source, 'g');
const domains =
  'com|org|net|edu|gov|mil|int|info|io|co|au|uk|nz|ca|ie|in|us|za|de|fr|eu|jp|ch|at|nl|be|it|es|se|no|dk|fi|pl|app|dev|blog|me|tv|health|hospital|clinic|online|site|xyz|link|page|live|ai|ly|gl|care|doctor|life|news|club|store|shop|nhs|goo|be|nu|asia|biz|name|pro|tech|world|social|family|foundation|fm|to|cc|ph|sg|hk|my|id|kr|cn|br|mx|ar|ru|ua|tr|gr|pt|cz|hu|ro|il|sa|ae|lk|pk|bd|np|test|example';
const socials =
  'instagram|insta|ig|facebook|fb|twitter|tiktok|tik tok|snapchat|snap|telegram|whatsapp|youtube|linkedin|reddit|discord|threads|bluesky|mastodon|strava|twitch|onlyfans|skype|wechat|signal|x account|username|user name|handle|user|account name|gamertag|login|screen name|channel|profile|page|blog|vlog|podcast|url|website|web site|web page';
const spokenDigit =
  '(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|double (?:oh|zero|one|two|three|four|five|six|seven|eight|nine)|triple (?:oh|zero|one|two|three|four|five|six|seven|eight|nine))';
const digits = (text: string): number => text.replace(/\D/g, '').length;

const patterns: readonly Pattern[] = [
  {
    rule: 'contact.email',
    identifier: 'email',
    score: 0.99,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}\s?@\s?(?:[a-z0-9-]{1,40}\s?\.\s?){1,4}[a-z]{2,12}(?![a-z0-9])`),
  },
  {
    rule: 'contact.email',
    identifier: 'email',
    score: 0.95,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9._-])[a-z0-9][a-z0-9._+-]{0,40}(?:\s(?:dot|punkt)\s[a-z0-9]{1,30}){0,3}\s?[\[({<]?\s?(?:at|arroba|@)\s?[\])}>]?\s?[a-z0-9-]{2,40}(?:\s?[\[({<]?\s?(?:dot|punkt|\.)\s?[\])}>]?\s?[a-z0-9-]{2,20}){0,3}\s?[\[({<]?\s?(?:dot|punkt|\.)\s?[\])}>]?\s?(?:${domains})(?![a-z])`,
    ),
    sure: (m) => /dot|punkt|[[({<]\s?at|@/.test(m[0]),
  },
  {
    rule: 'contact.email',
    identifier: 'email',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9._-])[a-z0-9][a-z0-9._+-]{1,40}\s?(?:@|\(at\)|\sat)\s?(?:gmail|hotmail|yahoo|outlook|icloud|protonmail|bigpond|optusnet|nhs|btinternet|live|rediffmail|gmx|web\.de|googlemail|aol|proton)(?:\s?(?:\.|dot)\s?[a-z]{2,4}){0,2}(?![a-z])`,
    ),
  },
  {
    rule: 'contact.url',
    identifier: 'url',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`(?:https?|ftps?|hxxps?|file|smb|dicom|s3):\/{2,3}[^\s<>"]{2,300}`),
  },
  {
    rule: 'contact.url',
    identifier: 'url',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`${open}www\d?\.[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,40}){1,4}(?:\/[^\s<>"]{0,200})?`),
  },
  {
    rule: 'contact.url',
    identifier: 'url',
    score: 0.9,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9@._-])(?:[a-z0-9][a-z0-9-]{1,60}\.){1,3}(?:${domains})(?:\/[^\s<>"]{1,200}|:\d{2,5}(?:\/[^\s<>"]{0,100})?)`),
  },
  {
    rule: 'contact.url',
    identifier: 'url',
    score: 0.85,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9@._-])(?:[a-z0-9][a-z0-9-]{2,60}\.){1,3}(?:com|org|net|edu|gov|info|io|co\.uk|com\.au|org\.au|org\.uk|nhs\.uk|ac\.uk|gov\.au|edu\.au|co\.nz|ie|app|blog|health)(?![a-z0-9])`,
    ),
  },
  {
    rule: 'contact.url',
    identifier: 'url',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`${open}[a-z0-9-]{2,40}\s(?:dot|\[dot\]|\(dot\))\s(?:com|org|net|co|io|au|uk|info|edu|gov|me)(?:\s(?:dot|\[dot\]|\(dot\))\s(?:au|uk|nz|in))?(?:\s(?:slash|\/)\s[a-z0-9_-]{1,40})?(?![a-z])`,
    ),
  },
  {
    rule: 'contact.path',
    identifier: 'url',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`(?:\\\\[a-z0-9._$-]{1,60}(?:\\[^\s\\<>"]{1,60}){1,8}|(?<![a-z0-9])[a-z]:\\[^\s<>"]{2,200}|(?<![a-z0-9./])(?:~|\/(?:home|users|mnt|volumes|data|var|media|srv))\/[^\s<>"]{2,200})`,
    ),
  },
  {
    rule: 'contact.handle',
    identifier: 'url',
    score: 0.93,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9._%+-])@[a-z_][a-z0-9_.]{2,30}(?![a-z0-9@])`),
    sure: (m) => /[a-z]/.test(m[0]),
  },
  {
    rule: 'contact.handle',
    identifier: 'url',
    score: 0.85,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:${socials})(?:'s)?(?:\s(?:handle|account|name|page|user|profile|is|at|as|under))?[\s:=]{1,3}(?:is\s|as\s|under\s|called\s)?(?<at>@?[a-z0-9][a-z0-9_.]{2,40})(?![a-z0-9])`,
    ),
    sure: (m, p) =>
      (/[_\d.@]/.test((m.groups?.['at'] ?? '').replace(/\.$/, '')) && p.field !== null) ||
      /@|_/.test(m.groups?.['at'] ?? '') ||
      (/\d/.test(m.groups?.['at'] ?? '') && /[a-z]/.test(m.groups?.['at'] ?? '')),
  },
  {
    rule: 'contact.handle',
    identifier: 'url',
    score: 0.7,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z0-9&#])#(?:[a-z]{2,20}(?:strong|fight|journey|warrior|army|squad|team|for|story|life|angel|rip|justice)[a-z0-9]{0,20}|(?:rip|team|justicefor|prayfor|pray4|help|support|save|fightlike|forever|remember|love)[a-z0-9]{2,30})(?![a-z0-9])`,
    ),
  },
  {
    rule: 'contact.ip',
    identifier: 'ip',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9.])(?:(?:25[0-5]|2[0-4]\d|1?\d{1,2})\.){3}(?:25[0-5]|2[0-4]\d|1?\d{1,2})(?:\/\d{1,2}|:\d{2,5})?(?![a-z0-9]|\.\d)`),
  },
  {
    rule: 'contact.ip',
    identifier: 'ip',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![a-z0-9:])`),
    sure: (m) => (m[0].includes('::') || m[0].split(':').length === 8) && /[0-9]/.test(m[0]),
  },
  {
    rule: 'contact.mac',
    identifier: 'ip',
    score: 0.95,
    evenMasked: true,
    re: re(String.raw`(?<![a-z0-9:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![a-z0-9:-])`),
  },
  {
    rule: 'contact.host',
    identifier: 'ip',
    score: 0.85,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:hostname|host name|host|computer name|ae[ -]?title|aet|workstation|server|station(?: name)?)(?:\s?[:=]\s?|\s(?:is\s|was\s|named\s|called\s)?)(?<at>[a-z0-9][a-z0-9_.-]{1,30}[0-9_-][a-z0-9_.-]{0,20})(?![a-z0-9])`,
    ),
  },
  {
    rule: 'contact.fax',
    identifier: 'fax',
    score: 0.97,
    evenMasked: true,
    re: re(String.raw`${open}(?:fax(?:ed)?(?:\s(?:no|number))?\.?)(?:\s(?:to|on|is))?[\s:.#]{0,3}(?<at>\+?[(]?\d[\d\s().\/-]{4,20}\d)(?![a-z0-9])`),
    sure: (m) => digits(m.groups?.['at'] ?? '') >= 5,
  },
  {
    rule: 'contact.phone',
    identifier: 'phone',
    score: 0.97,
    evenMasked: true,
    re: re(
      String.raw`(?<![a-z])(?:tel(?:ephone)?|phone|ph|mob(?:ile)?|cell|call(?:ed)?|ring|rang|rung|contact(?:ed|able)?|pager?|bleep|beep|sms|text(?:ed)?|whatsapp|viber|dial|number|landline|reach(?:ed|able)?|handy|telefon|movil|portable|gsm|\u96fb\u8a71|\u7535\u8bdd)(?:\s(?:me|us|him|her|them|no|number|on|at|is|was|the|team|ward|ext|reg|via|family)){0,3}\.?[\s:.#=-]{0,4}(?<at>\+?[(]?\d[\d\s().\/-]{2,22}\d(?:\s?(?:x|ext\.?|extension)\s?\d{1,6})?)(?![a-z0-9])`,
    ),
    sure: (m) => digits(m.groups?.['at'] ?? '') >= 4 && digits(m.groups?.['at'] ?? '') <= 18 && !/^\d{1,3}\/\d/.test(m.groups?.['at'] ?? ''),
  },
  {
    rule: 'contact.phone',
    identifier: 'phone',
    score: 0.9,
    evenMasked: true,
    re: re(
      String.raw`${open}(?:ext(?:ension)?|x|pager?|bleep|dect|speed dial|internal)\.?\s?[:#]?\s?(?<at>\d{3,6})(?![a-z0-9/.]|\s?(?:mm|cm|ml|mg|hu|x|dpi|px|pixels))`,
    ),
    sure: (m, p, s) => !/\d\s?$/.test(p.low.slice(Math.max(0, m.index - 3), m.index)) && s >= 0,
  },
  {
    rule: 'contact.phone',
    identifier: 'phone',
    score: 0.93,
    re: re(String.raw`(?<![a-z0-9.\/])\+\s?\d{1,3}[\s.-]?(?:\(0\)\s?)?\(?\d{1,4}\)?(?:[\s.\/-]?\d{2,5}){1,4}(?![a-z0-9]|\.\d)`),
    sure: (m) => digits(m[0]) >= 8,
  },
  {
    rule: 'contact.phone',
    identifier: 'phone',
    score: 0.9,
    re: re(String.raw`(?<![a-z0-9.\/])\(?0\d{1,4}\)?(?:[\s.-]?\d{2,5}){2,4}(?![a-z0-9]|\.\d)`),
    sure: (m) => (digits(m[0]) >= 9 && digits(m[0]) <= 12 && /[\s().-]/.test(m[0])) || /^0[245789]\d{8,9}$/.test(m[0]),
  },
  {
    rule: 'contact.phone',
    identifier: 'phone',
    score: 0.9,
    re: re(String.raw`(?<![a-z0-9.\/])(?:1[\s.-])?\(?[2-9]\d{2}\)?[\s.-]\d{3}[\s.-]\d{4}(?![a-z0-9]|\.\d)`),
  },
  {
    rule: 'contact.phone',
    identifier: 'phone',
    score: 0.9,
    re: re(
      String.raw`(?<![a-z0-9.\/])(?:13\s?\d{2}\s?\d{2}|1[38]00[\s-]?\d{3}[\s-]?\d{3}|1-?800-?[a-z0-9]{3}-?[a-z0-9]{4}|555-\d{4}|[2-9]\d{3}\s\d{4})(?![a-z0-9]|\.\d|\s?(?:mm|ml|mg|hu))`,
    ),
    sure: (m) => /^1[38]00|555|^13|800/.test(m[0]) || /^[2-9]\d{3} \d{4}$/.test(m[0]),
  },
  {
    rule: 'contact.spoken',
    identifier: 'phone',
    score: 0.8,
    re: re(String.raw`(?<![a-z-])${spokenDigit}(?:[\s,-]{1,3}${spokenDigit}){5,14}(?![a-z-])`),
  },
];

/** E-mail, web, network and telephone addresses, written out or disguised. */
export function findContacts(page: Page): Hit[] {
  return runPatterns(page, patterns);
}
