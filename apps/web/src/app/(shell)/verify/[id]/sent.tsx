import type { Outputs } from '@shiplap/client'
import { Section } from '@shiplap/ui/section'

type Revision = Outputs['submission']['get']['revisions'][number]

/** What the runner sent along: where the code is, what it was built from, and their words. */
export function Sent({ revision, of }: { readonly revision: Revision; readonly of: number }) {
  const { repositoryUrl, commitHash, notes, packages } = revision
  const nothing = repositoryUrl === null && commitHash === null && notes === '' && packages.length === 0
  return (
    <Section title="Sent along" aside={of > 1 && `revision ${revision.revision}`} className="pb-0!">
      {nothing && <p className="text-sm text-muted">Nothing besides the splits.</p>}
      <dl className="flex flex-col gap-3 text-sm">
        {repositoryUrl !== null && (
          <div>
            <dt className="text-xs text-muted">Repository</dt>
            <dd>
              <a
                href={repositoryUrl}
                target="_blank"
                rel="noreferrer nofollow ugc"
                className="break-all underline"
              >
                {repositoryUrl}
              </a>
            </dd>
          </div>
        )}
        {commitHash !== null && (
          <div>
            <dt className="text-xs text-muted">Commit</dt>
            <dd className="figures break-all">{commitHash}</dd>
          </div>
        )}
        {notes !== '' && (
          <div>
            <dt className="text-xs text-muted">Notes</dt>
            <dd className="max-w-prose break-words whitespace-pre-line">{notes}</dd>
          </div>
        )}
        {packages.length > 0 && (
          <div>
            <dt className="pb-1 text-xs text-muted">Packages ({packages.length})</dt>
            <dd>
              <Packages packages={packages} />
            </dd>
          </div>
        )}
      </dl>
    </Section>
  )
}

function Packages({ packages }: Pick<Revision, 'packages'>) {
  return (
    <ul className="flex max-h-64 flex-wrap gap-x-4 gap-y-1 overflow-auto" tabIndex={-1}>
      {packages.map(({ name, version, ecosystem }) => (
        <li key={`${ecosystem} ${name} ${version}`} className="break-all">
          {name} <span className="figures text-xs text-muted">{version}</span>
        </li>
      ))}
    </ul>
  )
}
