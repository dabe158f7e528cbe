import { Failure } from '@quorate/schema'

/** Operations of storage and config store that change something, or that a procedure waits for. */
export const changingOperations: ReadonlySet<string> = new Set([
  'commit',
  'update',
  'allocate',
  'copy',
  'clone',
  'info',
  'resize',
  'makeBase',
  'createSnapshot',
  'rollback',
  'activate',
])

/** The same thing, of which those asynchronous calls fail for which `breaks` says so: it is asked once for each. */
export function faulty<T extends object>(real: T, breaks: () => boolean, operations = changingOperations): T {
  return new Proxy(real, {
    get: (target, name) => {
      const member = Reflect.get(target, name, target) as unknown
      if (typeof member !== 'function') return member
      if (!operations.has(String(name))) return member.bind(target) as unknown
      return async (...args: unknown[]) => {
        if (breaks()) throw new Failure(`broken: ${String(name)}`)
        return (await member.apply(target, args)) as unknown
      }
    },
  })
}
