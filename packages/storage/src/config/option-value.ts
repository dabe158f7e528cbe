/** Booleans as they stand in configuration files. */
export function isOn(text: string): boolean {
  return /^(?:1|on|yes|true)$/i.test(text)
}
