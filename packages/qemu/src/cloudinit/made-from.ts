import { isCloudInit, type GuestConfig } from '@quorate/guest'
import { drives } from '../procedures/vm-keys.ts'

const key = /^(?:cicustom|cipassword|citype|ciupgrade|ciuser|ipconfig\d+|name|nameserver|net\d+|searchdomain|sshkeys)$/
const mac = /[0-9a-f]{2}(?::[0-9a-f]{2}){5}/i
const section = 'cloudinit'

/** Does the image hold something of this key? */
export function isCloudInitKey(name: string): boolean {
  return key.test(name)
}

/** Do two values of a key make the same image? Of a network card only its address is in it. */
export function sameToCloudInit(name: string, one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || !name.startsWith('net')) return one === other
  return mac.exec(one)?.[0].toLowerCase() === mac.exec(other)?.[0].toLowerCase()
}

function relevant(values: ReadonlyMap<string, string>): [name: string, value: string][] {
  return [...values].filter(([name]) => isCloudInitKey(name))
}

/** Is it written down already that the drive was made from the present config? */
export function isNoted(config: GuestConfig): boolean {
  const noted = config.special(section)
  const values = relevant(config.current.values)
  return noted !== undefined && noted.values.size === values.length && values.every(([name, value]) => noted.get(name) === value)
}

/** Writes down what the drive was made from. */
export function noteMade(config: GuestConfig, values: ReadonlyMap<string, string>): void {
  config.removeSection(`special:${section}`)
  const noted = config.makeSpecial(section)
  for (const [name, value] of relevant(values)) noted.set(name, value)
}

/** undefined: it was not made yet, or there is no drive (any more) */
export function madeFrom(config: GuestConfig): ReadonlyMap<string, string> | undefined {
  return drives(config.current.values).some(([, drive]) => isCloudInit(drive)) ? config.special(section)?.values : undefined
}

/** Forgets what a drive that is gone was made from. False: nothing was written down. */
export function forgetMade(config: GuestConfig): boolean {
  return config.removeSection(`special:${section}`)
}
