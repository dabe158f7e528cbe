import { string } from '@quorate/schema'

export const server = string({ format: 'pve-storage-server' })
