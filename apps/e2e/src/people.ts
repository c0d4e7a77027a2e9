import type { Page } from '@playwright/test'
import { product } from './product.ts'
import { uniqueName } from './test.ts'

export const password = 'planks over the harbour 9'

/** Gives the person at this page an account and signs them in, by the api; for specs that are about something else. */
export async function register(page: Page, start = 'runner'): Promise<{ readonly username: string }> {
  const username = uniqueName(start)
  const answer = await page.request.post('/api/trpc/account.register', {
    headers: { origin: product.origin },
    data: { username, password },
  })
  if (!answer.ok()) throw new Error(`register answered ${answer.status()}: ${await answer.text()}`)
  return { username }
}
