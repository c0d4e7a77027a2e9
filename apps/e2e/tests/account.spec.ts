import { codeFor, linkFor, mailTo } from '../src/mailbox.ts'
import { password, register, registerAs } from '../src/people.ts'
import { expect, test, uniqueName } from '../src/test.ts'

test('one registers, signs out and signs in again, and nothing of the account is left in another tab', async ({
  page,
  context,
}) => {
  const username = uniqueName('runner')
  await page.goto('/register')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Register' }).click()
  await expect(page).toHaveURL('/')
  const tab = await context.newPage()
  await tab.goto('/settings')
  await expect(tab.getByRole('textbox', { name: 'Username' })).toHaveValue(username)
  await tab.goto('/chat/lobby')
  await tab.getByRole('textbox', { name: 'Message to Lobby' }).fill('a word that was never sent')
  const stored = () => tab.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(await stored()).toContain('a word that was never sent')
  await page.getByRole('button', { name: `Account of ${username}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const each of [page, tab]) {
    await expect(each).toHaveURL(/\/sign-in\?reason=sign-out/)
    await expect(each.getByText('You are signed out.')).toBeVisible()
    await each.goBack()
    await expect(each.getByText(username)).toHaveCount(0)
  }
  expect(await stored()).not.toContain('a word that was never sent')
  await page.goto('/sign-in?next=/devices')
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/devices')
})

test('a stranger who asks for a page of an account signs in and lands there', async ({ page, newPerson }) => {
  const { username } = await register(await newPerson())
  await page.goto('/logins')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Flogins/)
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/logins')
  await expect(page.getByRole('rowheader', { name: 'Registered' })).toBeVisible()
})

test('an address bar that was tampered with leads nowhere else', async ({ page }) => {
  await register(page)
  for (const next of ['//evil.example', '/%5Cevil.example', 'https://evil.example']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(decodeURIComponent(next))}`)
    await expect(page).toHaveURL('/')
  }
})

test('a wrong password and an unknown name get the same words, and the fields help', async ({
  page,
  newPerson,
}) => {
  const { username } = await register(await newPerson())
  await page.goto('/sign-in')
  const said: string[] = []
  for (const login of [username, uniqueName('nobody')]) {
    await page.getByLabel('Username or e-mail').fill(login)
    await page.getByLabel('Password', { exact: true }).fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText('do not go together')
    said.push((await page.getByRole('main').getByRole('alert').textContent()) ?? '')
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  }
  expect(said[0]).toBe(said[1])
  const field = page.getByLabel('Password', { exact: true })
  await expect(field).toHaveAttribute('type', 'password')
  await expect(field).toHaveAttribute('autocomplete', 'current-password')
  await page.getByRole('button', { name: 'Show password' }).click()
  await expect(field).toHaveAttribute('type', 'text')
})

test('too many wrong passwords count down instead of guessing on', async ({ page, newPerson }) => {
  const { username } = await register(await newPerson())
  for (let i = 0; i < 10; i++)
    await page.request.post('/api/trpc/account.logIn', {
      headers: { 'content-type': 'application/json' },
      data: { login: username, password: `wrong ${i}` },
    })
  await page.goto('/sign-in')
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(/Try again in 14 min \d+ s$/)).toBeVisible()
})

test('an e-mail code signs in from the captured mail, end to end', async ({ page }) => {
  const address = `${uniqueName('code')}@example.org`
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in by a code to my e-mail' }).click()
  await page.getByRole('textbox', { name: 'E-mail' }).fill(address)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  const field = page.getByLabel('Code', { exact: true })
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  const code = await codeFor(address)
  await field.fill(code === '000000' ? '111111' : '000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('does not work')
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/')
  await page.goto('/devices')
  await expect(page.getByRole('row', { name: /This device/ })).toContainText('e-mail code')
})

test('a confirmed address resets the password, which signs out everywhere', async ({ page, newPerson }) => {
  const { username } = await register(page)
  const address = `${username}@example.org`
  await page.goto('/settings')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(address)
  await page.getByRole('button', { name: 'Add this address' }).click()
  await expect(page.getByText('The address counts once you have opened it.')).toBeVisible()
  const reader = await newPerson()
  await reader.goto(await linkFor(address, '/confirm'))
  await reader.getByRole('button', { name: 'Confirm' }).click()
  await expect(reader.getByRole('heading', { name: 'Confirmed' })).toBeVisible()

  await reader.goto('/reset')
  await reader.getByLabel('E-mail').fill(address)
  await reader.getByRole('button', { name: 'Send me a link' }).click()
  await expect(reader.getByText('a link is on its way there')).toBeVisible()
  await reader.goto(await linkFor(address, '/reset'))
  await expect(reader).toHaveURL('/reset')
  await reader.getByLabel('New password').fill('another phrase over the sea')
  await reader.getByRole('button', { name: 'Set the password' }).click()
  await expect(reader.getByText('Your new password is set.')).toBeVisible()
  await expect(page).toHaveURL(/reason=reset/)
  await expect(page.getByText('Your password was reset')).toBeVisible()
  await reader.getByLabel('Username or e-mail').fill(address)
  await reader.getByLabel('Password', { exact: true }).fill('another phrase over the sea')
  await reader.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(reader).toHaveURL('/')
  await mailTo(address, /your password was changed/)
})

test('what matters most asks for the password again after ten minutes', async ({ page, advance }) => {
  const { username } = await register(page)
  await advance(11 * 60_000)
  await page.goto('/settings')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${username}@example.org`)
  await page.getByRole('button', { name: 'Add this address' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it still you?' })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('Nothing was changed: this needs you to prove first')).toBeVisible()
  await page.getByRole('button', { name: 'Add this address' }).click()
  await dialog.getByLabel('Your password').fill(password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('The address counts once you have opened it.')).toBeVisible()
})

test('one takes one’s data along and then leaves for good', async ({ page }) => {
  const { username } = await register(page)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Gather my data' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save' }).click()
  expect((await saving).suggestedFilename()).toBe('shiplap-account.json')
  await page.getByRole('button', { name: 'Delete my account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
  await expect(dialog.getByRole('button', { name: 'Delete for good' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await dialog.getByLabel(`Type ${username} to go on`).fill(username)
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('The account is deleted.')).toBeVisible()
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('do not go together')
})

test('an administrator gives a role, which counts at once, and closes an account, whose owner lands on sign-in', async ({
  page,
  newPerson,
}) => {
  await registerAs('admin', page, 'admin')
  const other = await newPerson()
  const { username } = await register(other, 'helper')
  await other.goto('/devices')
  await expect(other.getByRole('link', { name: /^Verify/ })).toHaveCount(0)
  await page.goto(`/admin/accounts?q=${username}`)
  await page.getByRole('combobox', { name: `Role of ${username}` }).selectOption('verifier')
  await expect(page.getByText(`${username} is verifier now.`)).toBeVisible()
  await expect(other.getByRole('link', { name: /^Verify/ }).first()).toBeVisible()
  await page.getByRole('button', { name: `Acts for ${username}` }).click()
  await page.getByRole('menuitem', { name: 'Close this account' }).click()
  await expect(page.getByRole('row', { name: username })).toContainText('Closed')
  await expect(other.getByText('An administrator ended this session.')).toBeVisible()
})
