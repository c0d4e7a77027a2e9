import type { Page } from '@playwright/test'
import { parseDuration } from '@shiplap/domain/duration'
import { openLine } from '../src/line.ts'
import { register } from '../src/people.ts'
import { call, finishRun, split, startRun } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

const clockOf = (page: Page) => page.getByRole('timer', { name: 'Elapsed' }).first()

/** Waits for the page's first answer of the server about the time; from then on it hears every key. */
const clockKnown = (page: Page) => expect(page.getByText(/^±\d+ ms|within ±\d+ ms/).first()).toBeVisible()

test('keys split, undo and skip, and the comparison says how far ahead', async ({ page, advance }) => {
  await register(page)
  await finishRun(page, { advance, segmentsMs: [60_000, 90_000, 50_000] })
  const run = await startRun(page)
  await page.goto('/run')
  await advance(30_000)
  await clockKnown(page)
  await page.keyboard.press('Space')
  const first = page.getByRole('row').nth(1)
  await expect(first).toContainText('−0:')
  await expect(first.getByRole('img', { name: 'best segment' })).toBeVisible()
  await expect(page.getByText(/seconds, .* ahead, best segment/)).toBeAttached()

  await page.keyboard.press('u')
  await expect(first.getByRole('img', { name: 'best segment' })).toBeHidden()
  // Sooner than a second after the split, the skip would be a slip of the hand.
  await expect(async () => {
    await page.keyboard.press('s')
    await expect(first).toContainText('skipped', { timeout: 300 })
  }).toPass()
  // Pressed by the keyboard, a button that has nothing left to do says so and keeps the focus.
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.press('Enter')
  await expect(undo).toHaveAttribute('aria-disabled', 'true')
  await expect(undo).toBeFocused()

  await page.keyboard.press('Escape')
  await expect(page.getByText('Press Esc once more to abandon the run.')).toBeVisible()
  // The page says so at once; the server has it when it has answered.
  const answered = page.waitForResponse((response) => response.url().includes('run.abandon') && response.ok())
  await page.keyboard.press('Escape')
  await expect(page.getByText('Abandoned', { exact: true })).toBeVisible()
  await answered
  await page.goto(`/runs/${run.id}`)
  await expect(page.getByText('Abandoned', { exact: true })).toBeVisible()
})

test('a run outlives its browser and goes on at another device, with the same time on both', async ({
  page,
  newPerson,
  advance,
}) => {
  test.slow()
  await register(page)
  await startRun(page)
  await advance(60_000)
  await page.goto('/run')
  await clockKnown(page)
  // The page shows a press at once; only when the server has answered may its browser go.
  const answered = page.waitForResponse((response) => response.url().includes('run.split') && response.ok())
  await page.keyboard.press('Space')
  await answered
  const cookies = await page.context().cookies()
  await page.context().close()

  const other = await newPerson()
  await other.context().addCookies(cookies)
  // A press within a second of the last would be a slip of the hand.
  await advance(5_000)
  await other.goto('/run')
  await expect(other.getByRole('row').nth(2)).toHaveAttribute('aria-current', 'step')
  const second = await other.context().newPage()
  await second.goto('/run')
  await expectSameTime(other, second)
  await advance(60_000)
  await other.keyboard.press('Space')
  for (const each of [other, second]) await expectSplit(each, 2, /^1\d{5}$/)
})

test('presses made offline are marked, survive a reload, and arrive once and in order', async ({
  page,
  newPerson,
  advance,
}) => {
  test.slow()
  await register(page)
  const run = await startRun(page)
  await page.goto('/run')
  await advance(60_000)
  await clockKnown(page)
  await page.context().setOffline(true)
  await page.keyboard.press('Space')
  const first = page.getByRole('row').nth(1)
  await expect(first).toContainText('not sent yet')
  await expect(page.getByText(/One press is kept here/)).toBeVisible()
  // Sooner than a second after the split, the skip would be a slip of the hand.
  await expect(async () => {
    await page.keyboard.press('s')
    await expect(page.getByText(/2 presses are kept here/)).toBeVisible({ timeout: 300 })
  }).toPass()

  // Reloading needs the network for the page itself; the acts must be refused it until then.
  await page.context().setOffline(false)
  await page.route('**/api/trpc/run.s*', (route) => route.abort())
  await page.reload()
  await expect(page.getByText('not sent yet').first()).toBeVisible()
  const stranger = await newPerson()
  await stranger.goto(`/runs/${run.id}`)
  await page.unroute('**/api/trpc/run.s*')
  await expect(page.getByText('not sent yet')).toHaveCount(0, { timeout: 20_000 })
  await expect(stranger.getByRole('row').nth(2)).toContainText('skipped')
  const seen = await page.request.get(
    `/api/trpc/run.get?input=${encodeURIComponent(JSON.stringify({ runId: run.id }))}`,
  )
  const { events } = (await seen.json()).result.data
  expect(events.map(({ kind }: { kind: string }) => kind)).toEqual(['started', 'split', 'skipped'])
})

