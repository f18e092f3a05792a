import { parentPort, workerData } from 'node:worker_threads';
import { makeLooker } from './look.ts';
import type { Input } from './inputs.ts';
import type { Answer, Orders, Seen, Task } from './orders.ts';

const port = parentPort;
if (port !== null) {
  const orders: Orders = workerData;
  const looker = makeLooker(orders);
  const answer = (said: Answer): void => port.postMessage(said);
  const lookAt = async (inputs: readonly Input[]): Promise<void> => {
    const all: Seen[] = [];
    for (const input of inputs) all.push(await looker.look(input));
    answer({ kind: 'seen', all });
  };
  // What a look throws brings the thread down, and the pool says so.
  port.on('message', (task: Task) => {
    switch (task.kind) {
      case 'collect':
        return answer({ kind: 'collected', all: task.inputs.map((input) => looker.collect(input)) });
      case 'known':
        return looker.know(task.known);
      case 'look':
        return void lookAt(task.inputs);
      default:
        return task satisfies never;
    }
  });
}
