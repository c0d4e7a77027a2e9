import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '../stage/stage.ts'
import { see } from './case.ts'

/** Milliseconds until it is so; throws after `withinMs`. */
export async function until(
  what: string,
  withinMs: number,
  isSo: () => Promise<boolean> | boolean,
): Promise<number> {
  const since = performance.now()
  for (;;) {
    if (await isSo()) return Math.round(performance.now() - since)
    see(performance.now() - since < withinMs, `${what} within ${withinMs} ms`)
    await sleep(20)
  }
}

export type Got = { readonly status: number; readonly ms: number; readonly text: string }

/** One request of a stranger, with how long its answer took. */
export async function get(url: string, init: RequestInit = {}): Promise<Got> {
  const since = performance.now()
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(15_000) }).catch(() => null)
  const text = (await answer?.text().catch(() => '')) ?? ''
  return { status: answer?.status ?? 0, ms: Math.round(performance.now() - since), text }
}

/** The same of somebody signed in, whom PostgreSQL or Redis has to know. */
export const getMe = (origin: string, cookies: ReadonlyMap<string, string>) =>
  get(`${origin}/api/trpc/account.me`, {
    headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
  })

/** Until every web says that it can serve. */
export const untilReady = (stage: Stage, withinMs: number) =>
  until('every web is ready', withinMs, async () => {
    const answers = await Promise.all(stage.origins.map((origin) => get(`${origin}/api/ready`)))
    return answers.every(({ status }) => status === 200)
  })