test('a finish pressed by mistake can be taken back for a minute', async ({ page, advance }) => {
  await register(page)
  const run = await startRun(page)
  for (const position of [1, 2]) {
    await advance(20_000)
    await split(page, run, position)
  }
  // Before the page asks for the time: a press within a second of the last split would be a slip of the hand.
  await advance(20_000)
  await page.goto('/run')
  await clockKnown(page)
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  const answered = page.waitForResponse(
    (response) => response.url().includes('run.undoFinish') && response.ok(),
  )
  await page.getByRole('button', { name: 'Undo the finish' }).click()
  await expect(page.getByRole('button', { name: 'Finish' })).toBeVisible()
  await answered
  // Another press within a second would be a slip of the hand; a page that is opened later knows that it is later.
  await advance(5_000)
  await page.reload()
  await clockKnown(page)
  await page.keyboard.press('Space')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
})

test('a run that nobody ends is ended by the worker, and its page says so by itself', async ({
  page,
  advance,
}) => {
  test.slow()
  await register(page)
  await startRun(page)
  await page.goto('/run')
  await page.getByRole('button', { name: 'Split' }).waitFor()
  // What the category allows, and a little.
  await advance(4 * 3_600_000 + 1_000)
  await expect(page.getByText('Ran out of time', { exact: true })).toBeVisible({ timeout: 20_000 })
})

test('a slip of the hand counts once: twenty presses in a moment are one split', async ({
  page,
  advance,
}) => {
  test.slow()
  await register(page)
  await startRun(page)
  await advance(30_000)
  await page.goto('/run')
  await clockKnown(page)
  await page.evaluate(() => {
    for (let press = 0; press < 20; press++)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', key: ' ', bubbles: true }))
  })
  await expectSplit(page, 1, /^[3-9]\d{4}$/)
  await page.reload()
  await expect(page.getByRole('row').nth(2)).toHaveAttribute('aria-current', 'step')
})

test('on a phone one thumb splits, and a toast takes it back', async ({ browser, advance }) => {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await phone.newPage()
  await register(page)
  await startRun(page)
  await advance(30_000)
  await page.goto('/run')
  await clockKnown(page)
  await page.getByRole('button', { name: 'Split' }).tap()
  await expectSplit(page, 1, /^[3-9]\d{4}$/)
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).tap()
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('aria-current', 'step')
  await phone.close()
})

test('the timer is right to a fifth of a second after a reload, at a second device, and the moment a laptop wakes', async ({
  page,
  newPerson,
  advance,
}) => {
  await register(page)
  const run = await startRun(page)
  await advance(90_000)
  // A laptop that sleeps: its wall clock goes on, the clock that counts frames stands still, and no event tells the page.
  await page.addInitScript(() => {
    const now = Date.now.bind(Date)
    let sleptMs = 0
    Date.now = () => now() + sleptMs
    Object.assign(window, {
      sleep(ms: number) {
        sleptMs += ms
      },
    })
  })
  await page.goto('/run')
  await expectTrueTime(page, run)
  await page.reload()
  await expectTrueTime(page, run)

  const other = await newPerson()
  await other.context().addCookies(await page.context().cookies())
  await other.goto('/run')
  await expectTrueTime(other, run)

  const answered: string[] = []
  page.on('response', (response) => answered.push(response.url()))
  await advance(600_000)
  await page.evaluate(() => (window as unknown as { sleep: (ms: number) => void }).sleep(600_000))
  const shown = await startShown(page)
  // By the page's own clock: nothing has asked the server since.
  expect(answered.filter((url) => url.includes('run.get'))).toEqual([])
  await expectTrueTime(page, run)
  expect(Math.abs(shown - (await startShown(page)))).toBeLessThanOrEqual(200)
})

test('a press arrives although its page was closed before the network took it', async ({
  browser,
  page: spectator,
  advance,
}) => {
  const line = await openLine()
  const context = await browser.newContext({ proxy: line.proxy })
  const page = await context.newPage()
  await register(page)
  const run = await startRun(page)
  await advance(30_000)
  await page.goto('/run')
  await clockKnown(page)
  await spectator.goto(`/runs/${run.id}`)
  const [press, other] = [line.hold('/run.split'), line.hold('/api/health')]
  await page.keyboard.press('Space')
  await page.evaluate(() => void fetch('/api/health').catch(() => undefined))
  await Promise.all([press.waits, other.waits])
  await page.close()
  // What belongs to a page goes with it. An answer to the same browser after that says that all of it has gone.
  await other.givenUp
  await (await context.newPage()).goto('/api/ready')
  press.letGo()
  await expectSplit(spectator, 1, /^[3-9]\d{4}$/)
  await context.close()
  line.close()
})

