import { speakWait } from '@shiplap/domain/wait'
import { Checkbox } from '@shiplap/ui/checkbox'

/** Whether this device is the person's own, to stay signed in on. */
export function StayField({ idleMs }: { readonly idleMs: number }) {
  return (
    <Checkbox
      name="stay"
      label="Stay signed in on this device"
      hint={`Otherwise ${speakWait(idleMs)} without use will sign you out.`}
    />
  )
}
