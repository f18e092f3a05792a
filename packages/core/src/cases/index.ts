export * from './decide.ts';
export * from './state.ts';
export * from './terms.ts';
