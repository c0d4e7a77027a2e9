import { fileURLToPath } from 'node:url'
import ts from 'typescript-api'
import { createPrinter } from './print-type.ts'

const types = fileURLToPath(new URL('../../api/src/types.ts', import.meta.url))
const refusals = fileURLToPath(new URL('../../domain/src/refusal.ts', import.meta.url))

/**
 * The api's contract as one file of declarations: what each procedure takes and gives, the shape of an error, and the
 * refusals, written out in full. Nothing of the server's own code is needed to read it.
 */
export function writeContract(): string {
  const program = ts.createProgram([types, refusals], {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const print = createPrinter(checker)
  const exported = (file: string, name: string): ts.Type => {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name)
    if (!found) throw new Error(`${file} exports no ${name}`)
    return checker.getDeclaredTypeOfSymbol(
      found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found,
    )
  }
  const member = (type: ts.Type, name: string): ts.Type => {
    const property = checker.getPropertyOfType(type, name)
    if (!property) throw new Error(`there is no ${name}`)
    return checker.getTypeOfSymbol(property)
  }

  const definition = member(exported(types, 'AppRouter'), '_def')
  const nouns = checker.getPropertiesOfType(member(definition, 'record')).map((noun) => {
    const acts = checker.getPropertiesOfType(checker.getTypeOfSymbol(noun)).map((act) => {
      const procedure = member(checker.getTypeOfSymbol(act), '_def')
      const shape = member(procedure, '$types')
      const kind = (member(procedure, 'type') as ts.StringLiteralType).value
      const name = `TRPC${kind[0]?.toUpperCase()}${kind.slice(1)}Procedure`
      const input = print(member(shape, 'input'))
      const output = print(member(shape, 'output'))
      return `    ${act.name}: ${name}<{ input: ${input}; output: ${output}; meta: object }>`
    })
    return `  ${noun.name}: {\n${acts.join('\n')}\n  }`
  })
  const root = member(member(definition, '_config'), '$types')
  return `// Written by the pack script. What the server takes and gives.
import type { inferRouterInputs, inferRouterOutputs, TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server'

export type RefusalReason = ${print(exported(refusals, 'RefusalReason'))}
export type RefusalDetails = ${print(exported(refusals, 'RefusalDetails'))}

type ErrorShape = ${print(member(root, 'errorShape'))}
type Procedures = {
${nouns.join('\n')}
}

export type AppRouter = TRPCBuiltRouter<{ ctx: object; meta: object; errorShape: ErrorShape; transformer: false }, Procedures>
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
`
}
