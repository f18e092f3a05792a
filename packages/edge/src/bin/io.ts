/** Where a command reads and writes. `stdout` is for the answer, `stderr` for progress and complaints. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether stderr is a terminal: progress is drawn only there. */
  readonly isTerminal: boolean;
  /** Calls back when the person asks to stop (SIGINT, SIGTERM). */
  readonly onStop: (stop: () => void) => void;
}

/** Exit codes of every command (CLI.md). */
export const EXIT = { clean: 0, needsPerson: 1, usage: 2, unreadable: 3 } as const;
