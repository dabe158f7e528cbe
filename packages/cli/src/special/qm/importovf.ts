import { resolve } from 'node:path'
import { prettyJson } from '../../render/pretty-json.ts'
import { runTask } from '../../run-task.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'
import { importParameters, warningLines, type ImportDescription } from './import-parameters.ts'

/** Creates a VM from an OVF file of the node and the disks beside it. */
export const importOvf: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const vmid = one(parameters, 'vmid') ?? ''
  vmPath(connection, vmid)
  const manifest = resolve(one(parameters, 'manifest') ?? '')
  const description = (await connection.call('GET', `/nodes/${connection.node}/ovf-description`, { manifest })).data as ImportDescription
  const storage = one(parameters, 'storage') ?? ''
  const wanted = importParameters(description, { vmid, storage, format: one(parameters, 'format') })
  for (const line of warningLines(description)) terminal.error(line)
  if (isSet(one(parameters, 'dryrun'))) {
    terminal.out(prettyJson(wanted))
    return 0
  }
  return await runTask(connection, (await connection.call('POST', `/nodes/${connection.node}/qemu`, wanted)).data, terminal)
}
