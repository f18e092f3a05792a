import { parentPort, workerData } from 'node:worker_threads';
import { makeLooker } from './look.ts';
import type { Answer, Orders, Task } from './orders.ts';

const port = parentPort;
if (port !== null) {
  const orders: Orders = workerData;
  const looker = makeLooker(orders);
  const answer = (said: Answer): void => port.postMessage(said);
  port.on('message', (task: Task) => {
    switch (task.kind) {
      case 'collect':
        return answer({ kind: 'collected', all: task.inputs.map((input) => looker.collect(input)) });
      case 'known':
        return looker.know(task.known);
      case 'look':
        return answer({ kind: 'seen', all: task.inputs.map((input) => looker.look(input)) });
      default:
        return task satisfies never;
    }
  });
}
