import type { Page } from '@playwright/test'
import { hold } from '../src/hold.ts'
import { openLine } from '../src/line.ts'
import { register, registerAs } from '../src/people.ts'
import { finishRun, submit } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

// None needs another. The file that comes last is shared out among the workers, so that they end together.
test.describe.configure({ mode: 'parallel' })

const segmentsMs = [20_000, 30_000, 40_000]

test('a run goes from its finish through a verifier to the board', async ({ page, newPerson, advance }) => {
  test.slow()
  const { username } = await register(page)
  const run = await finishRun(page, { segmentsMs, advance, challenge: 'md2html' })
  await page.goto(`/runs/${run.id}`)
  await page.getByRole('link', { name: 'Submit for verification' }).click()
  await page.getByLabel('Video').fill('http://127.0.0.1/run.mp4')
  await page.getByRole('button', { name: 'Submit the run' }).click()
  await expect(page.getByText('A public address that begins with https://')).toBeVisible()
  await page.getByLabel('Video').fill('https://www.youtube.com/watch?v=dQw4w9WgXcQ')
  await page.getByLabel('The run starts at').fill('0:12')
  await page.getByLabel('Or paste one').fill('{"dependencies":{"hono":"4.6.0"}}')
  await page.getByRole('button', { name: 'Read packages' }).click()
  await page.getByLabel('Package name').fill('make')
  await page.getByLabel('Package name').press('Enter')
  await expect(page.getByText('2 packages')).toBeVisible()
  await page.getByRole('button', { name: 'Submit the run' }).click()
  await expect(page.getByText(/Waiting for a verifier/)).toBeVisible()

  const judge = await newPerson()
  await registerAs('verifier', judge)
  await judge.goto('/verify')
  await judge.getByRole('link', { name: username }).click()
  await expect(judge.getByText('hono 4.6.0')).toBeVisible()
  await expect(judge.getByTitle('Video of the run')).toHaveAttribute('src', /start=12$/)
  // A split's time goes to its moment in the video, a little before it.
  await judge.getByRole('button', { name: /0:20\.\d in the video/ }).click()
  await expect(judge.getByTitle('Video of the run')).toHaveAttribute('src', /start=2[78]$/)
  await judge.keyboard.press('c')
  await expect(judge.getByText('Yours to decide.')).toBeVisible()
  await judge.keyboard.press('a')
  await expect(judge.getByText('Approved.', { exact: true })).toBeVisible()

  await page.goto('/boards/md2html/first-three')
  const row = page.getByRole('row', { name: username })
  await expect(row).toContainText('Reviewed')
  await expect(page.getByRole('complementary', { name: 'Your place' })).toContainText('#1')
})

test('nobody verifies their own run: not by the page, nor by the api', async ({ page, advance }) => {
  const { username } = await registerAs('verifier', page)
  const submissionId = await submit(
    page,
    await finishRun(page, { segmentsMs, advance, challenge: 'md2html' }),
  )
  await page.goto('/verify')
  await expect(page.getByRole('heading', { name: 'Verify' })).toBeVisible()
  await expect(page.getByRole('link', { name: username })).toHaveCount(0)
  await page.goto(`/verify/${submissionId}`)
  await expect(page.getByText('Your own run: somebody else decides.')).toBeVisible()
  await expect(page.getByRole('button', { name: /Claim|Approve|Reject/ })).toHaveCount(0)
  await page.keyboard.press('c')
  await page.keyboard.press('a')
  const answer = await page.request.post('/api/trpc/submission.claim', {
    headers: { origin: new URL(page.url()).origin },
    data: { submissionId },
  })
  expect(answer.status()).toBe(403)
  expect(await answer.text()).toContain('submission.own')
})

