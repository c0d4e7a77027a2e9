import { freePort } from '@shiplap/embedded/free-port'
import { type BrowserContext, chromium } from 'playwright-core'
import { addressOf, routes } from '../../../apps/e2e/src/routes.ts'
import { findChromium } from '../../../scripts/test/chromium.ts'
import type { Servers } from '../frame/servers.ts'
import { startFilled } from '../product/filled.ts'

/** A page of the product and who looks at it. */
export type Place = {
  readonly route: string
  readonly address: string
  /** Open to those who have not signed in, and looked at as one of them. */
  readonly isPublic: boolean
}

const forStrangers = ['/sign-in', '/register', '/reset', '/confirm', '/setup']
const readByAll = [
  '/boards',
  '/boards/[challenge]/[category]',
  '/u/[name]',
  '/about/verification',
  '/gallery',
]

/** The filled product and a browser to look at it with. */
export async function startVisit(servers: Servers) {
  const product = await startFilled(servers)
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath: await findChromium({ cacheDir: '.cache', env: process.env, say: console.error }),
    args: [`--remote-debugging-port=${port}`],
  })
  const places: readonly Place[] = routes.map((route) => ({
    route,
    address: addressOf(route, product.world),
    isPublic: forStrangers.includes(route) || readByAll.includes(route),
  }))
  return {
    origin: product.origin,
    places,
    /** Where the browser hears others. */
    port,
    cookie: [...product.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    async contextFor({ isPublic }: Place): Promise<BrowserContext> {
      const context = await browser.newContext({
        baseURL: product.origin,
        viewport: { width: 1440, height: 900 },
      })
      const url = product.origin.replace('http:', 'https:')
      const cookies = [...product.cookies].map(([name, value]) => ({ name, value, url, secure: true }))
      if (!isPublic) await context.addCookies(cookies)
      return context
    },
    async stop() {
      await browser.close()
      await product.stop()
    },
  }
}
