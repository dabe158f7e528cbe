export type ConsoleKind = 'vnc' | 'terminal' | `serial${number}`

/** Which console a VM is looked at by: the picture, unless its display is a serial line or it has none. */
export function defaultConsole(config: object): ConsoleKind {
  const { vga, ...rest } = config as Readonly<Record<string, unknown>>
  const type = String(vga ?? '')
    .split(',', 1)[0]
    ?.replace(/^type=/, '')
  const serial = Object.keys(rest)
    .filter(key => /^serial\d$/.test(key))
    .toSorted()[0]
  if (type && /^serial\d$/.test(type)) return type as ConsoleKind
  return type === 'none' && serial ? (serial as ConsoleKind) : 'vnc'
}
