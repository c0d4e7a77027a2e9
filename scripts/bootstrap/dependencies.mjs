import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { during } from './progress.mjs'
import { run } from './run.mjs'

/**
 * Installs what the lockfile lists with the pinned pnpm. A stamp, written last, tells a finished install from one that
 * was broken off, which is done again.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 */
export async function installDependencies({ root, env }) {
  const stamp = join(root, 'node_modules', '.installed')
  const wanted = fingerprint(root)
  if (read(stamp) === wanted) return
  rmSync(stamp, { force: true })
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  await during('Installing dependencies', () =>
    // CI: pnpm then takes away what is left of another install without asking.
    run('npm', ['exec', '--yes', '--', packageManager, 'install', '--frozen-lockfile'], {
      cwd: root,
      env: { ...env, CI: 'true' },
    }).catch(explain),
  )
  writeFileSync(stamp, wanted)
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {Error} error @returns {never} */
function explain(error) {
  throw new Error(`${error.message}

The dependencies could not be installed. If the network was away, run the same command again: it goes on from there.`)
}
