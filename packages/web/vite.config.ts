import react from '@vitejs/plugin-react';
import { sampleCases } from '@silhouette/testkit';
import { type Plugin, defineConfig } from 'vite';

const SAMPLE_PX = 256;

/** Writes one synthetic instance of each sample case beside the pages: the pictures of an empty library. */
function samplePictures(): Plugin {
  return {
    name: 'sample-pictures',
    apply: 'build',
    generateBundle() {
      for (const [n, sample] of sampleCases().entries()) {
        const file = sample.files(SAMPLE_PX)[sample.keySlice];
        if (file !== undefined) this.emitFile({ type: 'asset', fileName: `samples/${n + 1}.dcm`, source: file.bytes });
      }
    },
  };
}

/** Everything comes from the site itself, as files: the content security policy has no place for inline scripts or data URIs. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), samplePictures()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 2_500,
  },
});
