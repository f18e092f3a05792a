export { makeApp } from './app.ts';
export { SET_UP_SETTING } from './accounts.ts';
export type { Edge } from './handler.ts';
export { ALLOWANCES, openLimits } from './limits.ts';
export { type Log, type LogEvent, placeOf } from './log.ts';
export { roomFor } from './receive.ts';
export { digestOf, newCode } from './secrets.ts';
