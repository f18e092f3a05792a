// `npm run soak [-- --runs 1000000] [--seed N] [--threads N]`: mutated files through reader, cleaner, writer and second look.
// A throw, a hang or memory that grows ends it with exit code 1 and names seed and run, so that `--seed S --only RUN` shows it again.
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { accountFor, bytesSource, joinChunks } from '@silhouette/core/dicom';
import { checkInstance } from '@silhouette/core/check';
import { cleanInstance, newKnown } from '@silhouette/core/deid';
import { resolve, TEACHING } from '@silhouette/core/policy';
import { contributionKey } from '@silhouette/core/uid';
import { makeCanaryFiles, makeRandom, makeSeries } from '@silhouette/testkit';

const GROWTH_MB = 128;
const HANG_MS = 20_000;
const REPORT_EVERY = 2_000;

interface Share {
  readonly seed: number;
  readonly from: number;
  readonly step: number;
  readonly to: number;
}

/** Small files of every kind that testkit makes: what is mutated. */
function corpus(): readonly Uint8Array[] {
  const small = (['CT', 'MR', 'CR', 'US'] as const).flatMap((modality) => makeSeries({ seed: 1, modality, slices: 1, rows: 16, columns: 16 }));
  return [...makeCanaryFiles(), ...small].map(({ bytes }) => bytes).filter(({ length }) => length < 60_000);
}

type Draw = (below: number) => number;

/** One to six damages: bits, bytes, lengths, cuts, repeats, splices of another file. */
function mutate(base: Uint8Array, other: Uint8Array, draw: Draw): Uint8Array {
  let bytes = base.slice();
  for (let left = 1 + draw(6); left > 0; left -= 1) {
    const at = draw(Math.max(1, bytes.length));
    switch (draw(8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8));
        break;
      case 1:
        bytes[at] = draw(256);
        break;
      case 2:
        new DataView(bytes.buffer).setUint32(
          Math.min(at, Math.max(0, bytes.length - 4)),
          [0, 1, 0xff, 0xffff, 0xffffffff, 0x7fffffff, draw(1 << 20)][draw(7)] ?? 0,
          true,
        );
        break;
      case 3:
        bytes = bytes.slice(0, Math.max(4, at));
        break;
      case 4:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at, at + draw(400)), ...bytes.subarray(at)]);
        break;
      case 5:
        bytes = Uint8Array.from([
          ...bytes.subarray(0, at),
          ...other.subarray(draw(other.length), other.length).subarray(0, draw(2_000)),
          ...bytes.subarray(at),
        ]);
        break;
      case 6:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + draw(64))]);
        break;
      default:
        bytes.fill(draw(256), at, at + draw(32));
    }
    if (bytes.length < 4) bytes = base.slice();
  }
  return bytes;
}

const resolved = resolve(TEACHING);
const key = contributionKey(new Uint8Array(32).fill(7));
const decode = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);

/** The whole way of one input; throws where a promise is broken. */
function look(bytes: Uint8Array): void {
  if (!resolved.ok) throw new Error('policy');
  const source = bytesSource(bytes);
  const account = accountFor(source);
  if (account.ok && account.value.inflated === null) {
    const sum = account.value.file.reduce((total, { at }) => total + at.end - at.start, 0);
    if (sum !== bytes.length) throw new Error('a byte belongs to no part');
  }
  const job = { policy: resolved.value, key, channels: ['header'] as const, known: newKnown(), decode, boxes: [], decisions: [], fileName: null };
  const cleaned = cleanInstance(source, job);
  if (!cleaned.ok) {
    if (cleaned.refusal.code === 'crashed') throw new Error('crashed inside');
    return;
  }
  if (cleaned.value.chunks === null) return;
  const written = joinChunks(cleaned.value.chunks, cleaned.value.source);
  const again = checkInstance(bytesSource(written), {
    policy: resolved.value,
    channels: ['header'],
    publicId: key.publicId,
    decisions: [],
    known: null,
  });
  if (!again.ok) throw new Error('what was written cannot be read');
  const { fixes, questions, refusals } = again.value.plan;
  if (fixes.length + questions.length + refusals.length > 0) throw new Error('what was written is not clean');
}

function inputOf(files: readonly Uint8Array[], seed: number, run: number): Uint8Array {
  const random = makeRandom(seed * 1_000_003 + run);
  const draw: Draw = (below) => Math.floor(random.next() * below);
  const base = files[draw(files.length)] ?? new Uint8Array(4);
  return mutate(base, files[draw(files.length)] ?? base, draw);
}

function work(share: Share): void {
  const files = corpus();
  for (let run = share.from; run < share.to; run += share.step) {
    try {
      look(inputOf(files, share.seed, run));
    } catch (error) {
      parentPort?.postMessage({ run, fault: error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : 'thrown' });
    }
    if (run % REPORT_EVERY < share.step) parentPort?.postMessage({ run, fault: null });
  }
}

/** Divides the runs among threads; gives the number of faults. */
async function soak(runs: number, seed: number, threads: number): Promise<number> {
  let faults = 0;
  let highest = 0;
  let settled = 0;
  const began = performance.now();
  const one = (from: number): Promise<void> =>
    new Promise((done) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { seed, from, step: threads, to: runs } satisfies Share });
      let last = from;
      const hang = (): void => {
        console.error(`seed ${seed}: a run after ${last} hangs`);
        faults += 1;
        void worker.terminate();
      };
      let timer = setTimeout(hang, HANG_MS * 6);
      worker.on('message', ({ run, fault }: { run: number; fault: string | null }) => {
        clearTimeout(timer);
        timer = setTimeout(hang, HANG_MS * 6);
        last = run;
        const rss = process.memoryUsage.rss() / 2 ** 20;
        if (settled === 0 && run > 20_000) settled = rss;
        highest = Math.max(highest, rss);
        if (fault === null) return;
        faults += 1;
        if (faults <= 20) console.error(`seed ${seed} run ${run}: ${fault}`);
      });
      worker.on('exit', () => {
        clearTimeout(timer);
        done();
      });
    });
  await Promise.all(Array.from({ length: threads }, (_, from) => one(from)));
  const growth = settled === 0 ? 0 : highest - settled;
  if (growth > GROWTH_MB) {
    faults += 1;
    console.error(`memory grew by ${growth.toFixed(0)} MB`);
  }
  console.log(
    `${runs} runs, seed ${seed}, ${faults} faults, memory grew by ${growth.toFixed(0)} MB, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  return faults;
}

if (parentPort !== null) work(workerData);
else {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, seed: { type: 'string' }, threads: { type: 'string' }, only: { type: 'string' } },
  });
  const seed = Number(values.seed ?? 1);
  if (values.only !== undefined) look(inputOf(corpus(), seed, Number(values.only)));
  else process.exitCode = (await soak(Number(values.runs ?? 10_000_000), seed, Number(values.threads ?? 2))) === 0 ? 0 : 1;
}
