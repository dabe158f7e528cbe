import { incomingEndpoints } from '../shared/incoming-endpoints.ts'

export const lxcIncoming = incomingEndpoints('lxc', 'container', ['volumes', 'finish'])
