import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, LOOKS, putInto } from './kit/chromium.ts';
import { type Site, startSite } from './kit/site.ts';
import { walk } from './kit/tour.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const COLOURS = ['color-contrast', 'link-in-text-block'];
let site: Site;
let browser: Browser;
beforeAll(async () => {
  site = await startSite();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

test('[E5] every main screen passes the rules of WCAG 2.2 AA that a machine can check, wide and on a phone, in the dark and in the light', async () => {
  const wrong = new Map<string, string>();
  const visited: string[] = [];
  await walk({
    site,
    browser,
    size: 128,
    patient: false,
    visit: async (name, page, main, looks = LOOKS) => {
      visited.push(name);
      if (!main) return;
      for (const look of looks) {
        await putInto(page, look);
        const axe = new AxeBuilder({ page }).setLegacyMode();
        // Another light changes colours alone: everything else was looked at in the dark.
        const { violations } = await (look.light === 'dark' ? axe.withTags(TAGS) : axe.withRules(COLOURS)).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          for (const { target } of nodes) wrong.set(`${name} ${id} ${target.join(' ')}`, look.name);
        }
      }
      await putInto(page, LOOKS[0]);
    },
  });
  expect([...wrong].map(([what, look]) => `${what} (${look})`)).toEqual([]);
  expect(visited.length).toBeGreaterThan(50);
});
