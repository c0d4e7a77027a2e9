// What somebody can ask of a checkout, as `--help` tells it. The commands take the flags that stand here and no other.

const people =
  'PORT, ORIGIN, SHIPLAP_DATA, DATABASE_URL, REDIS_URL and more are set by the environment: docs/settings.md.'

/**
 * @typedef {object} Command
 * @property {string} call how it is called, up to its words
 * @property {string} does
 * @property {Readonly<Record<string, string>>} words what may follow, in order; any number where the name ends with …
 * @property {Readonly<Record<string, string>>} flags
 * @property {string} [settings] where the rest is set
 */

/** @type {Readonly<Record<string, Command>>} */
export const commands = {
  start: {
    call: 'npm start',
    does: 'Runs the product and prints its address, its data folder and the link that makes the first administrator.',
    words: {},
    flags: { '--sample': 'over made-up people and runs, in a folder of its own beside the real one' },
    settings: people,
  },
  dev: {
    call: 'npm run dev',
    does: 'The same as npm start, with pages, api and worker following every change of their files.',
    words: {},
    flags: {},
    settings: people,
  },
  backup: {
    call: 'npm run backup',
    does: 'Writes every row of the database into a file, as of one moment, while everything goes on.',
    words: { '[file]': 'where to; shiplap-<moment>.sql.gz in this folder unless given' },
    flags: {},
    settings: 'Which database: DATABASE_URL, or the one in SHIPLAP_DATA.',
  },
  restore: {
    call: 'npm run restore',
    does: 'Puts a backup into the database, whole or not at all. Everybody has to sign in again.',
    words: { file: 'what npm run backup wrote' },
    flags: { '--replace': 'overwrites a database that has accounts' },
    settings: 'Which database: DATABASE_URL, or the one in SHIPLAP_DATA.',
  },
  doctor: {
    call: 'npm run doctor',
    does: 'Looks at settings, PostgreSQL, Redis, clock, mail and disk, and says what to do about each.',
    words: {},
    flags: {},
    settings: 'Give it the environment that npm start, web and worker have.',
  },
  test: {
    call: 'npm test',
    does: 'Runs every check and every test, on databases of its own.',
    words: {},
    flags: {},
  },
  bench: {
    call: 'npm run bench',
    does: 'Measures us beside our peers, on a PostgreSQL and a Redis of its own.',
    words: {},
    flags: {
      '--only=jobs': 'one part; --only=jobs/drain those of its rows whose names have this word',
      '--quick': 'a tenth of the work, once instead of three times: a look, not a measurement',
      '--share=0.2': 'so much of the work',
      '--rounds=5': 'so many times',
      '--against=pgBoss': 'these peers alone, by their keys',
      '--keep': 'puts the rows into docs/bench.json and the table of docs/bench.md',
    },
  },
  faults: {
    call: 'npm run faults',
    does: 'Breaks one part of the product at a time while people use the rest, and notes in docs/faults.md what came of it.',
    words: { '[case…]': 'these alone; docs/faults.md names them' },
    flags: {
      '--seed 7': 'does the same things in the same order again',
      '--unbuilt': 'takes webs without pages, which need no build',
      '--broken': 'breaks the product on purpose, in a copy, to see that whoever judges these runs tells it',
    },
  },
  mutation: {
    call: 'npm run mutation',
    does: 'Changes the rules that guard people, one place at a time, and counts what the tests notice.',
    words: { '[group…]': 'these alone, or a part of one such as sessions/gate; docs/mutation.md names them' },
    flags: { '--anew': 'forgets what runs before have found out' },
  },
  deps: {
    call: 'npm run check:deps',
    does: 'Holds what we build on against what is publicly known to be wrong with it.',
    words: {},
    flags: {},
  },
}

/**
 * How each flag of a command begins: all of it, or up to the sign that its value follows.
 *
 * @param {string} name
 * @returns {readonly string[]}
 */
export const flagsOf = (name) =>
  Object.keys(commands[name]?.flags ?? {}).map((flag) => flag.replace(/(?<==).*$| .*$/, ''))
