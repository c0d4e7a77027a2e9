'use client'
import { Button } from '@shiplap/ui/button'
import { Countdown } from '@shiplap/ui/countdown'
import { useState } from 'react'

export function CountdownAgain() {
  const [waiting, setWaiting] = useState(false)
  if (waiting) return <Countdown ms={10_000} label="Try again in" onEnd={() => setWaiting(false)} />
  return (
    <Button size="small" onClick={() => setWaiting(true)}>
      Count down
    </Button>
  )
}
