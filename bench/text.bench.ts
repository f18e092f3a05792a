// `node bench/text.bench.ts [--public DIR] [--no-peers]`: the text gate on our own items (bench/text, written for this), on the public set
// where its folder is at hand, and beside compromise, redact-pii and chrono-node on the same items in the same run: spans found by
// category, false alarms per 1,000 words by tier, CPU time per 1,000 words; hostile texts of doubling length. Prints counts, never a text.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as chrono from 'chrono-node';
import compromise from 'compromise';
import redactPii from 'redact-pii';
import { findText, RULE_PACK } from '@silhouette/core/find/text';
import { TextField } from '@silhouette/core/model';
import { judgeText } from '@silhouette/core/policy';
import { z } from 'zod';

const { values } = parseArgs({
  options: {
    public: { type: 'string', default: resolve(import.meta.dirname, '../../shared/data/text') },
    'no-peers': { type: 'boolean', default: false },
  },
});
const Item = z.object({
  id: z.string(),
  text: z.string(),
  field: TextField.optional(),
  locale: z.string().optional(),
  known: z.record(z.string(), z.string()).optional(),
  stratum: z.string().optional(),
  round: z.number().optional(),
  spans: z.array(z.object({ start: z.number(), end: z.number(), cat: z.string(), tier: z.string() })).optional(),
});
type Item = z.infer<typeof Item>;
interface Mark {
  readonly span: readonly [number, number];
  readonly tier: string;
}
type Finder = (item: Item) => readonly Mark[] | Promise<readonly Mark[]>;

const readItems = (file: string): readonly Item[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => Item.parse(JSON.parse(line)))
    : [];
const wordsOf = (items: readonly Item[]): number => items.reduce((sum, { text }) => sum + (text.match(/\S+/g) ?? []).length, 0);
const percent = (part: number, all: number): string => (all === 0 ? '-' : `${part}/${all} = ${((100 * part) / all).toFixed(1)} %`);

/** Wilson's interval of a share at 95 %, in per cent. */
function interval(part: number, all: number): string {
  if (all === 0) return '';
  const [p, z2] = [part / all, 1.96 ** 2];
  const middle = (p + z2 / (2 * all)) / (1 + z2 / all);
  const half = (1.96 / (1 + z2 / all)) * Math.sqrt((p * (1 - p)) / all + z2 / (4 * all * all));
  return `(95 %: ${(100 * (middle - half)).toFixed(1)} to ${(100 * (middle + half)).toFixed(1)})`;
}

const silhouette: Finder = ({ text, field, locale, known }) =>
  judgeText(text, findText(text, { field: field ?? null, locale: locale ?? null, known: known ?? null })).map(({ span, tier }) => ({ span, tier }));

/** Where a phrase that a peer names by its words stands: at each of its occurrences. */
const placesOf = (text: string, phrase: string): Mark[] => {
  const marks: Mark[] = [];
  for (let at = text.indexOf(phrase); at >= 0 && phrase.trim() !== ''; at = text.indexOf(phrase, at + phrase.length))
    marks.push({ span: [at, at + phrase.length], tier: 'ask' });
  return marks;
};
const compromiseFinder: Finder = ({ text }) => {
  const doc = compromise(text);
  const phrases: unknown[] = [...doc.people().out('array'), ...doc.places().out('array'), ...doc.organizations().out('array')];
  return [...new Set(phrases.map(String))].flatMap((phrase) => placesOf(text, phrase));
};
const redactor = new redactPii.SyncRedactor();
/** redact-pii only gives the text with its finds replaced: what is gone between the parts that stayed is what it found. */
const redactFinder: Finder = ({ text }) => {
  const marks: Mark[] = [];
  let at = 0;
  for (const part of redactor.redact(text).split(/[A-Z_]{4,}(?=\b)/)) {
    const here = part === '' ? text.length : text.indexOf(part, at);
    if (here < 0) continue;
    if (here > at) marks.push({ span: [at, here], tier: 'ask' });
    at = here + part.length;
  }
  return at < text.length ? [...marks, { span: [at, text.length], tier: 'ask' }] : marks;
};
const chronoFinder: Finder = ({ text }) =>
  chrono.en.GB.parse(text).map(({ index, text: found }) => ({ span: [index, index + found.length], tier: 'ask' }));

async function score(name: string, finder: Finder, sets: ReadonlyMap<string, readonly Item[]>): Promise<void> {
  console.log(`\n${name}`);
  for (const [set, items] of sets) {
    if (items.length === 0) continue;
    const used = process.cpuUsage();
    const found = [];
    for (const item of items) found.push(await finder(item));
    const cpu = process.cpuUsage(used);
    const ms = (cpu.user + cpu.system) / wordsOf(items);
    if (items.some(({ spans }) => spans !== undefined)) recall(set, items, found);
    else alarms(set, items, found);
    console.log(`    ${ms.toFixed(1)} ms CPU per 1,000 words`);
  }
}

