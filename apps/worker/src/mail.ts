import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'

export type Mail = {
  /** Names this mail for good: a repeat is the same mail. */
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export type SendMail = (mail: Mail) => Promise<void>

/** Sends mail over SMTP, or keeps it as .eml files in the data directory where no SMTP is set. */
export function createMailer({
  smtpUrl,
  from,
  origin,
  dataDir,
}: {
  readonly smtpUrl: string | undefined
  readonly from: string
  readonly origin: string
  readonly dataDir: string
}): SendMail {
  const host = new URL(origin).hostname
  const written = (mail: Mail) => ({
    from,
    // An object, not a string: nothing in an address can name a second one.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    // Mail servers drop a second message of one id.
    messageId: `<${mail.key}@${host}>`,
  })
  if (smtpUrl === undefined) return captureIn(join(dataDir, 'mail'), written)
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (mail) => {
    await transport.sendMail(written(mail))
  }
}

function captureIn(folder: string, written: (mail: Mail) => object): SendMail {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return async (mail) => {
    const { message } = await transport.sendMail(written(mail))
    await mkdir(folder, { recursive: true })
    // Written beside and moved, so that nobody reads half a mail; a repeat replaces the file by the same.
    const path = join(folder, `${mail.key}.eml`)
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 })
    await rename(`${path}.part`, path)
  }
}
