import { eraseCommand, verifyErasureCommand } from './erase.ts';
import type { Command } from './io.ts';
import { serveCommand } from './serve.ts';

export { eraseCommand, serveCommand, verifyErasureCommand };
export type { Command, Io } from './io.ts';

/** The archive's commands, by the name that is typed. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['serve', serveCommand],
  ['erase', eraseCommand],
  ['verify-erasure', verifyErasureCommand],
]);
