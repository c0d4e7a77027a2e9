import ts from 'typescript-api'

/**
 * Writes a type out in full, so that it stands without the files it was declared in. What the language itself or the
 * client's own dependencies declare (Uint8Array, AsyncIterable) stays a name.
 */
export function createPrinter(checker: ts.TypeChecker) {
  const open: ts.Type[] = []

  return print

  function print(type: ts.Type): string {
    const simple = printSimple(type)
    if (simple !== undefined) return simple
    if (open.includes(type)) return 'unknown' // a type that holds itself ends here
    open.push(type)
    const text = printNested(type)
    open.pop()
    return text
  }

  function printSimple(type: ts.Type): string | undefined {
    if (type.flags & ts.TypeFlags.BooleanLike) return checker.typeToString(type)
    if (type.isStringLiteral()) return JSON.stringify(type.value)
    const plain =
      ts.TypeFlags.Any |
      ts.TypeFlags.Unknown |
      ts.TypeFlags.Never |
      ts.TypeFlags.VoidLike |
      ts.TypeFlags.Null |
      ts.TypeFlags.StringLike |
      ts.TypeFlags.NumberLike |
      ts.TypeFlags.BigIntLike |
      ts.TypeFlags.ESSymbolLike
    return type.flags & plain ? checker.typeToString(type) : undefined
  }

  function printNested(type: ts.Type): string {
    if (type.isUnion()) return [...new Set(type.types.map(print))].map(inBrackets).join(' | ')
    if (checker.isTupleType(type)) return printTuple(type as ts.TypeReference)
    if (checker.isArrayType(type)) return `readonly ${inBrackets(print(argumentsOf(type)[0] as ts.Type))}[]`
    const name = type.symbol?.name
    if (name !== undefined && isOfLanguage(type)) {
      const given = argumentsOf(type).map(print)
      return given.length > 0 ? `${name}<${given.join(', ')}>` : name
    }
    if (type.getCallSignatures().length > 0) return '(...given: never[]) => unknown'
    return printObject(type)
  }

  function printObject(type: ts.Type): string {
    const index = checker
      .getIndexInfosOfType(type)
      .map((info) => `readonly [key: ${print(info.keyType)}]: ${print(info.type)}`)
    const members = checker.getPropertiesOfType(type).flatMap((property) => {
      // Members named by a symbol are marks of the type system, nothing that is sent.
      if (property.name.startsWith('__@')) return []
      const optional = property.flags & ts.SymbolFlags.Optional ? '?' : ''
      return [`readonly ${nameOf(property.name)}${optional}: ${print(checker.getTypeOfSymbol(property))}`]
    })
    return `{ ${[...index, ...members].join('; ')} }`
  }

  function printTuple(type: ts.TypeReference): string {
    return `readonly [${checker.getTypeArguments(type).map(print).join(', ')}]`
  }

  function argumentsOf(type: ts.Type): readonly ts.Type[] {
    return type.aliasTypeArguments ?? checker.getTypeArguments(type as ts.TypeReference) ?? []
  }
}

function isOfLanguage(type: ts.Type): boolean {
  const files = type.symbol.declarations?.map((declaration) => declaration.getSourceFile().fileName) ?? []
  return files.some((file) => /\/lib\.[\w.]+\.d\.ts$/.test(file)) && type.symbol.name !== '__type'
}

const inBrackets = (text: string) => (/ [|&] |=>|^readonly /.test(text) ? `(${text})` : text)
const nameOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))
