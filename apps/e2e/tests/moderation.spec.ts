import { register } from '../src/people.ts'
import { act, aRoom, composer, messages, openActs, say, write } from '../src/rooms.ts'
import { call } from '../src/runs.ts'
import { expect, test } from '../src/test.ts'

// Several people and pages each; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

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
