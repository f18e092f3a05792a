import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Budgets = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The aims of budgets.json that a bench missed or did not measure, a line each. */
export function missed(bench: string, seen: ReadonlyMap<string, number>): readonly string[] {
  const budgets: Budgets = JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'));
  return Object.entries(budgets[bench] ?? {}).flatMap(([name, most]) => {
    const value = seen.get(name);
    if (value !== undefined && value <= most) return [];
    return [`${name} ${value === undefined ? 'was not measured' : value.toFixed(1)}, aim: at most ${most}`];
  });
}
