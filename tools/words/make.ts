/**
 * Makes packages/core/src/find/text/lists.generated.ts from the word, name and place lists of a folder.
 *
 *   node tools/words/make.ts FOLDER [OUT]
 *
 * Deterministic: same folder, same bytes. FOLDER holds vocabulary.tsv, given.tsv, surname.tsv, places.tsv, hospitals.tsv, eponyms.tsv,
 * acronyms.tsv and affixes.txt (MANIFEST.md there says where each row came from; NOTICE names the sources).
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { follows } from '../../packages/core/src/find/text/derive.ts';
import { fold } from '../../packages/core/src/find/text/fold.ts';
import { packSet } from '../../packages/core/src/find/text/sets.ts';

const folder = process.argv[2] ?? '';
const out = process.argv[3] ?? path.join(import.meta.dirname, '../../packages/core/src/find/text/lists.generated.ts');
const digests: string[] = [];

const rows = (name: string): string[][] => {
  const bytes = readFileSync(path.join(folder, name));
  digests.push(`${name} sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
  return bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(name.endsWith('.tsv') ? 1 : 0)
    .map((line) => line.split('\t'));
};
const fewest = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

/** Words that follow from shorter ones by a rule of `derive.ts` need no room. */
function pruned(words: readonly string[], affixes: ReadonlySet<string>): Set<string> {
  const kept = new Set<string>();
  for (const word of [...words].sort(fewest)) if (!follows(word, (w) => kept.has(w), affixes)) kept.add(word);
  return kept;
}

const affixes = new Set(rows('affixes.txt').map(([word = '']) => fold(word)));
const vocabulary = rows('vocabulary.tsv');
const sightings = new Map(vocabulary.map(([word = '', count = '0']) => [fold(word), Number(count)]));
const words = vocabulary.map(([word = '']) => word.replace(/'s$/, '')).filter((word) => /^[\p{L}']{2,24}$/u.test(word));

const births = new Set<string>();
const given = { common: new Set<string>(), rare: new Set<string>(), soft: new Set<string>(), hard: new Set<string>() };
const surname = { common: new Set<string>(), rare: new Set<string>(), word: new Set<string>() };

for (const [name = '', count = '0', , locales = '', flags = ''] of rows('given.tsv')) {
  const born = Number(count);
  const key = fold(name);
  const seen = sightings.get(key) ?? 0;
  const foreign = born === 0;
  if (key.length < 2) continue;
  if (born >= 8_000) births.add(key);
  if (/[wm]/.test(flags) && seen >= 1) {
    if ((born >= 20_000 && seen < 30) || (born >= 100_000 && seen < 200) || (born >= 8_000 && seen < 6)) given.soft.add(key);
    else if (born >= 3_000) given.hard.add(key);
  } else if (born >= 800 || (foreign && locales !== 'en' && !locales.includes('~') && !locales.startsWith('ja'))) given.common.add(key);
  else if (born >= 300 || (foreign && locales !== 'en')) given.rare.add(key);
}
for (const [name = '', rank = '0', , , flags = ''] of rows('surname.tsv')) {
  const key = fold(name);
  const place = Number(rank);
  if (key.length < 2) continue;
  if (/[wm]/.test(flags) && (sightings.get(key) ?? 0) >= 1) {
    if (place > 0 && place <= 6_000) surname.word.add(key);
  } else if (place <= 12_000) surname.common.add(key);
  else if (place <= 30_000) surname.rare.add(key);
}

const place = { city: new Set<string>(), word: new Set<string>(), wide: new Set<string>() };
for (const [name = '', , population = '0', kind = '', flags = ''] of rows('places.tsv')) {
  const key = fold(name);
  if (key.length < 3) continue;
  if (kind === 'country' || kind === 'nationality') place.wide.add(key);
  else if (/[wme]/.test(flags)) {
    if (Number(population) >= 8_000 || kind === 'region') place.word.add(key);
  } else place.city.add(key);
}

const generic =
  /\b(?:the|hospitals?|hosp|center|centre|trust|inc|ltd|limited|health|system|clinics?|campus|cah|llc|services?|unit|healthcare|ctr|nhs|foundation|medical|of|university|community|regional|general|memorial|county|district|infirmary)\b/g;
const hospitals = new Set<string>();
for (const [name = ''] of rows('hospitals.tsv')) {
  const stem = name
    .toLowerCase()
    .replace(generic, ' ')
    .replace(/[^a-z' ]/g, ' ')
    .trim()
    .split(/\s+/);
  const key = fold(stem.join(''));
  if (stem.length <= 3 && key.length >= 5 && !(stem.length === 1 && (sightings.get(key) ?? 0) > 0)) hospitals.add(key);
}
// A common first name that names a disease once or twice stays a name; beside a head noun the grammar knows it anyway.
const eponyms = new Set(
  rows('eponyms.tsv')
    .map(([token = '', count = '0']) => [fold(token), Number(count)] as const)
    .filter(([token, count]) => count >= 12 || !births.has(token))
    .map(([token]) => token),
);
const acronyms = new Set(
  rows('acronyms.tsv')
    .map(([token = '']) => token)
    .filter((token) => /^[A-Z][A-Za-z]{1,6}$/.test(token)),
);

const sets: readonly (readonly [string, ReadonlySet<string>, number])[] = [
  [
    'vocabulary',
    pruned(
      words.map(fold).filter((w) => w.length > 1),
      affixes,
    ),
    9,
  ],
  ['givenCommon', given.common, 8],
  ['givenRare', given.rare, 6],
  ['givenSoft', given.soft, 10],
  ['givenHard', given.hard, 10],
  ['surnameCommon', surname.common, 7],
  ['surnameRare', surname.rare, 6],
  ['surnameWord', surname.word, 9],
  ['city', place.city, 7],
  ['cityWord', place.word, 10],
  ['wide', place.wide, 12],
  ['hospital', hospitals, 9],
  ['eponym', eponyms, 10],
  ['acronym', acronyms, 9],
];
const lines = [
  '// Generated by tools/words/make.ts. Do not edit.',
  '// Golomb coded sets (sets.ts) of folded words (fold.ts). Sources and licences: NOTICE.',
  ...[...digests].sort().map((line) => `// Source: ${line}`),
  `export const AFFIXES = '${[...affixes].sort().join(' ')}';`,
  'export const LISTS = {',
  ...sets.map(([name, set, bits]) => `  ${name}: '${packSet(set, bits)}',`),
  '} as const;',
];
const body = `${lines.join('\n')}\n`;
const digest = createHash('sha256').update(body).digest('hex');
writeFileSync(out, `${body}export const LISTS_DIGEST = '${digest}';\n`);
for (const [name, set, bits] of sets) console.log(`${name.padEnd(14)} ${String(set.size).padStart(7)} words, 1 in ${2 ** bits} by chance`);
