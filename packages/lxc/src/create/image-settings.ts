import type { ImageConfig } from '@quorate/storage'

/** What an image says about how it is run, as keys of a container's config. */
export interface ImageSettings {
  readonly values: ReadonlyMap<string, string>
  readonly raw: readonly (readonly [key: string, value: string])[]
  readonly notes: readonly string[]
}

const plain = /^[\w@%+=:,./-]+$/

/** An argument as LXC reads it; undefined: it cannot be told to LXC. */
function quoted(argument: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f\\]/.test(argument)) return undefined
  if (plain.test(argument)) return argument
  return argument.includes("'") ? (argument.includes('"') ? undefined : `"${argument}"`) : `'${argument}'`
}

/** Pure. */
export function imageSettings({ entrypoint, cmd, env, workingDir, user, stopSignal }: ImageConfig): ImageSettings {
  const values = new Map<string, string>()
  const raw: [string, string][] = []
  const notes: string[] = []
  const words = [...entrypoint, ...cmd].map(quoted)
  if (words.includes(undefined)) notes.push('the program that the image runs has arguments that LXC cannot be told: set entrypoint')
  else if (words.length) values.set('entrypoint', words.join(' '))
  const variables = env.filter(({ name }) => /^\w+$/.test(name)).map(({ name, value }) => `${name}=${value}`)
  if (variables.length) values.set('env', variables.join('\0'))
  if (workingDir !== '/') raw.push(['lxc.init.cwd', workingDir])
  if (stopSignal !== undefined) raw.push(['lxc.signal.halt', stopSignal])
  const [uid, gid = uid] = user.split(':')
  if (user === '' || user === 'root' || user === '0') return { values, raw, notes }
  if (/^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')) raw.push(['lxc.init.uid', String(uid)], ['lxc.init.gid', String(gid)])
  else notes.push(`the image runs as its user '${user}', here as root: set lxc.init.uid and lxc.init.gid in the config file`)
  return { values, raw, notes }
}
