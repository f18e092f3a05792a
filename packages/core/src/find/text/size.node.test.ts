import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

test('[T15] the rules with their lists are one file of at most 400 KB, as it is sent', async () => {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'index.ts'), logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const codes = output.map((file) => (file.type === 'chunk' ? file.code : ''));
  expect(codes.length).toBe(1);
  expect(codes[0]?.length).toBeGreaterThan(300_000);
  expect(gzipSync(codes[0] ?? '').length).toBeLessThanOrEqual(400_000);
});