function recall(set: string, items: readonly Item[], found: readonly (readonly Mark[])[]): void {
  const by = new Map<string, [number, number]>();
  let [hit, covered, all, loud] = [0, 0, 0, 0];
  for (const [i, { text, spans = [] }] of items.entries()) {
    for (const { start, end, cat, tier } of spans) {
      if (tier === 'allow') continue;
      const marks = (found[i] ?? []).filter(({ span: [a, b] }) => a < end && b > start);
      let [inside, place] = [0, 0];
      for (let k = start; k < end; k += 1) {
        if (/\s/.test(text.charAt(k))) continue;
        place += 1;
        if (marks.some(({ span: [a, b] }) => a <= k && b > k)) inside += 1;
      }
      const counts = by.get(cat) ?? [0, 0];
      by.set(cat, [counts[0] + (marks.length > 0 ? 1 : 0), counts[1] + 1]);
      all += 1;
      if (marks.length > 0) hit += 1;
      if (marks.some(({ tier: own }) => own !== 'note')) loud += 1;
      if (marks.length > 0 && inside >= 0.8 * place) covered += 1;
    }
  }
  console.log(
    `  ${set}: ${items.length} items; found ${percent(hit, all)} ${interval(hit, all)}; without notes ${percent(loud, all)}; covered ${percent(covered, all)}`,
  );
  console.log(`    ${[...by].map(([cat, [part, whole]]) => `${cat} ${part}/${whole}`).join('  ')}`);
}

function alarms(set: string, items: readonly Item[], found: readonly (readonly Mark[])[]): void {
  for (const stratum of new Set(items.map((item) => item.stratum ?? 'short'))) {
    const own = items.map((item, i) => [item, found[i] ?? []] as const).filter(([item]) => (item.stratum ?? 'short') === stratum);
    const words = wordsOf(own.map(([item]) => item));
    const rate = (tier: string): string =>
      ((1_000 * own.flatMap(([, marks]) => marks.filter((mark) => mark.tier === tier)).length) / words).toFixed(2);
    const touched = own.filter(([, marks]) => marks.some(({ tier }) => tier !== 'note')).length;
    console.log(
      `  ${set}, ${stratum} (${words} words): false alarms per 1,000 words block ${rate('block')} fix ${rate('fix')} ask ${rate('ask')} note ${rate('note')}; touched ${touched}/${own.length}`,
    );
  }
}

const ours = join(import.meta.dirname, 'text');
const sets = new Map<string, readonly Item[]>();
for (const [name, dir] of [
  ['own', ours],
  ['public', values.public],
] as const) {
  const items = readItems(join(dir, 'recall.jsonl'));
  if (name === 'own')
    for (const round of new Set(items.map((item) => item.round)))
      sets.set(
        `own recall, round ${round}`,
        items.filter((item) => item.round === round),
      );
  else sets.set(`${name} recall`, items);
  for (const part of ['redteam', 'precision', 'precision_short']) sets.set(`${name} ${part}`, readItems(join(dir, `${part}.jsonl`)));
}

console.log(RULE_PACK);
await silhouette({ id: '', text: 'Warm the lists.' });
await score('silhouette', silhouette, sets);
if (!values['no-peers']) {
  await score('compromise 14 (people, places, organisations)', compromiseFinder, sets);
  await score('redact-pii 3', redactFinder, sets);
  await score('chrono-node 2 (en-GB)', chronoFinder, sets);
}

console.log('\nhostile texts, milliseconds at 25,000, 50,000 and 100,000 characters');
for (const seed of [
  'a',
  '1',
  ' ',
  '1/',
  '1 ',
  'A. ',
  'Mr ',
  'a-',
  "O'",
  '1.',
  'aa@',
  'J ',
  'the first ',
  'Xq ',
  '(((',
  '12/12/',
  'née ',
  'double oh ',
  '\u200b',
  'only one of the last ',
  'at St ',
  'A^',
  '0x',
  'one two ',
]) {
  const times = [25_000, 50_000, 100_000].map((size) => {
    const text = seed.repeat(Math.ceil(size / seed.length)).slice(0, size);
    const start = performance.now();
    findText(text, { field: null, locale: null, known: null });
    return performance.now() - start;
  });
  console.log(`  ${JSON.stringify(seed)}: ${times.map((ms) => ms.toFixed(0)).join(', ')}`);
}
