import type { Judgement, Part, Scenario, Setting } from '../frame/scenario.ts'
import { type Place, startVisit } from '../pages/visit.ts'
import { type Scores, score } from './score.ts'

/** Every page as Lighthouse scores it; rows are named so that `lighthouse/public` and `lighthouse/signed` are each short. */
export const part: Part<'shiplap'> = {
  title: 'Lighthouse',
  contenders: { shiplap: 'Shiplap' },
  async open({ servers }: Setting) {
    const visit = await startVisit(servers)
    return {
      scenarios: visit.places.map((place) => scored(place, visit)),
      close: () => visit.stop(),
    }
  },
}

type Visit = Awaited<ReturnType<typeof startVisit>>

function scored({ route, address, isPublic }: Place, { origin, port, cookie }: Visit): Scenario<'shiplap'> {
  const least = isPublic ? 95 : 90
  let scores: Scores | undefined
  return {
    name: `${isPublic ? 'public' : 'signed in'} ${route}, performance`,
    unit: '',
    contenders: ['shiplap'],
    rounds: 1,
    async measure() {
      scores = await score(`${origin}${address}`, { port, cookie: isPublic ? '' : cookie })
      return scores.performance
    },
    bar: () => {
      const {
        performance = Number.NaN,
        accessibility = Number.NaN,
        bestPractices = Number.NaN,
      } = scores ?? {}
      // One line where the other two are full, as they should be.
      if (accessibility === 100 && bestPractices === 100)
        return judged(performance, least, '; accessibility, best practices 100')
      return [
        judged(performance, least),
        judged(accessibility, 100, ' for accessibility'),
        judged(bestPractices, 100, ' for best practices'),
      ]
    },
  }
}

function judged(score: number, least: number, words = ''): Judgement {
  return { ratio: score / least, words: `≥ ${least}${words}`, isMet: score >= least }
}
