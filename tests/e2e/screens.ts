// `npm run screens`: a picture of every screen and state, at two widths, dark and light, in screens/. With --readme the pictures of the
// README, in docs/pictures/. Everything in them is made by code.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launch, LOOKS, putInto } from './kit/chromium.ts';
import { ROOT, startSite } from './kit/site.ts';
import { walk } from './kit/tour.ts';

const forReadme = process.argv.includes('--readme');
const dir = forReadme ? join(ROOT, 'docs/pictures') : join(ROOT, 'screens');
const README: Readonly<Record<string, string>> = { case: 'case', 'new-fix': 'contribute' };
if (!forReadme) rmSync(dir, { recursive: true, force: true });
mkdirSync(dir, { recursive: true });

const site = await startSite();
const browser = await launch();
let count = 0;
try {
  await walk({
    site,
    browser,
    size: 512,
    patient: !forReadme,
    visit: async (name, page, _main, looks = LOOKS) => {
      const readme = README[name];
      if (forReadme && readme === undefined) return;
      for (const look of forReadme ? LOOKS.slice(0, 1) : looks) {
        await putInto(page, look);
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(dir, forReadme ? `${readme ?? name}.png` : `${name}-${look.name}.png`) });
        count += 1;
      }
      await putInto(page, LOOKS[0]);
    },
  });
} catch (error) {
  // What stood on each page when the walk stopped.
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [n, page] of pages.entries()) await page.screenshot({ path: join(dir, `stopped-${n}.png`) });
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  await site.stop();
}
console.log(`${count} pictures in ${dir}`);
