'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { toast } from './toast.tsx'

type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'children'> & {
  readonly text: string
  readonly label?: string
}

/** Puts the text on the clipboard and says so; where the browser forbids it, says that too. */
export function CopyButton({ text, label = 'Copy', ...button }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      toast({
        message: 'Your browser does not let this page copy. Select the text and copy it yourself.',
        tone: 'problem',
      })
    }
  }
  const Icon = copied ? Check : Copy
  return (
    <Button size="small" {...button} onClick={() => void copy()}>
      <Icon aria-hidden="true" className="size-3.5" />
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  )
}
