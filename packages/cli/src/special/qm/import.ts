import { Failure } from '@quorate/schema/failure'
import { UsageFailure } from '../../read-arguments.ts'
import { prettyJson } from '../../render/pretty-json.ts'
import { runTask } from '../../run-task.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'
import { importParameters, warningLines, type ImportDescription } from './import-parameters.ts'

const own = new Set(['vmid', 'source', 'storage', 'format', 'delete', 'dryrun', 'live-import'])

/** Creates a VM from a package on a storage. What is given on the command line comes before what the package says. */
export const importGuest: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const vmid = one(parameters, 'vmid') ?? ''
  vmPath(connection, vmid)
  const storage = one(parameters, 'storage')
  if (storage === undefined) throw new UsageFailure('storage: property is missing and it is not optional')
  if (isSet(one(parameters, 'live-import'))) throw new Failure('starting a VM while it is being imported is not implemented')
  const source = one(parameters, 'source') ?? ''
  const packaged = /^([A-Za-z][\w.-]*):.+$/.exec(source)?.[1]
  if (packaged === undefined) throw new UsageFailure(`source: '${source}' is no volume such as local:import/machine.ova`)
  const path = `/nodes/${connection.node}/storage/${packaged}/import-metadata`
  const description = (await connection.call('GET', path, { volume: source })).data as ImportDescription
  const wanted: Record<string, unknown> = importParameters(description, { vmid, storage, format: one(parameters, 'format') })
  for (const key of (one(parameters, 'delete') ?? '').split(/[\s,;]+/)) if (key !== 'vmid') delete wanted[key]
  for (const [key, value] of Object.entries(parameters)) if (!own.has(key)) wanted[key] = value
  for (const line of warningLines(description)) terminal.error(line)
  if (isSet(one(parameters, 'dryrun'))) {
    terminal.out(prettyJson(wanted))
    return 0
  }
  return await runTask(connection, (await connection.call('POST', `/nodes/${connection.node}/qemu`, wanted)).data, terminal)
}
