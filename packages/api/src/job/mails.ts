import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '@shiplap/domain/refusal'
import type { Context } from '../context.ts'

const most = 100

/** Mails that were kept as files because no SMTP is set, the newest first. */
export async function listMails({ settings }: Pick<Context, 'settings'>) {
  const folder = join(settings.dataDir, 'mail')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const files = await Promise.all(
    names.map(async (name) => ({ name, atMs: (await stat(join(folder, name))).mtimeMs })),
  )
  const latest = files.sort((one, other) => other.atMs - one.atMs).slice(0, most)
  return Promise.all(
    latest.map(async ({ name, atMs }) => {
      const head = (await readFile(join(folder, name), 'utf8')).split('\n\n', 1)[0] ?? ''
      const at = new Date(atMs).toISOString()
      return { key: name.replace('.eml', ''), at, to: field(head, 'To'), subject: field(head, 'Subject') }
    }),
  )
}

/** One of them as it would have been sent. The key is checked by the door, so that it names a file of this folder. */
export async function readMail(
  { settings }: Pick<Context, 'settings'>,
  { key }: { readonly key: string },
): Promise<{ readonly source: string }> {
  const path = join(settings.dataDir, 'mail', `${key}.eml`)
  return { source: await readFile(path, 'utf8').catch(() => refuse('job.mail-not-found')) }
}

const field = (head: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? ''
