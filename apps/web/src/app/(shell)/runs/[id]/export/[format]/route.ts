import { asDownload } from '../../../../../../server/download.ts'
import { serverApi } from '../../../../../../server/server-api.ts'

type Props = { readonly params: Promise<{ readonly id: string; readonly format: string }> }

/** The run as a file for other timers. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { id, format } = await params
  const api = await serverApi()
  // The api itself refuses a format that it doesn't know.
  return asDownload(api.run.export({ runId: id, format: format as 'livesplit' | 'exchange' }))
}
