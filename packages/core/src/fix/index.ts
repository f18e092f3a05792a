export { applyFixes, withElements, type Fixed, type FixJob, type TidiedTerms } from './apply.ts';
export { editPixels, editsPixels, type BoxEdit, type PixelEdits } from './pixels.ts';
