import type { Page } from '@playwright/test'
import { register } from '../src/people.ts'
import { aRoom, composer, messages, say, write } from '../src/rooms.ts'
import { call, split, startRun } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

// Several people and pages each; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

/** Opens the menu of one message. */
async function openActs(page: Page, text: string): Promise<void> {
  const line = messages(page).getByRole('listitem').filter({ hasText: text })
  await line.hover()
  await line.getByRole('button', { name: /Acts on the message/ }).click()
}

/** Acts on one message by its menu. */
async function act(page: Page, text: string, name: string): Promise<void> {
  await openActs(page, text)
  await page.getByRole('menuitem', { name }).click()
}

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

test('a private room is there for its people only: page, tRPC, WebSocket, REST', async ({
  page,
  newPerson,
}) => {
  await register(page, 'ada')
  const stranger = await newPerson()
  const { username } = await register(stranger, 'eve')
  const room = await aRoom(page, 'private')
  await page.goto(room.path)
  await write(page, 'between us', room.title)
  await expect(messages(page).getByText('sending')).toHaveCount(0)

  expect((await stranger.goto(room.path))?.status()).toBe(404)
  await expect(stranger.getByText(room.title)).toHaveCount(0)
  await stranger.goto('/chat')
  await expect(stranger.getByText(room.title)).toHaveCount(0)
  const input = encodeURIComponent(JSON.stringify({ room: room.slug }))
  for (const path of [`/api/trpc/message.list?input=${input}`, `/api/trpc/room.get?input=${input}`]) {
    const answer = await stranger.request.get(path)
    expect(answer.status()).toBe(404)
    expect(await answer.text()).not.toContain('between us')
  }
  const byRest = await stranger.request.get(`/api/v1/chat/messages?chatRoomName=${room.slug}`)
  expect(byRest.status()).toBe(404)
  const bySocket = await stranger.evaluate(
    (slug) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/ws`)
        const params = { path: 'message.live', input: { room: slug } }
        socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'subscription', params }))
        socket.onmessage = ({ data }) => resolve(String(data))
      }),
    room.slug,
  )
  expect(bySocket).toContain('room.not-found')
  expect(bySocket).not.toContain('between us')

  await page.goto(`${room.path}/people`)
  await page.getByLabel('Add somebody').fill(username)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: username }).first()).toBeVisible()
  await stranger.goto(room.path)
  await expect(messages(stranger).getByText('between us')).toBeVisible()
})

test('a moderator settles a report, mutes, and the trail keeps it', async ({ page, newPerson }) => {
  await register(page, 'mod')
  const loud = await newPerson()
  const { username } = await register(loud, 'loud')
  const witness = await newPerson()
  await register(witness, 'wit')
  const room = await aRoom(page)
  await loud.goto(room.path)
  await write(loud, 'something rude', room.title)
  await witness.goto(room.path)
  await act(witness, 'something rude', 'Report')
  await witness.getByLabel('What is wrong with it?').fill('it is rude')
  await witness.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(witness.getByText('Reported.')).toBeVisible()

  await page.goto(`${room.path}/people`)
  await page.getByRole('button', { name: 'Remove the message' }).click()
  await expect(page.getByText('No open reports.')).toBeVisible()
  await expect(messages(witness).getByText('Removed by a moderator')).toBeVisible()
  await page.getByRole('button', { name: `Acts on ${username}` }).click()
  await page.getByRole('menuitem', { name: 'Mute', exact: true }).click()
  await page.getByLabel('Why').fill('rude twice')
  await page.getByRole('dialog').getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(page.getByText(/muted , ends|muted, ends/)).toBeVisible()
  // The open page of the muted one says so by itself.
  await expect(loud.getByText('You are muted here')).toBeVisible()
  await expect(composer(loud, room.title)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Who did what' })).toContainText(
    `muted ${username} (for 1 hour, rude twice)`,
  )
})

test('who has left is muted and banned from what they wrote, and who stands as high is not', async ({
  page,
  newPerson,
}) => {
  const { username: owner } = await register(page, 'own')
  const [gone, helper] = [await newPerson(), await newPerson()]
  const { username } = await register(gone, 'gone')
  const { username: helperName } = await register(helper, 'helper')
  const room = await aRoom(page)
  await say(gone, room.slug, 'rude, and away')
  await call(gone, 'room.leave', { room: room.slug })
  await say(helper, room.slug, 'I help')
  await say(page, room.slug, 'I own this')
  await call(page, 'room.setRole', { room: room.slug, username: helperName, role: 'moderator' })

  // Where the owner looks on, without a reload.
  await page.goto(`${room.path}/people`)
  await helper.goto(room.path)
  const dialog = helper.getByRole('dialog')
  await act(helper, 'rude, and away', `Mute ${username}`)
  await dialog.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(helper.getByText(`${username} is muted.`)).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await act(helper, 'rude, and away', `Ban ${username}`)
  await dialog.getByLabel('Why').fill('comes and goes')
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(helper.getByText(`${username} is banned.`)).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await openActs(helper, 'I own this')
  for (const name of [`Mute ${owner}`, `Ban ${owner}`]) {
    const item = helper.getByRole('menuitem', { name })
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toContainText('That person stands as high as you do in this room.')
  }
  await expect(dialog).toHaveCount(0)

  await expect(page.getByRole('region', { name: 'Muted and banned' }).getByRole('listitem')).toHaveCount(2)
  expect((await gone.goto(room.path))?.status()).toBe(403)
})

test('a moderator sees what a message said before, and why owners alone make owners', async ({
  page,
  newPerson,
}) => {
  await register(page, 'own')
  const moderator = await newPerson()
  const { username } = await register(moderator, 'mod')
  const author = await newPerson()
  const { username: authorName } = await register(author, 'fickle')
  const room = await aRoom(page)
  for (const person of [moderator, author]) await call(person, 'room.join', { room: room.slug })
  await author.goto(room.path)
  await write(author, 'the first thought', room.title)
  await act(author, 'the first thought', 'Edit')
  await author.getByRole('textbox', { name: 'Edit your message' }).fill('the second thought')
  await author.keyboard.press('Enter')
  await expect(messages(author).getByText('edited')).toBeVisible()

  await page.goto(`${room.path}/people`)
  await page.getByRole('button', { name: `Acts on ${username}` }).click()
  await page.getByRole('menuitem', { name: 'Make a moderator' }).click()
  // The role beside the name: the menu of the row has the word in it too, before anybody has said yes.
  await expect(
    page.getByRole('listitem').filter({ hasText: username }).getByText('moderator', { exact: true }),
  ).toBeVisible()

  await moderator.goto(room.path)
  await act(moderator, 'the second thought', 'What it said before')
  await expect(moderator.getByRole('dialog')).toContainText('the first thought')
  await moderator.keyboard.press('Escape')
  await act(moderator, 'the second thought', 'Remove')
  await moderator.getByLabel('Why').fill('off the subject')
  await moderator.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(messages(author).getByText('Removed by a moderator')).toBeVisible()

  await moderator.goto(`${room.path}/people`)
  await expect(moderator.getByRole('region', { name: 'Who did what' })).toContainText(
    `removed a message of ${authorName} (off the subject)`,
  )
  await moderator.getByRole('button', { name: `Acts on ${authorName}` }).click()
  const grant = moderator.getByRole('menuitem', { name: 'Make an owner' })
  await expect(grant).toHaveAttribute('aria-disabled', 'true')
  await expect(grant).toContainText('Only owners of the room do that.')
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
