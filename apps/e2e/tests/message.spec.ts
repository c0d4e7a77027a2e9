import { hold } from '../src/hold.ts'
import { putLines } from '../src/lines.ts'
import { register } from '../src/people.ts'
import { aRoom, composer, messages, say, write } from '../src/rooms.ts'
import { call } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

// Several people and pages each; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

test('the limit loses nothing of what was written while the line was down, nor of who goes elsewhere at once', async ({
  page,
  context,
  newPerson,
}) => {
  await register(page, 'ada')
  const [bob, other] = [await newPerson(), await newPerson()]
  await register(bob, 'bob')
  const room = await aRoom(page)
  for (const screen of [page, bob, other]) await screen.goto(room.path)

  const sends = await hold(bob, 'message.send')
  await write(bob, 'and away', room.title)
  // It is on its way; by the time it arrives, as many as may were said from another device.
  await expect(messages(bob).getByText('sending')).toBeVisible()
  for (let n = 1; n <= 5; n++) await say(bob, room.slug, `from elsewhere ${n}`)
  await bob.getByRole('navigation', { name: 'Chat rooms' }).getByRole('link', { name: 'Lobby' }).click()
  await expect(bob.getByRole('heading', { name: 'Lobby' })).toBeVisible()
  sends.letGo()

  const dark = Array.from({ length: 7 }, (_, n) => `in the dark ${n + 1}`)
  await expect(composer(page, room.title)).toBeEditable()
  await context.setOffline(true)
  for (const body of dark) await write(page, body, room.title)
  await expect(messages(page).getByText('sending')).toHaveCount(dark.length)
  await context.setOffline(false)

  await expect(messages(other).getByText('and away')).toBeVisible({ timeout: 40_000 })
  await expect(messages(other).getByText(/in the dark/)).toHaveText(dark, { timeout: 40_000 })
  await expect(messages(page).getByText(/in the dark/)).toHaveText(dark)
  await expect(composer(page, room.title)).toHaveValue('')
})

test('what happens while a page of the room is on its way is not lost with it', async ({
  page,
  newPerson,
}) => {
  await register(page, 'ada')
  const other = await newPerson()
  await register(other, 'bob')
  const room = await aRoom(page)
  await say(other, room.slug, 'said first')
  await say(other, room.slug, 'said in haste')
  // The server answers at once, and a slow line keeps that back.
  const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route('**/api/trpc/*message.list*', async (route) => {
    const response = await route.fetch()
    asked.resolve()
    await gate.promise
    await route.fulfill({ response })
  })
  await page.goto(`${room.path}#line-1`)
  await asked.promise
  await expect(page.getByText('1 here')).toBeVisible()
  await say(other, room.slug, 'said meanwhile')
  await call(other, 'message.remove', { room: room.slug, seq: 2 })
  await expect(messages(page).getByText('said meanwhile')).toBeVisible()
  await expect(messages(page).getByText('Removed by its author')).toBeVisible()
  const arrived = page.waitForEvent('requestfinished', (request) => request.url().includes('message.list'))
  gate.resolve()
  await arrived
  await say(other, room.slug, 'said afterwards')
  await expect(messages(page).getByText('said afterwards')).toBeVisible()
  await expect(messages(page).getByText('said meanwhile')).toHaveCount(1)
  await expect(messages(page).getByText('said in haste')).toHaveCount(0)
})

test('who edits a message goes on with it when the room is read anew', async ({ page, newPerson }) => {
  await register(page, 'ada')
  const owner = await newPerson()
  await register(owner, 'own')
  const room = await aRoom(owner)
  await say(page, room.slug, 'to be edited')
  await page.goto(room.path)
  await expect(page.getByText('1 here')).toBeVisible()
  await expect(composer(page, room.title)).toBeFocused()
  await composer(page, room.title).press('ArrowUp')
  const editor = page.getByRole('textbox', { name: 'Edit your message' })
  await expect(editor).toBeFocused()
  const title = `${room.title} anew`
  await call(owner, 'room.rename', { room: room.slug, title, topic: '' })
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(editor).toBeFocused()
})

test('a line runs the way of its own script', async ({ page }) => {
  await register(page, 'ada')
  const room = await aRoom(page)
  await say(page, room.slug, 'left to right\nמימין לשמאל!')
  await page.goto(room.path)
  // How far the last line of the text begins from the left, and ends from the right.
  const [left, right] = await messages(page)
    .getByText('מימין')
    .evaluate((line) => {
      const range = document.createRange()
      range.selectNodeContents(line)
      const [box, last] = [line.getBoundingClientRect(), [...range.getClientRects()].at(-1)]
      return [(last?.left ?? 0) - box.left, box.right - (last?.right ?? 0)]
    })
  expect(left).toBeGreaterThan(100)
  expect(right).toBeLessThan(2)
})

