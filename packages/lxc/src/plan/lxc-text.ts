import { Failure } from '@quorate/schema'

export type ConfigLines = [key: string, value: string][]

/** Text of a config file of LXC. A value that would begin another line is refused. */
export function lxcText(lines: Iterable<readonly [key: string, value: string]>): string {
  let text = ''
  for (const [key, value] of lines) {
    if (/[\r\n\0]/.test(value)) throw new Failure(`${key}: its value holds a line break, which LXC cannot read`)
    text += `${key} = ${value}\n`
  }
  return text
}

/** A word of a line in the form of fstab. */
export function fstabWord(text: string): string {
  return text.replace(/[\\ \t\n]/g, found => `\\${found.charCodeAt(0).toString(8).padStart(3, '0')}`)
}

export function mountEntry(source: string, target: string, type: string, options: string): [string, string] {
  return ['lxc.mount.entry', `${fstabWord(source)} ${fstabWord(target)} ${type} ${options} 0 0`]
}
