'use client'
import { createPlainClient } from '@shiplap/client/plain-client'
import { KeyHint } from '@shiplap/ui/key-hint'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { type Command, challengeCommands, matching, standingCommands } from './commands.ts'
import type { Place } from './places.ts'
import { signOut } from './sign-out.ts'

type PaletteProps = {
  readonly places: readonly Place[]
  readonly signedIn: boolean
  readonly onClose: () => void
}

/** Find a page or an act by typing. A combobox: focus stays in the field, arrows choose, Enter does. */
export default function Palette({ places, signedIn, onClose }: PaletteProps) {
  const router = useRouter()
  const id = useId()
  const box = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [chosen, choose] = useState(0)
  const go = (href: string) => router.push(href)
  const standing = standingCommands({ places, signedIn, go, signOut: () => void signOut() })
  const found = matching([...standing, ...challengeCommands(useChallenges(), go)], typed)

  useEffect(() => box.current?.showModal(), [])
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, chosen])

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.act()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') run(found[chosen])
    if (step === undefined || found.length === 0) return
    event.preventDefault()
    choose((chosen + step + found.length) % found.length)
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the veil is a pointer's Escape
    <dialog
      ref={box}
      aria-label="Find a page or an act"
      onClose={onClose}
      onClick={(event) => event.target === box.current && onClose()}
      className="mx-auto mt-[12dvh] w-[min(36rem,calc(100vw-2rem))] rounded-md bg-raised p-0 text-ink shadow-float"
    >
      <input
        role="combobox"
        aria-label="Find a page or an act"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Where to, or what to do?"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          choose(0)
        }}
        onKeyDown={onKeyDown}
        className="h-12 w-full bg-transparent px-4 text-lg placeholder:text-faint focus-visible:outline-none"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Found"
        className="lap max-h-[50dvh] overflow-y-auto py-1"
      >
        {found.map((command, at) => (
          // The field keeps the focus and hears the keys for its options.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={command.key}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            onPointerMove={() => choose(at)}
            onClick={() => run(command)}
            className="flex h-9 cursor-pointer items-center gap-3 border-l-2 border-transparent px-4 aria-selected:border-pb aria-selected:bg-hover"
          >
            <span className="w-20 shrink-0 text-xs text-muted">{command.group}</span>
            <span className="min-w-0 flex-1 truncate">{command.label}</span>
            {command.keys && <KeyHint keys={command.keys} />}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className="px-4 pb-3 text-sm text-muted">
          Nothing by that name. Try “boards”, “theme” or the name of a page.
        </p>
      )}
    </dialog>
  )
}

/** What can be run, asked for when the palette opens. Without an answer it finds the rest. */
function useChallenges() {
  const [challenges, setChallenges] = useState<readonly { readonly slug: string; readonly title: string }[]>(
    [],
  )
  useEffect(() => {
    const client = createPlainClient({ origin: location.origin })
    client.challenge.list.query().then(
      (answer) => setChallenges(answer.challenges),
      () => undefined,
    )
  }, [])
  return challenges
}
