// A thread for the test of the pool: it hangs, ends or answers as the name of the input says.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ inputs }) => {
  const names = inputs.map(({ path }) => path);
  if (names.includes('hang')) for (;;);
  if (names.includes('end')) process.exit(1);
  parentPort.postMessage({ kind: 'collected', all: names.map(() => null) });
});
