import { expect, test, vi } from 'vitest';
import { findFaces } from './index.ts';

vi.mock('../runtime/index.ts', () => ({ loadModel: () => Promise.reject(new Error('not there')) }));

test('[P73] a model that cannot be had is a gap, each time that it is asked', async () => {
  const picture = { width: 64, height: 64, channels: 1, samples: new Uint8Array(64 * 64) } as const;
  expect(await findFaces(picture)).toEqual({ ok: false, refusal: 'no-decoder' });
  expect(await findFaces(picture)).toEqual({ ok: false, refusal: 'no-decoder' });
});
