import type { NextConfig } from 'next'

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked beside the build, for every package at once.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@shiplap/client', '@shiplap/domain', '@shiplap/ui'],
  images: { unoptimized: true },
  // `forbidden()`: a page of a role answers 403 to those without it.
  experimental: { authInterrupts: true },
} satisfies NextConfig
