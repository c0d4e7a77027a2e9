import {
  type AbortableOperationOptions,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely'
import pg from 'pg'

/** The channels that hear of the transaction on a connection when it commits. */
export const waiting = new WeakMap<DatabaseConnection, Set<string>>()
/** Who sends for the pool of a connection. */
export const announcers = new WeakMap<DatabaseConnection, Announcer>()

/** PostgreSQL over a pool, with news sent after commits. */
export class AnnouncingDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver(): Driver {
    return new AnnouncingDriver(this.#pool)
  }
}

class AnnouncingDriver extends PostgresDriver {
  readonly #announcer: Announcer
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#announcer = new Announcer(pool)
  }
  override async acquireConnection(options?: AbortableOperationOptions): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection(options)
    announcers.set(connection, this.#announcer)
    return connection
  }
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    waiting.set(connection, new Set())
    await super.beginTransaction(connection, settings)
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    for (const channel of waiting.get(connection) ?? []) this.#announcer.announce(channel)
  }
}

/** How long nobody of a pool must have had news for the next to go along with what it tells of. */
const quietMs = 5

class Announcer {
  readonly #pool: pg.Pool
  readonly #wanted = new Set<string>()
  #isSending = false
  #underWay = 0
  #lastMs = Number.NEGATIVE_INFINITY
  constructor(pool: pg.Pool) {
    this.#pool = pool
  }
  announce(channel: string): void {
    this.#lastMs = performance.now()
    this.#wanted.add(channel)
    if (!this.#isSending) void this.#send()
  }
  /** Does `act`, which sends the news of `channel` itself where it is alone; otherwise they are sent after it. */
  async around<T>(channel: string, act: (isAlone: boolean) => Promise<T>): Promise<T> {
    const isAlone = this.#underWay === 0 && !this.#isSending && performance.now() - this.#lastMs >= quietMs
    this.#lastMs = performance.now()
    this.#underWay++
    try {
      const done = await act(isAlone)
      if (!isAlone) this.announce(channel)
      return done
    } finally {
      this.#underWay--
    }
  }
  async #send(): Promise<void> {
    this.#isSending = true
    try {
      for (const channel of this.#wanted) {
        this.#wanted.delete(channel)
        await this.#pool.query(`notify ${pg.escapeIdentifier(channel)}`)
      }
    } catch {
      // Whoever listens polls too.
    } finally {
      this.#isSending = false
    }
  }
}
