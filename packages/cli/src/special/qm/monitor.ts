import { failureText } from '@quorate/schema/failure'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

/** The human monitor of QEMU, a line at a time. */
export const monitor: SpecialRun = async ({ connection, terminal, read }) => {
  const vmid = one(read().parameters, 'vmid')
  const vm = vmPath(connection, vmid)
  await connection.call('POST', `${vm}/monitor`, { command: 'info name' })
  terminal.out(`Entering QEMU Monitor for VM ${vmid} - type 'help' for help\n`)
  let failed = 0
  for await (const line of terminal.lines('qm> ')) {
    const command = line.trim()
    if (command === 'q' || command === 'quit' || command === 'exit') break
    if (command === '') continue
    try {
      const text = String((await connection.call('POST', `${vm}/monitor`, { command })).data ?? '').replaceAll('\r', '')
      terminal.out(text === '' || text.endsWith('\n') ? text : `${text}\n`)
      failed = 0
    } catch (error) {
      failed = 1
      terminal.error(`ERROR: ${failureText(error)}\n`)
    }
  }
  return failed
}
