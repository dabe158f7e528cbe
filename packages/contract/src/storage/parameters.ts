import { string } from '@quorate/schema'

export const server = string({ description: 'Address of the server.', format: 'pve-storage-server' })
