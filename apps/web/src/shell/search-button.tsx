'use client'
import { KeyHint } from '@shiplap/ui/key-hint'
import { openPalette } from './shell-keys.tsx'

export function SearchButton() {
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Control+K Meta+K"
      className="mx-3 mb-3 flex h-8 items-center justify-between rounded-sm border border-line px-2 text-sm text-muted hover:border-edge hover:text-ink"
    >
      Find
      <KeyHint keys="Ctrl K" />
    </button>
  )
}
