export * from './finding.ts';
export * from './fix.ts';
export * from './identifier.ts';
export * from './place.ts';
export * from './refusal.ts';
export * from './report.ts';
export * from './result.ts';