test('what is found is shown page after page, and each hit leads to its line', async ({ page }) => {
  const { username: author } = await register(page, 'ada')
  const room = await aRoom(page)
  const herons = Array.from({ length: 60 }, (_, n) => `heron no ${n + 1}.`)
  await putLines(room.slug, { author, bodies: [...herons, '今日は日本語で話そう'] })
  await page.goto(room.path)
  await page.getByRole('link', { name: 'Search this room' }).click()
  await expect(page.getByText(`In the room ${room.title}`)).toBeVisible()
  const back = page.getByRole('main').getByRole('link', { name: room.title, exact: true })
  await expect(back).toHaveAttribute('href', room.path)
  const words = page.getByLabel('Words')
  await expect(words).toBeFocused()
  // Something is there, and nothing can be seen of it.
  for (const blank of [' ', '\u200b', '-']) {
    await words.fill(blank)
    await words.press('Enter')
    await expect(page.getByText('Nothing found')).toBeVisible()
    await page.goto(`/chat/search?room=${room.slug}`)
  }
  await words.fill('heron')
  await words.press('Enter')
  await expect(page.getByText('The newest 50 hits')).toBeVisible()
  const hits = page.getByRole('main').getByRole('listitem')
  await expect(hits).toHaveCount(50)
  await page.getByRole('link', { name: 'Older hits' }).click()
  await expect(page.getByText('The oldest 10 hits')).toBeVisible()
  await expect(hits.last()).toContainText('heron no 1.')
  await page.getByRole('link', { name: 'Newest hits' }).click()
  await expect(page.getByText('The newest 50 hits')).toBeVisible()
  // Anywhere on it: here in its middle.
  await hits.filter({ hasText: 'heron no 31.' }).click()
  await expect(page).toHaveURL(`${room.path}#line-31`)
  await expect(messages(page).getByText('heron no 31.')).toBeInViewport()
  await expect(messages(page).getByRole('article', { name: 'heron no 31.' })).toBeFocused()
  // Of text that is written without spaces any part is found.
  await page.goto(`/chat/search?room=${room.slug}`)
  await words.fill('日本')
  await words.press('Enter')
  await expect(page.getByText('1 hit', { exact: true })).toBeVisible()
  await hits.filter({ hasText: '今日は日本語で話そう' }).click()
  await expect(page).toHaveURL(`${room.path}#line-61`)
  await expect(messages(page).getByRole('article', { name: '今日は日本語で話そう' })).toBeFocused()
})

test('what a closed tab left unsent is told of and sent by the next page, and stays where it is refused', async ({
  page,
  context,
  newPerson,
}) => {
  const { username } = await register(page, 'ada')
  const owner = await newPerson()
  await register(owner, 'own')
  const [room, other] = [await aRoom(owner), await aRoom(owner)]
  await call(page, 'room.join', { room: other.slug })
  /** Writes in a room whose tab is closed before anything of it has reached the server. */
  async function leaveUnsent({ path, title }: typeof room, text: string) {
    const tab = await context.newPage()
    await tab.route('**/api/trpc/message.send*', (route) => route.abort())
    await tab.goto(path)
    await expect(composer(tab, title)).toBeEditable()
    await write(tab, text, title)
    await expect(messages(tab).getByText('sending')).toBeVisible()
    await tab.close()
  }
  await leaveUnsent(room, 'left behind')
  await leaveUnsent(other, 'left to be refused')
  await call(owner, 'room.mute', { room: other.slug, username })

  await owner.goto(room.path)
  await page.goto('/chat')
  await expect(page.getByText('A message that waited here was not sent. You are muted here')).toBeVisible()
  await expect(messages(owner).getByText('left behind')).toBeVisible()
  const left = page.getByRole('status').filter({ hasText: '1 unsent message in' })
  await expect(left).toHaveCount(1)
  await left.getByRole('button', { name: 'Discard' }).click()
  await expect(left).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await left.getByRole('link', { name: other.title }).click()
  await expect(messages(page).getByText('left to be refused')).toBeVisible()
  await expect(messages(page).getByText('not sent')).toBeVisible()
})
