import { freePort } from '@shiplap/embedded/free-port'
import { type BrowserContext, chromium } from 'playwright-core'
import { barOf } from '../../../apps/e2e/src/first-load-bars.ts'
import { addressOf, routes } from '../../../apps/e2e/src/routes.ts'
import { findChromium } from '../../../scripts/test/chromium.ts'
import { reaching, within } from '../frame/bars.ts'
import type { Opened, Part, Scenario, Setting } from '../frame/scenario.ts'
import { startFilled } from '../product/filled.ts'
import { type Scores, score } from './lighthouse.ts'
import { type Look, look } from './look.ts'

/** Every page of the product in a browser: what it weighs, how soon it stands, how it answers, and whom it shuts out. */
export const part: Part<'shiplap'> = { title: 'Pages', contenders: { shiplap: 'Shiplap' }, open: openPages }

const forStrangers = ['/sign-in', '/register', '/reset', '/confirm', '/setup']
/** Those that Lighthouse is asked about too: it takes ten seconds for each. */
const scored = [
  '/sign-in',
  '/boards/[challenge]/[category]',
  '/u/[name]',
  '/',
  '/devices',
  '/chat/[room]',
  '/admin/jobs',
]
const open = ['/boards', '/boards/[challenge]/[category]', '/u/[name]', '/about/verification']

type Seen = Look & { readonly route: string; readonly isPublic: boolean; readonly scores: Scores | null }

async function openPages({ servers, share }: Setting): Promise<Opened<'shiplap'>> {
  const product = await startFilled(servers)
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath: await findChromium({ cacheDir: '.cache', env: process.env, say: console.error }),
    args: [`--remote-debugging-port=${port}`],
  })
  const pages = share < 1 ? routes.filter((route) => scored.includes(route)) : routes
  const seen: Seen[] = []
  const contextFor = async (isStranger: boolean): Promise<BrowserContext> => {
    const context = await browser.newContext({
      baseURL: product.origin,
      viewport: { width: 1440, height: 900 },
    })
    const url = product.origin.replace('http:', 'https:')
    if (!isStranger)
      await context.addCookies(
        [...product.cookies].map(([name, value]) => ({ name, value, url, secure: true })),
      )
    return context
  }
  const cookie = [...product.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const lookAtAll = async () => {
    for (const route of pages) {
      const isStranger = forStrangers.includes(route)
      const context = await contextFor(isStranger)
      const address = addressOf(route, product.world)
      const looked = await look(context, address)
      await context.close()
      const isPublic = isStranger || open.includes(route)
      const scores = scored.includes(route)
        ? await score(`${product.origin}${address}`, { port, cookie: isPublic ? '' : cookie })
        : null
      seen.push({ ...looked, route, isPublic, scores })
    }
  }
  const worst = (of: (page: Seen) => number | undefined, pick = Math.max) =>
    pick(...seen.flatMap((page) => of(page) ?? []))
  const row = (
    name: string,
    unit: string,
    bar: Scenario<'shiplap'>['bar'],
    measure: () => number,
  ): Scenario<'shiplap'> => ({
    name,
    unit,
    isLessBetter: true,
    contenders: ['shiplap'],
    rounds: 1,
    measure: async () => measure(),
    ...(bar && { bar }),
  })
  await lookAtAll()
  return {
    scenarios: [
      row('first-load JS, the page nearest to its bar', 'of its bar', within(1, ''), () =>
        worst(({ route, kilobytes }) => kilobytes / barOf(route)),
      ),
      row('largest paint (LCP), slowest public page', 'ms', within(1_500, 'ms'), () =>
        worst(({ isPublic, lcpMs }) => (isPublic ? lcpMs : undefined)),
      ),
      row('largest paint (LCP), slowest page of all', 'ms', undefined, () => worst(({ lcpMs }) => lcpMs)),
      row('layout shift (CLS), worst page', '', within(0.02, ''), () => worst(({ cls }) => cls)),
      row('answer to a key (INP), slowest page', 'ms', within(100, 'ms'), () => worst(({ inpMs }) => inpMs)),
      row('violations that axe finds, all pages, light and dark', '', within(0, ''), () =>
        seen.reduce((sum, page) => sum + page.violations, 0),
      ),
      row('Lighthouse performance, worst public page', '', reaching(95, ''), () =>
        worst(({ isPublic, scores }) => (isPublic ? scores?.performance : undefined), Math.min),
      ),
      row('Lighthouse performance, worst signed in', '', reaching(90, ''), () =>
        worst(({ isPublic, scores }) => (isPublic ? undefined : scores?.performance), Math.min),
      ),
      row('Lighthouse accessibility, worst page', '', reaching(100, ''), () =>
        worst(({ scores }) => scores?.accessibility, Math.min),
      ),
      row('Lighthouse best practices, worst page', '', reaching(100, ''), () =>
        worst(({ scores }) => scores?.bestPractices, Math.min),
      ),
    ],
    detail: () => detailOf(seen),
    async close() {
      await browser.close()
      await product.stop()
    },
  }
}

function detailOf(seen: readonly Seen[]) {
  return {
    head: [
      'Page',
      'JS, KB',
      'bar',
      'LCP, ms',
      'CLS',
      'INP, ms',
      'axe',
      'Lighthouse: performance, accessibility, practices',
    ],
    rows: seen.map(({ route, kilobytes, lcpMs, cls, inpMs, violations, scores }) => [
      route,
      kilobytes.toFixed(1),
      String(barOf(route)),
      lcpMs.toFixed(0),
      cls.toFixed(3),
      inpMs === 0 ? '< 16' : inpMs.toFixed(0),
      String(violations),
      scores === null ? '' : `${scores.performance}, ${scores.accessibility}, ${scores.bestPractices}`,
    ]),
  }
}
