import { string } from '@quorate/schema'

export const mac = string({ format: 'mac-addr' })
