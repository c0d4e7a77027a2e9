import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../start/root.ts'

/** The oldest version of a dependency that is free of what is known against it, and what that is. */
export const floors: Readonly<Record<string, readonly [least: string, because: string]>> = {
  next: [
    '16.4.1',
    'CVE-2025-29927, CVE-2025-66478, CVE-2026-44578, CVE-2026-94482: middleware skipped, code run, requests forged',
  ],
  react: ['19.2.1', 'CVE-2025-55182: code run by a Flight payload'],
  'react-dom': ['19.2.1', 'CVE-2025-55182'],
  '@trpc/server': ['11.8.0', 'CVE-2025-68130: prototype pollution by form data'],
  kysely: ['0.28.17', 'CVE-2026-32763, CVE-2026-44635: SQL by JSON paths'],
  ioredis: ['6.0.0', 'SNYK-JS-IOREDIS-19963957'],
  ws: ['8.17.1', 'CVE-2024-37890: a crash by many headers'],
  jose: ['6.0.0', 'lines before it are not kept up'],
  nodemailer: ['7.0.7', 'GHSA-mm7p-fcc7-pg87: mail to another domain by quoted addresses'],
  bcryptjs: ['3.0.0', 'lines before it are not kept up'],
}

/** What is installed below its floor, or not found at all: a line each. */
export function belowFloors(
  lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'),
): readonly string[] {
  return Object.entries(floors).flatMap(([name, [least, because]]) => {
    const escaped = name.replace(/[/.]/g, '\\$&')
    const versions = [
      ...lockfile.matchAll(new RegExp(`^  '?${escaped}@(\\d+\\.\\d+\\.\\d+[^:'(]*)'?:`, 'gm')),
    ].map(([, version = '']) => version)
    if (versions.length === 0) return [`${name}: not found in the lockfile`]
    return [...new Set(versions)].flatMap((version) =>
      isOlder(version, least) ? [`${name} ${version} is older than ${least}: ${because}`] : [],
    )
  })
}

function isOlder(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => (text.split('-')[0] ?? '').split('.').map(Number))
  for (const at of [0, 1, 2]) if (have?.[at] !== need?.[at]) return (have?.[at] ?? 0) < (need?.[at] ?? 0)
  return false
}
