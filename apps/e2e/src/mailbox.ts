import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { product } from './product.ts'

/** Waits for a mail to `address` that matches, as captured in the data directory, and answers its text. */
export async function mailTo(address: string, matching: RegExp): Promise<string> {
  let found: string | undefined
  await expect(async () => {
    found = (await mailsTo(address)).find((text) => matching.test(text))
    expect(found, `a mail to ${address} like ${matching}`).toBeDefined()
  }).toPass({ timeout: 15_000, intervals: [100] })
  return found as string // the line above waited for it
}

/** The six digits of the newest code sent to `address`. */
export async function codeFor(address: string): Promise<string> {
  return /Your code is (\d{6})/.exec(await mailTo(address, /Your code is \d{6}/))?.[1] ?? ''
}

/** The link in the newest mail to `address` that leads to `path`. */
export async function linkFor(address: string, path: string): Promise<string> {
  const pattern = new RegExp(`${product.origin}${path}#[\\w-]{43}`)
  return pattern.exec(await mailTo(address, pattern))?.[0] ?? ''
}

/** Texts of the captured mails to `address`, newest first. */
async function mailsTo(address: string): Promise<readonly string[]> {
  const names = await readdir(product.mailDir).catch(() => [])
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .map(async (name) => {
        const path = join(product.mailDir, name)
        return { at: (await stat(path)).mtimeMs, text: decoded(await readFile(path, 'utf8')) }
      }),
  )
  return mails
    .filter(({ text }) => text.includes(`To: ${address}`))
    .sort((one, other) => other.at - one.at)
    .map(({ text }) => text)
}

/** Quoted-printable, as far as our own letters use it. */
function decoded(raw: string): string {
  return raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
