import type { Policy } from './schema.ts';

/**
 * The policy of a public teaching library: an allow-list that keeps what shows and measures an image and nothing else.
 * Version 1.
 */
export const TEACHING: Policy = {
  name: 'teaching',
  version: 1,
  basis: 'PS3.15 2026c',
  allow: 'clinical',
  options: ['113101', '113102', '113105', '113108'],
  dates: 'remove',
  keep: [{ keyword: 'Manufacturer', because: 'names a company, never a patient; readers need it to judge artefacts and units' }],
  private: 'remove',
  age: { adults: 'nearest-5', cap: 90, children: 'band' },
  pixels: { ask: ['US', 'IVUS', 'XA', 'RF', 'NM', 'SC', 'OT', 'ES', 'XC', 'GM', 'DMS', 'OP', 'OPT', 'IO', 'PX'], blackout: 'above 0.4' },
  face: { 'head-volume': 'refuse-unless-narrowed-or-defaced', photograph: 'refuse' },
  people: { approvals: 1, 'must-see-every-frame': true },
};
