import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FolderInUse, lockFolder } from '@shiplap/embedded/folder-lock'
import { Unable } from './explain.ts'
import type { Settings } from './settings.ts'

/** Makes the data folder where there is none and takes it for this process. Returns what gives it back. */
export function openDataFolder({ dataDir, origin }: Settings): () => void {
  try {
    // Its parts keep others out, each by itself; PostgreSQL may run as another account that must get past here.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    return lockFolder(join(dataDir, 'lock'), origin)
  } catch (error) {
    if (error instanceof FolderInUse) throw new Unable(inUse(dataDir, error))
    throw new Unable(
      `The data folder ${dataDir} cannot be used: ${(error as Error).message}\nSHIPLAP_DATA names another.`,
    )
  }
}

const inUse = (dataDir: string, { holder }: FolderInUse) =>
  `Shiplap already runs over the data in ${dataDir}: process ${holder.pid}, ${holder.note}
Stop that one first, or give this one a folder and a port of its own:
  SHIPLAP_DATA=/another/folder PORT=3001 npm start`
