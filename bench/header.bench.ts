// `node bench/header.bench.ts [--files 1000] [--rounds 3]`: `silhouette clean --channels header`, sweep and second look on, packed build,
// beside `cp -r` and whatever peers are installed, in the same run and in turns. Ratios of CPU time; peak memory.
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instanceOf, makeSeries, writeFile } from '@silhouette/testkit';
import { cost, median, type Cost } from './measure.ts';

const { values } = parseArgs({ options: { files: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '3' } } });
const count = Number(values.files);
const rounds = Number(values.rounds);
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'silhouette-bench-'));

/** One CT of 512 x 512 (about 530 KB), written `count` times with another instance number and SOP Instance UID. */
function makeFiles(dir: string): void {
  const [first] = makeSeries({ seed: 9, modality: 'CT', slices: 1, rows: 512, columns: 512 });
  if (first === undefined) throw new Error('no file');
  const bytes = Buffer.from(first.bytes);
  const uid = /1\.2\.826\.0\.1\.3680043\.8\.498\.\d+\.3\.\d+/.exec(bytes.toString('latin1', 132, 2_000))?.[0] ?? '';
  const places: number[] = [];
  for (let at = bytes.indexOf(uid); at !== -1 && uid !== ''; at = bytes.indexOf(uid, at + 1)) places.push(at);
  for (let i = 0; i < count; i += 1) {
    const digits = String(100_000 + i);
    for (const at of places) bytes.write(digits, at + uid.length - digits.length, 'latin1');
    writeFileSync(join(dir, `${i}.dcm`), bytes);
  }
}

/** A multi-frame object of about 500 MB: the pixels of one frame, again and again. */
function makeLarge(file: string): void {
  const frames = 1_000;
  const parts = instanceOf({ seed: 9, modality: 'CT', slices: 1, rows: 512, columns: 512 }, 0);
  const bytes = Buffer.from(writeFile(parts));
  const pixels = bytes.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
  const descriptor = openSync(file, 'w');
  const head = bytes.subarray(0, pixels + 12);
  const frame = bytes.subarray(pixels + 12, pixels + 12 + 524_288);
  head.writeUInt32LE(frame.length * frames, pixels + 8);
  writeSync(descriptor, head);
  for (let i = 0; i < frames; i += 1) writeSync(descriptor, frame);
  ftruncateSync(descriptor, head.length + frame.length * frames);
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
  const floor = median((costs.get('cp -r') ?? []).map(({ cpu }) => cpu));
  console.log(`${count} CT files of ${Math.floor(readFileSync(join(input, '0.dcm')).length / 1000)} KB, ${rounds} rounds, in turns`);
  for (const [name, all] of costs) {
    const cpu = median(all.map((one) => one.cpu));
    const codes = [...new Set(all.map(({ code }) => code))].join(',');
    console.log(
      `  ${name.padEnd(30)} ${cpu.toFixed(2)} CPU s  ${(cpu / floor).toFixed(2)} x cp  peak ${median(all.map((one) => one.peakMb)).toFixed(0)} MB  exit ${codes}`,
    );
  }
  rmSync(output('x'), { recursive: true, force: true });
  const big = cost([node, silhouette, 'clean', large, '--out', output('x'), '--channels', 'header', '--threads', '1']);
  console.log(`  one file of 524 MB: ${big.cpu.toFixed(2)} CPU s, peak ${big.peakMb.toFixed(0)} MB, exit ${big.code}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
