/** Something that a program was built from. */
export type Package = { readonly name: string; readonly version: string; readonly ecosystem: Ecosystem }
export const ecosystems = ['npm', 'pypi', 'go', 'cargo', 'other'] as const
export type Ecosystem = (typeof ecosystems)[number]
export const mostPackages = 1_000

/**
 * Reads the packages out of a manifest or lock file, by its name, or by its look when it was pasted without one.
 * Null when it is none that we know, or cannot be read. Each package comes once, in the order of the file.
 */
export function readManifest({
  fileName,
  text: written,
}: {
  readonly fileName: string | null
  readonly text: string
}): readonly Package[] | null {
  const text = written.replaceAll('\r\n', '\n')
  const name = (fileName?.split(/[/\\]/).at(-1) ?? guessFileName(text)).toLowerCase()
  const reader = readers.find(([pattern]) => pattern.test(name))
  if (reader === undefined) return null
  const [, ecosystem, read] = reader
  const found = read(text)
  if (found === null) return null
  const unique = new Map(
    found.map(([packageName, version]) => [
      `${packageName}@${version}`,
      { name: packageName, version, ecosystem },
    ]),
  )
  return [...unique.values()].filter(isPackage)
}

/** Names and versions of sane length, without control characters. */
export function isPackage({ name, version }: Package): boolean {
  return /^[^\s\p{C}]{1,214}$/u.test(name) && /^[^\p{C}]{0,100}$/u.test(version)
}

type Pair = readonly [name: string, version: string]
type Reader = (text: string) => readonly Pair[] | null

const readers: readonly (readonly [RegExp, Ecosystem, Reader])[] = [
  [/^package\.json$/, 'npm', readPackageJson],
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, 'npm', readPackageLock],
  [/^yarn\.lock$/, 'npm', readYarnLock],
  [/^pnpm-lock\.ya?ml$/, 'npm', readPnpmLock],
  [/^requirements[\w.-]*\.txt$/, 'pypi', readRequirements],
  [/^(?:poetry|uv|pdm)\.lock$/, 'pypi', readTomlLock],
  [/^go\.mod$/, 'go', readGoMod],
  [/^go\.sum$/, 'go', readGoSum],
  [/^cargo\.toml$/, 'cargo', readCargoToml],
  [/^cargo\.lock$/, 'cargo', readTomlLock],
]

function guessFileName(text: string): string {
  if (/^\s*\{/.test(text)) return /"lockfileVersion"\s*:/.test(text) ? 'package-lock.json' : 'package.json'
  if (/^module\s+\S+\s*$/m.test(text)) return 'go.mod'
  if (/^lockfileVersion:/m.test(text)) return 'pnpm-lock.yaml'
  if (/^# yarn lockfile v1$|^__metadata:/m.test(text)) return 'yarn.lock'
  if (/^\[\[package\]\]\s*$/m.test(text))
    return /^source = "registry\+/m.test(text) ? 'cargo.lock' : 'uv.lock'
  if (/^\[(?:package|workspace|dependencies)\]\s*$/m.test(text)) return 'cargo.toml'
  if (/^\S+ v\S+(?:\/go\.mod)? h1:/m.test(text)) return 'go.sum'
  return /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?\s*(?:[=<>~!]=?|$)/m.test(text) ? 'requirements.txt' : ''
}

function readPackageJson(text: string): readonly Pair[] | null {
  const json = parseObject(text)
  if (json === null) return null
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
    entriesOf(json[field]).flatMap(([name, version]): Pair[] =>
      typeof version === 'string' ? [[name, version]] : [],
    ),
  )
}

function readPackageLock(text: string): readonly Pair[] | null {
  const json = parseObject(text)
  if (json === null) return null
  const inTree = entriesOf(json.packages).flatMap(([path, entry]): Pair[] => {
    const name = path.split('node_modules/').at(-1)
    return path.includes('node_modules/') && name ? [[name, versionIn(entry)]] : []
  })
  if (inTree.length > 0) return inTree
  return entriesOf(json.dependencies).map(([name, entry]) => [name, versionIn(entry)])
}

function readYarnLock(text: string): readonly Pair[] | null {
  const blocks = text.matchAll(/^"?(@?[^@"\s]+)@[^\n]*:\n(?: {2}[^\n]*\n)*? {2}version:? "?([^"\n]+)"?/gm)
  return [...blocks].flatMap(([, name, version]): Pair[] => (name && version ? [[name, version]] : []))
}

