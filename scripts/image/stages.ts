/** One line of a Dockerfile: what is to be done, and with what. */
export type Step = { readonly act: string; readonly words: string }
export type Stage = { readonly name: string; readonly from: string; readonly steps: readonly Step[] }

/** The stages of a Dockerfile in order, each with its steps; continued lines are joined as Docker joins them. */
export function readStages(dockerfile: string): readonly Stage[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: { name: string; from: string; steps: Step[] }[] = []
  for (const line of lines) {
    const [, act = '', words = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    const [, from, name] = act === 'FROM' ? (/^(\S+) AS (\S+)$/.exec(words) ?? []) : []
    if (from !== undefined && name !== undefined) stages.push({ name, from, steps: [] })
    else stages.at(-1)?.steps.push({ act, words })
  }
  return stages
}
