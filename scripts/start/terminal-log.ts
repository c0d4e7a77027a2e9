import type { Log } from '@shiplap/runtime/log'

/** For the command itself, which talks to a person: only what they should know. */
export const terminalLog: Log = {
  debug() {},
  info(_, event) {
    if (event === 'shutting down') console.log('\nStopping …')
  },
  warn: (fields, event) => console.error(event, fields),
  error: (fields, event) => console.error(event, fields),
}
