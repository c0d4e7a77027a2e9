import 'server-only'
import { codeOf } from './visitor.ts'

type Exported = { readonly fileName: string; readonly mediaType: string; readonly text: string }

/** A file to be saved under its name; what isn't there is a plain 404. */
export async function asDownload(exporting: Promise<Exported>): Promise<Response> {
  try {
    const { fileName, mediaType, text } = await exporting
    return new Response(text, {
      headers: {
        'content-type': `${mediaType}; charset=utf-8`,
        'content-disposition': `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`,
      },
    })
  } catch (error) {
    if (['NOT_FOUND', 'BAD_REQUEST', 'CONFLICT'].includes(codeOf(error) ?? ''))
      return new Response('There is no such file.\n', { status: 404 })
    throw error
  }
}
