import type { Policy } from './schema.ts';

/**
 * The policy for research: the Basic Application Level Confidentiality Profile with descriptors, graphics and structured content
 * cleaned, dates shifted for each patient, patient characteristics and safe private attributes kept. Version 1.
 *
 * @see PS3.15 Annex E
 */
export const RESEARCH: Policy = {
  name: 'research',
  version: 1,
  basis: 'PS3.15 2026c',
  allow: 'profile',
  options: ['113101', '113102', '113103', '113104', '113105', '113107', '113108', '113111'],
  dates: 'shift',
  patient: 'pseudonym',
  keep: [{ keyword: 'Manufacturer', because: 'names a company, never a patient; researchers need it to compare machines' }],
  private: 'safe',
  age: { cap: 90 },
  pixels: { ask: ['US', 'IVUS', 'XA', 'RF', 'NM', 'SC', 'OT', 'ES', 'XC', 'GM', 'DMS', 'OP', 'OPT', 'IO', 'PX'], blackout: 'above 0.4' },
  face: { 'head-volume': 'refuse-unless-narrowed-or-defaced', photograph: 'refuse' },
  people: { approvals: 1, 'must-see-every-frame': true },
};
