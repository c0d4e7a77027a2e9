import { violations } from '../src/axe.ts'
import { putLines } from '../src/lines.ts'
import { register } from '../src/people.ts'
import { aRoom, composer, messages } from '../src/rooms.ts'
import { expect, test } from '../src/test.ts'

test('the lines of a room are one stop of the Tab key, and arrows go from one to the next', async ({
  page,
}) => {
  const { username: author } = await register(page, 'ada')
  const room = await aRoom(page)
  const plain = Array.from({ length: 20 }, (_, n) => `line no ${n + 1}.`)
  const code = `\`\`\`js\n${'const long = 1 // '.repeat(40)}\n\`\`\``
  const bodies = [...plain, `see https://lap.example/a and\n${code}`, 'the last but one', 'the last']
  await putLines(room.slug, { author, bodies })
  await page.goto(room.path)
  const write = composer(page, room.title)
  const line = (text: string) => messages(page).getByRole('article', { name: text })
  await expect(write).toBeFocused()
  await expect(page.getByText('1 here')).toBeVisible()

  await page.keyboard.press('Shift+Tab')
  await expect(line('the last').last()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(line('the last').last()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(line('see https')).toBeFocused()
  // What is in the line, and nothing of the others.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'https://lap.example/a' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(line('see https').getByRole('button', { name: /Acts on the message/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(write).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(messages(page).locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  await expect(line('line no 1.')).toBeFocused()
  await expect(line('line no 1.')).toBeInViewport()
  await page.keyboard.press('End')
  await expect(line('the last').last()).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(line('the last').last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(write).toBeFocused()
  expect(await violations(page)).toEqual([])
})
