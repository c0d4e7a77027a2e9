import type { NextConfig } from 'next'

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked beside the build, for every package at once.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@shiplap/client', '@shiplap/domain', '@shiplap/ui'],
  images: { unoptimized: true },
} satisfies NextConfig
