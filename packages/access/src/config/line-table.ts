/** A file of one `key<separator>value` per line. Lines that have no separator, and comments, are kept as they are. */
export interface LineTable {
  get(key: string): string | undefined
  keys(): string[]
  /** The text with one value set, or with undefined removed. */
  with(key: string, value: string | undefined): string
}

export function lineTable(
  text: string,
  format: { read: (line: string) => [string, string] | undefined; write: (key: string, value: string) => string },
): LineTable {
  const lines = text.split('\n')
  const read = (line: string) => (line.startsWith('#') ? undefined : format.read(line))
  return {
    get: key => {
      for (const line of lines) {
        const found = read(line)
        if (found?.[0] === key) return found[1]
      }
      return undefined
    },
    keys: () => [...new Set(lines.flatMap(line => read(line)?.[0] ?? []))],
    with: (key, value) => {
      let done = value === undefined
      const result = lines.flatMap(line => {
        const found = read(line)
        if (found?.[0] !== key) return [line]
        if (done || value === undefined) return []
        done = true
        return [found[1] === value ? line : format.write(key, value)]
      })
      if (!done && value !== undefined) {
        if (result.at(-1) === '') result.pop()
        result.push(format.write(key, value), '')
      }
      return result.join('\n')
    },
  }
}

/** `priv/shadow.cfg`: password hashes of the built-in realm by user name without realm: `joe:$5$...:` */
export function shadowTable(text: string): LineTable {
  return lineTable(text, {
    read: line => {
      const match = /^([^\s:]+):([^:]*):/.exec(line)
      return match ? [match[1] ?? '', match[2] ?? ''] : undefined
    },
    write: (name, hash) => `${name}:${hash}:`,
  })
}

/** `priv/token.cfg`: secrets of API tokens: `joe@pve!ci 01234567-...` */
export function tokenTable(text: string): LineTable {
  return lineTable(text, {
    read: line => {
      const match = /^(\S+![^\s]+)\s+(\S+)\s*$/.exec(line)
      return match ? [match[1] ?? '', match[2] ?? ''] : undefined
    },
    write: (id, value) => `${id} ${value}`,
  })
}
