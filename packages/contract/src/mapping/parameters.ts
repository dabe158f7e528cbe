import { string } from '@quorate/schema'

export const description = string({ description: 'Notes; shown in the interface.', maxLength: 4096 })
