import type { Finding } from './finding.ts'
import { talk } from './talk.ts'

export async function checkMail(smtpUrl: string | undefined): Promise<Finding> {
  const what = 'Mail'
  if (!smtpUrl)
    return {
      what,
      found: 'kept as files; no SMTP_URL is set',
      todo: 'Set SMTP_URL, so that codes and notices reach people.',
    }
  const { protocol, hostname, port } = new URL(smtpUrl)
  const secure = protocol === 'smtps:'
  try {
    // A server with TLS from the start says nothing before it; that it takes the connection is all there is to see.
    const greeting = await talk({
      host: hostname,
      port: Number(port || (secure ? 465 : 25)),
      say: secure ? null : 'QUIT\r\n',
    })
    return { what, found: secure ? 'takes connections' : greeting.split('\r\n')[0] || 'takes connections' }
  } catch (error) {
    return {
      what,
      found: `cannot be reached: ${(error as Error).message}`,
      todo: 'Mend SMTP_URL; mails wait and are tried again.',
    }
  }
}
