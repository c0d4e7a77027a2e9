'use client'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

export type Tab = { readonly key: string; readonly label: ReactNode; readonly panel: ReactNode }

type TabsProps = {
  /** What the tabs choose between. */
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly initial?: string
}

/** Views of one thing on one page. Where the choice belongs in the URL, use links instead. */
export function Tabs({ label, tabs, initial }: TabsProps) {
  const [chosen, choose] = useState(initial ?? tabs[0]?.key)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.key === chosen)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = (to + tabs.length) % tabs.length
    choose(tabs[next]?.key)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="flex gap-1 border-b border-line"
      >
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab.key === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === chosen ? 0 : -1}
            onClick={() => choose(tab.key)}
            className={tabClass(tab.key === chosen)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`} className="pt-3">
        {tabs.find((tab) => tab.key === chosen)?.panel}
      </div>
    </div>
  )
}

/** The look of a tab, for links that act as tabs of a page: `<Link className={tabClass(true)} aria-current="page">`. */
export function tabClass(chosen: boolean): string {
  return `-mb-px inline-flex h-9 items-center border-b-2 px-3 text-sm font-medium no-underline ${chosen ? 'border-ink text-ink' : 'border-transparent text-muted hover:text-ink'}`
}
