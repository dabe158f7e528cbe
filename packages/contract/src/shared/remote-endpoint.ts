import { integer, optional, propertyString, string } from '@quorate/schema'

export const remoteEndpoint = propertyString({
  host: string({ format: 'address' }),
  port: optional(integer({ minimum: 1, maximum: 65535 })),
  apitoken: string({ pattern: '(?^:PVEAPIToken[= ][^\\s,]+)' }),
  fingerprint: optional(string({ pattern: '([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}' })),
})
