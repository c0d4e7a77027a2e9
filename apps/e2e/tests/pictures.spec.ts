import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { registerAs, registerNamed } from '../src/people.ts'
import { call, finishRun, split, startRun, submit } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

const kind = { challenge: 'url-shortener', category: 'all-milestones' }
const minutes = (...each: readonly number[]) => each.map((many) => many * 60_000)

/** Who ran it before, in which minutes. */
const past = [
  ['jan-willem', 1.4, 4.4, 2.1, 4.6, 2.9, 2.2, 3.1],
  ['mira', 1.2, 4.6, 2, 4.4, 2, 2.1, 2.9],
  ['tomoko', 1, 3.1, 1.6, 2.9, 1.9, 1.2, 2.2],
  ['mira', 1.3, 3.9, 1.8, 4.1, 2.2, 1.9, 2.6],
  ['juno', 0.9, 2.4, 1.1, 2.2, 1.6, 0.8, 1.4],
] as const

/** The pictures of the README. `PICTURES=docs/images` keeps them; any other run only sees that they can be taken. */
test('the README has its pictures: a run against its own best, the board, the room', async ({
  page,
  newPerson,
  advance,
}, info) => {
  test.setTimeout(120_000)
  const folder = process.env.PICTURES
    ? join(import.meta.dirname, '../../..', process.env.PICTURES)
    : info.outputDir
  await page.emulateMedia({ colorScheme: 'dark' })
  // A change of ground is shown when it is over, not on its way.
  const picture = (name: string) =>
    page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  const [one, other] = [await newPerson(), await newPerson()]
  await registerAs('verifier', one, 'ash')
  await registerAs('verifier', other, 'elm')
  await registerNamed(page, 'mira')
  const runners = new Map([['mira', page]])
  for (const name of ['juno', 'tomoko', 'jan-willem']) {
    const person = await newPerson()
    await registerNamed(person, name)
    runners.set(name, person)
  }
  for (const [name, ...each] of past) {
    const runner = runners.get(name) ?? page
    const run = await finishRun(runner, { ...kind, segmentsMs: minutes(...each), advance })
    await approve(await submit(runner, run), [one, other])
  }

  let run = await startRun(page, kind.challenge, kind.category)
  for (const [index, ms] of minutes(0.95, 3.5, 2.1).entries()) {
    await advance(ms)
    run = await split(page, run, index + 1)
  }
  await advance(71_300)

  await page.goto('/run')
  await expect(page.getByRole('timer').first()).toBeVisible()
  await picture('cockpit-dark')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'light' })
  await picture('cockpit-phone-light')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })

  // Ages are told by the browser's clock, which does not know how far the product's was moved.
  await page.clock.setSystemTime(run.serverTime)
  await page.goto('/boards')
  await page.locator(`a[href="/boards/${kind.challenge}/${kind.category}"]`).click()
  await expect(
    page
      .getByRole('cell', { name: /juno/ })
      .or(page.getByRole('link', { name: /juno/ }))
      .first(),
  ).toBeVisible()
  await picture('board-dark')
})

/** Each verifier claims and approves; whoever comes after the last word is told so. */
async function approve(submissionId: string, verifiers: readonly Page[]): Promise<void> {
  for (const verifier of verifiers) {
    const claimed = await call(verifier, 'submission.claim', { submissionId }).then(
      () => true,
      () => false,
    )
    if (claimed) await call(verifier, 'submission.approve', { submissionId })
  }
}