test('what is rejected says why, is sent again, and can still be approved', async ({
  page,
  newPerson,
  advance,
}) => {
  test.slow()
  const { username } = await register(page)
  const run = await finishRun(page, { segmentsMs, advance, challenge: 'todo-backend' })
  const submissionId = await submit(page, run)
  // The worker has told of the finish; nothing of the verdict is known here yet.
  await page.goto('/boards')
  const bell = page.getByRole('link', { name: /^Notices/ })
  await expect(bell).toHaveText('Notices1 unread')
  await page.goto('/challenges')
  const judge = await newPerson()
  await registerAs('verifier', judge)
  await judge.goto(`/verify/${submissionId}`)
  await judge.getByRole('button', { name: 'Claim' }).click()
  await judge.getByRole('button', { name: 'Reject' }).click()
  const dialog = judge.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Reject' })).toHaveAttribute('aria-disabled', 'true')
  const ready = dialog.getByRole('button', { name: 'The video does not show the whole run.' })
  await expect(ready).toHaveAttribute('aria-pressed', 'false')
  await ready.click()
  await expect(ready).toHaveAttribute('aria-pressed', 'true')
  // Given back elsewhere meanwhile: the dialog says why, and what was written stays in it.
  const elsewhere = await judge.context().newPage()
  await elsewhere.goto(`/verify/${submissionId}`)
  await elsewhere.getByRole('button', { name: 'Give back' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Claim' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(
    /Claim the submission first\./,
  )
  await expect(ready).toHaveAttribute('aria-pressed', 'true')
  await elsewhere.getByRole('button', { name: 'Claim' }).click()
  await expect(elsewhere.getByText('Yours to decide.')).toBeVisible()
  const held = await hold(judge, 'submission.reject')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog.getByRole('button', { name: 'Reject' })).toHaveAttribute('aria-busy', 'true')
  held.letGo()
  await expect(judge.getByText('Rejected.', { exact: true })).toBeVisible()

  await expect(page.getByText(/Your run of .* was rejected\./)).toBeVisible()
  await expect(bell).toHaveText('Notices2 unread')
  await bell.click()
  const notice = page.getByRole('listitem').filter({ hasText: 'was rejected.' })
  await expect(notice).toContainText('The video does not show the whole run.')
  await expect(bell).toHaveText('Notices')
  await notice.getByRole('link').click()
  await expect(page).toHaveURL(`/runs/${run.id}/submit`)
  await expect(page.getByText('The video does not show the whole run.')).toBeVisible()
  await page.getByLabel('Notes').fill('Now with the whole video.')
  await page.getByRole('button', { name: 'Send it again' }).click()
  await expect(page.getByText(/Waiting for a verifier/)).toBeVisible()

  // The judge's page hears of it by itself.
  await judge.getByRole('button', { name: 'Claim' }).click()
  await expect(judge.getByText('Now with the whole video.')).toBeVisible()
  await judge.getByRole('button', { name: 'Approve' }).click()
  await expect(judge.getByText('Approved.', { exact: true })).toBeVisible()

  // Both verdicts stay on record, for every verifier.
  await judge.goto('/verify')
  await judge.getByRole('link', { name: 'Decided' }).click()
  const verdicts = judge.getByRole('listitem').filter({ hasText: username })
  await expect(verdicts).toHaveCount(2)
  await expect(verdicts.first()).toContainText('Approved')
  await expect(verdicts.last()).toContainText('The video does not show the whole run.')
})

