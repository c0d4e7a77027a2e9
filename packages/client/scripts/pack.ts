// Makes the package that others install: JavaScript, and declarations that need nothing of this repository.
// `node scripts/pack.ts [folder]` writes the tarball there and prints its name.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeContract } from './contract.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const [where = '.'] = process.argv.slice(2)
if (where.startsWith('-')) {
  console.error('Say where to: node scripts/pack.ts [folder].')
  process.exit(1)
}
const target = resolve(where)
const dist = mkdtempSync(join(tmpdir(), 'shiplap-client-'))

try {
  const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.pack.json', '--outDir', dist], {
    cwd: root,
    stdio: 'inherit',
  })
  writeFileSync(join(dist, 'contract.d.ts'), writeContract())
  writeFileSync(join(dist, 'contract.js'), 'export {}\n')
  for (const file of readdirSync(dist)) {
    const text = readFileSync(join(dist, file), 'utf8')
    // What the workspace declares in two packages stands in the one contract here.
    const ours = text.replaceAll(/'@shiplap\/(api\/types|domain\/refusal)'/g, "'./contract.js'")
    // tsc leaves the endings of imports in declarations as they were written.
    writeFileSync(join(dist, file), ours.replaceAll(/'(\.\/[\w-]+)\.tsx?'/g, "'$1.js'"))
  }
  writeFileSync(join(dist, 'package.json'), JSON.stringify(manifest(), null, 2))
  writeFileSync(join(dist, 'README.md'), readFileSync(join(root, 'README.md')))
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: dist,
    encoding: 'utf8',
  })
  console.log(join(target, packed.trim()))
} finally {
  rmSync(dist, { recursive: true, force: true })
}

function manifest(): object {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
    dependencies: Record<string, string>
  }
  const entry = (name: string) => ({ types: `./${name}.d.ts`, default: `./${name}.js` })
  const installed = (name: string) => [name, versionOf(name)]
  const optional = ['@trpc/react-query', '@tanstack/react-query', 'react']
  return {
    name: '@shiplap/client',
    version: own.version,
    description: 'Typed client for a Shiplap instance',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22' },
    exports: {
      '.': entry('client'),
      './file-store': entry('file-store'),
      './refusal': entry('refusal'),
      './react': entry('react'),
    },
    dependencies: Object.fromEntries(['@trpc/client', '@trpc/server'].map(installed)),
    peerDependencies: Object.fromEntries(optional.map((name) => [name, `^${versionOf(name)}`])),
    peerDependenciesMeta: Object.fromEntries(optional.map((name) => [name, { optional: true }])),
  }
}

function versionOf(name: string): string {
  const file = join(root, 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
