import type { Servers } from './servers.ts'

/** What one measurement gave; where the cost was seen too, that beside it. */
export type Measured = {
  readonly value: number
  /** CPU time for a thousand of what `value` counts, of the processes that are compared. */
  readonly cpuMs?: number
  /** Memory of these processes, resident, when the measurement ended. */
  readonly memoryMb?: number
}

export type Medians<Name extends string = string> = Readonly<Partial<Record<Name, number>>>

/** How ours stands against one bar. */
export type Judgement = {
  readonly ratio: number
  readonly words: string
  readonly isMet: boolean
  /** The contender that ours was set against, where it was one. */
  readonly against?: string
}

/** Something that is measured, for one contender, once. `Infinity` stands for "did not get there". */
export type Scenario<Name extends string = string> = {
  readonly name: string
  readonly unit: string
  readonly isLessBetter?: boolean
  /** Ours is called `shiplap`. */
  readonly contenders: readonly Name[]
  /** Three where nothing is said: once is enough for what does not change, and what chance has a part in needs more. */
  readonly rounds?: number
  measure(servers: Servers, contender: Name): Promise<number | Measured>
  /** What is asked of ours, given the medians of all; nothing where a row is there to be known. */
  bar?(medians: Medians<Name>): Judgement | readonly Judgement[]
}

/** Rows that are measured together: `npm run bench -- --only=<name>`. Each part runs in a process of its own. */
export type Part<Name extends string = string> = {
  readonly title: string
  /** How each contender is called in the table. */
  readonly contenders: Readonly<Record<Name, string>>
  open(setting: Setting): Promise<Opened<Name>>
}

export type Setting = {
  readonly servers: Servers
  /** Below 1 for a quick look: what part of the usual amount of work is done. */
  readonly share: number
}

export type Opened<Name extends string = string> = {
  readonly scenarios: readonly Scenario<Name>[]
  /** What lies behind the rows, to be read beside them. */
  readonly detail?: () => Detail
  readonly close?: () => Promise<void>
}

export type Detail = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
