import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { during } from './progress.mjs'
import { run } from './run.mjs'

const pinned = '24.21.0'

/**
 * The path of a Node that runs TypeScript as it is: ours where it is new enough, else the pinned one from npm, kept in
 * `.cache/node`.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>}
 */
export async function findNode({ root, env }) {
  if (runsTypeScript(process.versions.node)) return process.execPath
  const folder = join(root, '.cache', 'node')
  const node = join(folder, 'node_modules', 'node', 'bin', 'node')
  if (versionOf(node) !== pinned)
    await during(`Fetching Node ${pinned} (yours is ${process.versions.node})`, async () => {
      rmSync(folder, { recursive: true, force: true }) // whatever lies there is of another version or half-finished
      const args = [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts=false',
      ]
      await run('npm', [...args, `node@${pinned}`], { cwd: root, env })
    })
  if (versionOf(node) !== pinned) throw new Error(`Node ${pinned} was fetched but does not run: ${node}`)
  return node
}

/** Whether this version of Node strips types by itself. @param {string} version */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

/** @param {string} node */
function versionOf(node) {
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim().slice(1) : undefined
}
