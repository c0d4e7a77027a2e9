import { PageHead } from '@shiplap/ui/page-head'
import { Section } from '@shiplap/ui/section'
import type { Metadata } from 'next'
import { serverApi } from '../../../server/server-api.ts'
import { requireAccount } from '../../../server/visitor.ts'
import { ChangePassword } from './change-password.tsx'
import { ChangeUsername } from './change-username.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { EmailForm } from './email-form.tsx'
import { ExportData } from './export-data.tsx'
import { ProofProvider } from './proof.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const account = await requireAccount('/settings')
  const { passwordLeast } = await (await serverApi()).account.rules()
  return (
    <ProofProvider email={account.email} hasPassword={account.hasPassword}>
      <PageHead title="Settings" />
      <div className="max-w-md">
        <Section title="What you are called">
          <ChangeUsername username={account.username} />
        </Section>
        <Section title="How we reach you">
          <EmailForm email={account.email} waiting={account.waitingEmail} />
        </Section>
        <Section title="Password">
          <ChangePassword
            hasPassword={account.hasPassword}
            passwordLeast={passwordLeast}
            username={account.username}
          />
        </Section>
        <Section title="Your data">
          <ExportData />
        </Section>
        <Section title="Leave">
          <DeleteAccount username={account.username} />
        </Section>
      </div>
    </ProofProvider>
  )
}
