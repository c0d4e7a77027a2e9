import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@shiplap/embedded/free-port'
import { startRedis } from '@shiplap/embedded/redis'
import { password } from '../src/people.ts'
import { expect, test, uniqueName } from '../src/test.ts'
import { endApp, settings, startApp } from '../src/web.ts'

test('a page of the release before goes on with the new server, and is offered to reload', async ({
  page,
}) => {
  const dir = await mkdtemp(join(tmpdir(), 'shiplap-upgrade-'))
  const redis = await startRedis({ dataDir: dir })
  const port = await freePort()
  const env = settings({ redisUrl: redis.url, port })
  const release = async (name: string) => {
    const web = startApp('web', 'server.ts', { ...env, DEPLOYMENT: name, LOG_LEVEL: 'error' })
    const isReady = () =>
      fetch(`${env.ORIGIN}/api/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    while (!(await isReady())) await wait(50)
    return web
  }
  const first = await release('one')
  const username = uniqueName('early')
  await page.request.post(`${env.ORIGIN}/api/trpc/account.register`, {
    headers: { origin: env.ORIGIN },
    data: { username, password, stay: true },
  })
  await page.goto(`${env.ORIGIN}/chat`)
  const banner = page.getByText('A new version of Shiplap is running.')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(banner).toBeHidden()

  await endApp(first)
  const second = await release('two')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(banner).toBeVisible()
  // Nobody is made to: the old page still leads on.
  await page.getByRole('link', { name: 'Challenges', exact: true }).first().click()
  await expect(page).toHaveURL(`${env.ORIGIN}/challenges`)
  await expect(banner).toBeVisible()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(banner).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  await page.goto('about:blank')
  await endApp(second)
  await redis.stop()
  await rm(dir, { recursive: true, force: true })
})
