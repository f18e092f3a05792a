// Looks for regular expressions whose work could grow faster than the text: an unbounded repeat inside an unbounded repeat, and two
// unbounded repeats side by side that can take the same character. Structural and strict: what it cannot tell, it reports.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A fault in a pattern: what, and at which character. */
export interface PatternFault {
  readonly why: 'nested' | 'adjacent';
  readonly at: number;
}

/** What a part of a pattern can take: at its beginning, and in its unbounded repeats. */
interface Part {
  readonly end: number;
  readonly first: ReadonlySet<string>;
  readonly repeated: ReadonlySet<string>;
}

const samples = ['a', 'Z', '5', ' ', '\n', '.', '-', '_', '/', ':', '@', ',', "'", '^', '(', 'é', '漢'];

/** The faults of one pattern's source. */
export function faultsOf(source: string): readonly PatternFault[] {
  const faults: PatternFault[] = [];
  parse(source, 0, faults);
  return faults;
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((one) => b.has(one));

function parse(source: string, from: number, faults: PatternFault[]): Part {
  let at = from;
  const first = new Set<string>();
  const repeated = new Set<string>();
  let open = true; // whether the beginning may still reach what comes
  let trailing: ReadonlySet<string> = new Set(); // what an unbounded repeat just before can take
  while (at < source.length && source[at] !== ')') {
    if (source[at] === '|') {
      [open, trailing] = [true, new Set()];
      at += 1;
      continue;
    }
    const start = at;
    const atom = readAtom(source, at, faults);
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(atom.end))?.[0] ?? '';
    at = atom.end + quantifier.length;
    if (atom.zeroWidth) continue;
    const unbounded = /^(?:[*+]|\{\d+,\})/.test(quantifier);
    const optional = /^(?:[*?]|\{0)/.test(quantifier);
    if (unbounded && meet(atom.first, atom.repeated)) faults.push({ why: 'nested', at: start });
    if ((unbounded || atom.repeated.size > 0) && meet(atom.first, trailing)) faults.push({ why: 'adjacent', at: start });
    if (open) for (const one of atom.first) first.add(one);
    open &&= optional;
    for (const one of [...atom.repeated, ...(unbounded ? atom.first : [])]) repeated.add(one);
    const ends = unbounded ? new Set([...atom.first, ...atom.repeated]) : atom.repeated;
    trailing = optional ? new Set([...trailing, ...ends]) : ends;
  }
  return { end: at, first, repeated };
}

interface Atom extends Part {
  readonly zeroWidth: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

function readAtom(source: string, at: number, faults: PatternFault[]): Atom {
  const char = source.charAt(at);
  if (char === '(') {
    const head = /^\((?:\?(?:[:=!]|<[=!]|<[A-Za-z]\w*>))?/.exec(source.slice(at))?.[0] ?? '(';
    const inner = parse(source, at + head.length, faults);
    return { ...inner, end: inner.end + 1, zeroWidth: /^\(\?(?:[=!]|<[=!])/.test(head) };
  }
  if (char === '^' || char === '$') return { end: at + 1, first: NOTHING, repeated: NOTHING, zeroWidth: true };
  const text = atomText(source, at);
  const zeroWidth = text === '\\b' || text === '\\B';
  return { end: at + text.length, first: zeroWidth ? NOTHING : taken(text), repeated: NOTHING, zeroWidth };
}

function atomText(source: string, at: number): string {
  if (source[at] === '[') {
    let end = at + 1;
    while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
    return source.slice(at, end + 1);
  }
  if (source[at] !== '\\') return source.charAt(at);
  return /^\\(?:u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[pP]\{[^}]*\}|k<\w+>|\d|[^])/i.exec(source.slice(at))?.[0] ?? source.slice(at, at + 2);
}

function taken(text: string): ReadonlySet<string> {
  try {
    const one = new RegExp(`^(?:${text})$`, 'u');
    return new Set(samples.filter((sample) => one.test(sample)));
  } catch (error) {
    if (error instanceof SyntaxError) return new Set(/^\\[1-9]/.test(text) ? [] : samples);
    throw error;
  }
}

/** Every pattern of a file of source: literals, and the templates that are made into patterns. */
export function patternsIn(source: string): readonly string[] {
  const literals = [
    ...source.matchAll(
      /(?<=[=(,:!&|?[\s])\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n*[])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*)\/[dgimsuvy]*(?=[\s.,;)\]}:]|$)/gm,
    ),
  ].map((match) => match[1] ?? '');
  const raws = [...source.matchAll(/String\.raw`((?:\\.|[^`\\])*)`/g)].map((match) => (match[1] ?? '').replaceAll(/\$\{[^}]*\}/g, '(?:x)'));
  return [...literals, ...raws];
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '../packages/core/src');
  let count = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts') || /\.(test|generated)\.ts$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    for (const pattern of patternsIn(readFileSync(file, 'utf8'))) {
      for (const fault of faultsOf(pattern)) {
        count += 1;
        console.error(`${file.slice(root.length + 1)}: ${fault.why} unbounded repeats at ${fault.at} of /${pattern.slice(0, 80)}/`);
      }
    }
  }
  if (count > 0) process.exitCode = 1;
}
