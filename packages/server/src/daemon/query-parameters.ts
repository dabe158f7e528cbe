import type { EndpointSpec } from '@quorate/contract'
import type { ApiTarget } from '../wire/api-path.ts'
import { addForm, noParameters, type RawParameters } from '../wire/raw-parameters.ts'
import { headerOf, type RequestHeaders } from './request-headers.ts'

/** The parameters of the query; where an event stream resumes comes in a header that browsers send by themselves. */
export function queryParameters(headers: RequestHeaders, { query }: ApiTarget, spec: EndpointSpec): RawParameters {
  const raw = noParameters()
  addForm(raw, query)
  if (spec.transport !== 'events' || raw.since !== undefined || !('since' in spec.parameters)) return raw
  const last = headerOf(headers, 'last-event-id')
  if (last !== undefined) raw.since = last
  return raw
}
