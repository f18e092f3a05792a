export { inputsUnder, isSystemError, type Input } from './inputs.ts';
export { openJournal, type Journal } from './journal.ts';
export type { Orders, Seen } from './orders.ts';
export { runBatch, type Run } from './run.ts';
