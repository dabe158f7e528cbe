import { UsageFailure } from '../../read-arguments.ts'

/** `644`, `0644` and `0x1a4` are the same mode. undefined: none was given */
export function accessMode(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const mode = /^0x[0-9a-f]{1,3}$/i.test(text) ? Number.parseInt(text, 16) : /^[0-7]{1,5}$/.test(text) ? Number.parseInt(text, 8) : NaN
  if (!(mode <= 0o7777)) throw new UsageFailure(`perms: '${text}' is no access mode: give it in octal, or in hexadecimal behind 0x`)
  return mode
}
