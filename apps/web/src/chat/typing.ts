/** Who was typing and who said something, each with the moment at which it was told here. */
export type Typing = {
  readonly typing: ReadonlyMap<string, number>
  readonly said: ReadonlyMap<string, number>
}

export const nobodyTypes: Typing = { typing: new Map(), said: new Map() }

const typingMs = 4_000
/** That somebody types is told up to a second late, and is no news when what they typed has come before it. */
const lateMs = 1_500

export function withTyping({ typing, said }: Typing, names: readonly string[], at: number): Typing {
  const fresh = names.filter((name) => at - (said.get(name) ?? Number.NEGATIVE_INFINITY) > lateMs)
  return { typing: new Map([...typing, ...fresh.map((name) => [name, at] as const)]), said }
}

export function withSaid({ typing, said }: Typing, name: string, at: number): Typing {
  return {
    typing: new Map([...typing].filter(([typist]) => typist !== name)),
    said: new Map([...recent(said, at, lateMs), [name, at]]),
  }
}

/** Without those who have stopped. */
export const withoutStopped = ({ typing, said }: Typing, at: number): Typing => ({
  typing: new Map(recent(typing, at, typingMs)),
  said,
})

const recent = (told: ReadonlyMap<string, number>, at: number, ms: number) =>
  [...told].filter(([, then]) => at - then <= ms)
