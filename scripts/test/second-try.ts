import type { Outcome } from './tally.ts'

/** One run of a suite, with the titles of the tests that failed in it. */
type SuiteRun = Outcome & { readonly failedTitles: readonly string[] }

/** More failures than this have a cause that a second try does not take away. */
const mostTriedAgain = 5

/**
 * Runs a suite, and what failed in it once more with nothing beside it. What passes then counts as passed and is told by
 * its title and its first output, so that somebody looks for the race; what fails twice has failed.
 */
export async function withSecondTry<Run extends SuiteRun>(
  run: () => Promise<Run>,
  runFailed: (first: Run) => Promise<Run>,
): Promise<Outcome> {
  const first = await run()
  const tried = first.failedTitles
  if (tried.length === 0 || tried.length > mostTriedAgain) return first
  const second = await runFailed(first)
  return {
    passed: first.passed + first.failed - second.failed,
    failed: second.failed,
    output: `${first.output}\n\nTried again:\n\n${second.output}`,
    secondTry: tried.filter((title) => !second.failedTitles.includes(title)),
  }
}
