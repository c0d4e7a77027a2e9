import type { Page } from '@playwright/test'
import { connect } from '@shiplap/db/connect'
import { giveRole } from '@shiplap/db/testing-accounts'
import type { Role } from '@shiplap/domain/account'
import { silentLog } from '@shiplap/runtime/log'
import { product } from './product.ts'
import { uniqueName } from './test.ts'

export const password = 'planks over the harbour 9'

/** Gives the person at this page an account and signs them in, by the api; for specs that are about something else. */
export async function register(page: Page, start = 'runner'): Promise<{ readonly username: string }> {
  return registerNamed(page, uniqueName(start))
}

/** The same by a name that is nobody's else. */
export async function registerNamed(page: Page, username: string): Promise<{ readonly username: string }> {
  const answer = await page.request.post('/api/trpc/account.register', {
    headers: { origin: product.origin },
    // Signed in for long, so that a test that moves the clock puts nobody else out.
    data: { username, password, stay: true },
  })
  if (!answer.ok()) throw new Error(`register answered ${answer.status()}: ${await answer.text()}`)
  return { username }
}

/** Somebody with a role, as if whoever runs the place had given it to them, signed in at this page. */
export async function registerAs(
  role: Role,
  page: Page,
  start: string = role,
): Promise<{ readonly username: string }> {
  const person = await register(page, start)
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  await giveRole(db, { ...person, role })
  await db.destroy()
  // A session opened before would know the old role for a while.
  const answer = await page.request.post('/api/trpc/account.logIn', {
    headers: { origin: product.origin },
    data: { login: person.username, password, stay: true },
  })
  if (!answer.ok()) throw new Error(`logIn answered ${answer.status()}: ${await answer.text()}`)
  return person
}
