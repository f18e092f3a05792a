import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findText, RULE_PACK, type TextLook } from '@silhouette/core/find/text';
import { IDENTIFIER_SOURCES, TextField } from '@silhouette/core/model';
import { judgeText, type JudgedText } from '@silhouette/core/policy';
import { isSystemError } from '../batch/index.ts';
import { Usage } from './arguments.ts';
import { EXIT, type Io } from './io.ts';
import { SOFTWARE } from './record.ts';

const help = `silhouette text [FILE or -] [options]
silhouette text --jsonl FILE

Possible identifiers in free text: places, kinds, tiers. The text itself is never printed.

  --field NAME    title, presentation, description, findings, discussion, caption, alt, tags, quiz or filename (default: the strictest)
  --known FILE    the case's own header values: a JSON object of DICOM keyword and value
  --locale XX     the country of the text, such as AU
  --jsonl FILE    one JSON object a line in (id, text, field, locale, known), one a line out (id, findings)
  --json          one JSON document
  --sarif         SARIF 2.1.0
  --help          this text

Exit codes: 0 nothing to do (notes do not count); 1 something is to be mended or answered; 2 the command line is wrong; 3 unreadable.
`;

const Known = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  field: TextField.nullish(),
  locale: z.string().nullish(),
  known: Known.nullish(),
});

const options = {
  field: { type: 'string' },
  known: { type: 'string' },
  locale: { type: 'string' },
  jsonl: { type: 'string' },
  json: { type: 'boolean', default: false },
  sarif: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `silhouette text` (CLI.md). Gives the exit code. */
export async function textCommand(args: readonly string[], io: Io): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) {
      io.stdout(help);
      return EXIT.clean;
    }
    if (values.jsonl !== undefined) return linesOf(readFileSync(values.jsonl, 'utf8'), io);
    if (positionals.length > 1) throw new Usage('one text at a time');
    const file = positionals[0] ?? '-';
    const text = file === '-' ? await readAll(io.stdin) : readFileSync(file, 'utf8');
    const look: TextLook = {
      field: fieldOf(values.field),
      locale: values.locale ?? null,
      known: values.known === undefined ? null : Known.parse(JSON.parse(readFileSync(values.known, 'utf8'))),
    };
    const findings = judgeText(text, findText(text, look));
    io.stdout(values.sarif ? sarifOf(text, findings) : values.json ? `${JSON.stringify({ findings })}\n` : listOf(text, findings));
    return exitOf(findings);
  } catch (error) {
    if (error instanceof Usage || (error instanceof TypeError && 'code' in error)) {
      io.stderr(`silhouette text: ${error.message.split('\n')[0]}\n${help}`);
      return EXIT.usage;
    }
    if (isSystemError(error)) {
      io.stderr('silhouette text: the file could not be read\n');
      return EXIT.unreadable;
    }
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      io.stderr('silhouette text: the JSON is not understood\n');
      return EXIT.unreadable;
    }
    throw error;
  }
}

function fieldOf(name: string | undefined): TextField | null {
  if (name === undefined) return null;
  const field = TextField.safeParse(name);
  if (!field.success) throw new Usage(`--field takes ${TextField.options.join(', ')}`);
  return field.data;
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function linesOf(document: string, io: Io): number {
  let code: number = EXIT.clean;
  for (const line of document.split('\n')) {
    if (line.trim() === '') continue;
    const { id, text, field, locale, known } = Line.parse(JSON.parse(line));
    const findings = judgeText(text, findText(text, { field: field ?? null, locale: locale ?? null, known: known ?? null }));
    code = Math.max(code, exitOf(findings));
    io.stdout(`${JSON.stringify({ id, findings })}\n`);
  }
  return code;
}

const exitOf = (findings: readonly JudgedText[]): number => (findings.some(({ tier }) => tier !== 'note') ? EXIT.needsPerson : EXIT.clean);

function listOf(text: string, findings: readonly JudgedText[]): string {
  const lines = findings.map(({ identifier, rule, span, tier }) => {
    const { line, column } = placeOf(text, span[0]);
    return `${line}:${column} ${tier} ${identifier} (${IDENTIFIER_SOURCES[identifier].clause}, ${rule}), ${span[1] - span[0]} characters`;
  });
  const count = (tier: JudgedText['tier']): number => findings.filter((finding) => finding.tier === tier).length;
  return `${[...lines, `${count('block')} block, ${count('fix')} fix, ${count('ask')} ask, ${count('note')} note`].join('\n')}\n`;
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

const levels = { block: 'error', fix: 'warning', ask: 'warning', note: 'note' } as const;

function sarifOf(text: string, findings: readonly JudgedText[]): string {
  const results = findings.map(({ identifier, rule, span: [start, end], tier }) => {
    const { line, column } = placeOf(text, start);
    return {
      ruleId: rule,
      level: levels[tier],
      message: { text: `Possible identifier: ${identifier} (${IDENTIFIER_SOURCES[identifier].clause})` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'text' },
            region: { startLine: line, startColumn: column, charOffset: start, charLength: end - start },
          },
        },
      ],
    };
  });
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort().map((id) => ({ id }));
  const driver = { name: 'silhouette text', version: SOFTWARE.replace(/^\D+/, ''), rules, properties: { rulePack: RULE_PACK } };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, results }] })}\n`;
}
