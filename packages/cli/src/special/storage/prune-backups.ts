import { UsageFailure } from '../../read-arguments.ts'
import { localTime } from '../../render/local-time.ts'
import { renderTable } from '../../render/table.ts'
import { runTask } from '../../run-task.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'

const keeps = ['keep-all', 'keep-last', 'keep-hourly', 'keep-daily', 'keep-weekly', 'keep-monthly', 'keep-yearly']

export const pruneBackups: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const keep = keeps.flatMap(name => (parameters[name] === undefined ? [] : [`${name}=${one(parameters, name)}`])).join(',')
  const path = `/nodes/${connection.node}/storage/${encodeURIComponent(one(parameters, 'storage') ?? '')}/prunebackups`
  const which = {
    ...(keep === '' ? {} : { 'prune-backups': keep }),
    ...(parameters.type === undefined ? {} : { type: parameters.type }),
    ...(parameters.vmid === undefined ? {} : { vmid: parameters.vmid }),
  }
  if (keep !== '' && isSet(one(parameters, 'keep-all')) && keep.includes(','))
    throw new UsageFailure('keep-all: cannot be combined with other keep options')
  if (!isSet(one(parameters, 'dry-run'))) return await runTask(connection, (await connection.call('DELETE', path, which)).data, terminal)
  const { data } = await connection.call('GET', path, which)
  const rows = data as readonly Readonly<Record<string, unknown>>[]
  const columns = [
    { key: 'volid', title: 'Backup' },
    {
      key: 'guest',
      title: 'Backup-ID',
      text: (_: unknown, row: Readonly<Record<string, unknown>>) => `${String(row.type)}/${String(row.vmid ?? '-')}`,
    },
    { key: 'ctime', title: 'Time', text: (value: unknown) => localTime(Number(value)) },
    { key: 'mark', title: 'Prune-Mark' },
  ]
  terminal.out(
    renderTable(
      rows.toSorted((a, b) => Number(a.ctime) - Number(b.ctime)),
      columns,
      { header: true, border: false },
    ),
  )
  return 0
}
