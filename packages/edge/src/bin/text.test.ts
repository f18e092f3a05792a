import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { IDENTIFIER_SOURCES, TextField } from '@silhouette/core/model';
import type { Io } from './io.ts';
import { textCommand } from './text.ts';

const Item = z.object({ text: z.string(), field: TextField.nullish(), locale: z.string().nullish(), known: z.unknown().optional() });
type Item = z.infer<typeof Item>;
const sets = join(import.meta.dirname, '../../../../bench/text');
const items: readonly Item[] = readdirSync(sets)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(sets, name), 'utf8').trim().split('\n'))
  .map((line) => Item.parse(JSON.parse(line)));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'silhouette-text-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ran(args: readonly string[], text = ''): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const io: Io = {
    stdin: (async function* () {
      yield Buffer.from(text);
    })(),
    stdout: (more) => (out += more),
    stderr: (more) => (err += more),
    isTerminal: false,
    onStop: () => undefined,
  };
  return { code: await textCommand(args, io), out, err };
}

function argsOf({ field, locale, known }: Item): readonly string[] {
  const file = join(folder, 'known.json');
  if (known !== undefined) writeFileSync(file, JSON.stringify(known));
  return [...(field ? ['--field', field] : []), ...(locale ? ['--locale', locale] : []), ...(known === undefined ? [] : ['--known', file])];
}

// Rules have names of their own. What else is printed must be a number, a word of the frame around it, or a word of a suggestion.
const RULE = /(?<![\w.-])[a-z]+\.[a-z-]+(?![\w.-])/g;
const SUGGESTED =
  'patient patient’s colleague local employer school another hospital abroad region earlier later date previously recently image over infant toddler newborn year years male female woman days weeks months aged anni anos jaar axial ankle radiologist knee chest shoulder jpeg heic 043Y 045Y';
const ROUNDED = /\b[2-8][05](?:yr|yof?)\b/gi;
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}’]{4,}/gu) ?? [];
const frame = async (): Promise<ReadonlySet<string>> => {
  const empty = await Promise.all([[], ['--json'], ['--sarif']].map((form) => ran(form)));
  const kinds = Object.entries(IDENTIFIER_SOURCES).map(([kind, { clause }]) => `${kind} ${clause}`);
  const keys =
    'kind text identifier score field rule span tier suggestion characters ruleId level message Possible locations physicalLocation artifactLocation region startLine startColumn charOffset charLength error warning note block findings null';
  return new Set([...empty.map(({ out }) => out), ...kinds, ...TextField.options, keys, SUGGESTED].flatMap(wordsOf));
};
const strange = (printed: string, own: ReadonlySet<string>): readonly string[] => [
  ...new Set(
    wordsOf(
      printed
        .replace(RULE, ' ')
        .replace(ROUNDED, ' ')
        .replace(/(?<="score":)0?\.\d+/g, ''),
    ).filter((word) => !own.has(word)),
  ),
];

test.each([
  ['lines', []],
  ['--json', ['--json']],
  ['--sarif', ['--sarif']],
])('[T16] of all our items nothing is printed but kinds, places and fixed words: %s', async (_, form) => {
  const own = await frame();
  expect(items.length).toBeGreaterThan(400);
  for (const item of items) {
    const { code, out, err } = await ran([...form, ...argsOf(item)], item.text);
    expect([0, 1]).toContain(code);
    expect(err).toBe('');
    expect(strange(out, own)).toEqual([]);
  }
});

test('[T16] of all our items nothing is printed but kinds, places and fixed words: --jsonl', async () => {
  const own = await frame();
  const file = join(folder, 'all.jsonl');
  writeFileSync(file, items.map((item, id) => JSON.stringify({ ...item, id })).join('\n'));
  const { code, out, err } = await ran(['--jsonl', file]);
  expect(code).toBe(1);
  expect(err).toBe('');
  expect(out.trim().split('\n').length).toBe(items.length);
  expect(strange(out.replace(/"id":\d+/g, ''), own)).toEqual([]);
});

test('[T16] what cannot be read is not quoted either', async () => {
  const file = join(folder, 'damaged.jsonl');
  for (const { text } of items.slice(0, 100)) {
    writeFileSync(file, `{"id":1,"text":${text}`);
    for (const { code, out, err } of [await ran(['--jsonl', file]), await ran([join(folder, 'none', 'no-such-file')])]) {
      expect(code).toBe(3);
      expect(out).toBe('');
      expect(err).toMatch(/^silhouette text: the (?:JSON is not understood|file could not be read)\n$/);
    }
  }
});
