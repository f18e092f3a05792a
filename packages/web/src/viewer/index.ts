export { loadPicture, makeFrames, pictureOf } from './frames.ts';
export type { Frames, LoadObject } from './frames.ts';
export { Viewer } from './viewer.tsx';
export type { ViewerPlace, ViewerProps, ViewerSeries } from './viewer.tsx';
