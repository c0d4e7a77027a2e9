import type { Page } from '@playwright/test'
import { violations } from '../src/axe.ts'
import { password, register } from '../src/people.ts'
import { product } from '../src/product.ts'
import { expect, test } from '../src/test.ts'

const keysHeard = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-keys', 'heard')

test('Ctrl K finds a page by a few letters', async ({ page }) => {
  await page.goto('/')
  await keysHeard(page)
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find a page or an act' })
  await expect(field).toBeFocused()
  await field.fill('what a ti')
  await expect(page.getByRole('option')).toHaveText([/What a time rests on/])
  await field.fill('url')
  await expect(page.getByRole('option')).toHaveText([/URL shortener/])
  await field.fill('xyzzy')
  await expect(page.getByRole('status').getByText('Nothing by that name.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
})

test('a question mark lists the keys, but not while one types', async ({ page }) => {
  await page.goto('/')
  await keysHeard(page)
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keys' })
  await expect(list.getByText('Split', { exact: true })).toBeVisible()
  expect(await violations(page), 'with a dialog open').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').press('?')
  await expect(list).toBeHidden()
})

test('g and a letter go to a place', async ({ page }) => {
  await page.goto('/gallery')
  await page.goto('/')
  await keysHeard(page)
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page).toHaveURL('/challenges')
})

test('a letter without its g goes nowhere, also right after a page was opened', async ({ page }) => {
  await page.goto('/')
  await keysHeard(page)
  await page.keyboard.press('c')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await expect(page).toHaveURL('/')
})

test('the first Tab leads past the rail', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the page' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('a chosen theme is painted by the server on the next visit, without a flash', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitem', { name: 'Light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  const html = await (await page.request.get('/')).text()
  expect(html).toMatch(/<html[^>]*data-theme="light"/)
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitem', { name: 'As the system has it' }).click()
  expect(await (await page.request.get('/')).text()).not.toMatch(/<html[^>]*data-theme/)
})

test('whoever wants less motion sees another ground painted at once, down to the last line', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.goto('/challenges/csvq')
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
  const inks = await page.evaluate(() => {
    const lines = [...document.querySelectorAll('main li')]
    lines.map((line) => getComputedStyle(line).color)
    document.documentElement.dataset.theme = 'light'
    return [...new Set(lines.map((line) => getComputedStyle(line).color))]
  })
  expect(inks).toEqual(['rgb(22, 21, 19)'])
})

test('losing the network is said across the page, and taken back when it returns', async ({
  page,
  context,
}) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByRole('status').getByText('You are offline.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toBeHidden()
})

test('on a phone four places lie under the thumb and the rest behind More', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const bar = page.getByRole('navigation', { name: 'Main' })
  await expect(bar.getByRole('link')).toHaveText(['Runs', 'Boards', 'Challenges', 'Chat'])
  await expect(bar.getByRole('link', { name: 'Runs' })).toHaveAttribute('aria-current', 'page')
  await bar.getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('an unknown address says so with 404 and a way on', async ({ page }) => {
  const answer = await page.goto('/no-such-page')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page.' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'To the runs', exact: true })).toBeVisible()
})

test('signing out in one tab signs out every tab, and Back does not bring the account back', async ({
  page,
  context,
}) => {
  await register(page)
  const otherTab = await context.newPage()
  await otherTab.goto('/')
  await page.goto('/')
  await page.goto('/?once-more')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(otherTab).toHaveURL(/\/sign-in/)
  await page.goBack()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Account of/ })).toHaveCount(0)
})

test('a page that is only read also puts one out, when the account is signed out from elsewhere', async ({
  page,
  newPerson,
}) => {
  const { username } = await register(page)
  await page.goto('/boards')
  await expect(page.getByRole('heading', { level: 1, name: 'Boards' })).toBeVisible()
  const elsewhere = await newPerson()
  const headers = { origin: product.origin }
  const signIn = { login: username, password }
  await elsewhere.request.post('/api/trpc/account.logIn', { headers, data: signIn })
  await elsewhere.request.post('/api/trpc/device.revokeOthers', { headers, data: {} })
  await expect(page).toHaveURL(/\/sign-in\?reason=/)
})
