import { PageHead } from '@shiplap/ui/page-head'
import { Section } from '@shiplap/ui/section'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'

export const metadata: Metadata = { title: 'What a time rests on' }

/** What each kind of evidence says, and what it does not. */
export default function VerificationPage() {
  return (
    <div className="max-w-prose">
      <PageHead
        title="What a time rests on"
        sub="A time here is a claim with evidence. This is what each kind of evidence says, and what it does not."
      />
      <Section title="Three levels of evidence">
        <dl>
          <Level name="Timed">
            The server took every instant with its own clock, in the same step that recorded the act. That the
            milestone was really met is the runner’s word.
          </Level>
          <Level name="Checked">
            A program tested each milestone at its split, with values that nobody could know before.
          </Level>
          <Level name="Replayed">
            The finished program was run again elsewhere, and all its milestones were met once more.
          </Level>
        </dl>
      </Section>
      <Section title="Reviewed">
        <Text>
          A verifier looked at the splits and what was sent with them, a video for instance, and approved.
          Nobody reviews their own run; the database itself refuses that. Taking the top of a board from
          somebody needs two verifiers. A rejection always has a reason, and the runner can answer it with a
          new revision.
        </Text>
      </Section>
      <Section title="The clock">
        <Text>
          Official instants come from the database, in whole milliseconds. Your own device only shows them: it
          learns how far its clock is from the server’s and paints the difference. A press that could not be
          sent counts when it arrives; what your device showed then is kept beside it, so that a verifier can
          set the time right.
        </Text>
        <Text>
          Should the server’s clock step back during a run, the next instant is one millisecond after the
          last, and the run says so.
        </Text>
      </Section>
      <Section title="What none of this proves">
        <Text>
          That nobody helped, that nothing was prepared, or that the one at the keyboard is the one with the
          name. The declared class of assistance is a promise to the others on the board.
        </Text>
      </Section>
    </div>
  )
}

function Level({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="lap bg-board px-3 py-3 sm:flex sm:gap-4">
      <dt className="w-24 shrink-0 font-medium">{name}</dt>
      <dd className="text-muted">{children}</dd>
    </div>
  )
}

function Text({ children }: { readonly children: ReactNode }) {
  return <p className="pt-1 pb-2 leading-6">{children}</p>
}
