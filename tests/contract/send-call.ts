import type { ApiAnswer, Product } from '../product.ts'

export interface SentCall {
  readonly method: string
  readonly path: string
  readonly parameters: Readonly<Record<string, unknown>>
}

function queryOf(parameters: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      one => [name, typeof one === 'string' ? one : (JSON.stringify(one) ?? '')] as [string, string],
    ),
  )
  return pairs.length ? `?${new URLSearchParams(pairs).toString()}` : ''
}

/** As clients do: parameters in the query where there is no body, JSON otherwise. */
export async function sendCall(product: Product, { method, path, parameters }: SentCall): Promise<ApiAnswer> {
  const inQuery = method === 'GET' || method === 'DELETE'
  return await product.api(method, inQuery ? path + queryOf(parameters) : path, inQuery ? undefined : parameters)
}
