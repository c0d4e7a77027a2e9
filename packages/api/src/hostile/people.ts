import { hasRole, roles } from '@shiplap/domain/account'
import type { TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import { type Least, leastFor } from './who-may.ts'

let people = 0

/** Somebody new with exactly this role. */
export async function arrive(world: TestApi, role: Least): Promise<TestVisitor> {
  return role === 'anyone' ? world.visitor() : createPerson(world, { username: `${role}-${people++}`, role })
}

/** People of every role. */
export function openCrowd(world: TestApi) {
  const known = new Map<string, Promise<TestVisitor>>()
  const secrets: string[] = []
  const meet = (who: string, role: Least) => {
    const found = known.get(who)
    if (found !== undefined) return found
    const come = arrive(world, role)
    known.set(who, come)
    void come.then(({ cookies }) => secrets.push(...cookies.values()))
    return come
  }
  const oneOf = (path: string, at: number): Least => {
    const may = thoseWhoMay(leastFor(path))
    return may[at % may.length] ?? 'admin'
  }
  return {
    /** One of each role is there, so that nobody has to come afterwards. */
    gather: () => Promise.all(ladder.map((role) => meet(role, role))),
    /** One of those whom the guard of this procedure lets through; another of them with each number. */
    callerOf: (path: string, at: number) => meet(oneOf(path, at), oneOf(path, at)),
    /** The same, but nobody else's: some calls end the session of who makes them. */
    ownCallerOf: (path: string, at: number) => meet(`${path} ${oneOf(path, at)}`, oneOf(path, at)),
    /** Somebody of this role whom only `whom` meets. */
    of: (whom: string, role: Least) => meet(`${whom} ${role}`, role),
    secrets: (): readonly string[] => secrets,
  }
}

const ladder: readonly Least[] = ['anyone', ...roles]

/** Everybody whom a guard lets through. */
const thoseWhoMay = (least: Least): readonly Least[] =>
  least === 'anyone' ? ladder : roles.filter((role) => hasRole({ role }, least))
