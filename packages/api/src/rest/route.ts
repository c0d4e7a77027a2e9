import type { z } from 'zod'
import type { AppCaller, Inputs, Outputs } from '../types.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** A row of the REST door: one method on one path, and the procedure or procedures behind it. */
export type Route = {
  readonly method: Method
  /** Below /api/v1, with parameters as `{name}`. */
  readonly path: string
  /** The heading it stands under in the document. */
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** Whether a credential is asked for; told by the document, decided by the procedure. */
  readonly signedIn: boolean
  /** Names that are read from the query of a request that also has a body. */
  readonly query: readonly string[]
  /** The procedure that takes the input as it is, or a schema of the row's own. */
  readonly takes: ProcedurePath | z.ZodType
  /** Calls what the row stands for; missing where `takes` names the one procedure that is called. */
  readonly call: ((api: AppCaller, input: never, sent: Sent) => Promise<unknown>) | undefined
  readonly status: number | ((answer: never) => number)
  /** What is answered of what the procedure gave; the whole of it where missing. */
  readonly show: ((answer: never) => unknown) | undefined
  /** The shape of the answer, for the document; missing where the answer has no body or is a file. */
  readonly answer: z.ZodType | undefined
}

/** What a request brings beside its input. */
export type Sent = { readonly bearer: string | null }

/** A file to be saved rather than JSON to be read. */
export class Download {
  readonly filename: string
  readonly contentType: string
  /** The whole of it, or its parts as they come. */
  readonly body: string | AsyncIterable<string>
  constructor({ filename, contentType, body }: Pick<Download, 'filename' | 'contentType' | 'body'>) {
    this.filename = filename
    this.contentType = contentType
    this.body = body
  }
}

/** The path of every procedure, such as `run.start`. */
export type ProcedurePath = {
  [N in keyof Inputs & string]: `${N}.${keyof Inputs[N] & string}`
}[keyof Inputs & string]

type OutputOf<P extends ProcedurePath> = P extends `${infer N}.${infer A}`
  ? N extends keyof Outputs
    ? A extends keyof Outputs[N]
      ? Outputs[N][A]
      : never
    : never
  : never

type Common<Answer> = Pick<Route, 'method' | 'path' | 'tag' | 'summary'> &
  Partial<Pick<Route, 'description' | 'query'>> & {
    /** True unless it is for everybody. */
    readonly signedIn?: boolean
    readonly status?: number | ((answer: Answer) => number)
    readonly show?: (answer: Answer) => unknown
    readonly answer?: z.ZodType
  }

/** A row that is one procedure: path parameters, query and body together are its input. */
export function direct<P extends ProcedurePath>(procedure: P, row: Common<Awaited<OutputOf<P>>>): Route {
  return { ...defaults, ...row, takes: procedure } as Route
}

/** A row with an input of its own, which calls as many procedures as it needs. */
export function shaped<S extends z.ZodType, Answer>(
  row: Common<Answer> & {
    readonly takes: S
    readonly call: (api: AppCaller, input: z.output<S>, sent: Sent) => Promise<Answer>
  },
): Route {
  return { ...defaults, ...row } as unknown as Route
}

const defaults = {
  signedIn: true,
  query: [],
  status: 200,
  call: undefined,
  show: undefined,
  answer: undefined,
}
