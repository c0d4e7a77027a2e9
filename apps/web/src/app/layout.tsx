import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'

export const metadata: Metadata = {
  title: { default: 'Shiplap', template: '%s · Shiplap' },
  description: 'Speedrunning for code: pick a challenge, start the clock, reach milestones, be on the board.',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'dark light' }

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Reading a header makes every page answer its own request, which the nonce of the content policy needs.
  await headers()
  return (
    <html lang="en" suppressHydrationWarning>
      <body>{children}</body>
    </html>
  )
}
