import type { Finding } from './finding.ts'
import { talk } from './talk.ts'

/** Every node that `url` names. Speaks to Redis by hand: a few questions do not need a client. */
export async function checkRedis(url: string): Promise<readonly Finding[]> {
  const nodes = url.split(',')
  const found = await Promise.all(nodes.map((node) => checkNode(node, nodes.length > 1)))
  return found.flat()
}

async function checkNode(url: string, isOneOfMany: boolean): Promise<readonly Finding[]> {
  const { hostname, host, port, username, password, protocol } = new URL(url)
  const what = isOneOfMany ? `Redis ${host}` : 'Redis'
  const secret = [username, password].filter((part) => part !== '').map(decodeURIComponent)
  const hello = secret.length === 0 ? '' : `AUTH ${secret.join(' ')}\r\n`
  const said = await talk({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6379),
    tls: protocol === 'rediss:',
    say: `${hello}INFO server\r\nINFO cluster\r\nCLUSTER INFO\r\nCONFIG GET maxmemory-policy\r\nQUIT\r\n`,
  }).catch((error: Error) => error)
  if (said instanceof Error)
    return [
      {
        what,
        found: `cannot be reached: ${said.message}`,
        todo: 'Start it, or mend REDIS_URL. Until then everything is slower and limits are stricter.',
      },
    ]
  const version = /redis_version:(\S+)/.exec(said)?.[1]
  if (version === undefined)
    return [{ what, found: 'does not let us in', todo: 'Put its password into REDIS_URL.' }]
  return [
    {
      what,
      found: version,
      ...(Number.parseInt(version, 10) < 7 && { todo: 'Shiplap needs Redis 7 or newer.' }),
    },
    ...illsOf(said, what, isOneOfMany),
  ]
}

function illsOf(said: string, what: string, isOneOfMany: boolean): readonly Finding[] {
  const evicts = /maxmemory-policy\r\n\$\d+\r\n(?!noeviction)(\S+)/.exec(said)?.[1]
  const inCluster = /cluster_enabled:1/.test(said)
  const state = /cluster_state:(\w+)/.exec(said)?.[1]
  return [
    ...(evicts === undefined
      ? []
      : [
          {
            what: `${what} memory`,
            found: evicts,
            todo: 'Set maxmemory-policy noeviction, so that no limit is forgotten.',
          },
        ]),
    ...(inCluster && state !== 'ok'
      ? [
          {
            what: `${what} cluster`,
            found: state ?? 'no state',
            todo: 'Give every slot to a node that lives.',
          },
        ]
      : []),
    ...(inCluster && !isOneOfMany
      ? [
          {
            what: `${what} cluster`,
            found: 'named by one node',
            todo: 'Name several of its nodes in REDIS_URL, separated by commas.',
          },
        ]
      : []),
  ]
}
