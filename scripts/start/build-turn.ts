import { setTimeout as wait } from 'node:timers/promises'
import { FolderInUse, lockFolder } from '@shiplap/embedded/folder-lock'

/** Does `act` while nobody else on this machine does so under the same file; who comes meanwhile waits. */
export async function inTurn<T>(file: string, act: () => Promise<T>): Promise<T> {
  const giveBack = await taken(file)
  try {
    return await act()
  } finally {
    giveBack()
  }
}

async function taken(file: string): Promise<() => void> {
  for (;;) {
    try {
      return lockFolder(file, '')
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error
    }
    await wait(100)
  }
}
