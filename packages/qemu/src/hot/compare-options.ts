import { parseDrive } from '@quorate/guest'

/** Names of the options in which two texts of a drive or card differ; the volume is no option. */
export function compareOptions(one: string, other: string): string[] {
  const [left, right] = [parseDrive(one).options, parseDrive(other).options]
  return [...new Set([...left.keys(), ...right.keys()])].filter(name => left.get(name) !== right.get(name))
}
