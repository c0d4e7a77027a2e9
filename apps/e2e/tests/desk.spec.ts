import type { Page } from '@playwright/test'
import { hold } from '../src/hold.ts'
import { fillRoom } from '../src/members.ts'
import { register } from '../src/people.ts'
import { aRoom, say } from '../src/rooms.ts'
import { call } from '../src/runs.ts'
import { expect, test, uniqueName } from '../src/test.ts'

// Several people and pages each; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

const region = (page: Page, name: string) => page.getByRole('region', { name })

test('an act of the desk is under way until it is done, and one that cannot be done says why', async ({
  page,
  newPerson,
}) => {
  await register(page, 'own')
  const [helper, peer] = [await newPerson(), await newPerson()]
  const { username } = await register(helper, 'helper')
  const { username: peerName } = await register(peer, 'peer')
  const { slug: room, path } = await aRoom(page)
  for (const person of [helper, peer]) await call(person, 'room.join', { room })
  for (const name of [username, peerName])
    await call(page, 'room.setRole', { room, username: name, role: 'moderator' })
  await call(page, 'room.mute', { room, username: peerName })
  const seq = await say(page, room, 'something rude')
  await call(helper, 'message.report', { room, seq, reason: 'rude' })

  await helper.goto(`${path}/people`)
  const lift = region(helper, 'Muted and banned').getByRole('button', { name: 'Lift' })
  await expect(lift).toHaveAttribute('aria-disabled', 'true')
  await expect(lift).toHaveAccessibleDescription('That person stands as high as you do in this room.')

  await page.goto(`${path}/people`)
  for (const { procedure, button, where, left } of [
    { procedure: 'room.dismissReports', button: 'Dismiss', where: 'Reports', left: 'No open reports.' },
    { procedure: 'room.unmute', button: 'Lift', where: 'Muted and banned', left: 'Nobody.' },
  ]) {
    const act = region(page, where).getByRole('button', { name: button })
    const held = await hold(page, procedure)
    await act.click()
    await expect(act).toHaveAttribute('aria-busy', 'true')
    held.letGo()
    await expect(region(page, where)).toContainText(left)
  }
})

test('a desk that stays open is told of new reports, and that a message has gone already', async ({
  page,
  newPerson,
}) => {
  await register(page, 'own')
  const [author, witness] = [await newPerson(), await newPerson()]
  await register(author, 'author')
  await register(witness, 'witness')
  const { slug: room, path } = await aRoom(page)
  const report = (seq: number) => call(witness, 'message.report', { room, seq, reason: 'rude' })
  const [first, second] = [await say(author, room, 'rude once'), await say(author, room, 'rude twice')]

  await page.clock.install()
  const read = page.waitForResponse((response) => response.url().includes('room.desk'))
  await page.goto(`${path}/people`)
  // What it reads when it begins to listen has been answered: what comes now comes by itself.
  await read
  await report(first)
  await report(second)
  await call(author, 'message.remove', { room, seq: second })
  const reports = region(page, 'Reports')
  await expect(async () => {
    await page.clock.fastForward(21_000)
    await expect(reports.getByText('rude once')).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const gone = reports.getByRole('listitem').filter({ hasText: 'Its author has removed it' })
  await expect(gone.getByRole('button', { name: 'Remove the message' })).toHaveAccessibleDescription(
    'It is gone already.',
  )
  await gone.getByRole('button', { name: 'Dismiss' }).click()
  await expect(reports.getByRole('listitem')).toHaveCount(1)
})

test('a room with more people and sanctions than a page holds shows how many, and all of them in turn', async ({
  page,
}) => {
  const { username } = await register(page, 'zed')
  const { slug, path } = await aRoom(page)
  const start = uniqueName('m')
  const usernames = Array.from({ length: 41 }, (_, n) => `${start}-${String(n).padStart(3, '0')}`)
  await fillRoom(slug, { usernames, mutedBy: username })
  await page.goto(`${path}/people`)

  const members = region(page, 'Members')
  await expect(members.getByText('42', { exact: true })).toBeVisible()
  await expect(members.getByText(usernames[0] ?? '', { exact: true })).toBeVisible()
  await expect(members.getByRole('listitem')).toHaveCount(40)
  await members.getByRole('link', { name: 'More' }).click()
  await expect(members.getByRole('listitem')).toHaveCount(2)
  await expect(members.getByText(usernames[40] ?? '', { exact: true })).toBeVisible()
  await expect(members.getByRole('link', { name: 'More' })).toHaveCount(0)

  for (const list of ['Muted and banned', 'Who did what']) {
    await expect(region(page, list).getByRole('listitem')).toHaveCount(40)
    await region(page, list).getByRole('link', { name: 'Older' }).click()
    await expect(region(page, list).getByRole('listitem')).toHaveCount(1)
    await expect(region(page, list)).toContainText(usernames[0] ?? '')
  }
  await page.reload()
  await expect(members.getByRole('listitem')).toHaveCount(2)
  await members.getByRole('link', { name: 'From the start' }).click()
  await expect(members.getByText(usernames[0] ?? '', { exact: true })).toBeVisible()
})
