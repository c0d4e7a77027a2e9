/** Something the operator can mend; its message says how. */
export class Unable extends Error {
  override readonly name = 'Unable'
}

/** Ends the command with what went wrong: a message where it is meant for the operator, all there is where it is a bug. */
export function explain(error: unknown): never {
  const meant = error instanceof Error && ['Unable', 'EnvError'].includes(error.name)
  console.error('')
  console.error(meant ? error.message : error)
  console.error('')
  process.exit(1)
}
