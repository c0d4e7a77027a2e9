import { setTimeout as delay } from 'node:timers/promises'
import { within } from '../frame/bars.ts'
import { memoryMbOf } from '../frame/process-cost.ts'
import type { Opened, Part, Scenario, Setting } from '../frame/scenario.ts'
import { call, password, register } from '../product/people.ts'
import { makeDataFolder, npmStart, type Started } from './product.ts'

/** What an operator sees: how long `npm start` takes when everything is built, and what it then holds in memory. */
export const part: Part<'shiplap'> = { title: 'Start', contenders: { shiplap: 'Shiplap' }, open: openStart }

async function openStart({ share }: Setting): Promise<Opened<'shiplap'>> {
  const { dataDir, remove } = await makeDataFolder()
  const atRest: Memory[] = []
  const underLoad: Memory[] = []
  return {
    scenarios: [
      {
        ...alone('npm start to the first answered page, warm', 's', within(10, 's')),
        async measure() {
          const product = await npmStart(dataDir)
          try {
            await delay(5_000 * Math.max(share, 0.2))
            atRest.push(memoryOf(product))
            await load(product.origin, 10_000 * Math.max(share, 0.2))
            underLoad.push(memoryOf(product))
          } finally {
            await product.stop()
          }
          return product.tookMs / 1_000
        },
      },
      { ...alone('memory of the web at rest', 'MB'), measure: async () => atRest[0]?.web ?? Number.NaN },
      {
        ...alone('memory of the worker at rest', 'MB'),
        measure: async () => atRest.shift()?.worker ?? Number.NaN,
      },
      {
        ...alone('memory of the web under load: pages, sign-ins and calls, twenty at once', 'MB'),
        measure: async () => underLoad[0]?.web ?? Number.NaN,
      },
      {
        ...alone('memory of the worker after that', 'MB'),
        measure: async () => underLoad.shift()?.worker ?? Number.NaN,
      },
    ],
    close: remove,
  }
}

type Memory = { readonly web: number; readonly worker: number }

function memoryOf({ web, worker }: Started): Memory {
  return { web: memoryMbOf(web), worker: memoryMbOf(worker) }
}

function alone(name: string, unit: string, bar?: Scenario<'shiplap'>['bar']) {
  const row = { name, unit, isLessBetter: true, contenders: ['shiplap'] as const }
  return bar === undefined ? row : { ...row, bar }
}

async function load(origin: string, forMs: number): Promise<void> {
  const until = performance.now() + forMs
  const cookie = await register(origin, `loader-${Date.now()}`)
  const pages = ['/', '/boards', '/challenges', '/sign-in', '/api/trpc/account.me']
  const visit = async (n: number) => {
    for (let at = n; performance.now() < until; at++) {
      const answer = await fetch(`${origin}${pages[at % pages.length]}`, {
        headers: at % 2 === 0 ? { cookie } : {},
      })
      await answer.arrayBuffer()
    }
  }
  await call(origin, 'account.logIn', { login: 'nobody-here', password }).catch(() => {})
  await Promise.all(Array.from({ length: 20 }, (_, n) => visit(n)))
}
