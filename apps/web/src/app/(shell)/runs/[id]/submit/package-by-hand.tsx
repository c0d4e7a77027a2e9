'use client'
import { type Ecosystem, ecosystems, isPackage, type Package } from '@shiplap/domain/manifest'
import { Button } from '@shiplap/ui/button'
import { controlClass } from '@shiplap/ui/field'
import { BareSelect } from '@shiplap/ui/select'
import { type KeyboardEvent, useState } from 'react'

/** One package typed by hand, for what stands in no manifest. */
export function PackageByHand({ onAdd }: { readonly onAdd: (typed: Package) => void }) {
  const [name, setName] = useState('')
  const [version, setVersion] = useState('')
  const [ecosystem, setEcosystem] = useState<Ecosystem>('npm')
  const typed = { name: name.trim(), version: version.trim(), ecosystem }
  const add = () => {
    if (!isPackage(typed)) return
    onAdd(typed)
    setName('')
    setVersion('')
  }
  // Enter in one of these fields means this package, not the whole form.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="pb-1 text-sm font-medium">Or type one</legend>
      <input
        aria-label="Package name"
        placeholder="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className={`${controlClass} w-40! flex-1`}
      />
      <input
        aria-label="Package version"
        placeholder="version"
        value={version}
        onChange={(event) => setVersion(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className={`${controlClass} w-28!`}
      />
      <BareSelect
        aria-label="Ecosystem"
        value={ecosystem}
        onChange={(event) => setEcosystem(event.currentTarget.value as Ecosystem)}
        className="w-32"
        options={ecosystems.map((each) => ({ value: each, label: each }))}
      />
      <Button onClick={add} disabledReason={!isPackage(typed) && 'Type a name without blanks.'}>
        Add
      </Button>
    </fieldset>
  )
}
