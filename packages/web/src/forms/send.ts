import { sendCall } from '../api/client.ts'
import type { AnswerOf, EndpointKey } from '../api/endpoints.ts'
import type { PlannedCall } from './planned-call.ts'

/** Makes a planned call. */
export async function send<K extends EndpointKey>(call: PlannedCall<K>): Promise<AnswerOf<K>> {
  return (await sendCall(call.request)).data as AnswerOf<K>
}
