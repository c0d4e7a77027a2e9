'use client'
import { mostPackages, type Package, readManifest } from '@shiplap/domain/manifest'
import { Button } from '@shiplap/ui/button'
import { TextArea } from '@shiplap/ui/text-area'
import { toast } from '@shiplap/ui/toast'
import { type ChangeEvent, useId, useRef, useState } from 'react'
import { PackageByHand } from './package-by-hand.tsx'
import { PackageRows } from './package-rows.tsx'

type PackagesFieldProps = {
  readonly packages: readonly Package[]
  readonly onChange: (packages: readonly Package[]) => void
}

/** What the program was built from: read out of manifests that are pasted or chosen. Files never leave the browser. */
export function PackagesField({ packages, onChange }: PackagesFieldProps) {
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState<string>()
  const files = useRef<HTMLInputElement>(null)
  const filesId = useId()

  const add = (found: readonly Package[] | null, from: string) => {
    if (found === null) return setProblem(`${from} is no manifest that we can read: ${known}.`)
    const all = [...packages, ...found]
    const unique = [
      ...new Map(all.map((each) => [`${each.ecosystem} ${each.name} ${each.version}`, each])).values(),
    ]
    if (unique.length > mostPackages)
      return setProblem(
        `More than ${mostPackages.toLocaleString('en')} packages. Choose the manifest rather than its lock file.`,
      )
    setProblem(undefined)
    setPasted('')
    if (found.length === 0) toast({ message: `${from} names no package.` })
    onChange(unique)
  }
  const addFiles = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.currentTarget.files ?? [])]
    const large = chosen.find(({ size }) => size > mostBytes)
    if (large) return setProblem(`${large.name} is larger than any manifest that we read.`)
    const read = await Promise.all(
      chosen.map(async (file) => readManifest({ fileName: file.name, text: await file.text() })),
    )
    const unread = chosen.find((_, index) => read[index] === null)
    const names = chosen.map(({ name }) => name).join(', ')
    add(unread ? null : read.flatMap((found) => found ?? []), unread?.name ?? names)
    if (files.current) files.current.value = ''
  }

  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-sm font-medium">Packages</legend>
      <div className="flex flex-wrap items-center gap-3">
        <label
          htmlFor={filesId}
          className="inline-flex h-8 cursor-pointer items-center rounded-sm border border-edge bg-board px-3 text-sm font-medium hover:border-ink hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-pb"
        >
          Choose files
          <input
            ref={files}
            id={filesId}
            type="file"
            multiple
            className="sr-only"
            onChange={(event) => void addFiles(event)}
          />
        </label>
        <p className="text-xs text-muted">{known}</p>
      </div>
      <TextArea
        label="Or paste one"
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        spellCheck={false}
        rows={2}
        className="max-h-48 font-mono text-sm"
        error={problem}
      />
      {pasted.trim() !== '' && (
        <div>
          <Button onClick={() => add(readManifest({ fileName: null, text: pasted }), 'What was pasted')}>
            Read packages
          </Button>
        </div>
      )}
      <PackageByHand onAdd={(typed) => add([typed], typed.name)} />
      <PackageRows
        packages={packages}
        onRemove={(removed) => onChange(packages.filter((each) => each !== removed))}
      />
    </fieldset>
  )
}

// A lock file of a thousand packages is well below it.
const mostBytes = 4_000_000
const known = 'package.json, lock files, requirements.txt, go.mod, Cargo.toml'
