import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ALL_CHANNELS, Channel, Decision, type ResolvedPolicy } from '@silhouette/core/policy';
import { contributionKey, KEY_BYTES, type ContributionKey } from '@silhouette/core/uid';
import { openJournal, runBatch, type Journal, type Orders } from '../batch/index.ts';
import { jsonFile, policyOf, Usage } from './arguments.ts';
import { filesHelp } from './help.ts';
import { EXIT, type Io } from './io.ts';
import { openRecord, readRecord, type RecordWriter } from './record.ts';
import { addTo, emptyTally, exitOf, totalsOf, type Tally } from './tally.ts';
import { summaryOf } from './words.ts';

type Mode = Orders['mode'];

const options = {
  out: { type: 'string' },
  policy: { type: 'string', default: 'teaching' },
  key: { type: 'string' },
  channels: { type: 'string' },
  decide: { type: 'string' },
  record: { type: 'string' },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true; args: string[] }>>['values'];

/** `silhouette clean`, `inspect` and `verify` (CLI.md). Gives the exit code. */
export async function filesCommand(mode: Mode, args: readonly string[], io: Io): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    if (values.help) {
      io.stdout(filesHelp(mode));
      return EXIT.clean;
    }
    return await work(planOf(mode, values, positionals), io);
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    io.stderr(`silhouette ${mode}: ${error.message}\nTry: silhouette ${mode} --help\n`);
    return EXIT.usage;
  }
}

function parse(args: readonly string[]): { values: Flags; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new Usage(error.message.split('\n')[0] ?? 'the flags could not be understood');
    throw error;
  }
}

interface WorkPlan {
  readonly orders: Orders;
  readonly policy: ResolvedPolicy;
  readonly key: ContributionKey;
  readonly paths: readonly string[];
  readonly threads: number;
  readonly json: boolean;
  readonly record: string | null;
  readonly resumable: boolean;
}

function planOf(mode: Mode, flags: Flags, paths: readonly string[]): WorkPlan {
  if (paths.length === 0) throw new Usage('name at least one file or folder');
  if (mode === 'clean' && flags.out === undefined) throw new Usage('say with --out DIR where the clean copies go');
  if (mode !== 'clean' && (flags.out ?? flags.decide ?? flags.key) !== undefined) throw new Usage('--out, --decide and --key go with clean');
  const policy = policyOf(flags.policy);
  const secret = mode === 'clean' && flags.key !== undefined ? keyFile(flags.key) : randomBytes(KEY_BYTES);
  const decided = mode === 'verify' && flags.record !== undefined ? recordOf(flags.record) : new Map<string, readonly Decision[]>();
  const orders: Orders = {
    mode,
    policy: policy.policy,
    secret,
    channels: channelsOf(flags.channels),
    out: flags.out ?? null,
    decisions: flags.decide === undefined ? [] : decisionsOf(flags.decide),
    decided,
    digests: mode === 'clean' && flags.record !== undefined,
  };
  const record = mode === 'clean' ? (flags.record ?? null) : null;
  return {
    orders,
    policy,
    key: contributionKey(secret),
    paths,
    threads: threadsOf(flags.threads),
    json: flags.json,
    record,
    resumable: flags.key !== undefined,
  };
}

function channelsOf(list: string | undefined): readonly Channel[] {
  if (list === undefined) return ALL_CHANNELS;
  const channels = list.split(',').map((name) => Channel.safeParse(name));
  if (!channels.every((channel) => channel.success)) throw new Usage(`--channels takes a comma list of ${ALL_CHANNELS.join(', ')}`);
  return channels.map(({ data }) => data);
}

function decisionsOf(file: string): readonly Decision[] {
  const document = jsonFile(file, 'decisions');
  const list = typeof document === 'object' && document !== null && 'decisions' in document ? document.decisions : document;
  const decisions = Decision.array().safeParse(list);
  if (!decisions.success) throw new Usage('the decisions file is not understood: it holds {"decisions": [{"finding", "answer", "because"}]}');
  return decisions.data;
}

function recordOf(file: string): ReadonlyMap<string, readonly Decision[]> {
  const record = readRecord(jsonFile(file, 'record'));
  if (record === null) throw new Usage('the record is not understood');
  return record;
}

function keyFile(file: string): Uint8Array {
  if (!existsSync(file)) {
    const secret = randomBytes(KEY_BYTES);
    writeFileSync(file, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Usage('the key file does not hold a key: 64 hexadecimal digits');
  return Buffer.from(text, 'hex');
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) throw new Usage('--threads takes a number from 1 to 64');
  return threads;
}

async function work(plan: WorkPlan, io: Io): Promise<number> {
  const journal = journalOf(plan);
  const began = performance.now();
  let tally: Tally = emptyTally;
  let stopping = false;
  let first = true;
  io.onStop(() => {
    stopping = true;
  });
  const record = plan.record === null ? null : openRecord(plan.record, plan.policy.stamp, plan.orders.channels, plan.key.publicId);
  if (plan.json) io.stdout(`{"policy":${JSON.stringify(plan.policy.stamp)},"files":[`);
  await runBatch({
    orders: plan.orders,
    paths: plan.paths,
    threads: plan.threads,
    journal,
    stopped: () => stopping,
    onProgress: (stage, done) => {
      if (io.isTerminal) io.stderr(`\r${stage} ${done} files\u001B[K`);
    },
    onFile: (path, seen) => {
      tally = addTo(tally, seen);
      record?.add(seen);
      if (!plan.json) return;
      io.stdout(`${first ? '\n' : ',\n'}${JSON.stringify({ path, ...seen.report })}`);
      first = false;
    },
  });
  if (io.isTerminal) io.stderr('\r\u001B[K');
  finish(journal, record, stopping);
  const ms = performance.now() - began;
  io.stdout(plan.json ? `\n],"totals":${JSON.stringify(totalsOf(tally, ms))}}\n` : summaryOf(tally, verbs[plan.orders.mode], plan.orders.out));
  if (!stopping) return exitOf(tally);
  io.stderr(plan.resumable ? 'stopped; the same command goes on where it ended\n' : 'stopped; with --key FILE a run can go on where it ended\n');
  return EXIT.unreadable;
}

const verbs: Readonly<Record<Mode, string>> = { clean: 'cleaned', inspect: 'would be written', verify: 'clean' };

function journalOf(plan: WorkPlan): Journal | null {
  if (plan.orders.out === null || !plan.resumable) return null;
  const stamp = `${plan.policy.stamp.digest} ${plan.orders.channels.join(',')} ${JSON.stringify(plan.orders.decisions)}`;
  const journal = openJournal(plan.orders.out, plan.key, stamp);
  if (journal === null)
    throw new Usage(
      'the output folder holds an unfinished run of another key, policy, choice of channels or decisions: give those, or another folder',
    );
  return journal;
}

function finish(journal: Journal | null, record: RecordWriter | null, stopped: boolean): void {
  record?.close();
  journal?.close();
  if (!stopped) journal?.finish();
}
