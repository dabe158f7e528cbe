export type FlagState = 'on' | 'off' | 'default'

/** `+aes;-pcid` by flag. */
export const parseFlags = (text: string | undefined): ReadonlyMap<string, FlagState> =>
  new Map(
    (text ?? '')
      .split(';')
      .filter(part => /^[+-]./.test(part))
      .map(part => [part.slice(1), part.startsWith('+') ? 'on' : 'off']),
  )

export const formatFlags = (flags: ReadonlyMap<string, FlagState>): string | undefined => {
  const parts = [...flags].filter(([, state]) => state !== 'default').map(([flag, state]) => `${state === 'on' ? '+' : '-'}${flag}`)
  return parts.length > 0 ? parts.join(';') : undefined
}
