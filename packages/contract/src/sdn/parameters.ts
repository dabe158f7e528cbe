import { string } from '@quorate/schema'

export const mac = string({ description: 'MAC address.', format: 'mac-addr' })
