#!/usr/bin/env node
// One command, two sides: loads either the contributor's side or the archive's, never both.

const help = `silhouette: teaching cases without anyone being able to tell who the patient is

  silhouette clean IN... --out DIR     de-identify files and folders
  silhouette inspect IN...             what is found, and what the policy would do
  silhouette verify IN...              the second look at clean files
  silhouette text [FILE or -]          possible identifiers in free text
  silhouette policy explain KEYWORD    what happens to an attribute, and why
  silhouette serve                     the whole site on this machine

Each has --help. Exit codes: 0 clean, 1 needs a person, 2 wrong usage, 3 something could not be read or written.
`;

const [name = '', ...args] = process.argv.slice(2);
const io = {
  stdin: process.stdin,
  stdout: (text: string): void => void process.stdout.write(text),
  stderr: (text: string): void => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  onStop: (stop: () => void): void => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  },
};

// A reader that closes early (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

if (name === '' || name === '--help' || name === '-h' || name === 'help') {
  io.stdout(help);
  process.exitCode = name === '' ? 2 : 0;
} else {
  const archive = name === 'serve' || name === 'erase' || name === 'verify-erasure';
  const { COMMANDS } = archive ? await import('@silhouette/server/bin') : await import('@silhouette/edge/bin');
  const command = COMMANDS.get(name);
  if (command === undefined) {
    io.stderr(`silhouette: there is no command of that name\n${help}`);
    process.exitCode = 2;
  } else process.exitCode = await command(args, io);
}
