// Type-checks every package against its own runtime: `core` sees neither DOM nor Node.
import { spawn } from 'node:child_process';

const projects = ['packages/core', 'packages/engines', 'packages/testkit', 'packages/edge', 'packages/server', 'packages/cli', 'packages/web', '.'];
const check = (project: string): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn('tsc', ['-p', project], { stdio: 'inherit' });
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
let good = true;
for (const project of projects) good = (await check(project)) && good;
process.exitCode = good ? 0 : 1;
