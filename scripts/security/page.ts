import { fateOf, foreign } from '@shiplap/api/foreign'
import { type Least, leastFor, whoMay } from '@shiplap/api/who-may'
import { cases, doors } from './cases.ts'

const roles = ['anyone', 'member', 'verifier', 'moderator', 'admin'] as const
const heads = {
  anyone: 'nobody',
  member: 'another member',
  verifier: 'verifier',
  moderator: 'moderator',
  admin: 'admin',
} as const

/** The page of docs that lists what is tried where, and who may what, made from the tables that the tests run by. */
export function securityPage(): string {
  return `# What is tried

Written by \`node scripts/security.ts\` from the tables that the suites run by; a test compares. What it means stands in [security.md](security.md), what comes of faults in [faults.md](faults.md).

## Bad input: cases × doors

A dot is a test that drives the case through this door; the generated suites drive theirs through every procedure, every row and five roles. The tests stand in \`scripts/security/cases.ts\`.

${caseTable()}

## Who may what: procedures × roles

The first cell is who may call it at all. The others say what comes of naming what belongs to somebody else: ✓ it is open to them, – the guard turns them away, and else the reason that they are given, having changed nothing. Procedures without one name nothing of anybody's: they act on the caller, or by a secret that only its owner has.

${roleTable()}
`
}

function caseTable(): string {
  const rows = Object.entries(cases).flatMap(([group, some]) => [
    `| **${group}** |${' |'.repeat(doors.length)}`,
    ...some.map(({ what, at }) => `| ${what} | ${doors.map((door) => (at[door] ? '●' : '')).join(' | ')} |`),
  ])
  const count = Object.values(cases).flat().length
  const driven = Object.values(cases)
    .flat()
    .flatMap(({ at }) => Object.keys(at)).length
  return [
    `${count} cases, ${driven} times driven.`,
    '',
    `| case | ${doors.join(' | ')} |`,
    `|---|${':-:|'.repeat(doors.length)}`,
    ...rows,
  ].join('\n')
}

function roleTable(): string {
  const paths = Object.entries(whoMay).flatMap(([noun, acts]) =>
    Object.keys(acts).map((act) => `${noun}.${act}`),
  )
  const rows = paths.map(
    (path) =>
      `| \`${path}\` | ${heads[leastFor(path)]} | ${roles.map((role) => cell(path, role)).join(' | ')} |`,
  )
  return [
    `${paths.length} procedures × ${roles.length + 1} roles (the owner's own attempts are tried too).`,
    '',
    `| procedure | least | ${roles.map((role) => heads[role]).join(' | ')} |`,
    `|---|---|${'---|'.repeat(roles.length)}`,
    ...rows,
  ].join('\n')
}

function cell(path: string, role: Least): string {
  if (roles.indexOf(role) < roles.indexOf(leastFor(path))) return '–'
  const attempt = foreign[path]
  if (attempt == null) return ''
  const fate = fateOf(attempt, role)
  return fate === 'may' ? '✓' : `\`${fate}\``
}
