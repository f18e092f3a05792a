/** How a command talks to the terminal. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Calls back when the command is told to stop (SIGINT, SIGTERM). */
  readonly onStop: (stop: () => void) => void;
}

/** A command: its arguments and the terminal in, its exit code out (CLI.md). */
export type Command = (args: readonly string[], io: Io) => Promise<number>;
