import { filesCommand } from './files.ts';
import type { Io } from './io.ts';
import { policyCommand } from './policy.ts';
import { textCommand } from './text.ts';

export { EXIT, type Io } from './io.ts';

/** A command of the contributor's side: its arguments in, its exit code out. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** The commands by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['clean', (args, io) => filesCommand('clean', args, io)],
  ['inspect', (args, io) => filesCommand('inspect', args, io)],
  ['verify', (args, io) => filesCommand('verify', args, io)],
  ['policy', policyCommand],
  ['text', textCommand],
]);
