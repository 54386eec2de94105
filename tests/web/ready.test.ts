import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram, visit } from '../support/program.ts'

async function ask(deps: Dependencies) {
  const { status, text } = await visit(createApp(deps)).get('/readyz')
  return `${status} ${text}`
}

eachEngine((_engine, open) => {
  it('is ready while database, keys and questionnaires are usable', async () => {
    const { deps } = await startProgram(await open(), 1)
    expect(await ask(deps)).toBe('200 ok')
  })

  it('is not ready when the store of keys is gone', async () => {
    const { deps } = await startProgram(await open())
    await deps.db.keys.table.write.schema.dropTable('wrapped_key').execute()
    expect(await ask(deps)).toBe('503 not ready')
    expect((await visit(createApp(deps)).get('/healthz')).text).toBe('ok')
  })

  it('is not ready with the master key of another installation', async () => {
    const db = await open()
    const { deps } = await startProgram(db, 1)
    await db.close()
    writeFileSync(join(db.place.keyDir, 'master.key'), randomBytes(32))
    expect(await ask({ ...deps, db: await open(db.place) })).toBe('503 not ready')
  })

  it('is not ready without a procedure in force or without one of its files', async () => {
    const { deps } = await startProgram(await open())
    const { questionnaires } = deps
    expect(await ask({ ...deps, questionnaires: { ...questionnaires, procedures: [] } })).toBe('503 not ready')
    expect(await ask({ ...deps, questionnaires: { ...questionnaires, banks: [] } })).toBe('503 not ready')
    expect(await ask({ ...deps, questionnaires: { ...questionnaires, instruments: [] } })).toBe('503 not ready')
  })
})
