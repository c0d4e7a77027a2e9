import type { IncomingMessage, ServerResponse } from 'node:http'
import { isMigrated, isReachable } from '@shiplap/db/health'
import type { Services } from './context.ts'

/** Answers /api/health (this process lives) and /api/ready (it can serve). Tells false for any other request. */
export function createHealthDoor({ db, redis }: Pick<Services, 'db' | 'redis'>) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = request.url?.split('?')[0]
    if (path === '/api/health') {
      answer(response, 200, { alive: true })
      return true
    }
    if (path !== '/api/ready') return false
    void Promise.all([isReachable(db), isMigrated(db), redis.ping().then(isPong, () => false)]).then(
      ([postgres, migrations, redisAnswers]) => {
        // Redis is speed, not truth: without it we serve more slowly, so it is told but does not decide.
        const ready = postgres && migrations
        answer(response, ready ? 200 : 503, { ready, postgres, migrations, redis: redisAnswers })
      },
    )
    return true
  }
}

const isPong = (answered: string) => answered === 'PONG'

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(JSON.stringify(body))
}
