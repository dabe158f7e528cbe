import { incomingEndpoints } from '../shared/incoming-endpoints.ts'

export const qemuIncoming = incomingEndpoints('qemu', 'VM', ['volumes', 'start', 'finish'])
