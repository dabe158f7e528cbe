import { resolve } from 'node:path'
import { Failure } from '@quorate/schema/failure'
import { runTask } from '../../run-task.ts'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

/** Where a disk is put for the moment in which it becomes an unused one. */
const passing = Array.from({ length: 31 }, (_, index) => `scsi${30 - index}`)

/** Copies an image file, or a volume, to a storage as a disk of the VM: in its place, or unused for now. */
export const diskImport: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const vmid = one(parameters, 'vmid')
  const vm = vmPath(connection, vmid)
  const source = one(parameters, 'source') ?? ''
  const from = /^[a-zA-Z][\w.-]*:/.test(source) ? source : resolve(source)
  const format = one(parameters, 'format')
  const drive = `${one(parameters, 'storage')}:0,import-from=${from}${format === undefined ? '' : `,format=${format}`}`
  const config = async () => (await connection.call('GET', `${vm}/config`, { current: 1 })).data as Readonly<Record<string, unknown>>
  const before = await config()
  const target = one(parameters, 'target-disk')
  if (target !== undefined && !target.startsWith('unused')) {
    if (before[target] !== undefined) throw new Failure(`VM ${vmid} already has a disk ${target}`)
    const code = await runTask(connection, (await connection.call('POST', `${vm}/config`, { [target]: drive })).data, terminal)
    if (code === 0) terminal.out(imported(target, (await config())[target]))
    return code
  }
  const { status } = (await connection.call('GET', `${vm}/status/current`, {})).data as { status: string }
  if (status === 'running') throw new Failure(`VM ${vmid} is running: say where the disk goes with --target-disk, or stop it first`)
  const slot = passing.find(key => before[key] === undefined)
  if (slot === undefined) throw new Failure(`VM ${vmid} has no free place for a disk`)
  const code = await runTask(connection, (await connection.call('POST', `${vm}/config`, { [slot]: drive })).data, terminal)
  if (code !== 0) return code
  await connection.call('PUT', `${vm}/config`, { delete: slot })
  const after = await config()
  const unused = Object.keys(after).find(key => key.startsWith('unused') && before[key] !== after[key])
  terminal.out(imported(unused ?? slot, after[unused ?? '']))
  return 0
}

/** Scripts look for this line to learn which volume it is. */
function imported(key: string, drive: unknown): string {
  return `${key}: successfully imported disk '${String(drive)}'\n`
}
