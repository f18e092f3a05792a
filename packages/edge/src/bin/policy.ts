import { explain, TEACHING } from '@silhouette/core/policy';
import { policyOf, Usage } from './arguments.ts';
import { EXIT, type Io } from './io.ts';

const help = `silhouette policy explain KEYWORD [--policy NAME or FILE] [--json]

Says what happens to an attribute (a keyword such as StudyDate, or a tag such as 00080020), and why.
`;

/** `silhouette policy explain` (CLI.md). Gives the exit code. */
export async function policyCommand(args: readonly string[], io: Io): Promise<number> {
  const flag = args.indexOf('--policy');
  const name = flag === -1 ? TEACHING.name : (args[flag + 1] ?? '');
  const words = args.filter((word, index) => !word.startsWith('-') && (flag === -1 || index !== flag + 1));
  const [verb, keyword] = words;
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout(help);
    return EXIT.clean;
  }
  if (verb !== 'explain' || keyword === undefined) {
    io.stderr(help);
    return EXIT.usage;
  }
  try {
    return explainTo(io, keyword, name, args.includes('--json'));
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    io.stderr(`silhouette policy: ${error.message}\n`);
    return EXIT.usage;
  }
}

function explainTo(io: Io, keyword: string, policy: string, json: boolean): number {
  const explanation = explain(keyword, policyOf(policy));
  if (explanation === null) {
    io.stderr('PS3.6 names no such attribute: the policy removes what it does not know\n');
    return EXIT.usage;
  }
  const { tag, action, because, basis } = explanation;
  const lines = [`${explanation.keyword} (${tag}): ${action}`, ...because.map((line) => `  ${line}`), `  ${basis}`];
  io.stdout(json ? `${JSON.stringify(explanation)}\n` : `${lines.join('\n')}\n`);
  return EXIT.clean;
}
