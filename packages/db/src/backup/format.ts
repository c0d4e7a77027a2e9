import type { Catalog } from './catalog.ts'

// A backup is SQL that psql can read too: the catalog and the counts stand in comments, the rows in COPY sections.

export type Header = { readonly version: 1; readonly pepperId: string; readonly takenAt: string } & Catalog
/** How many rows each table had; its being there says that the backup is whole. */
export type Footer = { readonly rows: Readonly<Record<string, number>> }

const headerMark = '-- shiplap backup '
const footerMark = '-- end of backup '
export const endOfRows = '\\.'

export const writeHeader = (header: Header) => `${headerMark}${JSON.stringify(header)}\n`
export const writeFooter = (footer: Footer) => `${footerMark}${JSON.stringify(footer)}\n`
export const readHeader = (line: string) => read<Header>(line, headerMark)
export const readFooter = (line: string) => read<Footer>(line, footerMark)

function read<T>(line: string, mark: string): T | null {
  return line.startsWith(mark) ? (JSON.parse(line.slice(mark.length)) as T) : null
}
