import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { themeCookie, themeFrom } from '../shell/theme.ts'
import { archivo, martianMono } from './fonts.ts'

export const metadata: Metadata = {
  title: { default: 'Shiplap', template: '%s · Shiplap' },
  description: 'Speedrunning for code: pick a challenge, start the clock, reach milestones, be on the board.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'dark light',
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0f0f0f' },
    { media: '(prefers-color-scheme: light)', color: '#f7f6f3' },
  ],
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Reading a cookie makes every page answer its own request, which the nonce of the content policy needs.
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <html
      lang="en"
      className={`${archivo.variable} ${martianMono.variable}`}
      {...(theme !== 'system' && { 'data-theme': theme })}
      suppressHydrationWarning
    >
      <body>{children}</body>
    </html>
  )
}
