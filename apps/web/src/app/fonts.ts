import localFont from 'next/font/local'

// Served by us, preloaded, and their fallbacks are measured to them, so nothing moves when they arrive.
export const archivo = localFont({
  src: './fonts/archivo.woff2',
  variable: '--font-archivo',
  weight: '100 900',
  display: 'swap',
})
export const martianMono = localFont({
  src: './fonts/martian-mono.woff2',
  variable: '--font-martian',
  weight: '100 800',
  display: 'swap',
  declarations: [{ prop: 'font-stretch', value: '75% 112.5%' }],
  adjustFontFallback: false,
})
