import ts from 'typescript-api'

/**
 * What a client of an earlier contract would miss in a later one: acts that are gone, inputs that are no longer taken,
 * answers that lack what it reads. Takes both as the text that `writeContract` gives.
 */
export function breaksBetween({
  earlier,
  later,
}: {
  readonly earlier: string
  readonly later: string
}): readonly string[] {
  const program = programOf({ 'earlier.ts': earlier, 'later.ts': later })
  const checker = program.getTypeChecker()
  const proceduresOf = (file: string) => {
    const source = program.getSourceFile(file)
    const found = source?.statements.find(
      (statement): statement is ts.TypeAliasDeclaration =>
        ts.isTypeAliasDeclaration(statement) && statement.name.text === 'Procedures',
    )
    if (!found) throw new Error(`${file} has no Procedures`)
    return checker.getTypeFromTypeNode(found.type)
  }
  const member = (type: ts.Type, name: string): ts.Type | undefined => {
    const property = checker.getPropertyOfType(type, name)
    return property && checker.getTypeOfSymbol(property)
  }
  const later_ = proceduresOf('later.ts')
  return checker.getPropertiesOfType(proceduresOf('earlier.ts')).flatMap((noun) =>
    checker.getPropertiesOfType(checker.getTypeOfSymbol(noun)).flatMap((act) => {
      const name = `${noun.name}.${act.name}`
      const before = shapeOf(checker.getTypeOfSymbol(act))
      const nounLater = member(later_, noun.name)
      const actLater = nounLater && member(nounLater, act.name)
      if (!actLater) return [`${name} is gone`]
      const after = shapeOf(actLater)
      return [
        ...(before.kind === after.kind ? [] : [`${name} was a ${before.kind} and is a ${after.kind}`]),
        ...(checker.isTypeAssignableTo(before.input, after.input)
          ? missing(before.input, after.input).map((field) => `${name} takes no ${field}`)
          : [`${name} no longer takes what it took`]),
        ...(checker.isTypeAssignableTo(after.output, before.output)
          ? []
          : [`${name} no longer answers what it answered`]),
      ]
    }),
  )

  function shapeOf(procedure: ts.Type) {
    const part = (name: string) => {
      const found = member(procedure, name)
      if (!found) throw new Error(`a procedure has no ${name}`)
      return found
    }
    return {
      kind: (part('kind') as ts.StringLiteralType).value,
      input: part('input'),
      output: part('output'),
    }
  }

  /** A field that is not known any more would be refused, however well the rest fits. */
  function missing(before: ts.Type, after: ts.Type, path: readonly string[] = []): readonly string[] {
    const [from, to] = [before, after].map((type) => checker.getNonNullableType(type))
    if (!from || !to || !(from.flags & ts.TypeFlags.Object) || checker.isArrayType(from)) return []
    return checker.getPropertiesOfType(from).flatMap((property) => {
      const here = [...path, property.name]
      const known = checker.getPropertyOfType(to, property.name)
      if (!known) return [here.join('.')]
      return missing(checker.getTypeOfSymbol(property), checker.getTypeOfSymbol(known), here)
    })
  }
}

/** The two files and what little of tRPC they name, without a disk. */
function programOf(contracts: Readonly<Record<string, string>>): ts.Program {
  const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true }
  const host = ts.createCompilerHost(options)
  const readFromDisk = host.getSourceFile
  host.getSourceFile = (name, ...rest) => {
    const text = contracts[name]
    return text === undefined
      ? readFromDisk(name, ...rest)
      : ts.createSourceFile(name, `${kinds}${withoutImports(text)}`, ts.ScriptTarget.ES2024)
  }
  return ts.createProgram(Object.keys(contracts), options, host)
}

const withoutImports = (text: string) => text.replace(/^import .*$/gm, '')
const kinds = ['Query', 'Mutation', 'Subscription']
  .map(
    (kind) =>
      `type TRPC${kind}Procedure<T extends { input: unknown; output: unknown }> = T & { kind: '${kind.toLowerCase()}' }\n`,
  )
  .join('')
