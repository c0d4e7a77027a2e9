import { register } from '../src/people.ts'
import { act, aRoom, composer, messages, say, write } from '../src/rooms.ts'
import { split, startRun } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

// Several people and pages each; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

test('what one writes appears before the other without a reload, is edited there and goes there', async ({
  page,
  newPerson,
}) => {
  await register(page, 'ada')
  const other = await newPerson()
  await register(other, 'bob')
  const room = await aRoom(page)
  await page.goto(room.path)
  await other.goto(room.path)
  await expect(composer(page, room.title)).toBeFocused()
  await other.evaluate(() => Object.assign(window, { neverReloaded: true }))
  await expect(page.getByRole('button', { name: 'Send' })).toHaveAccessibleDescription(
    'Write something first',
  )

  await write(page, 'hello **there**, see `x < y` and https://lap.example/a', room.title)
  await expect(messages(other).getByText('there', { exact: true })).toBeVisible()
  const link = messages(other).getByRole('link', { name: 'https://lap.example/a' })
  await expect(link).toHaveAttribute('rel', /noopener/)
  await expect(messages(page).getByText('sending')).toHaveCount(0)
  await expect(messages(page).getByText('there', { exact: true })).toHaveCount(1)

  await composer(page, room.title).fill('by the button')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(composer(page, room.title)).toBeFocused()
  await expect(messages(other).getByText('by the button')).toBeVisible()

  await write(other, '<img src=x onerror="window.hacked=1"> ```', room.title)
  await expect(messages(page).getByText('<img src=x')).toBeVisible()
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)

  await act(page, 'hello', 'Edit')
  const editor = page.getByRole('textbox', { name: 'Edit your message' })
  await editor.fill(' ')
  await expect(page.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription(/remove it/)
  await editor.fill('goodbye')
  await page.keyboard.press('Enter')
  await expect(messages(other).getByText('goodbye')).toBeVisible()
  await expect(messages(other).getByText('edited')).toBeVisible()
  await act(page, 'goodbye', 'Remove')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(messages(other).getByText('Removed by its author')).toBeVisible()
  await expect(messages(other).getByText('goodbye')).toHaveCount(0)
  expect(await other.evaluate(() => 'neverReloaded' in window)).toBe(true)
})

test('what is written offline stands as sending, survives a reload, and arrives once when the line is back', async ({
  page,
  context,
  newPerson,
}) => {
  await register(page, 'ada')
  const room = await aRoom(page)
  const other = await newPerson()
  await other.goto(room.path)
  await page.goto(room.path)
  await write(page, 'before', room.title)
  await expect(messages(other).getByText('before')).toBeVisible()

  await context.setOffline(true)
  await write(page, 'into the dark', room.title)
  await expect(messages(page).getByText('sending')).toBeVisible()
  await context.setOffline(false)
  await page.reload()
  await expect(messages(other).getByText('into the dark')).toBeVisible()
  await expect(messages(page).getByText('sending')).toHaveCount(0)
  for (const screen of [page, other]) await expect(messages(screen).getByText('into the dark')).toHaveCount(1)
})

test('the sixth message in ten seconds waits, with the seconds told and nothing typed lost', async ({
  page,
}) => {
  await register(page, 'ada')
  const room = await aRoom(page)
  await page.goto(room.path)
  for (let n = 1; n <= 5; n++) {
    await write(page, `quick ${n}`, room.title)
    await expect(messages(page).getByText(`quick ${n}`)).toBeVisible()
  }
  await write(page, 'one too many', room.title)
  await expect(composer(page, room.title)).toHaveValue('one too many')
  await expect(page.getByText('You can send again in').first()).toBeVisible()
  await page.reload()
  await expect(composer(page, room.title)).toHaveValue('one too many')
})

test('unread lines are counted in the list, stand behind a rule, and are read when they have been seen', async ({
  page,
  newPerson,
}) => {
  const { username } = await register(page, 'ada')
  const other = await newPerson()
  await register(other, 'bob')
  const room = await aRoom(page)
  await other.goto(room.path)
  await write(other, `hello @${username}`, room.title)
  await write(other, 'are you there?', room.title)
  await expect(messages(other).getByText('sending')).toHaveCount(0)
  await page.goto('/chat')
  const link = page.getByRole('link', { name: room.title })
  await expect(link).toContainText('2 unread, 1 call you')
  const isRead = page.waitForResponse((response) => response.url().includes('room.markRead'))
  await link.click()
  await expect(messages(page).getByText('New', { exact: true })).toBeVisible()
  await isRead
  await page.goto('/chat')
  await expect(page.getByRole('link', { name: room.title })).not.toContainText('unread')
})

test("a message in a run's room bears the run's clock, which leads to the split that came of it", async ({
  page,
  advance,
}) => {
  await register(page, 'ada')
  const run = await startRun(page)
  await advance(61_000)
  await say(page, `run-${run.id}`, 'nearly there')
  await advance(5_000)
  await split(page, run, 1)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/runs/${run.id}`)
  await page.getByRole('button', { name: /^Chat/ }).click()
  const dock = page.getByRole('complementary', { name: 'Chat' })
  const line = dock.getByRole('listitem').filter({ hasText: 'nearly there' })
  await line.getByRole('link', { name: /^1:0/ }).click()
  await expect(page.locator('[data-split-ms]:focus')).toContainText('1')
  // Beside the page, not above it.
  const [beside, table] = [await dock.boundingBox(), await page.getByRole('table').first().boundingBox()]
  expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual(beside?.x ?? 0)
})
