import type { Implementation } from '@quorate/contract'
import { tasksApi } from '@quorate/tasks'
import { implementations } from '../../packages/daemons/src/implementations.ts'

/** Stands for a service: handlers are only put together here, none of them runs, so anything asked of it is another such. */
function anything(): never {
  const stand: unknown = new Proxy(() => undefined, {
    get: (_target, key) => (key === Symbol.iterator || key === 'then' ? undefined : key === Symbol.toPrimitive ? () => '' : stand),
    apply: () => stand,
    construct: () => stand as object,
  })
  return stand as never
}

/** `GET /version` of every method that has a handler, as the daemon puts them together. */
export function implementedMethods(): Set<string> {
  const all: Implementation[] = [...implementations(anything()), ...tasksApi(anything())]
  return new Set(all.map(({ spec }) => `${spec.method} ${spec.path}`))
}
