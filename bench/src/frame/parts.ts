import type { Part } from './scenario.ts'

/** Every part, in the order of the table. A part is loaded where it runs, so that none pays for another's peers. */
export const parts = {
  jobs: async () => (await import('../jobs/part.ts')).part,
  session: async () => (await import('../session/part.ts')).part,
  login: async () => (await import('../login/part.ts')).part,
  pages: async () => (await import('../pages/part.ts')).part,
  lighthouse: async () => (await import('../lighthouse/part.ts')).part,
  start: async () => (await import('../start/part.ts')).part,
  boards: async () => (await import('../boards/part.ts')).part,
  chat: async () => (await import('../chat/part.ts')).part,
  history: async () => (await import('../history/part.ts')).part,
  live: async () => (await import('../live/part.ts')).part,
  house: async () => (await import('../house/part.ts')).part,
} satisfies Record<string, () => Promise<Part>>

export type PartName = keyof typeof parts
