import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Person } from './person.ts'

/** Somebody's way of spending their time: once round, then again, until it is over. */
export type Round = (person: Person, isOver: () => boolean) => Promise<void>

export const room = 'lobby'

/** Says something, and now and then says it once more with the same key, as after a lost answer. */
export const chat: Round = async (person, isOver) => {
  const { key, said } = aMessage(person)
  const { outcome } = await person.insist(said, isOver)
  if (outcome === 'ok' && key.startsWith('0')) await person.insist(said, isOver)
  await sleep(90)
}

/** Says many things at once, more than the limit lets through, also on a machine that is busy. */
export const flood: Round = async (person) => {
  await Promise.all(Array.from({ length: 8 }, () => person.ask(aMessage(person).said)))
  await sleep(200)
}

function aMessage({ who }: Person) {
  const key = randomUUID()
  const said = {
    act: 'message.send',
    key,
    input: { room, body: `said by ${who}`, clientKey: key },
    told: ({ seq }: Record<string, unknown>) => ({ seq }),
  }
  return { key, said }
}

/** Runs from arming to the last milestone, in a little over five seconds, and sends it for review. */
export const run: Round = async (person, isOver) => {
  const key = randomUUID()
  const kind = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted', stack: [] }
  const armed = await person.insist({ act: 'run.arm', key, input: { ...kind, key } }, isOver)
  const runId = armed.data.id
  if (typeof runId !== 'string') return sleep(200)
  const act = (name: string, more: object = {}) => {
    const once = randomUUID()
    const told = () => ({ runId })
    return person.insist({ act: name, key: once, input: { runId, key: once, ...more }, told }, isOver)
  }
  await act('run.start')
  for (const [at, pauseMs] of [1_100, 1_100, 3_000].entries()) {
    await sleep(pauseMs)
    if (isOver()) return
    await act('run.split', { position: at + 1 })
  }
  await person.insist(
    { act: 'submission.create', key: runId, input: { runId }, told: ({ id }) => ({ id }) },
    isOver,
  )
}

/** Does it once and rests: a board that forgot what came of it is not put right by what comes next. */
export function once(round: Round): Round {
  let isDone = false
  return async (person, isOver) => {
    if (isDone) return sleep(200)
    isDone = true
    await round(person, isOver)
  }
}

/** Looks for what waits, takes it and approves it, while a colleague does the same. */
export const verify: Round = async (person, isOver) => {
  const { data } = await person.ask({ act: 'submission.queue' })
  for (const { id } of (data.submissions ?? []) as readonly { id: string }[]) {
    if (isOver()) return
    const { outcome } = await person.ask({ act: 'submission.claim', key: id, input: { submissionId: id } })
    if (outcome === 'ok')
      await person.ask({ act: 'submission.approve', key: id, input: { submissionId: id } })
  }
  await sleep(150)
}

/** Signs in at another device, works there, signs that out from here, and tries to go on there. */
export const signInAndOut =
  (open: (who: string) => Person): Round =>
  async (person, isOver) => {
    const elsewhere = open(`${person.who} elsewhere`)
    const { outcome } = await elsewhere.ask({ act: 'account.logIn', input: { login: person.who, password } })
    if (outcome !== 'ok') return sleep(200)
    const { data } = await elsewhere.ask({ act: 'account.me' })
    const id = (data.session as { id?: string } | undefined)?.id
    if (id === undefined) return sleep(200)
    const me = { act: 'account.me', key: id }
    await elsewhere.ask(me)
    const { outcome: revoked } = await person.insist({ act: 'device.revoke', key: id, input: { id } }, isOver)
    if (revoked === 'unknown') return
    for (let time = 0; time < 5 && !isOver(); time++) {
      await elsewhere.ask(me)
      await sleep(300)
    }
  }

/** A program that refreshes its tokens, twice at once each time, and speaks with what it got. */
export const refresh: Round = async (person, isOver) => {
  const device = { type: 'othr' }
  const { data } = await person.ask({
    act: 'account.logIn',
    input: { login: person.who, password, device, means: 'tokens' },
  })
  let tokens = data.tokens as Tokens | undefined
  for (let time = 0; tokens !== undefined && time < 6 && !isOver(); time++) {
    const { refreshToken }: Tokens = tokens
    const asked = {
      act: 'account.refresh',
      key: refreshToken,
      input: { refreshToken },
      told: (answer: Record<string, unknown>) => ({ next: answer.refreshToken }),
    }
    const answers = await Promise.all([person.insist(asked, isOver), person.insist(asked, isOver)])
    tokens = answers.find(({ outcome }) => outcome === 'ok')?.data as Tokens | undefined
    if (tokens !== undefined) await person.ask({ act: 'account.me', bearer: tokens.accessToken })
    await sleep(200)
  }
  await sleep(200)
}

type Tokens = { readonly accessToken: string; readonly refreshToken: string }

/** Asks for a code by mail, each time for another address: a job for the worker. */
export const askForCode: Round = async (person) => {
  const email = `${randomUUID()}@example.org`
  await person.ask({
    act: 'device.startSession',
    key: email,
    input: { mode: 'email', user: { email }, device: { type: 'othr' } },
  })
  await sleep(250)
}

/** Somebody new comes. */
export const register =
  (open: (who: string) => Person): Round =>
  async (_, isOver) => {
    const username = `new-${randomUUID().slice(0, 12)}`
    await open(username).insist(
      { act: 'account.register', key: username, input: { username, password } },
      isOver,
    )
    await sleep(300)
  }

export const password = 'seven quiet planks'
