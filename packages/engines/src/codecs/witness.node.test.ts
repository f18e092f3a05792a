import { type ByteSource, bytesSource, type Instance, readInstance } from '@silhouette/core/dicom';
import { type FrameValues, openFrames, type PixelDescription, readPixelDescription, storedValues, strippedCodestream } from '@silhouette/core/image';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeFrame } from './index.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/dicom', import.meta.url));
const tools: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.5': 'dcmdrle',
  '1.2.840.10008.1.2.4.50': 'dcmdjpeg',
  '1.2.840.10008.1.2.4.51': 'dcmdjpeg',
  '1.2.840.10008.1.2.4.57': 'dcmdjpeg',
  '1.2.840.10008.1.2.4.70': 'dcmdjpeg',
  '1.2.840.10008.1.2.4.80': 'dcmdjpls',
  '1.2.840.10008.1.2.4.81': 'dcmdjpls',
};

function isInstalled(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canRun = existsSync(folder) && [...new Set(Object.values(tools))].every(isInstalled);

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

interface Opened {
  readonly instance: Instance;
  readonly description: PixelDescription;
}

function open(source: ByteSource): Opened | null {
  const instance = readInstance(source);
  const description = instance.ok ? readPixelDescription(instance.value) : null;
  return instance.ok && description?.ok === true ? { instance: instance.value, description: description.value } : null;
}

/** The values of every frame, or the word for why there are none. */
async function framesOf({ description, instance }: Opened): Promise<readonly FrameValues[] | string> {
  const reader = openFrames(instance, description);
  if (!reader.ok) return reader.refusal.code;
  const frames: FrameValues[] = [];
  for (let frame = 0; frame < description.frames; frame++) {
    const data = reader.value.read(frame);
    if (data === null) return 'read-failed';
    const { encapsulated, uid } = instance.encoding;
    const values = encapsulated
      ? await decodeFrame({ syntax: uid, bytes: data.bytes, description })
      : storedValues(data.bytes, description, data.bit);
    if (!values.ok) return values.refusal;
    frames.push(values.value);
  }
  return frames;
}

/** What dcmtk makes of a file; null where it cannot. */
function decodedByDcmtk(tool: string, path: string): Opened | null {
  const place = mkdtempSync(join(tmpdir(), 'silhouette-codecs-'));
  try {
    execFileSync(tool, [path, join(place, 'native')], { stdio: 'ignore' });
    return open(bytesSource(new Uint8Array(readFileSync(join(place, 'native')))));
  } catch {
    return null;
  } finally {
    rmSync(place, { recursive: true });
  }
}

test.skipIf(!canRun).each(Object.entries(tools))('[P57] every real file of %s decodes as %s decodes it, frame by frame', async (syntax, tool) => {
  let compared = 0;
  for (const path of filesIn(folder)) {
    const ours = open(bytesSource(new Uint8Array(readFileSync(path))));
    if (ours === null || ours.instance.encoding.uid !== syntax) continue;
    const theirs = decodedByDcmtk(tool, path);
    if (theirs === null) continue;
    const [mine, other] = [await framesOf(ours), await framesOf(theirs)];
    if (typeof mine === 'string' || typeof other === 'string') throw new Error(`file ${compared} of the syntax was refused`);
    expect(mine.length).toBe(other.length);
    mine.forEach(({ values }, n) =>
      expect(Buffer.compare(Buffer.from(Float64Array.from(values).buffer), Buffer.from(Float64Array.from(other[n]?.values ?? []).buffer))).toBe(0),
    );
    compared++;
  }
  expect(compared).toBeGreaterThan(0);
});

const streams = [...Object.keys(tools).filter((syntax) => tools[syntax] !== 'dcmdrle'), '1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91'];

test.skipIf(!existsSync(folder)).each(streams)('[P58] every real frame of %s decodes the same when its codestream is stripped', async (syntax) => {
  let compared = 0;
  for (const path of filesIn(folder)) {
    const ours = open(bytesSource(new Uint8Array(readFileSync(path))));
    if (ours === null || ours.instance.encoding.uid !== syntax) continue;
    const { description, instance } = ours;
    const reader = openFrames(instance, description);
    if (!reader.ok) continue;
    for (let frame = 0; frame < Math.min(4, description.frames); frame++) {
      const { bytes } = reader.value.read(frame) ?? { bytes: new Uint8Array(0) };
      const stripped = strippedCodestream(bytes);
      const decoded = await decodeFrame({ syntax, bytes, description });
      if (stripped === null || !decoded.ok) continue;
      expect(stripped.length).toBeLessThanOrEqual(bytes.length);
      const again = await decodeFrame({ syntax, bytes: stripped, description });
      expect(again.ok && Buffer.compare(Buffer.from(again.value.values.buffer), Buffer.from(decoded.value.values.buffer))).toBe(0);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(0);
});
