import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Report } from '@silhouette/core/model';
import { makeCanaryFiles, makeSeries, makeStudyFolder, survivors } from '@silhouette/testkit';
import { filesCommand } from './files.ts';
import type { Io } from './io.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silhouette-edge-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: readonly string[]): string => join(folder, ...names);
function put(name: string, bytes: Uint8Array | string): string {
  const file = at('in', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

async function ran(mode: 'clean' | 'inspect' | 'verify', args: readonly string[], stopAfter = Number.POSITIVE_INFINITY): Promise<Ran> {
  let out = '';
  let err = '';
  let stop = (): void => undefined;
  const io: Io = {
    stdin: process.stdin,
    stdout: (text) => {
      out += text;
      if (out.split('"path"').length > stopAfter) stop();
    },
    stderr: (text) => {
      err += text;
    },
    isTerminal: false,
    onStop: (callback) => {
      stop = callback;
    },
  };
  return { code: await filesCommand(mode, args, io), out, err };
}

const reportOf = ({ out }: Ran): Report => Report.parse(JSON.parse(out));
function filesUnder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
const contents = (dir: string): Map<string, string> =>
  new Map(filesUnder(dir).map((file) => [file.slice(dir.length), readFileSync(file).toString('base64')]));

test('[X1] clean writes only clean copies, under names that say nothing, and prints no value', async () => {
  const study = makeStudyFolder(3);
  for (const { path, bytes } of study.files) put(path, bytes);
  const run = await ran('clean', [at('in'), '--out', at('out'), '--channels', 'header', '--json']);
  const report = reportOf(run);
  expect(run.code).toBe(3); // the text file in the folder is no DICOM
  expect(report.totals.clean).toBe(study.files.length - 1);
  expect(
    report.files.filter(({ out }) => out !== null).every(({ out }) => /^[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}(-\d+)?\.dcm$/.test(out ?? '')),
  ).toBe(true);
  const withoutPaths = JSON.stringify(report.files.map((file) => ({ ...file, path: '' })));
  for (const bytes of [Buffer.from(withoutPaths), Buffer.from(run.err), ...filesUnder(at('out')).map((file) => readFileSync(file))])
    expect(survivors(bytes, study.canaries)).toEqual([]);
});

test('[X1] no canary of any hiding place is in what the command writes or prints', async () => {
  const files = makeCanaryFiles();
  for (const [index, { bytes }] of files.entries()) put(`${index}.dcm`, bytes);
  const run = await ran('clean', [at('in'), '--out', at('out'), '--channels', 'header', '--json']);
  const written = new Map(reportOf(run).files.map(({ path, out }) => [path, out]));
  expect([...written.values()].some((out) => out !== null)).toBe(true);
  for (const [index, { canaries }] of files.entries()) {
    const out = written.get(at('in', `${index}.dcm`));
    const kept = canaries.filter(({ place }) => !place.endsWith('Manufacturer'));
    expect(survivors(Buffer.from(run.out), kept)).toEqual([]);
    if (typeof out === 'string') expect(survivors(readFileSync(at('out', out)), kept), files[index]?.name).toEqual([]);
  }
});

test('[X2] exit codes: 0 clean, 1 needs a person, 2 usage, 3 unreadable', async () => {
  const [file] = makeSeries({ seed: 1, slices: 1, unnamed: true });
  put('a.dcm', file?.bytes ?? '');
  expect((await ran('clean', [at('in'), '--out', at('out'), '--channels', 'header'])).code).toBe(0);
  const asked = await ran('clean', [at('in'), '--out', at('asked'), '--json']);
  expect(asked.code).toBe(1);
  expect(reportOf(asked).files[0]).toMatchObject({ out: null, questions: [{ kind: 'gap', check: 'heads', because: 'not-built' }] });
  expect((await ran('clean', [at('in')])).code).toBe(2);
  expect((await ran('clean', [at('in'), '--out', at('o'), '--channels', 'nonsense'])).code).toBe(2);
  expect((await ran('clean', [at('in'), '--out', at('o'), '--nonsense'])).code).toBe(2);
  expect((await ran('inspect', [at('not-there')])).code).toBe(3);
});

test('[X2] a question is answered with --decide, and the record carries the answer to verify', async () => {
  const [file] = makeSeries({ seed: 1, slices: 1, unnamed: true });
  put('a.dcm', file?.bytes ?? '');
  const [asked] = reportOf(await ran('inspect', [at('in'), '--json'])).files;
  const decisions = asked?.questions.map((finding) => ({ finding, answer: 'clear', because: 'no-face-can-be-seen' }));
  writeFileSync(at('decisions.json'), JSON.stringify({ decisions }));
  const cleaned = await ran('clean', [at('in'), '--out', at('out'), '--decide', at('decisions.json'), '--record', at('record.json')]);
  expect(cleaned.code).toBe(0);
  expect((await ran('verify', [at('out')])).code).toBe(1);
  expect((await ran('verify', [at('out'), '--record', at('record.json')])).code).toBe(0);
});

test('[X3] a run that was stopped goes on and ends with the same bytes as one that was not', async () => {
  for (const { path, bytes } of makeSeries({ seed: 2, slices: 30, rows: 32, columns: 32 })) put(path, bytes);
  const args = (out: string): string[] => [at('in'), '--out', at(out), '--key', at('key'), '--channels', 'header', '--threads', '1', '--json'];
  await ran('clean', args('whole'));
  const stopped = await ran('clean', args('parts'), 4);
  expect(stopped.code).toBe(3);
  expect(filesUnder(at('parts')).some((file) => file.endsWith('.part'))).toBe(false);
  expect(filesUnder(at('parts')).length).toBeLessThan(31);
  const other = await ran('clean', [at('in'), '--out', at('parts'), '--key', at('other-key'), '--channels', 'header']);
  expect(other.code).toBe(2);
  const went = await ran('clean', args('parts'));
  expect(went.code).toBe(0);
  expect(reportOf(went).totals.clean).toBe(30);
  expect(contents(at('parts'))).toEqual(contents(at('whole')));
});

test('[X5] entries of a zip archive are cleaned, and an archive that lies is told', async () => {
  const [file] = makeSeries({ seed: 4, slices: 1 });
  put('cd.zip', zipOf('IMAGES/PATIENT.dcm', file?.bytes ?? new Uint8Array(), 1));
  put('bomb.zip', zipOf('x', new Uint8Array(5_000_000), 0.001));
  put('broken.zip', new Uint8Array(100));
  const report = reportOf(await ran('clean', [at('in'), '--out', at('out'), '--channels', 'header', '--json']));
  expect(report.totals).toMatchObject({ clean: 1, unreadable: 2 });
  expect(filesUnder(at('out')).length).toBe(1);
});

test('[X6] verify finds nothing to do in what was written, and much in the original', async () => {
  for (const { path, bytes } of makeSeries({ seed: 5, slices: 3 })) put(path, bytes);
  await ran('clean', [at('in'), '--out', at('out'), '--channels', 'header']);
  expect((await ran('verify', [at('out'), '--channels', 'header'])).code).toBe(0);
  expect((await ran('verify', [at('in'), '--channels', 'header'])).code).not.toBe(0);
});

test('[X7] two inputs of one SOP Instance UID are both kept when they differ, and once when they do not', async () => {
  const [a] = makeSeries({ seed: 6, slices: 1, rows: 32, columns: 32 });
  const [b] = makeSeries({ seed: 6, slices: 1, rows: 32, columns: 48 });
  put('a.dcm', a?.bytes ?? '');
  put('again/a.dcm', a?.bytes ?? '');
  put('b.dcm', b?.bytes ?? '');
  await ran('clean', [at('in'), '--out', at('out'), '--channels', 'header', '--json']);
  expect(filesUnder(at('out')).length).toBe(2);
});

/** A zip archive of one entry; `claim` scales the size that its directory names. */
function zipOf(name: string, bytes: Uint8Array, claim: number): Buffer {
  const packed = deflateRawSync(bytes);
  const path = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(path.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(Math.floor(bytes.length * claim), 24);
  entry.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + path.length, 12);
  end.writeUInt32LE(local.length + path.length + packed.length, 16);
  return Buffer.concat([local, path, packed, entry, path, end]);
}