test('a press that could not be sent goes along to whatever page is opened next', async ({
  page,
  advance,
}) => {
  await register(page)
  const run = await startRun(page)
  await advance(30_000)
  await page.goto('/run')
  await clockKnown(page)
  await page.route('**/api/trpc/run.split*', (route) => route.abort())
  await page.getByRole('button', { name: 'Split' }).click()
  await expect(page.getByText('not sent yet')).toBeVisible()
  await page.goto('about:blank')
  await page.unroute('**/api/trpc/run.split*')
  await page.goto('/challenges')
  await expect(page.getByText('A press that waited here was sent.')).toBeVisible()
  await page.goto(`/runs/${run.id}`)
  await expectSplit(page, 1, /^\d{5}$/)
})

test('the run goes into a window above all others, where the clock runs and a key splits', async ({
  page,
  advance,
}) => {
  await register(page)
  await startRun(page)
  // Before the page asks for the time, which it then tells by its own clock.
  await advance(30_000)
  await page.goto('/run')
  const [above] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Always on top' }).click(),
  ])
  const clock = above.getByRole('timer', { name: 'Elapsed' }).first()
  await expect(clock).toHaveText(/^0:3\d\.\d$/)
  const before = await clock.textContent()
  await expect(clock).not.toHaveText(before ?? '')
  // Dressed like the page it came from.
  const ground = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('div'))
    probe.className = 'bg-ground'
    return getComputedStyle(probe).backgroundColor
  })
  await expect(above.getByRole('main')).toHaveCSS('background-color', ground)
  await above.keyboard.press('Space')
  await expectSplit(above, 1, /^[3-9]\d{4}$/)
  await expectSplit(page, 1, /^[3-9]\d{4}$/)
  await above.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('aria-current', 'step')
  await page.getByRole('button', { name: 'Back into the page' }).click()
  await expect(page.getByRole('button', { name: 'Always on top' })).toBeVisible()
  expect(above.isClosed()).toBe(true)
})

test('a stream shows the clock and the splits, and goes on with the next run of its runner', async ({
  page,
  newPerson,
  advance,
}) => {
  await register(page)
  const run = await startRun(page)
  await page.goto('/run')
  const stream = await newPerson()
  await stream.goto((await page.getByRole('link', { name: 'Overlay' }).getAttribute('href')) ?? '')
  await expect(stream.locator('html')).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  await advance(30_000)
  await split(page, run, 1)
  await expectSplit(stream, 1, /^[3-9]\d{4}$/)
  await call(page, 'run.abandon', { runId: run.id, key: crypto.randomUUID() })
  await startRun(page, 'md2html')
  await expect(stream.getByRole('heading', { name: 'Markdown to HTML' })).toBeVisible()
  await expect(clockOf(stream)).toHaveText(/^0:\d\d\.\d$/)
})

/** Waits until this milestone was reached at such a time, in milliseconds. The one being worked on shows a time too: the timer's. */
const expectSplit = (page: Page, position: number, ms: RegExp) =>
  expect(page.getByRole('row').nth(position)).toHaveAttribute('data-split-ms', ms)

/** Holds what the timer shows against the database's own clock, as one answer of the server tells it. */
async function expectTrueTime(page: Page, run: { readonly id: string }): Promise<void> {
  await expect(page.getByText(/^±\d+ ms|within ±\d+ ms/).first()).toBeVisible()
  const truly = await page.evaluate(async (runId) => {
    const input = encodeURIComponent(JSON.stringify({ runId }))
    const asked: { tookMs: number; startedAt: number }[] = []
    while (asked.length < 5) {
      const sentAt = Date.now()
      const answer = await fetch(`/api/trpc/run.get?input=${input}`)
      const tookMs = Date.now() - sentAt
      const { serverTime, run } = (await answer.json()).result.data
      // When the run began by this page's clock.
      asked.push({ tookMs, startedAt: sentAt + tookMs / 2 - (serverTime - Date.parse(run.startedAt)) })
    }
    // The quickest answer says it most exactly.
    return asked.reduce((best, each) => (each.tookMs < best.tookMs ? each : best)).startedAt
  }, run.id)
  expect(Math.abs((await startShown(page)) - truly)).toBeLessThanOrEqual(200)
}

async function expectSameTime(one: Page, other: Page): Promise<void> {
  // Both clocks need a first answer of the server.
  await Promise.all([one, other].map(clockKnown))
  const [a = 0, b = Number.NaN] = await Promise.all([one, other].map(startShown))
  expect(Math.abs(a - b)).toBeLessThanOrEqual(200)
}

/** When the run began, by what the timer of this page shows and this machine's clock in the frame in which a tenth begins. */
async function startShown(page: Page): Promise<number> {
  const { text, at } = await clockOf(page).evaluate(
    (timer) =>
      new Promise<{ text: string; at: number }>((resolve) => {
        // The first change may be a jump into the middle of a tenth.
        let changes = 0
        let shown = timer.textContent
        const look = () => {
          if (timer.textContent !== shown) changes++
          shown = timer.textContent
          if (changes === 2) resolve({ text: shown, at: Date.now() })
          else requestAnimationFrame(look)
        }
        // Asked after the timer asked, so called after it painted.
        requestAnimationFrame(look)
      }),
  )
  return at - (parseDuration(text) ?? Number.NaN)
}
