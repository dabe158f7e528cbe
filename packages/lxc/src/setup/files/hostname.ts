import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { variableOf, withVariables } from '../text/variables.ts'
import { shortName } from './names.ts'

export function writeHostname(root: Changes, settings: GuestSettings): void {
  root.write('/etc/hostname', `${shortName(settings)}\n`)
}

/** For a file that names the host in a variable, in quotes or not as before; left alone when it says nothing of it. */
export function writeHostnameVariable(root: Changes, path: string, variable: string, settings: GuestSettings): void {
  const text = root.read(path)
  const line = text?.split('\n').find(each => variableOf(each) === variable)
  if (line === undefined) return
  const quote = /=\s*(["'])/.exec(line)?.[1] ?? ''
  root.write(path, withVariables(text, new Set([variable]), [`${variable}=${quote}${shortName(settings)}${quote}`]))
}
