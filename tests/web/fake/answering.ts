import { allEndpoints, Reply, type EndpointSpec, type Implementation, type ParametersOf } from '@quorate/contract'
import type { AnswerOf, EndpointKey, Endpoints } from '../../../packages/web/src/api/endpoints.ts'

const specs = await allEndpoints()
const byKey = new Map<string, EndpointSpec>(specs.map(spec => [`${spec.method} ${spec.path}`, spec]))

/** One method of the API, answered by the contract's types; of every node here, and at once what would be queued. */
export function answering<K extends EndpointKey>(
  key: K,
  answer: (parameters: ParametersOf<Endpoints[K]>) => AnswerOf<K> | Reply<AnswerOf<K>>,
): Implementation {
  const spec = byKey.get(key)
  if (!spec) throw new TypeError(`the contract has no ${key}`)
  const { proxy: _proxy, queue: _queue, inRunner: _inRunner, ...here } = spec
  return { spec: { ...here, anywhere: true }, handler: (_call, parameters) => answer(parameters) }
}

/** Every declaration, with those that are answered in the place of their own. */
export const specsWith = (answered: readonly Implementation[]): readonly EndpointSpec[] => {
  const own = new Map(answered.map(({ spec }) => [`${spec.method} ${spec.path}`, spec]))
  return specs.map(spec => own.get(`${spec.method} ${spec.path}`) ?? spec)
}
