import { expect, test } from 'vitest';
import { detector } from './index.ts';

const picture = { width: 64, height: 64, channels: 1, samples: new Uint8Array(64 * 64) } as const;
const at = (name: string) => ({ name, from: import.meta.url, url: new URL(name, import.meta.url) });

test('[P73] a model that cannot be had, or is none, is a gap, each time that it is asked', async () => {
  for (const name of ['./not-there.onnx', './index.ts']) {
    const look = detector(at(name), () => Promise.resolve(1));
    expect(await look(picture)).toEqual({ ok: false, refusal: 'no-decoder' });
    expect(await look(picture)).toEqual({ ok: false, refusal: 'no-decoder' });
  }
});

test('[P73] a look that fails is a gap, and the next one goes on', async () => {
  let fails = true;
  const look = detector(at('../text/text-detector.onnx'), async (run) => {
    const { y } = await run({ x: { data: new Float32Array(3 * 64 * 64), dims: fails ? [1, 2, 64, 64] : [1, 3, 64, 64] } });
    return y?.dims;
  });
  expect(await look(picture)).toEqual({ ok: false, refusal: 'crashed' });
  fails = false;
  expect(await look(picture)).toEqual({ ok: true, value: [1, 1, 16, 16] });
});
