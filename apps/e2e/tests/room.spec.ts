import type { Locator, Page } from '@playwright/test'
import { openLine } from '../src/line.ts'
import { register } from '../src/people.ts'
import { aRoom, composer, messages, say, write } from '../src/rooms.ts'
import { call } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

// Several people and pages each; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

/** Acts on a member by their menu, and says yes where that is asked. */
async function actOn(page: Page, username: string, name: string, confirm?: string): Promise<void> {
  await page.getByRole('button', { name: `Acts on ${username}` }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
  if (confirm) await page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click()
}

const member = (page: Page, username: string) =>
  page.getByRole('region', { name: 'Members' }).getByRole('listitem').filter({ hasText: username })

test('what the owner of a room does shows at once to those whom it is about', async ({ page, newPerson }) => {
  await register(page, 'own')
  const guest = await newPerson()
  const { username } = await register(guest, 'guest')
  const room = await aRoom(page)
  await call(guest, 'room.join', { room: room.slug })
  await guest.goto(room.path)
  await expect(guest.getByText('2 here').or(guest.getByText('1 here'))).toBeVisible()
  await page.goto(`${room.path}/people`)

  const title = `${room.title} anew`
  await page.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.getByLabel('Name', { exact: true }).fill(title)
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText(title)

  await actOn(page, username, 'Mute', 'Mute')
  await expect(guest.getByText('You are muted here')).toBeVisible()
  await page.getByRole('button', { name: 'Lift' }).click()
  await expect(composer(guest, title)).toBeVisible()

  await actOn(page, username, 'Take out of the room', 'Take out')
  await expect(member(page, username)).toHaveCount(0)
  await guest.getByRole('button', { name: 'Join' }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  await actOn(page, username, 'Ban', 'Ban')
  await expect(guest.getByRole('heading', { name: 'You are banned from this room.' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Muted and banned' })).toContainText(username)
})

test('the page of a room’s people shows who comes, goes and is given a role without a reload', async ({
  page,
  newPerson,
}) => {
  await register(page, 'own')
  const [guest, onlooker] = [await newPerson(), await newPerson()]
  const { username } = await register(guest, 'guest')
  const room = await aRoom(page)
  const screens = [page, onlooker]
  for (const screen of screens) {
    await screen.goto(`${room.path}/people`)
    await screen.evaluate(() => Object.assign(window, { neverReloaded: true }))
  }
  const isShown = (isThere: boolean) =>
    Promise.all(screens.map((screen) => expect(member(screen, username)).toHaveCount(isThere ? 1 : 0)))

  await call(guest, 'room.join', { room: room.slug })
  await isShown(true)
  await call(page, 'room.setRole', { room: room.slug, username, role: 'moderator' })
  for (const screen of screens)
    await expect(member(screen, username).getByText('moderator', { exact: true })).toBeVisible()
  await call(guest, 'room.leave', { room: room.slug })
  await isShown(false)
  await say(guest, room.slug, 'back again')
  await isShown(true)
  await call(page, 'room.ban', { room: room.slug, username })
  await isShown(false)
  await expect(page.getByRole('region', { name: 'Muted and banned' })).toContainText(username)
  for (const screen of screens) expect(await screen.evaluate(() => 'neverReloaded' in window)).toBe(true)
})

test('what changed in a room while the line was down shows once it is back, and only then the page is read anew', async ({
  page,
  browser,
}) => {
  const line = await openLine()
  const context = await browser.newContext({ proxy: line.proxy })
  const guest = await context.newPage()
  await register(page, 'own')
  const { username } = await register(guest, 'guest')
  const room = await aRoom(page)
  await guest.goto(room.path)
  await expect(guest.getByText('1 here')).toBeVisible()
  await expect(composer(guest, room.title)).toBeVisible()
  const pages: string[] = []
  guest.on('request', (request) => {
    const isPage = request.headers().rsc !== undefined && !request.headers()['next-router-prefetch']
    if (isPage) pages.push(request.url())
  })
  const cutOnce = async (meanwhile: () => Promise<unknown>) => {
    const cut = line.cutSockets()
    await expect(guest.getByText('Connecting')).toBeVisible()
    await meanwhile()
    const isAsked = guest.waitForResponse((response) => response.url().includes('room.get'), {
      timeout: 40_000,
    })
    cut.mend()
    await isAsked
  }
  await cutOnce(() => say(page, room.slug, 'said meanwhile'))
  await expect(messages(guest).getByText('said meanwhile')).toBeVisible()
  await expect(guest.getByText('Connecting')).toHaveCount(0)
  expect(pages).toEqual([])
  await cutOnce(() => call(page, 'room.mute', { room: room.slug, username }))
  await expect(guest.getByText('You are muted here')).toBeVisible({ timeout: 40_000 })
  await context.close()
  line.close()
})

test('the last owner of a private room makes another one before leaving, and is asked once more', async ({
  page,
  newPerson,
}) => {
  await register(page, 'own')
  const heir = await newPerson()
  const { username } = await register(heir, 'heir')
  const room = await aRoom(page, 'private')
  await call(page, 'room.add', { room: room.slug, username })
  const leave = async () => {
    await page.goto(room.path)
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave the room' }).click()
  }
  await leave()
  await expect(page.getByRole('dialog')).toContainText('Make somebody else an owner before you leave.')
  await page.goto(`${room.path}/people`)
  await actOn(page, username, 'Make an owner')
  // The role beside the name: the menu of the row has the word in it too, before anybody has said yes.
  await expect(member(page, username).getByText('owner', { exact: true })).toBeVisible()
  await leave()
  await expect(page).toHaveURL('/chat')
  await expect(page.getByRole('link', { name: room.title })).toHaveCount(0)
})

test('who reads further up is told how many lines came, and is taken to the end by writing', async ({
  page,
  newPerson,
}) => {
  const { username } = await register(page, 'ada')
  const other = await newPerson()
  await register(other, 'bob')
  const room = await aRoom(page)
  await say(other, room.slug, `hello @${username}`)
  await say(other, room.slug, `the next${'\nand on'.repeat(60)}`)
  await page.goto(room.path)
  // The socket is open: what comes from now on is counted.
  await expect(page.getByText('1 here')).toBeVisible()
  await messages(page).evaluate((list) => {
    list.scrollTop = 0
  })
  await expect(page.getByRole('button', { name: 'To the newest' })).toBeVisible()
  await say(other, room.slug, 'one more')
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible()
  await expect(messages(page).getByText('one more')).not.toBeInViewport()
  await write(page, 'and mine', room.title)
  await expect(messages(page).getByText('and mine')).toBeInViewport()
  await expect(page.getByRole('button', { name: '1 new' })).toHaveCount(0)

  // A notice leads to the line it is about, and the view stays there.
  await page.goto('/notices')
  await page.getByRole('link', { name: `mentioned you in ${room.title}` }).click()
  await expect(messages(page).getByText('hello')).toBeInViewport()
  await expect(page.getByText('1 here')).toBeVisible()
  await expect(messages(page).getByText('hello')).toBeInViewport()
  await expect(messages(page).getByText('and mine')).not.toBeInViewport()
})

test('who opens the room beside a page writes at once, and is back where they were when it is folded away', async ({
  page,
}) => {
  await register(page, 'ada')
  await page.goto('/challenges/csvq')
  const open = page.getByRole('button', { name: /^Chat/ })
  await open.click()
  const write = composer(page, 'CSV query')
  await expect(write).toBeFocused()
  await expect(page.getByRole('link', { name: 'Open the room by itself' })).toHaveAttribute(
    'href',
    '/chat/challenge-csvq',
  )
  await page.getByRole('button', { name: 'Fold the chat away' }).click()
  await expect(open).toBeFocused()
  await open.click()
  await expect(write).toBeFocused()
  // A page that remembers the choice leaves the focus alone.
  await page.reload()
  await expect(write).toBeEditable()
  await expect(write).not.toBeFocused()
})

test('who writes in a room has joined it, and goes on writing above the bar when a phone is offline', async ({
  page,
  context,
  newPerson,
}) => {
  const owner = await newPerson()
  await register(owner, 'own')
  const room = await aRoom(owner)
  await register(page, 'ada')
  await page.setViewportSize({ width: 390, height: 700 })
  await page.goto(room.path)
  await expect(page.getByRole('button', { name: 'Join' })).toBeVisible()
  await expect(page.getByText('1 here')).toBeVisible()
  await write(page, 'here I am', room.title)
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  const edge = async (part: Locator, side: 'top' | 'bottom') =>
    part.evaluate((element, side) => element.getBoundingClientRect()[side], side)
  const bar = page.getByRole('navigation', { name: 'Main' })
  expect(await edge(composer(page, room.title), 'bottom')).toBeLessThanOrEqual(await edge(bar, 'top'))
})
