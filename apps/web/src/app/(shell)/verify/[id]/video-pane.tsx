'use client'
import { embedUrl } from '@shiplap/domain/video'
import { useSyncExternalStore } from 'react'

/** The video at a moment of it, where its host can be played within a page; otherwise the link. */
export function VideoPane({ url, startMs }: { readonly url: string | null; readonly startMs: number }) {
  // Twitch asks for the host of the page, which only the browser knows.
  const parent = useSyncExternalStore(
    () => () => undefined,
    () => location.hostname,
    () => null,
  )
  if (url === null)
    return <p className="border-l-2 border-line px-4 py-3 text-sm text-muted">No video was sent.</p>
  const embedded = embedUrl(url, { startMs, parent: parent ?? 'localhost' })
  return (
    <div className="flex flex-col gap-2">
      {embedded && (
        // Its place is kept from the first paint, so that nothing moves when it comes.
        <div className="aspect-video w-full border border-line bg-board">
          {parent !== null && (
            <iframe
              key={embedded}
              src={embedded}
              title="Video of the run"
              className="size-full"
              sandbox="allow-scripts allow-same-origin allow-presentation"
              allow="fullscreen; encrypted-media; picture-in-picture"
              referrerPolicy="strict-origin-when-cross-origin"
              loading="lazy"
            />
          )}
        </div>
      )}
      <a
        href={url}
        target="_blank"
        rel="noreferrer nofollow ugc"
        className="self-start text-sm break-all text-muted underline"
      >
        {url}
      </a>
    </div>
  )
}
