import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hasDebianTools, unpackDebian } from '@shiplap/embedded/debian'
import { type FaultCase, see } from './case.ts'
import { get, getMe } from './measure.ts'

const getWith = (origin: string, accessToken: string) =>
  get(`${origin}/api/trpc/account.me`, { headers: { authorization: `Bearer ${accessToken}` } })

const folder = join(import.meta.dirname, '../../../../.cache/faketime')

const findLibrary = () =>
  ['/', join(folder, 'root')]
    .flatMap((root) => ['x86_64', 'aarch64'].map((machine) => join(root, 'usr/lib', `${machine}-linux-gnu`)))
    .map((libraries) => join(libraries, 'faketime/libfaketimeMT.so.1'))
    .find((path) => existsSync(path))

/** Takes Debian's package into .cache where this machine has none: nobody has to be root for that. */
async function whyNot(): Promise<string | null> {
  if (findLibrary() !== undefined) return null
  if (!hasDebianTools())
    return 'needs libfaketime, which is taken from Debian by itself where apt-get and dpkg are'
  const unpacked = unpackDebian(['faketime', 'libfaketime'], { folder, program: 'usr/bin/faketime' })
  return unpacked.then(
    () => null,
    (error: Error) => `needs libfaketime, which cannot be had: ${error.message.split('\n')[0]}`,
  )
}

const shifted = (by: string) => ({
  LD_PRELOAD: findLibrary(),
  FAKETIME: by,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
})

export const clockCases: readonly FaultCase[] = [
  {
    name: 'wrong-clocks',
    must: 'one web ten minutes ahead, the worker ten behind: expiry, codes and leases go by the database’s clock',
    faults: 2,
    whyNot,
    stage: () => ({
      workers: 2,
      env: (app, which) =>
        app === 'web' && which === 1
          ? shifted('+10m')
          : app === 'worker' && which === 0
            ? shifted('-10m')
            : {},
    }),
    async act({ stage, load }) {
      const shown = await Promise.all(
        stage.origins.map(async (origin) => {
          const answer = (await (await fetch(`${origin}/api/trpc/instance.get`)).json()) as {
            result: { data: { serverTime: number } }
          }
          return answer.result.data.serverTime - Date.now()
        }),
      )
      const person = load.open('timely')
      await person.ask({
        act: 'account.register',
        key: 'timely',
        input: { username: 'timely', password: 'seven quiet planks' },
      })
      await load.more(100)
      for (const origin of stage.origins)
        see((await getMe(origin, person.cookies)).status === 200, 'a session lasts at both webs')
      const { data } = await person.ask({
        act: 'account.logIn',
        input: { login: 'timely', password: 'seven quiet planks', means: 'tokens' },
      })
      let { accessToken, refreshToken } = data.tokens as { accessToken: string; refreshToken: string }
      // Signed by one or the other and read by both, a few times.
      for (let time = 0; time < 6; time++) {
        for (const origin of stage.origins)
          see((await getWith(origin, accessToken)).status === 200, 'an access token is good at both webs')
        const next = await person.ask({ act: 'account.refresh', key: refreshToken, input: { refreshToken } })
        see(next.outcome === 'ok', `tokens are refreshed at both webs, not ${next.reason}`)
        accessToken = String(next.data.accessToken)
        refreshToken = String(next.data.refreshToken)
      }
      see((shown[1] ?? 0) > 500_000, 'the second web is ahead')
      return { aheadMs: Math.round((shown[1] ?? 0) - (shown[0] ?? 0)) }
    },
  },
]
