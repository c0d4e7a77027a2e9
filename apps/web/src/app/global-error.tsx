'use client'
import './globals.css'

/** The last resort, when even the frame failed: no piece of ours is trusted here. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
          <title>Shiplap failed</title>
          <h1 className="text-xl font-semibold">Shiplap failed to load.</h1>
          <p className="text-muted">
            That is a fault of ours. Your runs are safe on the server; try once more.
          </p>
          <a href="/">Try again</a>
        </main>
      </body>
    </html>
  )
}
