import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, closeSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import { requireProgram } from '../exec/find-program.ts'
import type { IdMap, IdRange } from '../rooted/rooted-files.ts'

const mapText = (ranges: readonly IdRange[]) => ranges.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('')

/**
 * A user namespace that is nothing but an id map. The kernel takes maps for mounts in no other form. A process holds it
 * until it is open here; it ends with us because it waits for its input.
 */
export async function mappingNamespace(idMap: IdMap): Promise<Disposable & { readonly fd: number }> {
  const child = spawn(requireProgram('unshare'), ['--user', '--', requireProgram('cat')], { stdio: ['pipe', 'pipe', 'ignore'], env: {} })
  try {
    await once(child, 'spawn')
    // An answer comes from `cat`, which runs in the new namespace.
    child.stdin.on('error', () => undefined)
    child.stdin.write('\n')
    const [answer] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [])])
    if (answer === undefined) throw new Failure('this machine makes no user namespaces')
    await writeFile(`/proc/${child.pid}/uid_map`, mapText(idMap.uid))
    await writeFile(`/proc/${child.pid}/gid_map`, mapText(idMap.gid))
    const fd = openSync(`/proc/${child.pid}/ns/user`, 'r')
    return { fd, [Symbol.dispose]: () => closeSync(fd) }
  } catch (error) {
    throw new Failure('cannot make an id map for a mount', { cause: error })
  } finally {
    child.kill('SIGKILL')
  }
}
