import { statfs } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { connect } from '@shiplap/db/connect'
import { inspect } from '@shiplap/db/inspect'
import { silentLog } from '@shiplap/runtime/log'

/** What a check found. `todo` says what to do about it; nothing where all is well. */
export type Finding = { readonly what: string; readonly found: string; readonly todo?: string }

export async function checkPostgres(url: string): Promise<readonly Finding[]> {
  const db = connect({ url, log: silentLog, application: 'doctor', max: 1 })
  const what = 'PostgreSQL'
  try {
    const asked = Date.now()
    const seen = await inspect(db)
    const apartMs = Math.round(Math.abs(seen.now - (asked + Date.now()) / 2))
    return [
      {
        what,
        found: seen.version,
        ...(seen.major < 18 && { todo: 'Shiplap is made for PostgreSQL 18 or newer.' }),
      },
      {
        what: 'Migrations',
        found: seen.pending.length === 0 ? 'all applied' : `${seen.pending.length} to come`,
        ...(seen.pending.length > 0 && {
          todo: '`npm start` applies them; or node packages/db/scripts/migrate.ts.',
        }),
      },
      {
        what: 'Durability',
        found: `fsync ${seen.fsync}, synchronous_commit ${seen.synchronousCommit}`,
        ...((seen.fsync !== 'on' || seen.synchronousCommit === 'off') && {
          todo: 'Switch both on: otherwise what was acknowledged can be lost in a crash.',
        }),
      },
      {
        what: 'Clock',
        found: `${apartMs} ms apart from PostgreSQL’s`,
        ...(apartMs > 2_000 && {
          todo: 'Let both machines keep time by NTP. Times of runs go by PostgreSQL’s clock.',
        }),
      },
    ]
  } catch (error) {
    const todo = 'Start it, or mend DATABASE_URL.'
    return [{ what, found: `cannot be reached: ${(error as Error).message}`, todo }]
  } finally {
    await db.destroy()
  }
}

/** Speaks to Redis by hand: a few questions do not need a client. */
export async function checkRedis(url: string): Promise<readonly Finding[]> {
  const what = 'Redis'
  const { hostname, port, password } = new URL(url.split(',')[0] ?? '')
  const hello = password === '' ? '' : `AUTH ${decodeURIComponent(password)}\r\n`
  const asked = `${hello}INFO server\r\nCONFIG GET appendonly\r\nCONFIG GET maxmemory-policy\r\nQUIT\r\n`
  const said = await talk({ host: hostname, port: Number(port || 6379), say: asked }).catch(
    (error: Error) => error,
  )
  if (said instanceof Error)
    return [
      {
        what,
        found: `cannot be reached: ${said.message}`,
        todo: 'Start it, or mend REDIS_URL. Until then everything is slower and limits are stricter.',
      },
    ]
  const version = said.match(/redis_version:(\S+)/)?.[1]
  if (version === undefined)
    return [{ what, found: 'does not let us in', todo: 'Put its password into REDIS_URL.' }]
  const evicts = /maxmemory-policy\r\n\$\d+\r\n(?!noeviction)(\S+)/.exec(said)?.[1]
  return [
    {
      what,
      found: version,
      ...(Number.parseInt(version, 10) < 7 && { todo: 'Shiplap needs Redis 7 or newer.' }),
    },
    ...(evicts
      ? [
          {
            what: 'Redis memory',
            found: evicts,
            todo: 'Set maxmemory-policy noeviction, so that no limit is forgotten.',
          },
        ]
      : []),
  ]
}

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

export async function checkSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const freeMb = Math.floor((bavail * bsize) / 1024 ** 2)
  return {
    what: 'Disk',
    found: `${freeMb} MB free in ${folder}`,
    ...(freeMb < 1_024 && { todo: 'Make room: a full disk stops every write.' }),
  }
}

function talk({ host, port, say }: { host: string; port: number; say: string | null }): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connectTcp({ host, port, timeout: 2_000 }, () =>
      say === null ? socket.end() : socket.write(say),
    )
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.once('timeout', () => socket.destroy(new Error('no answer within 2 s')))
    socket.once('error', reject)
    socket.once('close', () => resolve(said))
  })
}
