import type Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type SqliteDatabase,
  type SqliteDialectConfig,
  type SqliteStatement,
} from 'kysely'

const maxStatements = 300

/**
 * Statements are compiled once a connection: compiling took a tenth of the time of a page. A pragma may act while it is compiled
 * and a schema change is rare, so neither is kept. A kept statement cannot run twice at once: nothing may stream.
 */
function keepStatements(connection: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => void connection.close(),
    prepare: text => {
      const known = kept.get(text)
      if (known) return known
      const statement = connection.prepare<unknown[]>(text) as unknown as SqliteStatement
      if (/^(select|insert|update|delete|with|begin|commit)\b/i.test(text)) kept.set(text, statement)
      const oldest = kept.keys().next().value
      if (kept.size > maxStatements && oldest !== undefined) kept.delete(oldest)
      return statement
    },
  }
}

/**
 * SQLite plans by the values bound to `limit ?` and to some comparisons, and for that compiles the statement anew at
 * every run, kept or not. The plus hides a value from the planner and does nothing else to it, whatever its type.
 */
class SteadyQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

export class ReaderDialect extends SqliteDialect {
  constructor(connection: Sqlite.Database) {
    super({ database: keepStatements(connection) })
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new SteadyQueryCompiler()
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

// The migrations run in one transaction: its write lock keeps a second process out and a kill leaves the old schema.
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

export class WriterDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(connection: Sqlite.Database) {
    const config = { database: keepStatements(connection) }
    super(config)
    this.#config = config
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config)
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new SteadyQueryCompiler()
  }
}
