'use client'
import { Button } from '@shiplap/ui/button'
import { toast } from '@shiplap/ui/toast'
import { PictureInPicture2 } from 'lucide-react'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'

type PictureInPicture = { requestWindow: (size: { width: number; height: number }) => Promise<Window> }
type WithPictureInPicture = typeof globalThis & { documentPictureInPicture?: PictureInPicture }

type AlwaysOnTopProps = {
  /** Keys pressed in that window are meant for the run too. */
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly children: ReactNode
}

/** A button that puts its children into a small window above all others, where the browser has such windows. */
export function AlwaysOnTop({ onKeyDown, children }: AlwaysOnTopProps) {
  const [shown, setShown] = useState<Window | null>(null)
  const offered = useSyncExternalStore(
    () => () => undefined,
    () => 'documentPictureInPicture' in globalThis,
    () => false,
  )
  useEffect(() => {
    if (shown === null) return
    const gone = () => setShown(null)
    shown.addEventListener('pagehide', gone)
    shown.addEventListener('keydown', onKeyDown)
    return () => {
      shown.removeEventListener('pagehide', gone)
      shown.removeEventListener('keydown', onKeyDown)
      shown.close()
    }
  }, [shown, onKeyDown])
  if (!offered) return null

  const open = async () => {
    try {
      const { documentPictureInPicture } = globalThis as WithPictureInPicture
      const opened = await documentPictureInPicture?.requestWindow({ width: 360, height: 420 })
      if (!opened) return
      dressAs(document, opened.document)
      setShown(opened)
    } catch {
      toast({ message: 'Your browser did not open the window. Try once more.', tone: 'problem' })
    }
  }
  return (
    <>
      <Button
        size="small"
        className="max-md:hidden"
        onClick={() => (shown ? setShown(null) : void open())}
        aria-pressed={shown !== null}
      >
        <PictureInPicture2 aria-hidden="true" className="size-3.5" />
        {shown ? 'Back into the page' : 'Always on top'}
      </Button>
      {shown && createPortal(children, shown.document.body)}
    </>
  )
}

/** Gives the new document the styles, theme and fonts of the page. */
function dressAs(page: Document, opened: Document) {
  opened.title = page.title
  opened.documentElement.lang = page.documentElement.lang
  opened.documentElement.className = page.documentElement.className
  const { theme } = page.documentElement.dataset
  if (theme !== undefined) opened.documentElement.dataset.theme = theme
  for (const sheet of page.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]'))
    opened.head.append(opened.importNode(sheet))
}
