import { escapeValue, socketOption } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'

/** serial0 to serial3 and parallel0 to parallel2: sockets or devices of the host. */
export function portOptions(context: PlanContext): { options: string[]; sockets: Record<string, string> } {
  const { config, facts } = context
  const options: string[] = []
  const sockets: Record<string, string> = {}
  for (let index = 0; index < 4; index++) {
    const key = `serial${index}`
    const value = config[key] as string | undefined
    if (value === undefined) continue
    if (value === 'socket') {
      const path = `${facts.paths.run}/${facts.vmid}.${key}`
      sockets[key] = path
      options.push(...socketOption(key, path))
    } else options.push('-chardev', `serial,id=${key},path=${escapeValue(value)}`)
    options.push('-device', `isa-serial,chardev=${key},index=${index}`)
  }
  for (let index = 0; index < 3; index++) {
    const key = `parallel${index}`
    const path = config[key] as string | undefined
    if (path === undefined) continue
    // USB printers speak no IEEE 1284 control calls; to QEMU they are plain terminals.
    options.push('-chardev', `${path.startsWith('/dev/usb/') ? 'serial' : 'parallel'},id=${key},path=${escapeValue(path)}`)
    options.push('-device', `isa-parallel,chardev=${key},index=${index}`)
  }
  return { options, sockets }
}