function readPnpmLock(text: string): readonly Pair[] | null {
  const section = /^packages:\n([\s\S]*?)(?=^\S|$(?![\s\S]))/m.exec(text)?.[1] ?? ''
  const keys = section.matchAll(/^ {2}['"]?\/?(@?[^@'"\s(]+)[@/](\d[^'":(\s]*)[^\n]*:\s*$/gm)
  return [...keys].flatMap(([, name, version]): Pair[] => (name && version ? [[name, version]] : []))
}

function readRequirements(text: string): readonly Pair[] | null {
  return linesOf(text, '#').flatMap((line): Pair[] => {
    const found = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:@\s*(\S+)|((?:[=<>~!]=?=?)[^;]*))?/.exec(line)
    return found?.[1] ? [[found[1], (found[2] ?? found[3] ?? '').replace(/^===?\s*/, '').trim()]] : []
  })
}

/** Cargo.lock, poetry.lock and uv.lock: `[[package]]` tables with a name and a version. */
function readTomlLock(text: string): readonly Pair[] | null {
  return text
    .split(/^\[\[package\]\]\s*$/m)
    .slice(1)
    .flatMap((table): Pair[] => {
      const name = /^name = "([^"]+)"/m.exec(table)?.[1]
      return name ? [[name, /^version = "([^"]+)"/m.exec(table)?.[1] ?? '']] : []
    })
}

function readGoMod(text: string): readonly Pair[] | null {
  const blocks = [...text.matchAll(/^require\s*\(([^)]*)\)/gm)].flatMap(([, block]) =>
    linesOf(block ?? '', '//'),
  )
  const single = [...text.matchAll(/^require\s+([^(\s]\S*\s+\S+)/gm)].map(([, line]) => line ?? '')
  return [...blocks, ...single].flatMap((line): Pair[] => {
    const [name, version] = line.split(/\s+/)
    return name && version ? [[name, version]] : []
  })
}

function readGoSum(text: string): readonly Pair[] | null {
  return linesOf(text, '//').flatMap((line): Pair[] => {
    const [name, version] = line.split(/\s+/)
    return name && version && !version.endsWith('/go.mod') ? [[name, version]] : []
  })
}

function readCargoToml(text: string): readonly Pair[] | null {
  return text.split(/^(?=\[)/m).flatMap((table): Pair[] => {
    const heading = /^\[([^\]\n]+)\]/.exec(table)?.[1] ?? ''
    const inHeading = /(?:^|\.)(?:dev-|build-)?dependencies\.([\w-]+)$/.exec(heading)?.[1]
    if (inHeading) return [[inHeading, /^version\s*=\s*"([^"]+)"/m.exec(table)?.[1] ?? '']]
    if (!/(?:^|\.)(?:dev-|build-)?dependencies$/.test(heading)) return []
    return linesOf(table, '#').flatMap((line): Pair[] => {
      const found = /^([\w-]+)\s*=\s*(?:"([^"]*)"|\{(.*)\})/.exec(line)
      return found?.[1]
        ? [[found[1], found[2] ?? /version\s*=\s*"([^"]+)"/.exec(found[3] ?? '')?.[1] ?? '']]
        : []
    })
  })
}

/** The lines that say something, without what follows a comment mark. */
function linesOf(text: string, comment: string): readonly string[] {
  const lines = text.split('\n').map((line) => {
    const start = line.startsWith(comment) ? 0 : line.indexOf(` ${comment}`)
    return (start < 0 ? line : line.slice(0, start)).trim()
  })
  return lines.filter((line) => line !== '')
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? json : null
  } catch {
    return null // not JSON, so not a manifest: the caller says so
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : []

const versionIn = (entry: unknown): string =>
  isObject(entry) && typeof entry.version === 'string' ? entry.version : ''
