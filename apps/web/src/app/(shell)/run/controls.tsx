'use client'
import { nextPosition, type Run } from '@shiplap/domain/run'
import { Button, type ButtonProps } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { KeyHint } from '@shiplap/ui/key-hint'
import { type ReactNode, useState } from 'react'
import type { WatchedRun } from '../../../run/view.ts'
import type { Acts } from './use-acts.ts'

type ControlsProps = { readonly run: Run; readonly view: WatchedRun; readonly acts: Acts }

/** What can be pressed. On a phone the one that matters lies under the thumb. */
export function Controls({ run, view, acts }: ControlsProps) {
  if (run.state === 'armed') return <ReadyControls acts={acts} />
  if (!acts.isLive) return null
  return <LiveControls run={run} view={view} acts={acts} />
}

function ReadyControls({ acts }: { readonly acts: Acts }) {
  return (
    <Bar>
      <Press variant="primary" onPress={acts.split} keys="Space" big>
        Start
      </Press>
      <Press onPress={acts.cancel}>Not now</Press>
      <p className="w-full text-center text-sm text-muted md:w-auto">
        The clock starts when you press. It waits for a quarter of an hour.
      </p>
    </Bar>
  )
}

function LiveControls({ run, view, acts }: ControlsProps) {
  const [abandoning, setAbandoning] = useState(false)
  const isLast = nextPosition(run, { milestoneCount: view.milestones.length }) === view.milestones.length
  return (
    <Bar>
      <Press variant="primary" onPress={acts.split} keys="Space" big disabledReason={acts.whyNot('split')}>
        {isLast ? 'Finish' : 'Split'}
      </Press>
      <div className="flex flex-wrap justify-center gap-2 max-md:w-full">
        <Press onPress={acts.undo} keys="U" disabledReason={acts.whyNot('undoSplit')}>
          Undo
        </Press>
        <Press onPress={() => acts.press('skipSplit')} keys="S" disabledReason={acts.whyNot('skipSplit')}>
          Skip
        </Press>
        {view.category.allowsPause && (
          <Press onPress={acts.pauseOrGoOn} keys="P">
            {run.state === 'paused' ? 'Go on' : 'Pause'}
          </Press>
        )}
        <Press variant="quiet" onPress={() => setAbandoning(true)} keys="Esc Esc">
          Abandon
        </Press>
      </div>
      <Dialog
        open={abandoning}
        onClose={() => setAbandoning(false)}
        title="Abandon this run?"
        actions={
          <>
            <Button onClick={() => setAbandoning(false)}>Keep running</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAbandoning(false)
                acts.press('abandon')
              }}
            >
              Abandon the run
            </Button>
          </>
        }
      >
        The clock stops and the run will not count. That cannot be undone. Best segments you made so far stay
        yours.
      </Dialog>
    </Bar>
  )
}

/** Below the splits on a desk; above the bottom bar on a phone. */
function Bar({ children }: { readonly children: ReactNode }) {
  return (
    <div
      data-foot="controls"
      className="flex flex-wrap items-center justify-center gap-3 max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-md:z-20 max-md:border-t max-md:border-line max-md:bg-ground max-md:px-4 max-md:py-3"
    >
      {children}
    </div>
  )
}

function Press({
  onPress,
  keys,
  big = false,
  children,
  ...rest
}: ButtonProps & { readonly onPress: () => void; readonly keys?: string; readonly big?: boolean }) {
  return (
    <Button
      size={big ? 'large' : 'medium'}
      {...rest}
      className={big ? 'min-w-44 max-md:h-16 max-md:w-full max-md:text-xl' : 'max-md:h-11'}
      onClick={(event) => {
        onPress()
        // A button that keeps the focus after a click would take the next Space for itself.
        if (event.detail > 0) event.currentTarget.blur()
      }}
    >
      {children}
      {keys && (
        <span aria-hidden="true" className="hidden md:inline">
          <KeyHint keys={keys} />
        </span>
      )}
    </Button>
  )
}
