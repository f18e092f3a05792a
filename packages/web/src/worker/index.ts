export type { Pool } from './pool.ts';
export { saveAsZip } from './save.ts';
export type { SavedFile } from './save.ts';
export { startPool } from './start.ts';
export type { Change, CleanObject, CleanOrder, Looked, NotCleaned, Original, PlaneName, Sample, Seen } from './wire.ts';
export type { ZipEntry } from './zip.ts';
export { openTextReader, type ReadText, type TextReader } from './text.ts';
