import { Failure } from '@quorate/schema/failure'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

export const nbdstop: SpecialRun = async ({ connection, read }) => {
  const vmid = one(read().parameters, 'vmid')
  const { data } = await connection.call('POST', `${vmPath(connection, vmid)}/monitor`, { command: 'nbd_server_stop' })
  const answer = String(data ?? '').trim()
  if (answer) throw new Failure(`the NBD server of VM ${vmid} cannot be stopped: ${answer}`)
  return 0
}
