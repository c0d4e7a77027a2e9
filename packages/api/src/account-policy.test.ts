import { readFile } from 'node:fs/promises'
import { mostSessions } from '@shiplap/db/queries/sign-ins'
import { passwordLength, sudoMs } from '@shiplap/domain/account'
import { accessTokenMs, refreshGraceMs, usualLifetimes } from '@shiplap/domain/device'
import { codeRules } from '@shiplap/domain/one-time-code'
import { expect, test } from 'vitest'

const minute = 60_000
const day = 24 * 60 * minute

test('ASVS 6.1.1, 7.1.1-2: the written policy says what the code does', async () => {
  const policy = (await readFile(new URL('../../../docs/accounts.md', import.meta.url), 'utf8')).replace(
    /\s+/g,
    ' ',
  )
  const { othrIdleMs, stayIdleMs, othrMostMs, mobiIdleMs } = usualLifetimes
  for (const sentence of [
    `password of at least ${passwordLength.least}, at most ${passwordLength.most}`,
    `when the last is older than ${sudoMs / minute} minutes`,
    `right code, within ${codeRules.lifeMs / minute} minutes and ${codeRules.tries} tries`,
    `A code has ${codeRules.digits} digits and works once, for ${codeRules.lifeMs / minute} minutes, at most ${codeRules.tries} tries`,
    `another one can be sent after ${codeRules.resendAfterMs / 1_000} seconds`,
    `| ends when unused for | ${othrIdleMs / (60 * minute)} hours; ${stayIdleMs / day} days where its owner stays signed in | ${mobiIdleMs / day} days |`,
    `| ends in any case after | ${othrMostMs / day} days | – |`,
    `At most ${mostSessions} device sessions`,
    `(JWT, ES256, ${accessTokenMs / minute} minutes)`,
    `used again within ${refreshGraceMs / 1_000} seconds`,
  ])
    expect(policy, sentence).toContain(sentence)
})
