/** Reads a stream by lines, or everything up to a certain line in pieces as they come. */
export class Lines {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)
  #over = false

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next line without its end; null after the last. */
  async next(): Promise<string | null> {
    const end = await this.#endOfLine()
    if (end === null) return null
    const line = this.#held.toString('utf8', 0, end)
    this.#held = this.#held.subarray(end + 1)
    return line
  }

  /** All lines before the first that is `last`, which is taken too. Throws when it never comes. */
  async *until(last: string): AsyncGenerator<Buffer> {
    const mark = Buffer.from(last)
    for (;;) {
      // As many whole lines at a time as are here, unless one of them is the mark.
      let end = 0
      for (let next = this.#held.indexOf(newline); next !== -1; next = this.#held.indexOf(newline, end)) {
        if (next - end === mark.length && this.#held.subarray(end, next).equals(mark)) {
          if (end > 0) yield this.#held.subarray(0, end)
          this.#held = this.#held.subarray(next + 1)
          return
        }
        end = next + 1
      }
      if (end > 0) yield this.#held.subarray(0, end)
      this.#held = this.#held.subarray(end)
      if (!(await this.#more())) throw new Error('the file ends too early')
    }
  }

  async #endOfLine(): Promise<number | null> {
    for (;;) {
      const end = this.#held.indexOf(newline)
      if (end !== -1) return end
      if (!(await this.#more())) return null
    }
  }

  async #more(): Promise<boolean> {
    if (this.#over) return false
    const { done, value } = await this.#source.next()
    this.#over = done === true
    if (value !== undefined) this.#held = Buffer.concat([this.#held, value])
    return !this.#over
  }
}

const newline = 10
