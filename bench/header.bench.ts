// `node bench/header.bench.ts [--files 1000] [--rounds 3]`: `silhouette clean --channels header`, sweep and second look on, packed build,
// beside `cp -r` and whatever peers are installed, in the same run and in turns. Ratios of CPU time; peak memory; budgets.json says the aims.
// With `--check` a missed aim is exit code 1.
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instanceOf, sorted, text, textAt, writeFile, type Part } from '@silhouette/testkit';
import { missed } from './budgets.ts';
import { cost, median, type Cost } from './measure.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '3' }, check: { type: 'boolean', default: false } },
});
const count = Number(values.files);
const rounds = Number(values.rounds);
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'silhouette-bench-'));

const spec = { seed: 9, modality: 'CT', slices: 1, rows: 512, columns: 512 } as const;
const PRIVATE = ['GEMS_ACQU_01', 'GEMS_RELA_01', 'GEMS_STDY_01', 'GEMS_SERS_01', 'GEMS_IMAG_01', 'GEMS_HELIOS_01', 'GEMS_PARM_01'];
const PRIVATE_EACH = 25;

/** Private blocks such as a scanner writes: with what testkit makes, a header of about 255 elements. */
function privateParts(): readonly Part[] {
  return PRIVATE.flatMap((creator, block) => {
    const group = (0x0019 + 2 * block) * 0x10000;
    const values = Array.from({ length: PRIVATE_EACH }, (_, i) => textAt(group + 0x1000 + i, i % 2 === 0 ? 'LO' : 'DS', `${block}.${i}`));
    return [textAt(group + 0x10, 'LO', creator), ...values];
  });
}

/** One CT of 512 x 512 (about 530 KB), written `count` times with another SOP Instance UID. */
function makeFiles(dir: string): void {
  const parts = instanceOf(spec);
  const bytes = Buffer.from(writeFile({ ...parts, data: sorted([...parts.data, ...privateParts()]) }));
  const uid = parts.sopInstance;
  const places: number[] = [];
  for (let at = bytes.indexOf(uid); at !== -1; at = bytes.indexOf(uid, at + 1)) places.push(at);
  for (let i = 0; i < count; i += 1) {
    const digits = String(100_000 + i);
    for (const at of places) bytes.write(digits, at + uid.length - digits.length, 'latin1');
    writeFileSync(join(dir, `${i}.dcm`), bytes);
  }
}

/** A multi-frame object of about 500 MB: the pixels of one frame, again and again. */
function makeLarge(file: string): void {
  const frames = 1_000;
  const parts = instanceOf(spec);
  const bytes = Buffer.from(writeFile({ ...parts, data: sorted([...parts.data, text('NumberOfFrames', frames)]) }));
  const pixels = bytes.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
  const head = bytes.subarray(0, pixels + 12);
  const frame = bytes.subarray(pixels + 12);
  head.writeUInt32LE(frame.length * frames, pixels + 8);
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, head);
  for (let i = 0; i < frames; i += 1) writeSync(descriptor, frame);
  closeSync(descriptor);
}

const has = (file: string): boolean => existsSync(file);
const input = join(folder, 'in');
const output = (name: string): string => join(folder, `out-${name}`);
const silhouette = join(root, 'dist/silhouette.mjs');
const node = process.execPath;

const contenders: readonly (readonly [name: string, command: (from: string, to: string) => readonly string[]])[] = [
  ['cp -r', (from, to) => ['cp', '-r', from, to]],
  ['silhouette, 1 thread', (from, to) => [node, silhouette, 'clean', from, '--out', to, '--channels', 'header', '--threads', '1']],
  ['silhouette, 2 threads', (from, to) => [node, silhouette, 'clean', from, '--out', to, '--channels', 'header', '--threads', '2']],
  [
    'silhouette research, 1 thread',
    (from, to) => [node, silhouette, 'clean', from, '--out', to, '--channels', 'header', '--threads', '1', '--policy', 'research'],
  ],
  ...(has('/usr/bin/gdcmanon')
    ? [['gdcmanon --dumb', (from: string, to: string) => ['gdcmanon', '--dumb', '--empty', '10,10', '-r', '-i', from, '-o', to]] as const]
    : []),
  ...(has('/usr/bin/dcmodify')
    ? [
        [
          'cp and dcmodify (2 tags)',
          (from: string, to: string) => ['sh', '-c', `cp -r "${from}" "${to}" && dcmodify -nb -ea "(0010,0010)" -ea "(0010,0020)" -ep "${to}"/*.dcm`],
        ] as const,
      ]
    : []),
];

try {
  execFileSync(node, [join(root, 'tools/pack.ts')], { stdio: 'inherit' });
  mkdirSync(input);
  makeFiles(input);
  const large = join(folder, 'large.dcm');
  makeLarge(large);
  const costs = new Map<string, Cost[]>(contenders.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command] of contenders) {
      rmSync(output('x'), { recursive: true, force: true });
      costs.get(name)?.push(cost(command(input, output('x'))));
    }
  }
  const seen = new Map<string, number>();
  const floor = median((costs.get('cp -r') ?? []).map(({ cpu }) => cpu));
  console.log(`${count} CT files of ${Math.floor(readFileSync(join(input, '0.dcm')).length / 1000)} KB, ${rounds} rounds, in turns`);
  for (const [name, all] of costs) {
    const cpu = median(all.map((one) => one.cpu));
    const peakMb = median(all.map((one) => one.peakMb));
    seen.set(`${name}: times cp`, cpu / floor);
    seen.set(`${name}: peak MB`, peakMb);
    const codes = [...new Set(all.map(({ code }) => code))].join(',');
    console.log(`  ${name.padEnd(30)} ${cpu.toFixed(2)} CPU s  ${(cpu / floor).toFixed(2)} x cp  peak ${peakMb.toFixed(0)} MB  exit ${codes}`);
  }
  rmSync(output('x'), { recursive: true, force: true });
  const big = cost([node, silhouette, 'clean', large, '--out', output('x'), '--channels', 'header', '--threads', '1']);
  console.log(`  one file of 524 MB: ${big.cpu.toFixed(2)} CPU s, peak ${big.peakMb.toFixed(0)} MB, exit ${big.code}`);
  seen.set('one file of 524 MB: peak MB', big.peakMb);
  seen.set('one worker more: MB', (seen.get('silhouette, 2 threads: peak MB') ?? 0) - (seen.get('silhouette, 1 thread: peak MB') ?? 0));
  for (const peer of ['gdcmanon --dumb', 'cp and dcmodify (2 tags)']) if (!costs.has(peer)) console.log(`  not installed here: ${peer}`);
  const misses = missed('header', seen);
  for (const line of misses) console.log(`  MISSED  ${line}`);
  if (values.check && misses.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
