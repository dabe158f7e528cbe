import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { variableOf, withVariables } from '../text/variables.ts'
import { shortName } from './names.ts'

export function writeHostname(root: Changes, settings: GuestSettings): void {
  root.write('/etc/hostname', `${shortName(settings)}\n`)
}

/** For a file that names the host in a variable; left alone when it says nothing of it. */
export function writeHostnameVariable(root: Changes, path: string, variable: string, settings: GuestSettings): void {
  const text = root.read(path)
  if (!text?.split('\n').some(line => variableOf(line) === variable)) return
  root.write(path, withVariables(text, new Set([variable]), [`${variable}=${shortName(settings)}`]))
}
