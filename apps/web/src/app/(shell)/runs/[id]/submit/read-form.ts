import { parseDuration } from '@shiplap/domain/duration'
import { isPublicLink } from '@shiplap/domain/video'

/** What was typed, ready to be sent, and by field what can't be. The server asks the same and has the last word. */
export function readForm(form: FormData) {
  const typed = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const errors: Record<string, string> = {}
  const link = (name: string) => {
    const url = typed(name)
    if (url !== '' && !isPublicLink(url)) errors[name] = 'A public address that begins with https://'
    return url === '' ? null : url
  }
  const videoUrl = link('videoUrl')
  const start = typed('videoStart')
  const videoStartMs = start === '' ? 0 : parseDuration(start)
  if (videoStartMs === null) errors.videoStart = 'Minutes and seconds, as in 1:05'
  const repositoryUrl = link('repositoryUrl')
  const commit = typed('commitHash').toLowerCase()
  if (commit !== '' && !/^[0-9a-f]{7,64}$/.test(commit))
    errors.commitHash = 'Seven or more digits of the hash, 0–9 and a–f'
  return {
    errors,
    revision: {
      videoUrl,
      videoStartMs: videoStartMs ?? 0,
      repositoryUrl,
      commitHash: commit === '' ? null : commit,
      notes: typed('notes'),
    },
  }
}
