export * from './archive.ts';
export * from './clean.ts';
export * from './house.ts';
export * from './postgres.ts';
