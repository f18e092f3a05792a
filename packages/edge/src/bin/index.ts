import { filesCommand } from './files.ts';
import type { Io } from './io.ts';

export { EXIT, type Io } from './io.ts';

/** A command of the contributor's side: its arguments in, its exit code out. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** The commands by name. Those that need much else than `clean` are loaded when they are asked for. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['clean', (args, io) => filesCommand('clean', args, io)],
  ['inspect', (args, io) => filesCommand('inspect', args, io)],
  ['verify', (args, io) => filesCommand('verify', args, io)],
  ['policy', async (args, io) => (await import('./policy.ts')).policyCommand(args, io)],
  ['text', async (args, io) => (await import('./text.ts')).textCommand(args, io)],
]);
