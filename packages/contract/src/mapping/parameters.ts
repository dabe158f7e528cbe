import { string } from '@quorate/schema'

export const description = string({ maxLength: 4096 })
