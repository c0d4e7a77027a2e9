import { asDownload } from '../../../../../../../server/download.ts'
import { serverApi } from '../../../../../../../server/server-api.ts'
import { listOfAddress } from '../../list-of-address.ts'

type Props = {
  readonly params: Promise<{ readonly challenge: string; readonly category: string; readonly format: string }>
}

/** The list of the address as a file. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { challenge, category, format } = await params
  const asked = listOfAddress(Object.fromEntries(new URL(request.url).searchParams))
  const api = await serverApi()
  // The api itself refuses a format that it doesn't know.
  return asDownload(api.board.export({ challenge, category, ...asked, format: format as 'csv' | 'json' }))
}
