// Every promise of docs/PROMISES.md has a test whose title starts with its id, and every such test has a promise.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const promised = new Set<string>();
const faults: string[] = [];
for (const [, id = ''] of readFileSync(join(root, 'docs/PROMISES.md'), 'utf8').matchAll(/^- \[([A-Z]+\d+)\] /gm)) {
  if (promised.has(id)) faults.push(`${id} is promised twice`);
  promised.add(id);
}
const tested = new Set<string>();
const folders = ['packages', 'tests', 'tools', 'standard', 'bench'];
for (const folder of folders) {
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(test|e2e)\.tsx?$/.test(entry.name) || entry.parentPath.includes('node_modules')) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, id = ''] of text.matchAll(/['"`]\[([A-Z]+\d+)\]/g)) tested.add(id);
    for (const [call, title = ''] of text.matchAll(/\b(?:test|it)(?:\.(?:skipIf|runIf)\([^)]*\))?\(\s*['"`]([^'"`]*)/g))
      if (!title.startsWith('[') && !title.startsWith('%') && !title.startsWith('$'))
        faults.push(`${entry.name}: a test names no promise: ${call.slice(0, 60)}`);
  }
}
for (const id of promised) if (!tested.has(id)) faults.push(`${id} has no test`);
for (const id of tested) if (!promised.has(id)) faults.push(`${id} is tested and not promised`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
