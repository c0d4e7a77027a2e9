import type { Metadata } from 'next'
import { serverApi } from '../../../server/server-api.ts'
import { Reset } from './reset.tsx'

export const metadata: Metadata = { title: 'Reset your password' }

export default async function ResetPage() {
  const { passwordLeast } = await (await serverApi()).account.rules()
  return <Reset passwordLeast={passwordLeast} />
}
