/** The processes of one running product, as the kernel lists them. */
import { readdirSync, readFileSync } from 'node:fs'

function statOf(pid: number): { name: string; parent: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    return {
      name: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.trim() ?? '',
      parent: Number(text.slice(end + 2).split(' ')[1]),
    }
  } catch (error) {
    // It has ended since.
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) return undefined
    throw error
  }
}

/** Pids of the children of a supervisor, by name: `quorate-daemon`. */
export function childrenOf(supervisor: number): Map<string, number> {
  const children = new Map<string, number>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const found = statOf(Number(entry))
    if (found?.parent === supervisor) children.set(found.name, Number(entry))
  }
  return children
}
