import type { History } from './history.ts'

type Ask = {
  readonly act: string
  readonly key?: string
  readonly input?: object
  /** Sent instead of this person's cookie. */
  readonly bearer?: string
  readonly told?: (answer: Record<string, unknown>) => Readonly<Record<string, unknown>>
}
export type Answer = {
  readonly outcome: 'ok' | 'refused' | 'unknown'
  readonly status: number
  readonly data: Record<string, unknown>
  readonly reason: string | null
}

const queries = new Set([
  'account.me',
  'run.get',
  'message.list',
  'instance.get',
  'device.list',
  'submission.get',
  'submission.queue',
  'board.page',
])

/** Somebody who asks any of the webs, and writes down what they asked and what came back. */
export function createPerson({
  who,
  origins,
  history,
  random,
  cookies = new Map<string, string>(),
}: {
  readonly who: string
  readonly origins: readonly string[]
  readonly history: History
  readonly random: () => number
  readonly cookies?: Map<string, string>
}) {
  async function ask({ act, key = '', input = {}, bearer, told }: Ask): Promise<Answer> {
    const origin = origins[Math.floor(random() * origins.length)] ?? ''
    const sentAt = performance.now()
    const answer = await send(origin, act, input, bearer)
    const entry = {
      act,
      who,
      key,
      outcome: answer.outcome,
      status: answer.status,
      sentAt,
      answeredAt: performance.now(),
    }
    history.add(answer.outcome === 'ok' && told ? { ...entry, told: told(answer.data) } : entry)
    return answer
  }

  async function send(
    origin: string,
    act: string,
    input: object,
    bearer: string | undefined,
  ): Promise<Answer> {
    const body = JSON.stringify(input)
    const isQuery = queries.has(act)
    try {
      const response = await fetch(
        `${origin}/api/trpc/${act}${isQuery ? `?input=${encodeURIComponent(body)}` : ''}`,
        {
          method: isQuery ? 'GET' : 'POST',
          headers: {
            ...(bearer === undefined
              ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
              : { authorization: `Bearer ${bearer}` }),
            ...(!isQuery && { 'content-type': 'application/json' }),
          },
          ...(!isQuery && { body }),
          signal: AbortSignal.timeout(10_000),
        },
      )
      for (const line of response.headers.getSetCookie()) keep(cookies, line)
      return read(response.status, (await response.json()) as Body)
    } catch {
      return { outcome: 'unknown', status: 0, data: {}, reason: null }
    }
  }

  return {
    who,
    cookies,
    ask,
    /** Asks again, elsewhere, with the same key, until somebody says yes or no. */
    async insist(asked: Ask & { readonly key: string }, isOver: () => boolean): Promise<Answer> {
      for (let pauseMs = 50; ; pauseMs = Math.min(1_000, pauseMs * 1.5)) {
        const answer = await ask(asked)
        if (answer.outcome !== 'unknown' || isOver()) return answer
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    },
  }
}

export type Person = ReturnType<typeof createPerson>

type Body = {
  readonly result?: { readonly data?: Record<string, unknown> }
  readonly error?: { readonly data: { readonly reason: string | null } }
}

/** A 503 says "not now": whether the act was done is not known, since the answer of the database may have been lost. */
function read(status: number, body: Body): Answer {
  if (status === 200) return { outcome: 'ok', status, data: body.result?.data ?? {}, reason: null }
  const reason = body.error?.data.reason ?? null
  return { outcome: status >= 400 && status < 500 ? 'refused' : 'unknown', status, data: {}, reason }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  cookies.set(pair.slice(0, at), pair.slice(at + 1))
}
