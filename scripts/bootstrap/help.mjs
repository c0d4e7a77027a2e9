import { commands } from './commands.mjs'

/** Whether these words of a command line ask what there is to say. @param {readonly string[]} words */
export const asksForHelp = (words) => words.includes('--help') || words.includes('-h')

/**
 * What there is to say to a command, or which commands there are.
 *
 * @param {string} [name]
 * @returns {string}
 */
export function help(name) {
  const command = name === undefined ? undefined : commands[name]
  if (command === undefined) {
    const calls = Object.values(commands).map(({ call, does }) => /** @type {const} */ ([call, does]))
    return lines([...table(calls), '', 'npm start -- --help tells what there is to say to a command.'])
  }
  const { call, does, words, flags, settings } = command
  const synopsis = [...Object.keys(words), ...Object.keys(flags).map((flag) => `[${flag}]`)]
  return lines([
    [call, ...(synopsis.length > 0 ? ['--', ...synopsis] : [])].join(' '),
    '',
    does,
    '',
    ...table([...Object.entries(words), ...Object.entries(flags), ['--help', 'says this and does nothing']]),
    ...(settings === undefined ? [] : ['', settings]),
  ])
}

/** @param {readonly (readonly [string, string])[]} rows */
function table(rows) {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, does]) => `  ${name.padEnd(width)}  ${does}`)
}

/** @param {readonly string[]} text */
const lines = (text) => ['', ...text, ''].join('\n')
