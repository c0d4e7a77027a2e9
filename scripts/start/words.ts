import { commands, flagsOf } from '../bootstrap/commands.mjs'
import { asksForHelp, help } from '../bootstrap/help.mjs'
import { hint } from '../bootstrap/hint.mjs'
import { Unable } from './explain.ts'

type Words = { readonly words: readonly string[]; readonly has: (flag: string) => boolean }

/**
 * The words of the command line of `command`, and which of its flags stand among them. Refuses a flag that nobody knows
 * and words that nobody reads; `--help` ends it.
 */
export function readWords(command: string, said: readonly string[] = process.argv.slice(2)): Words {
  if (asksForHelp(said)) {
    console.log(help(command))
    process.exit(0)
  }
  const known = flagsOf(command)
  const isKnown = (word: string) =>
    known.some((flag) => (flag.endsWith('=') ? word.startsWith(flag) : word === flag))
  const unknown = said.find((word) => word.startsWith('-') && !isKnown(word))
  if (unknown !== undefined)
    throw new Unable(`There is no flag ${unknown}.${hint(unknown, [...known, '--help'])}`)
  const words = said.filter((word) => !isKnown(word))
  const names = Object.keys(commands[command]?.words ?? {})
  const surplus = names.some((name) => name.includes('…')) ? undefined : words[names.length]
  if (surplus !== undefined)
    throw new Unable(`Nothing is done with "${surplus}". With --help it says what there is to say.`)
  return { words, has: (flag) => said.includes(flag) }
}
