'use client'
import { Button } from '@shiplap/ui/button'
import type { ButtonVariant } from '@shiplap/ui/button-class'
import { CopyButton } from '@shiplap/ui/copy-button'
import { Dialog } from '@shiplap/ui/dialog'
import { KeyHint } from '@shiplap/ui/key-hint'
import { LinkButton } from '@shiplap/ui/link-button'
import { Menu } from '@shiplap/ui/menu'
import { Section } from '@shiplap/ui/section'
import { toast } from '@shiplap/ui/toast'
import { Tooltip } from '@shiplap/ui/tooltip'
import { useState } from 'react'

export function Acts({ theme }: { readonly theme: string }) {
  const [open, setOpen] = useState(false)
  return (
    <Section title={`Acts, ${theme}`}>
      <div className="flex flex-col gap-3">
        {variants.map((variant) => (
          <div key={variant} className="flex flex-wrap items-center gap-2">
            <Button variant={variant} size="small">
              Small
            </Button>
            <Button variant={variant}>{variant}</Button>
            <Button variant={variant} pending>
              Sending
            </Button>
            <Button variant={variant} disabledReason="You are on pause; go on first.">
              Can’t
            </Button>
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" size="large">
            Split <KeyHint keys="Space" />
          </Button>
          <LinkButton href="#main">A link</LinkButton>
          <CopyButton text="npm start" label="Copy" />
          <Menu
            label="Menu"
            variant="secondary"
            items={[
              { key: 'rename', label: 'Rename', act: () => toast({ message: 'Renamed.' }) },
              {
                key: 'revoke',
                label: 'Sign out',
                danger: true,
                act: () => toast({ message: 'Signed out.' }),
              },
            ]}
          />
          <Tooltip text="Words beside what is pointed at">
            <Button variant="quiet">Tooltip</Button>
          </Tooltip>
          <Button onClick={() => setOpen(true)}>Dialog</Button>
          <Button
            onClick={() =>
              toast({
                message: 'Split taken back.',
                undo: { act: () => toast({ message: 'Split is there again.' }) },
              })
            }
          >
            Toast
          </Button>
          <Button onClick={() => toast({ message: 'That did not reach the server.', tone: 'problem' })}>
            Problem
          </Button>
        </div>
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Abandon this run?"
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep running</Button>
            <Button variant="danger" onClick={() => setOpen(false)}>
              Abandon
            </Button>
          </>
        }
      >
        The clock stops and the run stays in your history, off every board.
      </Dialog>
    </Section>
  )
}

const variants: readonly ButtonVariant[] = ['primary', 'secondary', 'quiet', 'danger']