test('a runner takes a submission back, changes it, and sends it again; not while a verifier looks at it', async ({
  page,
  newPerson,
  advance,
}) => {
  test.slow()
  const { username } = await register(page)
  const run = await finishRun(page, { segmentsMs, advance, challenge: 'todo-backend' })
  await submit(page, run)
  const judge = await newPerson()
  const { username: verifier } = await registerAs('verifier', judge)
  await judge.goto('/verify')
  await judge.getByRole('link', { name: username }).click()

  await page.goto(`/runs/${run.id}`)
  await page.getByRole('link', { name: 'Your submission' }).click()
  const withdraw = page.getByRole('button', { name: 'Withdraw', exact: true })
  await expect(withdraw).not.toHaveAttribute('aria-disabled')
  // The runner's page hears by itself that somebody looks, and that they gave it back.
  await judge.getByRole('button', { name: 'Claim' }).click()
  await expect(page.getByText('A verifier is looking at it now.')).toBeVisible()
  await expect(withdraw).toHaveAttribute('aria-disabled', 'true')
  await judge.getByRole('button', { name: 'Give back' }).click()
  await expect(page.getByText(/Waiting for a verifier/)).toBeVisible()

  await withdraw.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Leave it there' }).click()
  await expect(page.getByText(/Waiting for a verifier/)).toBeVisible()
  await withdraw.click()
  await dialog.getByRole('button', { name: 'Withdraw it' }).click()
  await expect(page.getByText(/Withdrawn\./)).toBeVisible()
  await judge.goto('/verify')
  await expect(judge.getByRole('heading', { name: 'Verify' })).toBeVisible()
  await expect(judge.getByRole('link', { name: username })).toHaveCount(0)

  // Nothing that was typed is lost.
  await expect(page.getByLabel('Notes')).toHaveValue('Cut nowhere.')
  await page.getByLabel('Notes').fill('Cut once.')
  await page.getByRole('button', { name: 'Submit the run' }).click()
  await expect(page.getByText(/Waiting for a verifier/)).toBeVisible()
  await judge.getByRole('link', { name: username }).click()
  await expect(judge.getByText('Cut once.')).toBeVisible()

  // Who looked at what was withdrawn stays on record.
  await judge.goto('/verify/decided')
  await judge.getByRole('link', { name: 'Claims too' }).click()
  const looked = judge.getByRole('listitem').filter({ hasText: username })
  await expect(looked).toHaveCount(2)
  await expect(looked.first()).toContainText(`Given backby ${verifier}`)
  await expect(looked.last()).toContainText(`Claimedby ${verifier}`)
  await expect(looked.last()).toContainText('Withdrawn since.')
})

test('what was submitted before a verifier’s page heard anything stands in their queue once it does', async ({
  page,
  browser,
  advance,
}) => {
  test.slow()
  const { username } = await register(page)
  const run = await finishRun(page, { segmentsMs, advance, challenge: 'todo-backend' })
  const line = await openLine()
  const context = await browser.newContext({ proxy: line.proxy })
  const judge = await context.newPage()
  await registerAs('verifier', judge)
  const cut = line.cutSockets()
  await judge.goto('/verify')
  await expect(judge.getByRole('heading', { name: 'Verify' })).toBeVisible()
  await submit(page, run)
  cut.mend()
  // The longest wait between two tries of a socket is 22 s.
  await expect(judge.getByRole('link', { name: username })).toBeVisible({ timeout: 40_000 })
  await context.close()
  line.close()
})

test('taking a record needs two verifiers', async ({ page, newPerson, advance }) => {
  test.slow()
  const board = { challenge: 'realworld-api', advance }
  const [first, second] = [await newPerson(), await newPerson()]
  await registerAs('verifier', first)
  await registerAs('verifier', second)
  const holder = await newPerson()
  await register(holder, 'holder')
  await approve(first, await submit(holder, await finishRun(holder, { segmentsMs, ...board })))
  await expect(first.getByText('Approved.', { exact: true })).toBeVisible()

  await register(page)
  const submissionId = await submit(
    page,
    await finishRun(page, { segmentsMs: [9_000, 9_000, 9_000], ...board }),
  )
  await approve(first, submissionId)
  await expect(first.getByText('You approved. A second verifier decides.')).toBeVisible()
  await expect(first.getByText('Enters at #1')).toBeVisible()
  await approve(second, submissionId)
  await expect(second.getByText('Approved.', { exact: true })).toBeVisible()
  await page.goto('/boards/realworld-api/first-three')
  await expect(page.getByRole('complementary', { name: 'Your place' })).toContainText('#1 of 2')
})

async function approve(judge: Page, submissionId: string): Promise<void> {
  await judge.goto(`/verify/${submissionId}`)
  await judge.getByRole('button', { name: 'Claim' }).click()
  await judge.getByRole('button', { name: 'Approve' }).click()
}
