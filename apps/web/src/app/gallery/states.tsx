import { Banner } from '@shiplap/ui/banner'
import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import { Section } from '@shiplap/ui/section'
import { SkeletonRows } from '@shiplap/ui/skeleton'

export function States({ theme }: { readonly theme: string }) {
  return (
    <Section title={`States, ${theme}`}>
      <div className="flex flex-col gap-4">
        <Banner>A new version of Shiplap is running.</Banner>
        <Banner tone="offline">You are offline. What you see may be old.</Banner>
        <Banner tone="problem">That did not reach the server.</Banner>
        <SkeletonRows rows={3} label="Loading runs" />
        <EmptyState
          title="Nobody stands on this board yet."
          action={
            <LinkButton href="#main" variant="primary">
              Be the first
            </LinkButton>
          }
        >
          Finish a run of this category and submit it; the first approved time is the record.
        </EmptyState>
      </div>
    </Section>
  )
}
