import type { Metadata } from 'next'
import { Confirm } from './confirm.tsx'

export const metadata: Metadata = { title: 'Confirm your address' }

export default function ConfirmPage() {
  return <Confirm />
}
