import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import type { Stage, Step } from './stages.ts'

/** What a stage has made: all files in `layer` that differ from this machine's own. */
export type Made = {
  readonly layer: string
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly user: string
  readonly command: readonly string[]
}
type Around = { readonly context: string; readonly earlier: ReadonlyMap<string, Made> }

/** Carries out a stage: its commands run as they stand, on an overlay of files that keeps what they write in a folder. */
export function makeStage(
  stage: Stage,
  { folder, say, ...around }: Around & { readonly folder: string; readonly say: (line: string) => void },
): Made {
  const base = around.earlier.get(stage.from)
  const layer = join(folder, stage.name)
  if (base) execFileSync('cp', ['-a', '--reflink=auto', base.layer, layer])
  else mkdirSync(layer, { recursive: true })
  let made: Made = base ? { ...base, layer } : { layer, env: {}, cwd: '/', user: 'root', command: [] }
  // The one thing that the base image has and this machine may lack.
  if (!base) run(made, 'id node 2>/dev/null || useradd --user-group node')
  for (const step of stage.steps) {
    say(`  ${step.act} ${step.words}`)
    made = carryOut(made, step, around)
  }
  return made
}

function carryOut(made: Made, { act, words }: Step, around: Around): Made {
  switch (act) {
    case 'ENV':
      return {
        ...made,
        env: { ...made.env, ...Object.fromEntries(words.split(' ').map((pair) => pair.split('='))) },
      }
    case 'WORKDIR':
      mkdirSync(join(made.layer, words), { recursive: true })
      return { ...made, cwd: words }
    case 'USER':
      return { ...made, user: words }
    case 'CMD':
      return { ...made, command: JSON.parse(words) as string[] } // ours, in the form of a list
    case 'COPY':
      copy(made, words, around)
      return made
    case 'RUN':
      run(made, words)
      return made
    default:
      return made // HEALTHCHECK, EXPOSE and VOLUME do nothing to files
  }
}

function copy({ layer, cwd }: Made, words: string, { context, earlier }: Around): void {
  const [, from, what = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(words) ?? []
  const paths = what.split(' ')
  const target = join(layer, cwd, paths.pop() ?? '')
  const isKept = from === undefined ? keptOf(context) : () => true
  for (const path of paths) {
    const source = join(from === undefined ? context : (earlier.get(from)?.layer ?? ''), path)
    // The contents of a folder go, not the folder itself.
    const into = statSync(source).isDirectory() ? target : join(target, basename(path))
    mkdirSync(dirname(into), { recursive: true })
    cpSync(source, into, {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
      filter: isKept,
    })
  }
}

/** Says of a path whether .dockerignore keeps it; ours names whole folders only. */
function keptOf(context: string): (path: string) => boolean {
  const lines = readFileSync(join(context, '.dockerignore'), 'utf8').trim().split('\n')
  const anywhere = new Set(lines.filter((line) => line.startsWith('**/')).map((line) => line.slice(3)))
  const atTop = new Set(lines)
  return (path) => !anywhere.has(basename(path)) && !atTop.has(relative(context, path))
}

const run = (made: Made, words: string) => {
  const [program, args, env] = within(made, ['sh', '-c', words])
  execFileSync(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Starts a command in what a stage has made, with these settings beside those of the stage. */
export function startWithin(made: Made, command: readonly string[], more: Readonly<Record<string, string>>) {
  const [program, args, env] = within(made, command)
  return spawn(program, args, { env: { ...env, ...more }, stdio: 'inherit' })
}

function within(
  { layer, env, cwd, user }: Made,
  command: readonly string[],
): [program: string, args: string[], env: NodeJS.ProcessEnv] {
  const [work, seen] = [`${layer}.work`, `${layer}.seen`]
  for (const path of [work, seen]) mkdirSync(path, { recursive: true })
  const script = `mount -t overlay overlay -o lowerdir=/,upperdir=${layer},workdir=${work} ${seen} &&
    mount --rbind /dev ${seen}/dev && mount -t proc proc ${seen}/proc &&
    exec chroot --userspec=${user} ${seen} sh -c 'cd "$0" && exec "$@"' ${cwd} "$@"`
  const path = [dirname(process.execPath), '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']
  return [
    'unshare',
    ['--mount', 'sh', '-c', script, 'sh', ...command],
    { ...reaching(), PATH: path.join(':'), HOME: user === 'root' ? homedir() : '/tmp', ...env },
  ]
}

/** What this machine needs to reach a package registry; nothing else of its environment goes in. */
const reaching = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|npm_config_.*|(https?|no)_proxy)$/i.test(name),
    ),
  )
