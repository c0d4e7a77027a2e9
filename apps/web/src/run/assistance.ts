import type { Assistance, Evidence } from '@shiplap/domain/run'

export const assistanceNames: Record<Assistance, string> = {
  unassisted: 'Unassisted',
  completion: 'Completion',
  agent: 'Agent',
}

/** One sentence each, for whoever chooses. */
export const assistanceRules: Record<Assistance, string> = {
  unassisted: 'No AI help. Documentation and search are fine.',
  completion: 'An editor may complete what you type; you write and decide.',
  agent: 'Anything goes: assistants that write whole programs too.',
}

export const evidenceNames: Record<Evidence, string> = {
  timed: 'Timed',
  checked: 'Checked',
  replayed: 'Replayed',
}
