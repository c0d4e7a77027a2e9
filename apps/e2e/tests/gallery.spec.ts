import { expect, test } from '../src/test.ts'

test.beforeEach(({ page }) => page.goto('/gallery'))

test('every piece stands on the dark and on the light ground', async ({ page }) => {
  for (const theme of ['dark', 'light']) {
    for (const title of ['Colours', 'Times', 'Acts', 'Fields', 'Rows', 'States'])
      await expect(page.getByRole('region', { name: `${title}, ${theme}` })).toBeVisible()
    const times = page.getByRole('region', { name: `Times, ${theme}` })
    await expect(times.getByRole('timer', { name: 'Stopped timer' })).toHaveText('12:47.3')
    const rows = page.getByRole('region', { name: `Rows, ${theme}` })
    await expect(rows.getByRole('row', { name: /mira/ })).toHaveAttribute('aria-current', 'true')
  }
  const grounds = await page
    .locator('[data-theme]')
    .evaluateAll((halves) => halves.map((half) => getComputedStyle(half).backgroundColor))
  expect(grounds).toEqual(['rgb(15, 15, 15)', 'rgb(247, 246, 243)'])
})

test('a button that can’t act says why to keyboard and pointer, and does not act', async ({ page }) => {
  const button = page.getByRole('button', { name: 'Can’t' }).first()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription('You are on pause; go on first.')
  await button.focus()
  await expect(page.getByRole('tooltip', { name: 'You are on pause; go on first.' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toHaveCount(0)
})

test('a dialog keeps the focus inside and gives it back', async ({ page }) => {
  const opener = page.getByRole('button', { name: 'Dialog' }).first()
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Abandon this run?' })
  await expect(dialog).toBeVisible()
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('Tab')
    expect(
      await page.evaluate(
        () => document.activeElement?.closest('dialog') !== null || document.activeElement === document.body,
      ),
    ).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})

test('a menu opens, moves by arrows and letters, and closes on Escape', async ({ page }) => {
  const opener = page.getByRole('button', { name: 'Menu', exact: true }).first()
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused()
  await page.keyboard.press('r')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeHidden()
  await expect(opener).toBeFocused()
})

test('what a toast tells can be taken back while it stands', async ({ page }) => {
  await page.getByRole('button', { name: 'Toast' }).first().click()
  const notices = page.getByRole('region', { name: 'Notices' })
  await expect(notices).toHaveAttribute('aria-live', 'polite')
  await expect(notices.getByText('Split taken back.')).toBeVisible()
  await notices.getByRole('button', { name: 'Undo' }).click()
  await expect(notices.getByText('Split is there again.')).toBeVisible()
  await expect(notices.getByText('Split taken back.')).toHaveCount(0)
})

test('a password can be shown, and caps lock is told', async ({ page }) => {
  const field = page.getByLabel('Password', { exact: true }).first()
  await field.fill('correct horse battery')
  await expect(field).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Show password' }).first().click()
  await expect(field).toHaveAttribute('type', 'text')
  await field.evaluate((input) =>
    input.dispatchEvent(new KeyboardEvent('keyup', { key: 'A', modifierCapsLock: true, bubbles: true })),
  )
  await expect(page.getByText('Caps lock is on.')).toBeVisible()
})

test('on a phone a row of a table becomes a small board, and still is a row', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const row = page.getByRole('row', { name: /mira/ }).first()
  await expect(row.getByRole('rowheader', { name: 'mira' })).toBeVisible()
  await expect(row.getByRole('cell', { name: /10:12.9/ })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})
