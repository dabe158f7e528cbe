import { Failure } from '@quorate/schema/failure'
import { renderTable } from '../../render/table.ts'
import { one, type SpecialRun } from '../special-run.ts'

interface Entry {
  readonly id: string
  readonly type: string
  readonly description?: string
  readonly enable?: number
}

const tfaPath = (userid: string, id?: string) =>
  `/access/tfa/${encodeURIComponent(userid)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

export const listTfa: SpecialRun = async ({ connection, terminal, read }) => {
  const userid = one(read().parameters, 'userid')
  const users =
    userid === undefined
      ? ((await connection.call('GET', '/access/tfa', {})).data as readonly { userid: string; entries: readonly Entry[] }[])
      : [{ userid, entries: (await connection.call('GET', tfaPath(userid), {})).data as readonly Entry[] }]
  const rows = users.flatMap(user => user.entries.map(entry => ({ userid: user.userid, ...entry, enable: entry.enable ?? 1 })))
  if (rows.length === 0) {
    terminal.out('No TFA entries found.\n')
    return 0
  }
  const keys = [...(userid === undefined ? ['userid'] : []), 'id', 'type', 'description', 'enable']
  const columns = keys.map(key => ({ key }))
  terminal.out(renderTable(rows, columns, { header: true, border: true, columns: terminal.window?.columns }))
  return 0
}

/** Removes one second factor, or all of a user: for someone who lost the device. */
export const deleteTfa: SpecialRun = async ({ connection, read }) => {
  const { parameters } = read()
  const userid = one(parameters, 'userid') ?? ''
  const id = one(parameters, 'id')
  const entries = id === undefined ? ((await connection.call('GET', tfaPath(userid), {})).data as readonly Entry[]) : [{ id }]
  if (entries.length === 0) throw new Failure(`${userid} has no second factor`)
  for (const entry of entries) await connection.call('DELETE', tfaPath(userid, entry.id), {})
  return 0
}
