import { during } from '../bootstrap/progress.mjs'

/** How many passed and failed: tests and checks alike. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly output: string
  /** Titles of what failed first and passed when it was tried again. */
  readonly secondTry?: readonly string[]
}

/** Counts what passes and what fails, and shows the output of what fails. */
export function createTally() {
  let passed = 0
  let failed = 0
  const secondTry: string[] = []
  return {
    /** Does one step; a step that throws has failed once. */
    async step(label: string, work: () => Promise<Outcome>): Promise<void> {
      let output = ''
      try {
        await during(
          label,
          async () => {
            const outcome = await work()
            passed += outcome.passed
            failed += outcome.failed
            secondTry.push(...(outcome.secondTry ?? []))
            if (outcome.failed > 0 || outcome.secondTry) output = outcome.output
            if (outcome.failed > 0) throw new Failed()
          },
          { saysAlways: true },
        )
      } catch (error) {
        if (!(error instanceof Failed)) {
          failed++
          output = error instanceof Error ? error.message : String(error)
        }
      }
      if (output) console.log(indent(output))
    },
    /** What passed at its second try only: a race that somebody should look for. */
    secondTry: secondTry as readonly string[],
    /** The line that everything ends with. */
    close: () => ({ line: `${passed} passed, ${failed} failed`, ok: failed === 0 && passed > 0 }),
  }
}

class Failed extends Error {}

const indent = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
